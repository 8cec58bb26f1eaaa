"""A rule (规则): one entry of the law, as data with an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rulebook.law.condition import Condition
from rulebook.time.period import Period, Term


class RuleKind(StrEnum):
    """What a period does. The first four can be run over by whoever bears them."""

    DEADLINE = "deadline"  # 期限: who bears it must act by then
    MAX = "max"  # 上限: a state may last no longer (a stay, a questioning, a seizure)
    RECURRING = "recurring"  # 周期: to be done again and again, each time by its own day
    APPOINTED = "appointed"  # 约定: the fact itself names the day (a promise, a letter's term)
    LIMITATION = "limitation"  # 当事人期间: a party may act until then; never charged to the court
    MIN = "min"  # 最短期限: it must not be done before then
    MIN_INTERVAL = "min_interval"  # 间隔: so long before another act it must be done at the latest
    EFFECT = "effect"  # 视为: on that day the law takes something to have happened


class Bearer(StrEnum):
    """Who can be late under a rule."""

    COURT = "court"
    PARTY = "party"
    OUTSIDER = "outsider"  # a platform, an appraiser, a bank, another court
    NOBODY = "nobody"  # it only says from when, or until when


class Several(StrEnum):
    """Which of several origins starts the clock."""

    EARLIEST = "earliest"  # the first of them to happen
    LATEST = "latest"  # the last, when all have happened


class LegalClass(StrEnum):
    LEGAL = "legal"  # its breach is a breach of law
    INTERNAL = "internal"  # a court's own limit
    TARGET = "target"  # an aim, never charged


class Status(StrEnum):
    VERIFIED = "verified"  # the text was seen
    CORROBORATED = "corroborated"  # repeated word for word by another source
    UNVERIFIED = "unverified"  # shown, never enforced


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number that an article bore from a day on (条文序号沿革)."""

    since: date
    article: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands: the document (文件), its number (文号) and article (条)."""

    document: str
    number: str
    article: str
    articles: tuple[Numbering, ...] = ()  # earlier numbers of the same article, oldest first

    def __str__(self) -> str:
        return f"《{self.document}》（{self.number}）{self.article}"

    def cited_on(self, day: date) -> str:
        """The document and the article by the number it bore on that day."""
        return f"《{self.document}》（{self.number}）{self.article_on(day)}"

    def article_on(self, day: date) -> str:
        """The article's number as it stood on that day; today's where nothing else is known."""
        held = [one.article for one in self.articles if one.since <= day]
        return held[-1] if held else self.article


_WAITING = (RuleKind.LIMITATION, RuleKind.MIN, RuleKind.EFFECT)


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
    dues: tuple[str, ...] = ()  # of a recurring rule: every day, the first is `due`
    shows: str = ""  # what it is an example of: 闰年, 调休, 跨年 …


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One mandated step: what opens it, how long it may take, what settles it, and the law.

    Compared by identity, so that asking a cache about one is cheap; `version` tells texts apart.
    """

    id: str
    zh: str
    en: str
    code: str  # official node code (节点码), "003"; "" for a step that is none of the forty
    stage: str  # letter of the process stage
    kind: RuleKind
    subject: str  # case, asset, clue, receipt, objection …
    origin: tuple[str, ...]  # fact kinds; see `several`
    settles: tuple[str, ...]  # fact kinds; may be empty where no one can be late
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
    urgent: bool = False  # its nodes start their ladder where urgent matters do
    extension: ExtensionBound | None = None
    outlives_case: bool = False  # money and promises run on after closing
    moot_by: tuple[str, ...] = ()  # fact kinds that end the duty without settling it
    supersedes: str = ""
    bearer: Bearer = Bearer.COURT
    several: Several = Several.EARLIEST
    for_each: bool = False  # a fact that is not about the rule's subject is about each of them
    from_date: str = ""  # payload field (date) of the opening fact from which the term is counted
    from_due: str = ""  # rule from whose last day the term is counted: a derived date (推导日)
    survives: bool = False  # with from_due: runs on when that rule's node has ended
    restarts: bool = False  # a further opening fact begins the clock anew
    times: int = 1  # of a recurring rule: how often, each counted from the same origin
    restates: str = ""  # another document's same clock: cited beside that rule, opens no node
    catalogue: str = ""  # id under which the law catalogue lists it; "": its own
    note: str = ""
    examples: tuple[Example, ...] = field(default=())

    @property
    def enforced(self) -> bool:
        """Whether a breach may be charged to the court: never an unverified rule or a target."""
        return (
            self.bearer is Bearer.COURT
            and self.status is not Status.UNVERIFIED
            and self.legal_class is not LegalClass.TARGET
        )

    @property
    def runs(self) -> bool:
        """Whether someone whom the court answers for or drives can be late; else it only waits."""
        return self.bearer in (Bearer.COURT, Bearer.OUTSIDER) and self.kind not in _WAITING

    def in_force(self, on: date) -> bool:
        """Whether the rule governs a trigger on that day; the trigger's day decides."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)
