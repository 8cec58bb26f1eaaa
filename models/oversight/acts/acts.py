"""Acts of supervision (督办行为) on one item: its state, its clock, who is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from models.oversight.acts import checking, courtletter, interviews, ledger, sayings
from models.oversight.acts.interviews import Convening
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.firing.duty import OWNER, Addressee
from models.oversight.firing.firing import ranks_below, take_up
from models.oversight.telling import alert, outbox
from models.oversight.telling.alert import Alert
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.law.ladder import Rung
from rulebook.oversight.supervision import (
    ACTS,
    INTERVIEW,
    OPEN,
    Act,
    ActClock,
    ItemState,
    reply_due,
)

VERIFIER = "node_supervisor"
_ISSUING = frozenset(
    {"supervision_order_issued", "interview_convened"}
    | {act.kind for act in ACTS.values() if act.free}
)
OF_SUPERIOR = ("director", "upper_supervisor")  # who decides on what a court above took up


def carry_out(session: Session, entry: Entry, fact: FactView, watch: Watch) -> None:
    """Write what an act that was not refused does to its item and to those beside it."""
    act = ACTS[fact.kind]
    ledger.move(session, [entry.id], act.to, **_columns(act, entry, fact, watch))
    if act.takes_up:
        _take_up(session, entry, watch)
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
    tell(session, entry, fact, _told(act, entry, fact, watch), watch)


def tell(
    session: Session,
    entry: Entry,
    fact: FactView,
    told: tuple[Iterable[str], Alert] | None,
    watch: Watch,
) -> None:
    """Write the messages of one fact about one item."""
    if told is None:
        return
    roles, words = told
    lines = [
        Line(
            key=f"fact:{entry.post.case_id}:{fact.seq}:item:{entry.id}:to:{person.officer_id}",
            person=person,
            alert=words,
            case_id=entry.post.case_id,
            node_id=entry.node.id,
        )
        for person in _with_named(session, entry, tuple(roles), watch)
    ]
    outbox.post(session, lines, watch.as_of)


def _with_named(
    session: Session, entry: Entry, roles: Sequence[str], watch: Watch
) -> Iterable[Addressee]:
    """What reaches the owner of a letter's term reaches the person named for it too."""
    people = {one.officer_id: one for one in _people(entry, roles, watch)}
    if OWNER in roles and entry.node.rule_id == courtletter.RULE:
        for one in courtletter.in_charge(session, {entry.node.id}, watch.roster).values():
            people.setdefault(one.officer_id, one)
    return people.values()


def _people(entry: Entry, roles: Sequence[str], watch: Watch) -> Iterable[Addressee]:
    """A court above has its own directors told, beside the people whom it supervises."""
    owner, court = entry.node.owner_id or entry.post.handler_id, entry.post.court
    if not entry.court:
        return watch.roster.told(court, roles, owner, entry.node.role)
    below = [role for role in roles if role in rung_of(entry, watch).to]
    above = [role for role in roles if role not in below]
    told = watch.roster.told(court, below, owner, entry.node.role) if below else ()
    told += watch.roster.any_of(entry.court, above) if above else ()
    return {person.officer_id: person for person in told}.values()


def verifiers(entry: Entry) -> tuple[str, ...]:
    """The roles that check an item: in its own court, or in the court above that has it."""
    return OF_SUPERIOR if entry.court else (VERIFIER,)


def call_off(session: Session, ended: Sequence[Entry], why: str, watch: Watch) -> None:
    """Whoever was summoned to an interview on a matter that has ended need not come."""
    off = interviews.cancel(session, [one.id for one in ended])
    for entry in (one for one in ended if one.id in off):
        rung = rung_of(entry, watch)
        words = alert.called_off(watch.heading(entry.node, entry.post), rung, entry.id, why)
        owner = entry.node.owner_id or entry.post.handler_id
        people = watch.roster.told(entry.post.court, (*rung.to, *rung.cc), owner, entry.node.role)
        lines = [
            Line(
                f"item:{entry.id}:off:to:{one.officer_id}",
                one,
                words,
                entry.post.case_id,
                entry.node.id,
            )
            for one in people
        ]
        outbox.post(session, lines, watch.as_of)


def rung_of(entry: Entry, watch: Watch) -> Rung:
    """The ladder's rung that the item stands on."""
    return watch.ladder(entry.node).rung(entry.rung)


def fresh_clock(entry: Entry, watch: Watch) -> datetime | None:
    """The reply clock of an item when it starts, or starts again, now."""
    return reply_due(rung_of(entry, watch).reply, watch.as_of, watch.calendar)


