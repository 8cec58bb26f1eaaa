"""Who is told of an act of supervision, and in what words (告知)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from models.oversight.acts import checking, courtletter, interviews
from models.oversight.acts.clocks import clock_of, rung_of, set_for
from models.oversight.acts.ledger import Entry
from models.oversight.firing.duty import OWNER, Addressee
from models.oversight.telling import alert, outbox
from models.oversight.telling.alert import Alert
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from rulebook.case.casefile import FactView
from rulebook.oversight.acts import Act

VERIFIER = "node_supervisor"
OF_SUPERIOR = ("director", "upper_supervisor")  # who decides on what a court above took up


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
            item_id=entry.id,
        )
        for person in _with_named(session, entry, tuple(roles), watch)
    ]
    outbox.post(session, lines, watch.as_of)


def told(
    act: Act, entry: Entry, fact: FactView, watch: Watch
) -> tuple[tuple[str, ...], Alert] | None:
    """Who is told of an act, and in what words; a receipt is told to nobody."""
    heading, rung = watch.heading(entry.node, entry.post), rung_of(entry, watch)
    match fact.kind:
        case "interview_convened" | "interview_rescheduled":
            ladder = watch.ladder(entry.node)
            when = interviews.appointment(ladder, watch.as_of, watch.calendar, set_for(fact))
            late, place = watch.delay(entry.node), str(fact.payload.get("place") or "")
            return (*rung.to, *rung.cc), alert.convened(heading, rung, late, when.set_for, place)
        case _ if act.issues:
            replied_by = clock_of(entry, fact, watch).due_at
            return rung.to, alert.issued(heading, rung, entry.id, replied_by)
        case "proposal_declined":
            # Those who were asked to decide need not any more.
            why = f"拟发{rung.zh}，决定不予签发：{fact.payload['reason']}"
            return rung.cc or rung.to, alert.told(heading, "不予签发", entry.id, why)
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
