"""Checks of the patrol (巡查): what was due was fired and told; by the auditor's queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlmodel import Session

from models import clock
from models.doctor.check import Family, Level, Place, Visit
from models.oversight.auditing import auditing
from models.oversight.auditing.auditing import Scope
from models.oversight.feed import standing

FAMILY = Family()

GRACE = timedelta(minutes=5)  # what a patrol that runs every minute may leave undone
PATIENCE = timedelta(minutes=15)  # for a message, which may be tried again

PATROL = (
    "请运行 dueprocess patrol；仍有的，请查看 dueprocess watch 所示原因",
    "run `dueprocess patrol`; if it stays, see what `dueprocess watch` says",
)


def audited(
    visit: Visit, look: Callable[[Session, Scope], list[str]], zh: str, en: str
) -> Iterator[Place]:
    """What one of the auditor's queries finds in the whole book."""
    for found in look(visit.session, _whole(visit)):
        case, _, node = found.partition(" ")
        if not case.endswith("号"):
            case, node = "", found
        yield Place(f"{zh}：{node}", f"{en}: {node}", case, node)


def _whole(visit: Visit) -> Scope:
    """The auditor's scope over the whole book."""
    system = clock.to_system(visit.session, visit.as_of)
    return Scope(
        settled_by=visit.as_of - GRACE,
        patient_until=visit.as_of - PATIENCE,
        leases_until=system - GRACE,
        nodes_after=0,
        nodes_upto=auditing.window_end(visit.session, 0, None),
        claims_after=0,
    )


@FAMILY.check(
    "rung-unclaimed",
    Level.ERROR,
    ("到时的级次须已触发", "a rung that was due was fired"),
    PATROL,
)
def _unclaimed(visit: Visit) -> Iterator[Place]:
    return audited(visit, auditing.unclaimed_rungs, "到时未触发", "due and not fired")


@FAMILY.check(
    "claim-without-message",
    Level.ERROR,
    ("触发的级次须有消息", "a rung that was fired told somebody"),
    (
        "请核对该节点的责任人与值班表，再运行 dueprocess patrol",
        "look who answers for the node and who is on duty, then patrol",
    ),
)
def _silent(visit: Visit) -> Iterator[Place]:
    return audited(visit, auditing.silent_claims, "触发而无消息", "fired and told nobody")


@FAMILY.check(
    "message-doubled",
    Level.ERROR,
    ("同一触发对同一人只有一份消息", "nobody is told twice of one rung"),
    ("请报告此缺陷", "report this as a defect"),
)
def _doubled(visit: Visit) -> Iterator[Place]:
    return audited(visit, auditing.doubled_messages, "多份消息", "told twice")


@FAMILY.check(
    "item-unanswered",
    Level.ERROR,
    ("回复期满的督办事项须已处理", "an item whose reply clock ran out was taken up"),
    PATROL,
)
def _unanswered(visit: Visit) -> Iterator[Place]:
    return audited(visit, auditing.unanswered_items, "期满未处理", "ran out, not taken up")


@FAMILY.check(
    "lease-stale",
    Level.WARNING,
    ("案件运行的租约不得过期不收", "no run is held by a worker that died"),
    ("请启动 worker；下次巡查会接管", "start a worker; the next patrol takes it up"),
)
def _stale(visit: Visit) -> Iterator[Place]:
    return audited(visit, auditing.stale_leases, "租约过期", "its lease ran out")


@FAMILY.check(
    "feed-stale",
    Level.WARNING,
    ("导入的数据不得过期", "imported data are fresh enough for the ladder to climb by them"),
    (
        "请导入最新数据：dueprocess import，暂缓的级次随即继续",
        "bring in fresh data with `dueprocess import`; what waits goes on at once",
    ),
)
def _feed(visit: Visit) -> Iterator[Place]:
    data = standing(visit.session, visit.law, visit.calendar, visit.as_of)
    if data is not None and data.stale:
        yield Place(data.zh, data.en)
