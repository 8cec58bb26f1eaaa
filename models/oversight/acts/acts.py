"""Acts of supervision (督办行为) on one item: its state, its clock, who is told."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models.oversight.acts import checking, courtletter, interviews, ledger, sayings
from models.oversight.acts.announcing import call_off, tell, told
from models.oversight.acts.clocks import clock_of, hold_by, promised_on, rung_of, set_for
from models.oversight.acts.interviews import Convening
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.firing.firing import ranks_below, take_up
from models.oversight.firing.repeating import on_issue
from models.oversight.watch import Watch
from rulebook.case.casefile import FactView
from rulebook.oversight.acts import INTERVIEW, Act, ActClock
from rulebook.oversight.supervision import OPEN, ItemState


def carry_out(session: Session, entry: Entry, fact: FactView, act: Act, watch: Watch) -> None:
    """Write what an act that was not refused does to its item and to those beside it."""
    closes = act.issues and rung_of(entry, watch).closes
    to = ItemState.STRUCK_OFF if closes else act.to
    ledger.move(session, [entry.id], to, **_columns(act, entry, fact, watch))
    if act.takes_up and not closes:
        _take_up(session, entry, watch)
    if act.issues:
        on_issue(session, entry, watch)
    match fact.kind:
        case "interview_convened":
            _convene(session, entry, fact, watch)
        case "interview_rescheduled":
            interviews.reschedule(session, entry.id, set_for(fact) or watch.as_of)
        case "interview_held":
            interviews.held(session, entry.id, fact)
        case "supervision_receipted":
            _promise(session, entry, fact, watch)
        case "supervision_verified":
            _strike_off(session, entry, watch)
    _show(session, entry, act, fact, watch.as_of)
    tell(session, entry, fact, told(act, entry, fact, watch), watch)


def _columns(act: Act, entry: Entry, fact: FactView, watch: Watch) -> dict[str, object]:
    columns = {**_clock(act, entry, fact, watch), **_own_columns(fact, watch.as_of)}
    if act.issues:
        columns |= {"issued_at": fact.occurred_at, "issued_by": fact.recorded_by}
    if act.issues and rung_of(entry, watch).closes:
        columns |= {"ended_at": watch.as_of, "ended_why": f"决定已记录（第{fact.seq}号事实）"}
    if fact.kind in courtletter.FROM_ABOVE:
        columns["court_code"] = watch.roster.superior(entry.post.court)
    if fact.kind == "supervision_verified":
        columns |= checking.against(entry.node, fact)
    return columns


def _clock(act: Act, entry: Entry, fact: FactView, watch: Watch) -> dict[str, object]:
    match act.clock:
        case ActClock.KEEPS:
            return {}
        case ActClock.STOPS:
            return {"reply_due_at": None}
        case ActClock.STARTS if act.level == INTERVIEW:
            return hold_by(entry, fact, watch).columns
        case ActClock.STARTS:
            # It runs from when people are told, not from a date entered after the fact.
            return clock_of(entry, fact, watch).columns


def _own_columns(fact: FactView, as_of: datetime) -> dict[str, object]:
    match fact.kind:
        case "supervision_receipted":
            return {"receipted_at": fact.occurred_at, "promised_on": promised_on(fact)}
        case "supervision_replied":
            said = str(fact.payload.get("text") or "")
            return {"replied_at": fact.occurred_at, "reply": said, "reply_seq": fact.seq}
        case "interview_held":
            said = str(fact.payload.get("causes") or "")
            return {"replied_at": fact.occurred_at, "reply": said, "reply_seq": fact.seq}
        case "supervision_returned":
            return {"returned": ITEM.c.returned + 1}
        case "supervision_verified":
            return {"verified_by": fact.recorded_by, "ended_at": as_of}
        case "proposal_declined":
            why = f"不予签发（{fact.recorded_by}）：{fact.payload['reason']}"
            return {"ended_at": as_of, "ended_why": why}
        case _:
            return {}


def _promise(session: Session, entry: Entry, fact: FactView, watch: Watch) -> None:
    until = promised_on(fact)
    if until is not None:
        sayings.promised(session, entry.node, entry.post, until, fact.recorded_by, watch)


def _take_up(session: Session, entry: Entry, watch: Watch) -> None:
    """What is open at lower levels of the node ends: this act answers for it now."""
    below = ranks_below(watch.ladder(entry.node), entry.level)
    taken = [one for one in _beside(session, entry) if one.level in below]
    take_up(session, taken, f"由事项{entry.id}接续", watch)


def _convene(session: Session, entry: Entry, fact: FactView, watch: Watch) -> None:
    convening = Convening(entry.id, entry.node, entry.post, set_for(fact), entry.court)
    interviews.convene(session, [convening], watch)


def _strike_off(session: Session, entry: Entry, watch: Watch) -> None:
    """A matter that was put right is put right at every level beneath."""
    below = ranks_below(watch.ladder(entry.node), entry.level)
    done = [one for one in _beside(session, entry) if one.level in below]
    why = f"随事项{entry.id}销号"
    ledger.end(session, [one.id for one in done], ItemState.STRUCK_OFF, why, watch.as_of)
    call_off(session, [entry, *done], why, watch)


def _beside(session: Session, entry: Entry) -> list[Entry]:
    """The other open items of the same node."""
    return entries(
        session,
        ITEM.c.node_id == entry.node.id,
        ITEM.c.id != entry.id,
        ITEM.c.state.in_(sorted(OPEN)),
    )


def _show(session: Session, entry: Entry, act: Act, fact: FactView, as_of: datetime) -> None:
    what = "struck_off" if act.to is ItemState.STRUCK_OFF else "escalated"
    if act.decides or act.level == INTERVIEW or act.to is ItemState.STRUCK_OFF:
        detail = f"{act.zh}（事项{entry.id}）"
        if act.to is ItemState.STRUCK_OFF:
            detail += checking.said(entry.node)
        if act.to is ItemState.DECLINED:
            detail += f"：{fact.payload['reason']}"
        ledger.note(session, entry.node.id, entry.post.case_id, what, detail, as_of, fact.seq)
