"""Repetition in rows (屡次): claims counted by node, case or person; a step is proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from models.oversight.acts.ledger import NODE
from models.oversight.firing.claims import CLAIM, Won, make_claims
from models.oversight.watch import Watch
from rulebook.case.payload import moment
from rulebook.law.repetition import Per, Repetition
from rulebook.oversight.climbing import base, same_round
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
    claimed on the node before is not claimed again. Once a sweep for each person, case or node.
    """
    called: list[Won] = []
    for (ladder, repeat), ones in _asked(won, watch).items():
        by_key = {key: one for one in ones if (key := _key(repeat, one)) is not None}
        counts = _counts(session, ladder, repeat, by_key.keys(), watch)
        called += [
            _step(repeat, one, watch)
            for key, one in by_key.items()
            if counts.get(key, 0) >= repeat.times
        ]
    return [*won, *make_claims(session, called, watch)]


def _asked(won: Sequence[Won], watch: Watch) -> Mapping[_Counted, list[Won]]:
    found: dict[_Counted, list[Won]] = defaultdict(list)
    for one in won:
        for repeat in watch.ladder(one.node).repeats if one.mode is not None else ():
            if repeat.of == base(one.key):
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
    statement = select(column, CLAIM.c.level, CLAIM.c.fired_at).where(
        column.in_(keys), CLAIM.c.level.in_([repeat.of, repeat.then]), CLAIM.c.outcome == "fired"
    )
    if repeat.per is Per.MATTER:
        statement = statement.join_from(CLAIM, NODE, NODE.c.id == CLAIM.c.node_id)
    if not repeat.any_ladder:
        statement = statement.where(CLAIM.c.ladder == ladder)
    if repeat.within is not None:
        term = Term(repeat.within, Roll.NONE, backward=True)
        since = moment(due(watch.as_of, term, watch.calendar).on)
        statement = statement.where(CLAIM.c.fired_at >= since)
    yield from session.connection().execute(statement)


def _step(repeat: Repetition, one: Won, watch: Watch) -> Won:
    rung = watch.ladder(one.node).rung(repeat.then)
    return Won(one.node, one.post, same_round(rung.key, one.key), rung.mode)
