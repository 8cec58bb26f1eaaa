"""Acts (行为): what somebody sets out to record, and when."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class InDays:
    """A day that is named when the act is done: so many days from then."""

    days: int

    def named(self, today: date) -> str:
        """The day in ISO form."""
        return (today + timedelta(days=self.days)).isoformat()


@dataclass(frozen=True, slots=True)
class Act:
    """One fact that somebody means to record. `says` may hold days still to be named."""

    kind: str
    ref: str = ""
    says: Mapping[str, object] = field(default_factory=dict)
    by: str = ""  # "": the case's handler
    paper: bool = True
    corrects: int | None = None

    def saying(self, today: date) -> dict[str, object]:
        """What it says when done that day."""
        return {
            name: value.named(today) if isinstance(value, InDays) else value
            for name, value in self.says.items()
        }


@dataclass(frozen=True, slots=True)
class Step:
    """Acts done together after so many days; no acts: only the waiting."""

    days: int
    acts: tuple[Act, ...] = ()


# A track goes on from step to step; it is sent whether all acts of the last one stand, and returns
# whether it came to its own end.
Track = Generator[Step, bool, bool]
