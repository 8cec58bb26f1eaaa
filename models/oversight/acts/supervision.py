"""Supervision in the record's transaction (督办随事实而动): acts on items, and nodes that moved."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts import (
    acts,
    ahead,
    checking,
    clocks,
    courtletter,
    deciding,
    interviews,
    opening,
    outcome,
    reporting,
    sayings,
)
from models.oversight.acts.aftermath import follow
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.watch import Watch, watch
from models.recording.changes import Changes
from models.tables.columns import LARGEST_ID
from models.tables.fact import Fact
from models.tables.node import NodeState
from models.tables.officer import Officer
from rulebook.case.casefile import FactView
from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Lawbook
from rulebook.oversight import standstill
from rulebook.oversight.acts import INTERVIEW, Act, act_of
from rulebook.oversight.objecting import Matter, Objection, objections
from rulebook.oversight.standstill import SAYINGS
from rulebook.time.calendar import Calendar

GATE = "supervision"
ARTICLE = "法〔2016〕401号"
FACT = table_of(Fact)
_OF_PROMISES = frozenset({"promise_kept", "promise_withdrawn"})


def refusals(
    session: Session,
    case_id: int,
    handler: str | None,
    fact: FactView,
    law: Lawbook,
    calendar: Calendar,
) -> tuple[Refusal, ...]:
    """What stands against an act of supervision in a case, before anything is written.

    An unknown item, a wrong state, an act by the case's own handler, a verification without
    ground, a promise made in no interview, a correction of an act that others relied on.
    """
    if fact.kind in courtletter.FROM_ABOVE:
        against = courtletter.faults(session, case_id, fact)
        if against:
            return tuple(Refusal(GATE, courtletter.ARTICLE, one.zh, one.en) for one in against)
    act = act_of(fact.kind, law)
    if act is not None:
        seen = watch(session, fact.recorded_at, law, calendar)
        return _against_act(session, case_id, handler, fact, act, seen)
    if fact.kind in SAYINGS:
        found = sayings.faults(session, case_id, handler, fact, law, calendar)
        return tuple(Refusal(GATE, ARTICLE, one.zh, one.en) for one in found)
    if fact.kind in opening.KINDS:
        seen = watch(session, fact.recorded_at, law, calendar)
        against = opening.faults(session, case_id, handler, fact, seen)
        return tuple(Refusal(GATE, ARTICLE, one.zh, one.en) for one in against)
    if fact.kind == "promise_made":
        return _against_promise(session, case_id, fact)
    return ()


def after_fact(
    session: Session,
    case_id: int,
    fact: FactView,
    changes: Changes,
    as_of: datetime,
    law: Lawbook,
    calendar: Calendar,
) -> None:
    """Let items and interviews follow a fact that stands, in its transaction.

    Costs nothing for a fact that is no act of supervision and touches no overdue node.
    """
    act = act_of(fact.kind, law)
    if act is not None:
        seen = watch(session, as_of, law, calendar)
        for entry in _entries(session, case_id, fact, act, seen):
            acts.carry_out(session, entry, fact, act, seen)
    if fact.kind in ahead.STEPS:
        ahead.take(session, case_id, fact, watch(session, as_of, law, calendar))
    if fact.kind in reporting.KINDS:
        reporting.follow(session, case_id, fact, watch(session, as_of, law, calendar))
    if fact.kind in courtletter.KINDS:
        courtletter.tell(session, case_id, fact, watch(session, as_of, law, calendar))
    if fact.kind in _OF_PROMISES:
        outcome.promise_ended(session, case_id, fact, watch(session, as_of, law, calendar))
    if fact.kind in opening.KINDS:
        opening.carry_out(session, case_id, fact, watch(session, as_of, law, calendar))
    if fact.kind in SAYINGS:
        sayings.carry_out(session, case_id, fact, watch(session, as_of, law, calendar))
    follow(session, case_id, fact, changes, lambda: watch(session, as_of, law, calendar))


def _against_act(
    session: Session, case_id: int, handler: str | None, fact: FactView, act: Act, watch: Watch
) -> tuple[Refusal, ...]:
    found = _entries(session, case_id, fact, act, watch)
    if not found:
        return () if act.free else (_unknown_item(fact),)
    against = (
        one
        for entry in found
        for one in (
            *objections(act, _matter(session, entry, handler, fact, watch), *_signed(fact)),
            *_promised(fact, watch),
            *_unfinished(session, entry, fact),
            *_of_another_court(session, entry, fact, act, watch),
        )
    )
    return tuple(Refusal(GATE, ARTICLE, one.zh, one.en) for one in dict.fromkeys(against))


def _signed(fact: FactView) -> tuple[str, str]:
    return fact.recorded_by, fact.evidence


def _matter(
    session: Session, entry: Entry, handler: str | None, fact: FactView, watch: Watch
) -> Matter:
    waits = deciding.decision(session, entry, watch)
    return Matter(
        entry.state,
        entry.level,
        handler,
        entry.node.state == NodeState.SETTLED,
        checking.proven(session, entry),
        waits.confirmed_by,
        waits.deciders,
        deciding.may_decide(entry, fact.recorded_by, watch),
    )


def _promised(fact: FactView, watch: Watch) -> tuple[Objection, ...]:
    until = clocks.promised_on(fact)
    if until is None:
        return ()
    longest = watch.law.supervision.promise
    return standstill.promising(until, fact.recorded_at, longest, watch.calendar)


def _unfinished(session: Session, entry: Entry, fact: FactView) -> tuple[Objection, ...]:
    """The outcome of an interview is checked when its promises are kept, or withdrawn."""
    if fact.kind != "supervision_verified" or entry.level != INTERVIEW:
        return ()
    interview_id = interviews.of_item(session, entry.id)
    owed = (
        interviews.open_promises(session, interview_id, entry.post.case_id) if interview_id else 0
    )
    if not owed:
        return ()
    return (
        Objection(
            f"约谈{interview_id}尚有{owed}项承诺未兑现：兑现（promise_kept）或者撤销后再核验",
            f"{owed} promise(s) of interview {interview_id} are open: "
            "record promise_kept or promise_withdrawn first",
        ),
    )


def _of_another_court(
    session: Session, entry: Entry, fact: FactView, act: Act, watch: Watch
) -> tuple[Objection, ...]:
    """A matter that a court above took up is decided there, or higher."""
    court = deciding.court_of(session, entry) if act.decides else entry.court
    if not (court and act.by_other):
        return ()
    officer = session.get(Officer, fact.recorded_by)
    if officer is not None and officer.court_code in watch.roster.above(court):
        return ()
    name = watch.roster.court_name(court)
    return (
        Objection(
            f"本事项由{name}办理：应由该院或者其上级法院的人员决定",
            f"the item is with {court}: an officer of it or of a court above has to act",
        ),
    )


def _against_promise(session: Session, case_id: int, fact: FactView) -> tuple[Refusal, ...]:
    interview_id = _number(fact.subject_ref.partition("-")[0])
    if interview_id is not None and interviews.exists(session, interview_id, case_id):
        return ()
    return (
        Refusal(
            GATE,
            ARTICLE,
            f"承诺{fact.subject_ref or '（无编号）'}不属于本案的约谈：编号应为“约谈号-序号”",
            f"promise {fact.subject_ref!r} belongs to no interview of this case; "
            "name it INTERVIEW-NUMBER, such as 12-1",
        ),
    )


def _unknown_item(fact: FactView) -> Refusal:
    return Refusal(
        GATE,
        ARTICLE,
        f"本案没有督办事项{fact.subject_ref or '（未写明）'}：请用 --subject item:编号 指明",
        f"this case has no supervision item {fact.subject_ref!r}; "
        "see `dueprocess item list` and name it as item:ID",
    )


def _entries(session: Session, case_id: int, fact: FactView, act: Act, watch: Watch) -> list[Entry]:
    """The item that an act names, or the proposals that it answers by its case or its letter."""
    if act.free:
        return deciding.answered(session, case_id, fact, act, watch)
    item_id = _number(fact.subject_ref)
    if fact.subject_kind != "item" or item_id is None:
        return []
    return entries(session, ITEM.c.id == item_id, ITEM.c.case_id == case_id)


def _number(ref: str) -> int | None:
    if not (ref.isascii() and ref.isdigit()) or int(ref) > LARGEST_ID:
        return None
    return int(ref)
