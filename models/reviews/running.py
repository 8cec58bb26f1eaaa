"""A review is run (核查运行): what is found becomes rows, and whoever has to look is told once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session

from models.errors import BookError
from models.insertion import among, insert_many, table_of
from models.oversight.firing.duty import Addressee
from models.oversight.telling import outbox
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch, watch
from models.reviews.finding import Finding, Look
from models.reviews.kinds import FINDERS
from models.reviews.wording import gathered, told
from models.store import Store
from models.tables.review import Review as Row
from models.tables.review import ReviewState
from rulebook.law.lawbook import Lawbook
from rulebook.law.review import Review
from rulebook.time.calendar import Calendar

REVIEW = table_of(Row)
_KEY = ("kind", "subject", "turn")
_GONE, _HIGHER = "情形已消失", "已由新的一档取代"
MOST_LINES = 10  # of one kind to one person at one time; more go as one line


class UnknownReview(BookError, LookupError):
    """No kind of review of that name is run."""

    def __init__(self, kind: str, known: Collection[str]) -> None:
        near = get_close_matches(kind, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(sorted(known))}"
        super().__init__(f"no review {kind}: {hint}")


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did: found in all, new rows, messages written, rows that hold no more."""

    kind: str
    zh: str
    as_of: datetime
    found: int
    fresh: int
    messages: int
    ended: int

    def __str__(self) -> str:
        return (
            f"核查 {self.zh} {self.as_of:%Y-%m-%d %H:%M}：现有{self.found}项，新增{self.fresh}项，"
            f"消息{self.messages}条，消失或者取代{self.ended}项"
        )


def kind_of(law: Lawbook, kind: str, known: Collection[str] | None = None) -> Review:
    """The kind of review of that name; `UnknownReview` with a near name for any other."""
    names = law.reviews.keys() if known is None else law.reviews.keys() & set(known)
    if kind not in names:
        raise UnknownReview(kind, names)
    return law.reviews[kind]


def run(store: Store, law: Lawbook, calendar: Calendar, kind: str, as_of: datetime) -> Ran:
    """Look for all that this kind finds at `as_of` (aware), and write what is new.

    Read on one snapshot, written in one short transaction. Running it again at the same moment
    writes nothing: a row is unique by kind, subject and turn. Raises `UnknownReview`.
    """
    review = kind_of(law, kind, FINDERS)
    with store.reading() as session:
        found = tuple(FINDERS[kind](Look(session, review, law, calendar, as_of)))
    with store.writing() as session:
        return write(session, review, found, watch(session, as_of, law, calendar))


def write(session: Session, review: Review, found: Sequence[Finding], seen: Watch) -> Ran:
    """The findings as rows in the caller's transaction: new ones told, what is gone ended."""
    people = {one.subject: _people(one, review, seen) for one in found}
    rows = [_row(one, review, people[one.subject], seen) for one in found]
    fresh = insert_many(session, REVIEW, rows, returning=("id", "subject", "turn"), unless=_KEY)
    numbers = {(row.subject, row.turn): int(row.id) for row in fresh}
    new = [(numbers[key], one) for one in found if (key := (one.subject, one.turn)) in numbers]
    lines = [
        line
        for person, ones in _by_person([(n, one) for n, one in new if not one.quiet], people)
        for line in _lines(person, ones, review, seen)
    ]
    quiet = outbox.quiet_until(seen.law.ladders[_LADDER], seen.as_of, seen.calendar)
    messages = outbox.post(session, lines, seen.as_of, quiet)
    ended = 0 if review.lasting else _follow(session, review, found, seen.as_of)
    return Ran(review.id, review.zh, seen.as_of, len(found), len(fresh), messages, ended)


_LADDER = "default"  # whose hour of the day a message waits for


def _people(one: Finding, review: Review, seen: Watch) -> tuple[Addressee, ...]:
    if one.officer is not None:
        return (Addressee(one.officer),)
    return seen.roster.told(one.whose.court, review.to, one.whose.handler)


def _row(
    one: Finding, review: Review, people: Sequence[Addressee], seen: Watch
) -> dict[str, object]:
    return {
        "kind": review.id,
        "subject": one.subject,
        "turn": one.turn,
        "case_id": one.whose.case_id,
        "court_code": one.whose.court,
        "about": one.about,
        "why": one.why,
        "figures": dict(one.figures),
        "found_on": seen.as_of.date(),
        "found_at": seen.as_of,
        "state": ReviewState.OPEN.value,
        "role": review.to[0],
        "officer_id": people[0].officer_id if people else None,
        "ended_by": "",
        "outcome": "",
        "reason": "",
    }


def _by_person(
    new: Sequence[tuple[int, Finding]], people: dict[str, tuple[Addressee, ...]]
) -> Iterator[tuple[Addressee, list[tuple[int, Finding, bool]]]]:
    """Each person with what is new for them; first among those told, or not."""
    found: dict[str, tuple[Addressee, list[tuple[int, Finding, bool]]]] = {}
    for number, one in new:
        for place, person in enumerate(people[one.subject]):
            kept = found.setdefault(person.officer_id, (person, []))
            kept[1].append((number, one, place == 0))
    yield from found.values()


def _lines(
    person: Addressee, ones: list[tuple[int, Finding, bool]], review: Review, seen: Watch
) -> Iterator[Line]:
    if len(ones) > MOST_LINES:
        key = f"review:{review.id}:{ones[0][0]}-{ones[-1][0]}:{person.officer_id}"
        alert = gathered(review, [one for _, one, _ in ones], seen.rehearsal)
        yield Line(key=key, person=person, alert=alert, case_id=None)
        return
    for number, one, first in ones:
        key = f"review:{number}" if first else f"review:{number}:{person.officer_id}"
        alert = told(review, number, one, seen.rehearsal)
        yield Line(key, person, alert, one.whose.case_id, one.node_id)


def _follow(session: Session, review: Review, found: Sequence[Finding], as_of: datetime) -> int:
    """End what is open and not found any more; open again, untold, what was gone and is back."""
    turns = {one.subject: one.turn for one in found}
    left: dict[str, list[int]] = {_GONE: [], _HIGHER: []}
    back: list[int] = []
    for row in _undone(session, review):
        same = turns.get(row.subject) == row.turn
        if row.state == ReviewState.OPEN and not same:
            left[_HIGHER if row.subject in turns else _GONE].append(row.id)
        elif row.state == ReviewState.SUPERSEDED and same:
            back.append(row.id)
    for reason, ids in left.items():
        _move(session, ids, state=ReviewState.SUPERSEDED.value, ended_at=as_of, reason=reason)
    _move(session, back, state=ReviewState.OPEN.value, ended_at=None, reason="")
    return sum(len(ids) for ids in left.values())


def _undone(session: Session, review: Review) -> Sequence[Any]:
    """Every row of the kind that no person has concluded."""
    return (
        session.connection()
        .execute(
            select(REVIEW.c.id, REVIEW.c.subject, REVIEW.c.turn, REVIEW.c.state).where(
                REVIEW.c.kind == review.id, REVIEW.c.state != ReviewState.DONE.value
            )
        )
        .all()
    )


def _move(session: Session, ids: Sequence[int], **columns: object) -> None:
    if ids:
        session.connection().execute(
            update(REVIEW).where(among(session, REVIEW.c.id, ids)).values(**columns)
        )
