"""A case's dossier (卷): all that deciding on its next fact needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.recording.ground import ground
from models.recording.nodes import Nodes
from models.recording.stored import Stored
from rulebook.case.casefile import CasePlan, FactView
from rulebook.case.progress import Progress
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


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
    nodes: Nodes
    ahead: int = 0  # seconds from the server's clock to the book's
    ground: str = ""  # on which its nodes were worked out
    progress: Progress | None = None  # its facts gone through, where they were before

    def now(self) -> datetime:
        """The moment to record at; never before the last fact's, should the clock go back."""
        return max(self.as_of, self.file[-1].recorded_at) if self.file else self.as_of

    def at(self, as_of: datetime, ahead: int) -> Dossier:
        """The same at another moment of the book's clock."""
        self.as_of, self.ahead = as_of, ahead
        return self

    def gone_through(self, law: Lawbook, calendar: Calendar) -> Progress:
        """Its facts gone through under this law and calendar, at most once."""
        if self.progress is None or not self.stands_under(law, calendar):
            self.progress = Progress(self.file, law, calendar)
            if self.ground == ground(law, calendar):
                self.progress.written()
        return self.progress

    def stands_under(self, law: Lawbook, calendar: Calendar) -> bool:
        """Whether its nodes were written under this very law and calendar."""
        run = self.progress.run if self.progress else None
        return run is not None and run.law is law and run.calendar == calendar

    def written(self, plan: CasePlan, nodes: Iterable[Stored]) -> None:
        """From here on it is known with what was just written of it."""
        assert self.progress is not None
        self.handler_id = plan.handler_id
        self.ground = ground(self.progress.run.law, self.progress.run.calendar)
        self.nodes.update((node.key, node) for node in nodes)
        self.progress.written()
