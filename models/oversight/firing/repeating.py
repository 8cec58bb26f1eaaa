"""Repetition in rows (屡次): claims counted by node, case or person; a step is proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session

from models.oversight.acts.ledger import ITEM, NODE, Entry, entries
from models.oversight.firing.claims import CLAIM, Won, fire_all, make_claims
from models.oversight.watch import Watch
from rulebook.case.payload import moment
from rulebook.law.ladder import Mode
from rulebook.law.repetition import Per, Repetition
from rulebook.oversight.climbing import base, same_round
from rulebook.oversight.supervision import OPEN, ItemState
from rulebook.time.counting import due
from rulebook.time.period import Roll, Term

_KEYS: Mapping[Per, ColumnElement[Any]] = {
    Per.NODE: CLAIM.c.node_id,
    Per.MATTER: NODE.c.case_id,
    Per.OWNER: CLAIM.c.owner_id,
}
_Counted = tuple[str, Repetition]  # a ladder's id and one of its repetitions


def with_repeats(session: Session, won: Sequence[Won], watch: Watch) -> list[Won]:
    """The claims just won, and those of the steps that their repetition calls for.

    A step called for is proposed or drafted as its rung says, never issued; a step that was
    claimed on the node before is not claimed again, and none is called for on old data. Once a
    sweep for each person, case or node.
    """
    return [*won, *make_claims(session, _called(session, _asked(won, watch), watch), watch)]


def on_issue(session: Session, entry: Entry, watch: Watch) -> None:
    """What a person issued may be the last of the times after which a sterner step is proposed."""
    if watch.delay(entry.node) is None:
        return  # no clock runs: there is nothing to climb from
    one = Won(entry.node, entry.post, entry.rung, Mode.PROPOSED)
    called = _called(session, _asked([one], watch, issued=True), watch)
    claims = make_claims(session, called, watch)
    if claims:
        beside = entries(session, ITEM.c.node_id == entry.node.id, ITEM.c.state.in_(sorted(OPEN)))
        fire_all(session, claims, beside, watch)


def _called(session: Session, asked: Mapping[_Counted, Sequence[Won]], watch: Watch) -> list[Won]:
    called: list[Won] = []
    for (ladder, repeat), every in asked.items():
        ones = [one for one in every if not _old(repeat, one, watch)]
        by_key = {key: one for one in ones if (key := _key(repeat, one)) is not None}
        counts = _counts(session, ladder, repeat, by_key.keys(), watch)
        called += [
            _step(repeat, one, watch)
            for key, one in by_key.items()
            if counts.get(key, 0) >= repeat.times
        ]
    return called


def _old(repeat: Repetition, one: Won, watch: Watch) -> bool:
    """Whether the step waits for fresh data; the next time after them calls for it."""
    return watch.waits(watch.ladder(one.node).level(repeat.then))


def _asked(won: Sequence[Won], watch: Watch, issued: bool = False) -> Mapping[_Counted, list[Won]]:
    """The repetitions to be counted for each; `issued` when a person has just issued it."""
    found: dict[_Counted, list[Won]] = defaultdict(list)
    for one in won:
        now = issued or one.mode is Mode.AUTOMATIC
        for repeat in watch.ladder(one.node).repeats if one.mode is not None else ():
            if repeat.of == base(one.key) and (now if repeat.issued else not issued):
                found[one.node.ladder, repeat].append(one)
    return found


def _key(repeat: Repetition, one: Won) -> object:
    match repeat.per:
        case Per.NODE:
            return one.node.id
        case Per.MATTER:
            return one.post.case_id
        case Per.OWNER:
            return one.node.owner_id or one.post.handler_id


def _counts(
    session: Session,
    ladder: str,
    repeat: Repetition,
    keys: Collection[object],
    watch: Watch,
) -> Mapping[object, int]:
    """How often the rung fired on each key since the step was last taken, in the window."""
    taken: dict[object, datetime] = {}
    fired: dict[object, list[datetime]] = defaultdict(list)
    for key, level, at in _claims(session, ladder, repeat, keys, watch):
        if level == repeat.of:
            fired[key].append(at)
        else:
            taken[key] = max(at, taken.get(key, at))
    return {
        key: sum(key not in taken or at > taken[key] for at in moments)
        for key, moments in fired.items()
    }


def _claims(
    session: Session,
    ladder: str,
    repeat: Repetition,
    keys: Collection[object],
    watch: Watch,
) -> Iterator[Any]:
    column = _KEYS[repeat.per]
    counted = ITEM.c.issued_at.is_not(None) if repeat.issued else _not_declined()
    statement = (
        select(column, CLAIM.c.level, CLAIM.c.fired_at)
        .join_from(CLAIM, ITEM, ITEM.c.id == CLAIM.c.item_id, isouter=True)
        .where(
            column.in_(keys),
            CLAIM.c.level.in_([repeat.of, repeat.then]),
            or_(CLAIM.c.outcome == "fired", CLAIM.c.item_id.is_not(None)),
            or_(CLAIM.c.level == repeat.then, counted),
        )
    )
    if repeat.per is Per.MATTER:
        statement = statement.join(NODE, NODE.c.id == CLAIM.c.node_id)
    if not repeat.any_ladder:
        statement = statement.where(CLAIM.c.ladder == ladder)
    if repeat.within is not None:
        term = Term(repeat.within, Roll.NONE, backward=True)
        since = moment(due(watch.as_of, term, watch.calendar).on)
        statement = statement.where(CLAIM.c.fired_at >= since)
    yield from session.connection().execute(statement)


def _not_declined() -> ColumnElement[bool]:
    return or_(ITEM.c.state.is_(None), ITEM.c.state != ItemState.DECLINED)


def _step(repeat: Repetition, one: Won, watch: Watch) -> Won:
    rung = watch.ladder(one.node).rung(repeat.then)
    return Won(one.node, one.post, same_round(rung.key, one.key), rung.mode)
