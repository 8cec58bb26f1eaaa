"""A rule (规则): one entry of the law, as data with an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rulebook.law.condition import Condition
from rulebook.time.period import Period, Term


class RuleKind(StrEnum):
    DEADLINE = "deadline"  # the court must act by then
    MIN = "min"  # the court must not act before then
    APPOINTED = "appointed"  # the fact itself names the day (a promise, an expiry)


class LegalClass(StrEnum):
    LEGAL = "legal"  # its breach is a breach of law
    INTERNAL = "internal"  # a court's own limit
    TARGET = "target"  # an aim, never charged


class Status(StrEnum):
    VERIFIED = "verified"  # the text was seen
    CORROBORATED = "corroborated"  # repeated word for word by another source
    UNVERIFIED = "unverified"  # shown, never enforced


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands: the document (文件), its number (文号) and article (条)."""

    document: str
    number: str
    article: str

    def __str__(self) -> str:
        return f"《{self.document}》（{self.number}）{self.article}"


@dataclass(frozen=True, slots=True)
class ExtensionBound:
    """How far a clock may be extended, and by whom (延长)."""

    most: Period  # all extensions together
    approvers: tuple[str, ...]  # roles that may approve
    ask_before: Period | None = None  # must be asked this long before expiry; flagged when later


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example that stands in the rule's own entry and is run when the rule loads."""

    origin: str  # ISO date or moment; the origin fact
    due: str  # ISO date or moment
    pauses: tuple[str, ...] = ()  # FROM..TO:CAUSE
    extensions: tuple[str, ...] = ()  # N:UNIT
    known_on: str = ""
    state: str = "firm"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One mandated step: what opens it, how long it may take, what settles it, and the law.

    Compared by identity, so that asking a cache about one is cheap; `version` tells texts apart.
    """

    id: str
    zh: str
    en: str
    code: str  # official node code (节点码), "003"
    stage: str  # letter of the process stage
    kind: RuleKind
    subject: str  # case, asset, clue, receipt, promise
    origin: tuple[str, ...]  # fact kinds; the first to happen starts the clock
    settles: tuple[str, ...]  # fact kinds
    role: str  # who answers for it
    legal_class: LegalClass
    status: Status
    source: Source
    effective_from: date
    effective_to: date | None  # last day in force, None: still
    version: str  # digest of the entry's text
    term: Term | None = None  # None for appointed rules
    appointed: str = ""  # payload field of the opening fact that names the last day
    exclusions: str = ""  # id of the exclusion list; "": nothing is excluded
    when: tuple[Condition, ...] = ()  # on the opening fact's payload
    evidence: tuple[str, ...] = ()  # papers that prove the settling
    drafts: tuple[str, ...] = ()  # letters drafted by themselves when the clock starts
    ladder: str = ""  # "": none
    extension: ExtensionBound | None = None
    outlives_case: bool = False  # money and promises run on after closing
    moot_by: tuple[str, ...] = ()  # fact kinds that end the duty without settling it
    supersedes: str = ""
    note: str = ""
    examples: tuple[Example, ...] = field(default=())

    @property
    def enforced(self) -> bool:
        """Whether a breach may be charged: never for an unverified rule or a target."""
        return self.status is not Status.UNVERIFIED and self.legal_class is not LegalClass.TARGET

    def in_force(self, on: date) -> bool:
        """Whether the rule governs a trigger on that day; the trigger's day decides."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)
