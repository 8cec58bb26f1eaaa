"""A fact on its way in (待记事实), before it has a place in the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter

from models.documents import checked, kept, plain
from models.errors import FactUnreadable
from rulebook.case.casefile import FactView
from rulebook.time.zone import SHANGHAI

_TEXTS = ("kind", "subject_kind", "subject_ref", "evidence", "evidence_hash", "by", "source")
_OF_TEXTS = attrgetter(*_TEXTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a sender says: which case, what happened when, and on what evidence.

    `case` is a case number in any written form, or the case's id. `key` is the sender's own
    name for this fact: the same key and content again add nothing. `occurred_at` is aware;
    when it was recorded is not the sender's to say.
    """

    case: str | int
    kind: str
    occurred_at: datetime
    subject_kind: str = "case"
    subject_ref: str = ""
    payload: Mapping[str, object] = field(default_factory=dict)
    evidence: str = ""
    evidence_on: date | None = None  # the date the paper itself bears
    evidence_hash: str = ""  # sha-256 of a stored file
    corrects: int | None = None  # seq of the fact this one corrects
    by: str = "desk"
    source: str = "desk"  # desk, import, task, api
    key: str = ""

    @property
    def brought(self) -> bool:
        """Whether an import brings it in: an older system let it happen, and it has."""
        return self.source == "import"

    def as_fact(self, seq: int, recorded_at: datetime) -> FactView:
        """The fact it becomes at that place in the chain.

        Raises `FactUnreadable` for a moment without a zone or a value no database keeps.
        """
        if self.occurred_at.tzinfo is None:
            raise FactUnreadable("moment", f"{self.occurred_at} has no time zone")
        if not kept("".join(_OF_TEXTS(self))):
            for name in _TEXTS:
                checked(name, getattr(self, name))
        at = self.occurred_at
        return FactView(
            seq,
            self.kind,
            self.subject_kind,
            self.subject_ref,
            at if at.tzinfo is SHANGHAI else at.astimezone(SHANGHAI),
            recorded_at,
            self.by,
            {checked("field", name): plain(name, v) for name, v in self.payload.items()},
            self.evidence,
            self.evidence_on,
            self.corrects,
        )
