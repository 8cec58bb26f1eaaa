"""The inspection that ends a simulation (检查整改): what the doctor finds is mended as it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import select

from dueprocess.simulator.office import Office
from dueprocess.simulator.people import ROOM
from dueprocess.simulator.town import Town
from models.doctor.doctor import Finding, examine
from models.errors import BookError
from models.record import Arrival, Rejected
from models.tables.schema import metadata
from rulebook.case.standing import CORRECTION

_CASE = metadata.tables["enforcement_case"]
_NODE = metadata.tables["node"]
_INTERVIEW = metadata.tables["interview"]
_ITEM = metadata.tables["supervision_item"]


class NotMended(BookError, RuntimeError):
    """The way out that the doctor named was refused."""

    def __init__(self, case: object, why: BookError) -> None:
        super().__init__(f"{case}: what the doctor advised was refused ({why})")


def inspect(office: Office, town: Town) -> int:
    """Attach the papers that are missing, put off money that lies idle, give the cases of an idle
    handler to another, hold the interviews whose hour has passed, decline what nobody issued, and
    issue the papers of what people decided.

    Gives the number of facts and papers it took. Raises `NotMended` when a gate refuses one.
    """
    found = examine(office.store, office.law, office.calendar)
    arrivals = [
        *_papers(office, found),
        *_put_off(office, town, found),
        *_handed_over(office, town, found),
        *_held(office, town, found),
        *_declined(office, town, found),
    ]
    for answer in office.record(arrivals):
        if isinstance(answer, Rejected):
            raise NotMended(answer.arrival.case, answer.error)
    return len(arrivals) + office.issue_papers()


def _papers(office: Office, found: Iterable[Finding]) -> Iterator[Arrival]:
    bare = {(one.case, one.node) for one in found if one.check == "settled-without-evidence"}
    query = (
        select(_CASE.c.number, _NODE.c.key, _NODE.c.settled_by)
        .join(_CASE, _CASE.c.id == _NODE.c.case_id)
        .where(_NODE.c.settled_by.is_not(None))
        .order_by(_NODE.c.id)
    )
    with office.store.reading() as session:
        rows = session.connection().execute(query).all()
    facts = dict.fromkeys((case, seq) for case, key, seq in rows if (case, key) in bare)
    now = office.now()
    for case, seq in facts:
        yield Arrival(
            case=case,
            kind=CORRECTION,
            occurred_at=now,
            payload={"reason": "检查后补附材料"},
            evidence="演练材料：补附",
            corrects=seq,
        )


def _put_off(office: Office, town: Town, found: Iterable[Finding]) -> Iterator[Arrival]:
    """Money on its way when the simulation stops: approved to wait, with a day to look again."""
    now = office.now()
    for one in found:
        if one.check == "money-idle":
            yield Arrival(
                case=one.case,
                kind="funds_deferred",
                occurred_at=now,
                subject_kind="receipt",
                subject_ref=one.node,
                payload={
                    "reason": "其他正当理由",
                    "until": (now.date() + timedelta(days=town.spans["wait"][1])).isoformat(),
                    "director": town.holder("director"),
                    "leader": town.holder("vice_president"),
                },
                evidence="演练材料：暂缓发放审批表",
            )


def _handed_over(office: Office, town: Town, found: Iterable[Finding]) -> Iterator[Arrival]:
    idle = {one.officer for one in found if one.check == "handler-inactive"}
    ready = [one for one in town.handlers if one not in idle] or [*town.handlers]
    query = (
        select(_CASE.c.number, _CASE.c.handler_id)
        .where(_CASE.c.state == "open", _CASE.c.handler_id.in_(sorted(idle)))
        .order_by(_CASE.c.id)
    )
    with office.store.reading() as session:
        rows = session.connection().execute(query).all()
    now = office.now()
    for place, (case, handler) in enumerate(rows):
        others = [one for one in ready if one != handler]
        yield Arrival(
            case=case,
            kind="handler_changed",
            occurred_at=now,
            payload={"handler": others[place % len(others)], "reason": "长期无行为，调整承办人"},
            evidence="演练材料：调整承办人审批表",
        )


def _held(office: Office, town: Town, found: Iterable[Finding]) -> Iterator[Arrival]:
    now = office.now()
    if not any(one.check == "interview-past" for one in found):
        return
    query = (
        select(_CASE.c.number, _INTERVIEW.c.item_id)
        .join(_CASE, _CASE.c.id == _INTERVIEW.c.case_id)
        .where(_INTERVIEW.c.state == "convened", _INTERVIEW.c.set_for < now)
        .order_by(_INTERVIEW.c.id)
    )
    with office.store.reading() as session:
        rows = session.connection().execute(query).all()
    by = town.holder("director")
    for case, item in rows:
        yield Arrival(
            case=case,
            kind="interview_held",
            occurred_at=now,
            subject_kind="item",
            subject_ref=str(item),
            payload={
                "attendees": ["承办人", by],
                "causes": "逾期未约谈，检查后补办",
                "place": ROOM,
            },
            evidence="演练材料：约谈笔录",
            by=by,
        )


def _declined(office: Office, town: Town, found: Iterable[Finding]) -> Iterator[Arrival]:
    """Orders that were proposed and that nobody issued, in the cases where one waits too long."""
    cases = sorted({one.case for one in found if one.check == "paper-stays-draft"})
    query = (
        select(_CASE.c.number, _ITEM.c.id)
        .join(_CASE, _CASE.c.id == _ITEM.c.case_id)
        .where(_CASE.c.number.in_(cases), _ITEM.c.state == "proposed", _ITEM.c.level == "order")
        .order_by(_ITEM.c.id)
    )
    with office.store.reading() as session:
        rows = session.connection().execute(query).all() if cases else []
    for case, item in rows:
        yield Arrival(
            case=case,
            kind="proposal_declined",
            occurred_at=office.now(),
            subject_kind="item",
            subject_ref=str(item),
            payload={"reason": "久未签发，检查后另行督促"},
            by=town.holder("director"),
        )
