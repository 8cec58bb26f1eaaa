"""Money and petitions as a bulletin counts them: payouts by their days, petitions dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from models.figures.ground import Ground
from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.figures.entry import Entry
from rulebook.figures.stops import Stop, days_within

_MONEY = ("funds_received", "funds_paid", "funds_deferred", "funds_deferral_ended")
_PETITIONS = ("petition_received", "petition_closed")


def payouts(ground: Ground) -> Iterator[Entry]:
    """Each payment within the window with its days since the money came in."""
    for case, facts in ground.facts(_MONEY, since=ground.window.start).items():
        for paid in facts:
            if paid.kind == "funds_paid" and ground.window.holds(paid.occurred_at):
                yield from _payout(ground.court(case), case, paid, facts)


def _payout(court: str, case: int, paid: FactView, facts: Sequence[FactView]) -> Iterator[Entry]:
    same = [fact for fact in facts if fact.subject_ref == paid.subject_ref]
    came = [fact.occurred_at for fact in same if fact.kind == "funds_received"]
    line = Entry("payout", court, case, paid.subject_ref)
    if any(one.kind == "funds_deferred" for one in same[: same.index(paid)]):
        yield line._replace(what="payout_deferred")
    if not came or min(came) > paid.occurred_at:
        yield line
        return
    since, until = day_of(min(came)), day_of(paid.occurred_at)
    gross = (until - since).days
    yield line._replace(days=gross - days_within(_deferred(same), since, until), gross=gross)


def _deferred(facts: Sequence[FactView]) -> list[Stop]:
    """The intervals for which paying out was put off by approval."""
    found: list[Stop] = []
    for fact in facts:
        on: date = day_of(fact.occurred_at)
        if fact.kind == "funds_deferred" and (not found or found[-1].resume is not None):
            found.append(Stop(fact.kind, on, None, fact))
        elif fact.kind == "funds_deferral_ended" and found and found[-1].resume is None:
            found[-1] = found[-1]._replace(resume=on)
    return found


def petitions(ground: Ground) -> Iterator[Entry]:
    """Each petition that was open at the start or came in within the window; those closed in it."""
    window = ground.window
    for case, facts in ground.facts(_PETITIONS).items():
        closed = _first(facts, "petition_closed")
        for ref, came in _first(facts, "petition_received").items():
            ended = closed.get(ref)
            if came >= window.cut_off or (ended is not None and ended < window.start):
                continue
            line = Entry("petition_due", ground.court(case), case, ref)
            yield line
            if window.holds(ended):
                yield line._replace(what="petition_done")


def _first(facts: Sequence[FactView], kind: str) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for fact in facts:
        if fact.kind == kind:
            found.setdefault(fact.subject_ref, fact.occurred_at)
    return found
