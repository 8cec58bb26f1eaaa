"""The audit (复核): an independent look at what the patrol did, by other queries than its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from models import clock
from models.oversight.auditing import auditing, auditing_deliveries
from models.oversight.auditing.auditing import Scope
from models.oversight.auditing.heartbeats import cursor
from models.store import Store

# What a patrol that runs every minute may leave undone without being at fault.
GRACE = timedelta(minutes=5)
PATIENCE = timedelta(minutes=15)  # for a message, which may be tried again
WINDOW = 5_000  # nodes looked through in one audit; the next one goes on from there
AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: how often, and the first few places."""

    what: str
    count: int
    where: tuple[str, ...]

    def __str__(self) -> str:
        places = "、".join(self.where)
        return (
            f"{self.what}：{self.count}处（{places}）" if places else f"{self.what}：{self.count}处"
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one audit, and how far it looked."""

    found: tuple[Finding, ...]
    figures: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.found)

    @property
    def fault(self) -> str:
        """Every finding in one line; empty when all is in order."""
        return "；".join(str(finding) for finding in self.found)


Check = Callable[[Session, Scope], list[str]]
CHECKS: Mapping[str, Check] = {
    "到时未触发的级次": auditing.unclaimed_rungs,
    "触发而无消息": auditing.silent_claims,
    "同一触发对同一人多份消息": auditing.doubled_messages,
    "送达状态不明的消息": auditing_deliveries.stateless_messages,
    "送达记录自相矛盾": auditing_deliveries.stateless_deliveries,
    "逾时未送出的消息": auditing_deliveries.stuck_messages,
    "逾时未送出的送达": auditing_deliveries.stuck_deliveries,
    "回复期满未处理的督办事项": auditing.unanswered_items,
    "租约过期的案件运行": auditing.stale_leases,
}
PLACES = 3


def audit(store: Store, as_of: datetime | None = None, whole: bool = False) -> Findings:
    """Check that each due rung has one claim, each claim its messages, each message one
    state, and each delivery one that fits it.


    Every minute it looks at all that is new and at a window of the book that moves on, so that
    the cost does not grow with the book; `whole` looks at everything at once.
    """
    with store.reading() as session:
        moment = as_of or clock.now(session)
        scope = _scope(session, moment, whole)
        found = tuple(_findings(session, scope))
        return Findings(found, auditing.figures(session, scope))


def _scope(session: Session, as_of: datetime, whole: bool) -> Scope:
    nodes = 0 if whole else cursor(session, AUDITOR, "node_after")
    claims = 0 if whole else cursor(session, AUDITOR, "claim_after")
    return Scope(
        settled_by=as_of - GRACE,
        patient_until=as_of - PATIENCE,
        leases_until=clock.to_system(session, as_of) - GRACE,
        nodes_after=nodes,
        nodes_upto=auditing.window_end(session, nodes, None if whole else WINDOW),
        claims_after=claims,
    )


def _findings(session: Session, scope: Scope) -> Iterator[Finding]:
    for what, check in CHECKS.items():
        places = check(session, scope)
        if places:
            yield Finding(what, len(places), tuple(places[:PLACES]))
