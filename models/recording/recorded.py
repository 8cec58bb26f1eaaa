"""What became of a fact that arrived: it stands, or it was turned away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from models.errors import BookError
from models.recording.arrival import Arrival
from models.recording.changes import Changes
from models.recording.dossier import Dossier
from rulebook.law.gate import Refusal


class Recorded(NamedTuple):
    """A fact that stands, and what followed from it.

    In a batch `changes` is what all facts of the case changed together.
    """

    case_id: int
    case: str  # case number
    seq: int
    hash: str
    recorded_at: datetime
    changes: Changes
    remarks: tuple[Refusal, ...] = ()  # accepted, but somebody should look
    again: bool = False  # the same key and content stood already; nothing was added

    def moves(self, key: str) -> bool:
        """Whether it does anything to that clock; one that stood already is not judged anew."""
        return self.again or any(one.key == key for one in self.changes.nodes)

    @classmethod
    def of(
        cls,
        dossier: Dossier,
        row: Mapping[Any, Any],
        changes: Changes,
        remarks: tuple[Refusal, ...] = (),
        *,
        again: bool = False,
    ) -> Recorded:
        """The answer for a fact of this case that stands as this row says."""
        seq, digest, at = row["seq"], row["hash"], row["recorded_at"]
        return cls(dossier.id, dossier.number, seq, digest, at, changes, remarks, again)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A fact of a batch that was not recorded, and why; the others stand."""

    arrival: Arrival
    error: BookError
