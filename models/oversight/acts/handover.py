"""Change of handler while overdue (超期期间更换承办人): a fresh clock for the new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from models.oversight.acts import announcing, clocks, holds, ledger, sayings
from models.oversight.acts.holds import Hold
from models.oversight.acts.ledger import Entry
from models.oversight.acts.replyclock import ReplyClock
from models.oversight.telling import alert
from models.oversight.watch import Watch
from models.recording.changes import Changes
from rulebook.case.casefile import FactView
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.limit import ReplyGround
from rulebook.oversight.standstill import HoldKind
from rulebook.oversight.supervision import AWAITING_REPLY


def owners_before(changes: Changes) -> Mapping[int, str]:
    """Nodes that somebody answered for and another answers for now, with the one before."""
    found = {}
    for change in changes.standing:
        assert change.before is not None
        was, now = change.before["owner_id"], change.after.get("owner_id")
        if was and now and was != now:
            found[change.id] = str(was)
    return found


def begin_anew(
    session: Session,
    moved: Sequence[Entry],
    before: Mapping[int, str],
    fact: FactView,
    watch: Watch,
) -> None:
    """Restart the reply clocks of matters that change hands, and hold the ladder till they end.

    An interview keeps its appointment. What was overdue until now stays with whoever had it: the
    facts say since when each of them answered (see `models.reading.attribution`).
    """
    ends: dict[int, tuple[Entry, datetime]] = {}
    for entry in moved:
        clock = clocks.fresh_clock(entry, watch)
        if entry.state in AWAITING_REPLY and entry.level != INTERVIEW and clock is not None:
            _restart(session, entry, clock, fact, watch)
            ends[entry.node.id] = (entry, clock)
    for entry, clock in ends.values():
        _hold(session, entry, clock, before[entry.node.id], fact, watch)


def _restart(session: Session, entry: Entry, clock: datetime, fact: FactView, watch: Watch) -> None:
    ledger.move(
        session,
        [entry.id],
        entry.state,
        **ReplyClock(clock, ReplyGround.LADDER, watch.as_of, fact.seq).columns,
        promised_on=None,
    )
    heading = watch.heading(entry.node, entry.post)
    words = alert.told(
        heading, "接手", entry.id, f"更换承办人，请最迟于{alert.last_day(clock)}书面回复。"
    )
    announcing.tell(session, entry, fact, (("owner",), words), watch)


def _hold(
    session: Session,
    entry: Entry,
    clock: datetime,
    before: str,
    fact: FactView,
    watch: Watch,
) -> None:
    late = watch.delay(entry.node)
    why = f"{before} → {entry.node.owner_id}；此前{late.text if late else '超期'}记于{before}"
    until = sayings.morning_after(alert.last_day(clock), entry.node, watch)
    kind, by = HoldKind.HANDED_OVER, fact.recorded_by
    holds.place(
        session, Hold(entry.node, entry.post.case_id, kind, until, None, by, why), watch.as_of
    )
    ledger.note(
        session,
        entry.node.id,
        entry.post.case_id,
        "held",
        f"更换承办人：{why}",
        watch.as_of,
        fact.seq,
    )