def _columns(act: Act, entry: Entry, fact: FactView, watch: Watch) -> dict[str, object]:
    columns = {**_clock(act, entry, fact, watch), **_own_columns(fact, watch.as_of)}
    if act.free:
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
            return {"reply_due_at": _hold_by(entry, fact, watch)}
        case ActClock.STARTS:
            # It runs from when people are told, not from a date entered after the fact.
            return {"reply_due_at": fresh_clock(entry, watch)}


def _hold_by(entry: Entry, fact: FactView, watch: Watch) -> datetime | None:
    ladder = watch.ladder(entry.node)
    chosen = set_for(fact)
    return interviews.appointment(ladder, watch.as_of, watch.calendar, chosen).hold_by


def set_for(fact: FactView) -> datetime | None:
    """The moment a person chose for an interview, when the fact names one."""
    given = fact.payload.get("set_for")
    if isinstance(given, datetime):
        return given
    if not given:
        return None
    moment = datetime.fromisoformat(str(given))
    return moment if moment.tzinfo else moment.replace(tzinfo=fact.occurred_at.tzinfo)


def _own_columns(fact: FactView, as_of: datetime) -> dict[str, object]:
    match fact.kind:
        case kind if kind in _ISSUING:
            return {"issued_at": fact.occurred_at, "issued_by": fact.recorded_by}
        case "supervision_receipted":
            return {"receipted_at": fact.occurred_at, "promised_on": promised_on(fact)}
        case "supervision_replied":
            said = str(fact.payload.get("text") or "")
            return {"replied_at": fact.occurred_at, "reply": said, "reply_seq": fact.seq}
        case "interview_held":
            said = str(fact.payload.get("causes") or "")
            return {"replied_at": fact.occurred_at, "reply": said, "reply_seq": fact.seq}
        case "supervision_returned":
            return {"returned": ITEM.c.returned + 1, "silent_since": None}
        case "supervision_verified":
            return {"verified_by": fact.recorded_by, "ended_at": as_of}
        case _:
            return {}


def promised_on(fact: FactView) -> date | None:
    """The day by which a receipt promises the work, when it promises any."""
    given = fact.payload.get("promise_on")
    return day(given) if given else None


def _promise(session: Session, entry: Entry, fact: FactView, watch: Watch) -> None:
    until = promised_on(fact)
    if until is not None:
        sayings.promised(session, entry.node, entry.post, until, fact.recorded_by, watch)


def _take_up(session: Session, entry: Entry, watch: Watch) -> None:
    """What is open at lower levels of the node ends: this act answers for it now."""
    below = ranks_below(watch.ladder(entry.node), entry.level)
    taken = [one for one in _beside(session, entry) if one.level in below]
    take_up(session, taken, watch.as_of, f"由事项{entry.id}接续")


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
    if act.takes_up or act.level == INTERVIEW or act.to is ItemState.STRUCK_OFF:
        detail = f"{act.zh}（事项{entry.id}）"
        if act.to is ItemState.STRUCK_OFF:
            detail += checking.said(entry.node)
        ledger.note(session, entry.node.id, entry.post.case_id, what, detail, as_of, fact.seq)


def _told(
    act: Act, entry: Entry, fact: FactView, watch: Watch
) -> tuple[tuple[str, ...], Alert] | None:
    """Who is told of an act, and in what words; a receipt is told to nobody."""
    heading, rung = watch.heading(entry.node, entry.post), rung_of(entry, watch)
    match fact.kind:
        case kind if kind == "supervision_order_issued" or act.free:
            replied_by = fresh_clock(entry, watch)
            return rung.to, alert.issued(heading, rung, entry.id, replied_by)
        case "interview_convened" | "interview_rescheduled":
            ladder = watch.ladder(entry.node)
            when = interviews.appointment(ladder, watch.as_of, watch.calendar, set_for(fact))
            late = watch.delay(entry.node)
            return (*rung.to, *rung.cc), alert.convened(heading, rung, late, when.set_for)
        case "supervision_replied" | "interview_held":
            return verifiers(entry), alert.told(
                heading, "待核验", entry.id, f"{act.zh}已记录，请核验。"
            )
        case "supervision_returned":
            return rung.to, alert.told(heading, "退回", entry.id, "请重新办理并回复。")
        case "supervision_verified":
            return rung.to, alert.told(heading, "销号", entry.id, checking.said(entry.node))
        case _:
            return None
