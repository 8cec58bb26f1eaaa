"""A finding is concluded (核查办结) by a person, as a fact of the case; a remedy gets its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from sqlmodel import Session, select

from models.errors import BookError
from models.record import Arrival, record_within
from models.reviews.sampling import SAMPLE
from models.reviews.standing import CONCLUDED, in_words
from models.store import Store
from models.tables.case import Case
from models.tables.columns import LARGEST_ID
from models.tables.review import Review, ReviewState
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

RECTIFY = "rectification_ordered"
_PUT_RIGHT = "限期整改"  # the outcome that names a day
_ITSELF = "未发现问题"  # the only outcome that needs no word of explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What a person says of a finding. `rectify_by` goes with 限期整改 and with nothing else."""

    outcome: str
    by: str
    reason: str = ""
    findings: tuple[str, ...] = ()
    rectify_by: date | None = None
    evidence: str = ""
    evidence_hash: str = ""


class UnknownFinding(BookError, LookupError):
    """The book has no such finding."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no review item {number}: see `dueprocess review list`")


class FindingClosed(BookError, ValueError):
    """The finding was concluded before, or holds no more."""

    def __init__(self, row: Review) -> None:
        how = f"was concluded as {row.outcome}" if row.outcome else f"holds no more ({row.reason})"
        super().__init__(f"review item {row.id} {how}: there is nothing left to conclude")


class OutcomeUnfit(BookError, ValueError):
    """What was said of the finding does not hang together."""


def conclude(
    store: Store, law: Lawbook, calendar: Calendar, number: int, said: Conclusion, as_of: datetime
) -> Review:
    """Conclude a finding in one transaction; of a case it stands in the case's chain.

    Raises `UnknownFinding`, `FindingClosed`, `OutcomeUnfit` with the way out, or what recording a
    fact raises; then nothing was changed.
    """
    with store.writing() as session:
        return conclude_within(session, law, calendar, number, said, as_of)


def conclude_within(
    session: Session,
    law: Lawbook,
    calendar: Calendar,
    number: int,
    said: Conclusion,
    as_of: datetime,
) -> Review:
    """The same in the caller's transaction."""
    row = _open(session, number)
    _expect_fit(row, said, _outcomes(law), as_of)
    if row.case_id is not None:
        _expect_other(session, row, said)
        row.fact_seq = _recorded(session, law, calendar, row, said, as_of)
    row.state, row.ended_at, row.ended_by = ReviewState.DONE, as_of, said.by
    row.outcome, row.reason = said.outcome, in_words(said.reason, said.findings)
    session.add(row)
    session.flush()
    return row


def _open(session: Session, number: int) -> Review:
    fitting = 0 < number <= LARGEST_ID
    found = select(Review).where(Review.id == number).with_for_update()
    row = session.exec(found).one_or_none() if fitting else None
    if row is None:
        raise UnknownFinding(number)
    if row.state != ReviewState.OPEN:
        raise FindingClosed(row)
    return row


def _outcomes(law: Lawbook) -> tuple[str, ...]:
    field = law.facts[CONCLUDED].field("outcome")
    return field.choices if field else ()


def _expect_fit(row: Review, said: Conclusion, known: tuple[str, ...], as_of: datetime) -> None:
    if said.outcome not in known:
        near = get_close_matches(said.outcome, known, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise OutcomeUnfit(f"no outcome {said.outcome!r}: {hint}choose one of {'、'.join(known)}")
    if (said.outcome == _PUT_RIGHT) != (said.rectify_by is not None):
        raise OutcomeUnfit(f"{_PUT_RIGHT} goes with a day: say --rectify-by, and only then")
    if said.rectify_by and said.rectify_by < as_of.date():
        raise OutcomeUnfit(f"{said.rectify_by} has passed: name a day to come with --rectify-by")
    if said.rectify_by and row.case_id is None:
        raise OutcomeUnfit(f"item {row.id} is about no single case: {_PUT_RIGHT} needs one")
    if said.outcome != _ITSELF and not (said.reason or said.findings):
        raise OutcomeUnfit(f"say with --reason why it is {said.outcome}")


def _expect_other(session: Session, row: Review, said: Conclusion) -> None:
    """Nobody declares the own case free of fault, or concludes the quality review of it."""
    case = session.get_one(Case, row.case_id)
    own = said.by == case.handler_id
    if own and (row.kind == SAMPLE or said.outcome in (_ITSELF, "有正当理由")):
        raise OutcomeUnfit(
            f"{said.by} handles this case: another officer concludes it as {said.outcome}"
        )


def _recorded(
    session: Session,
    law: Lawbook,
    calendar: Calendar,
    row: Review,
    said: Conclusion,
    as_of: datetime,
) -> int:
    case_id = row.case_id or 0
    payload: dict[str, object] = {"review": law.reviews[row.kind].zh, "outcome": said.outcome}
    payload |= {"reason": said.reason} if said.reason else {}
    payload |= {"findings": list(said.findings)} if said.findings else {}
    done = record_within(
        session, _fact(CONCLUDED, case_id, row, said, as_of, payload), law, calendar
    )
    if said.rectify_by:
        text = in_words(said.reason, said.findings)
        order: dict[str, object] = {"due_on": said.rectify_by.isoformat(), "text": text}
        record_within(session, _fact(RECTIFY, case_id, row, said, as_of, order), law, calendar)
    return done.seq


def _fact(
    kind: str,
    case_id: int,
    row: Review,
    said: Conclusion,
    as_of: datetime,
    payload: dict[str, object],
) -> Arrival:
    return Arrival(
        case=case_id,
        kind=kind,
        occurred_at=as_of,
        subject_kind="review",
        subject_ref=str(row.id),
        payload=payload,
        evidence=said.evidence,
        evidence_hash=said.evidence_hash,
        by=said.by,
    )
