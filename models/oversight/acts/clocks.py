"""An item's rung and its reply clock (事项的级与答复期): what the ladder says of it."""

from __future__ import annotations

from datetime import date, datetime

from models.oversight.acts import courtletter, interviews
from models.oversight.acts.ledger import Entry
from models.oversight.acts.replyclock import ReplyClock
from models.oversight.watch import Watch
from rulebook.case.casefile import FactView
from rulebook.case.payload import day, moment
from rulebook.law.ladder import Rung
from rulebook.oversight.limit import ReplyGround
from rulebook.oversight.supervision import reply_due
from rulebook.time.period import ONE_DAY


def rung_of(entry: Entry, watch: Watch) -> Rung:
    """The ladder's rung that the item stands on."""
    return watch.ladder(entry.node).rung(entry.rung)


def fresh_clock(entry: Entry, watch: Watch) -> datetime | None:
    """The reply clock of an item when it starts, or starts again, now."""
    return reply_due(rung_of(entry, watch).reply, watch.as_of, watch.calendar)


def started(entry: Entry, fact: FactView, watch: Watch) -> ReplyClock:
    """The ladder's reply clock, as a fact starts it or starts it again."""
    return ReplyClock(fresh_clock(entry, watch), ReplyGround.LADDER, watch.as_of, fact.seq)


def clock_of(entry: Entry, fact: FactView, watch: Watch) -> ReplyClock:
    """The reply clock that an act starts: a letter names its own day, any other has the ladder's.

    The first late moment, as everywhere: the midnight after the day that the letter names.
    """
    named = fact.payload.get("due_on") if fact.kind in courtletter.NAMING else None
    if named is None:
        return started(entry, fact, watch)
    due_at = moment(day(named) + ONE_DAY)
    return ReplyClock(due_at, ReplyGround.LETTER, fact.occurred_at, fact.seq)


def hold_by(entry: Entry, fact: FactView, watch: Watch) -> ReplyClock:
    """By when an interview is to be held that a person convened or set anew."""
    ladder = watch.ladder(entry.node)
    found = interviews.appointment(ladder, watch.as_of, watch.calendar, set_for(fact))
    return ReplyClock(found.hold_by, ReplyGround.APPOINTMENT, found.set_for, fact.seq)


def set_for(fact: FactView) -> datetime | None:
    """The moment a person chose for an interview, when the fact names one."""
    given = fact.payload.get("set_for")
    if isinstance(given, datetime):
        return given
    if not given:
        return None
    moment = datetime.fromisoformat(str(given))
    return moment if moment.tzinfo else moment.replace(tzinfo=fact.occurred_at.tzinfo)


def promised_on(fact: FactView) -> date | None:
    """The day by which a receipt promises the work, when it promises any."""
    given = fact.payload.get("promise_on")
    return day(given) if given else None
