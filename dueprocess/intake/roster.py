"""The roster (名册): which court and which officer a cell means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from models.register import court_levels, officers_by_name

UNKNOWN_OFFICER = "名册无此人 / no such officer: add the row to the sheet 人员, or write the 工号"
UNKNOWN_COURT = "名册无此法院 / no such court: add the row to the sheet 法院"
AMBIGUOUS = "重名 / several officers bear this name: write the 工号"


@dataclass(slots=True)
class Roster:
    """Registered courts and officers; officers are found by staff number, or by name in a court."""

    courts: Mapping[str, str | None]
    officers: Mapping[str, tuple[str, str]]  # staff number → name, court code
    _named: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, (name, _) in self.officers.items():
            self._named.setdefault(name, []).append(key)

    @classmethod
    def of(cls, session: Session) -> Roster:
        """The roster as the book has it now."""
        return cls(court_levels(session), officers_by_name(session))

    def officer(self, text: str, court: str = "") -> str:
        """The staff number that a cell means. Raises LookupError, with the reason as its text."""
        if text in self.officers:
            return text
        named = self._named.get(text, [])
        here = [key for key in named if self.officers[key][1] == court]
        chosen = here or named
        if not chosen:
            raise LookupError(UNKNOWN_OFFICER)
        if len(chosen) > 1:
            raise LookupError(AMBIGUOUS)
        return chosen[0]
