"""What one export knows throughout (导出口径): law, names, people, stretch, the book's day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dueprocess.mining.naming import Naming
from dueprocess.mining.saying import Saying
from models.reading.people import CourtLine, Person
from models.reading.traces import Wanted
from rulebook.law.lawbook import Lawbook

REHEARSAL = "【演练】"


@dataclass(frozen=True)
class Terms:
    """`today` is the book's day, by which measures stand; `mark` is empty in a live book."""

    law: Lawbook
    saying: Saying
    naming: Naming
    people: Mapping[str, Person]
    courts: Mapping[str, CourtLine]
    wanted: Wanted
    today: date
    mark: str = ""
    court_of: Mapping[str, str] = field(init=False)  # of an officer's object

    def __post_init__(self) -> None:
        known = {self.naming.officer(one.id): one.court for one in self.people.values()}
        object.__setattr__(self, "court_of", known)

    def person(self, number: str | None) -> str:
        """The object of a registered officer; "" for whoever the register does not have."""
        return self.naming.officer(number) if number and number in self.people else ""
