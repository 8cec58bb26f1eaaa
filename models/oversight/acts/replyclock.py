"""An item's reply clock (回复期限) with what it was set from: its last day explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rulebook.oversight.limit import ReplyGround


@dataclass(frozen=True, slots=True)
class ReplyClock:
    """When a reply is late, and how that came about; `due_at` None: none is owed."""

    due_at: datetime | None
    ground: ReplyGround
    since: datetime  # what it is counted from
    set_by: int | None = None  # seq of the fact that set it; None: the ladder by itself

    @property
    def columns(self) -> dict[str, object]:
        """What an item's row keeps of it."""
        runs = self.due_at is not None
        return {
            "reply_due_at": self.due_at,
            "reply_ground": self.ground if runs else None,
            "reply_since": self.since if runs else None,
            "reply_set_by": self.set_by if runs else None,
        }
