"""A case's dossier (卷): all that deciding on its next fact needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.recording.stored import Stored
from rulebook.case.casefile import FactView


@dataclass(slots=True)
class Dossier:
    """One case with its facts and nodes as they are stored, and the book's clock."""

    id: int
    number: str
    handler_id: str | None  # when the case was locked
    facts: int
    head: str
    as_of: datetime
    file: list[FactView]
    nodes: dict[str, Stored]

    def now(self) -> datetime:
        """The moment to record at; never before the last fact's, should the clock go back."""
        return max(self.as_of, self.file[-1].recorded_at) if self.file else self.as_of
