"""Document numbers (文号): court, word, year and serial; no serial is left out or given twice."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from models.insertion import insertion, table_of
from models.tables.paper import PaperSerial

_SERIAL = table_of(PaperSerial)


@dataclass(frozen=True, slots=True)
class Number:
    """One document number, by its parts."""

    court_code: str
    word: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.court_code}{self.word}〔{self.year}〕{self.serial}号"


def next_number(session: Session, court_code: str, word: str, year: int) -> Number:
    """The next number, taken in the caller's transaction: given back when that is rolled back.

    A second issuer of the same court, word and year waits until the first has committed.
    """
    first = {"court_code": court_code, "year": year, "word": word, "last": 1}
    taken = (
        insertion(session, _SERIAL)
        .values(**first)
        .on_conflict_do_update(
            index_elements=["court_code", "year", "word"], set_={"last": _SERIAL.c.last + 1}
        )
        .returning(_SERIAL.c.last)
    )
    serial = session.connection().execute(taken).scalar_one()
    return Number(court_code, word, year, int(serial))
