"""What this process remembers (记忆) of the cases it recorded facts of last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from models.recording.dossier import Dossier
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

_MOST = 512  # cases, of some 50 kB each


class Memory:
    """The dossiers of the cases touched last, as they were when their facts were committed.

    A dossier is true as long as the head of the case's chain is the one it remembers: nodes are
    written with a fact or not at all. Who uses a dossier takes it out, so that two threads never
    share one and nothing uncommitted is remembered; what is out is read from the book. Each step
    is one that threads cannot come between, so a forked child inherits no lock that stays shut.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._dossiers: OrderedDict[int, Dossier] = OrderedDict()
        self._ids: dict[str, int] = {}  # case number → id

    def knows(self, case: str | int) -> bool:
        """Whether anything is remembered of a case (by number or id)."""
        return (self._ids.get(case) if isinstance(case, str) else case) in self._dossiers

    def take_out(
        self, cases: Iterable[str | int], law: Lawbook, calendar: Calendar
    ) -> dict[str, Dossier]:
        """What is remembered of these cases (by number or id) under this law, by head."""
        found = (self._out(case) for case in cases)
        return {one.head: one for one in found if one and one.stands_under(law, calendar)}

    def keep(self, dossiers: Iterable[Dossier]) -> None:
        """Remember these, now that what they say is committed; the oldest are forgotten."""
        for dossier in dossiers:
            self._ids[dossier.number] = dossier.id
            self._dossiers[dossier.id] = dossier
            self._dossiers.move_to_end(dossier.id)
            if len(self._dossiers) > self._most:
                _, oldest = self._dossiers.popitem(last=False)
                self._ids.pop(oldest.number, None)

    def _out(self, case: str | int) -> Dossier | None:
        id_ = self._ids.get(case) if isinstance(case, str) else case
        return None if id_ is None else self._dossiers.pop(id_, None)
