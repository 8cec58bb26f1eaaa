"""The suspense file (不明款专户): where money waits whose case nobody knows, and how it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlmodel import Session

from models.canonical import canonical
from models.errors import BookError
from models.money.balances import CASE, LEDGER
from models.record import Arrival, Recorded, record_within
from models.register import CaseEntry, enter_cases
from models.tables.court import Court
from rulebook.law.lawbook import Lawbook
from rulebook.money.account import Account
from rulebook.time.calendar import Calendar

SUFFIX = "不明款专户"
KIND = "suspense"
OUT, IN = "funds_transferred_out", "funds_received"  # the two facts of a claim


class UnknownCourt(BookError, LookupError):
    """No court of the book bears this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no court {code!r} in this book: check the code, or import the courts")


class NothingSuspended(BookError, LookupError):
    """A suspense file holds no unidentified money under this receipt."""

    def __init__(self, file: str, receipt: str) -> None:
        super().__init__(
            f"{file} holds no unidentified money as {receipt}: see `dueprocess funds {file}`"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A suspense file to be opened: no money can have come into it before that moment."""

    court: str
    at: datetime
    account: str = ""
    by: str = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claiming:
    """Money that was found to belong to a case: from which file and receipt into which case."""

    file: str
    receipt: str
    into: str
    at: datetime
    evidence: str
    evidence_hash: str = ""  # sha-256 of a stored file
    amount: Decimal | None = None  # all of it
    by: str = "desk"


def number_of(court: str) -> str:
    """The name under which a court's suspense file stands in the book."""
    return canonical(f"{court}{SUFFIX}")


def open_file(
    session: Session, opening: Opening, law: Lawbook, calendar: Calendar
) -> Recorded | None:
    """Open a court's suspense file; ``None`` when it stands already. `UnknownCourt`."""
    if session.get(Court, opening.court) is None:
        raise UnknownCourt(opening.court)
    number = number_of(opening.court)
    if session.execute(select(CASE.c.facts).where(CASE.c.number == number)).scalar():
        return None
    enter_cases(session, [CaseEntry(number, opening.court, kind=KIND)])
    arrival = Arrival(
        case=number,
        kind="suspense_opened",
        occurred_at=opening.at,
        payload={"account": opening.account} if opening.account else {},
        by=opening.by,
    )
    return record_within(session, arrival, law, calendar)


def claim(
    session: Session, claiming: Claiming, law: Lawbook, calendar: Calendar
) -> tuple[Recorded, Recorded]:
    """Move money out of the suspense file and into its case: both facts stand, or neither.

    In the case it is a receipt of its own, and counts as paid on the day it first came in.
    """
    file = canonical(claiming.file)
    held, arrived_on = _held(session, file, claiming.receipt)
    amount = claiming.amount or held
    into = canonical(claiming.into)
    out = {"amount": str(amount), "to_case": into}
    come = {
        "amount": str(amount),
        "transferred_from": f"{file}/{claiming.receipt}",
        "realised_on": arrived_on.isoformat(),
    }
    left = _moved(claiming, file, OUT, claiming.receipt, out)
    came = _moved(claiming, into, IN, f"{file}{claiming.receipt}", come)
    return (
        record_within(session, left, law, calendar),
        record_within(session, came, law, calendar),
    )


def _moved(
    claiming: Claiming, case: str, kind: str, receipt: str, said: Mapping[str, object]
) -> Arrival:
    return Arrival(
        case=case,
        kind=kind,
        occurred_at=claiming.at,
        subject_kind="receipt",
        subject_ref=receipt,
        payload=said,
        evidence=claiming.evidence,
        evidence_hash=claiming.evidence_hash,
        by=claiming.by,
    )


def _held(session: Session, file: str, receipt: str) -> tuple[Decimal, date]:
    query = (
        select(-func.sum(LEDGER.c.amount), func.min(LEDGER.c.day))
        .join_from(LEDGER, CASE, CASE.c.id == LEDGER.c.case_id)
        .where(
            CASE.c.number == file,
            LEDGER.c.receipt == receipt,
            LEDGER.c.account == str(Account.UNIDENTIFIED),
        )
    )
    held, first = session.connection().execute(query).one()
    if not held:
        raise NothingSuspended(file, receipt)
    return held, first
