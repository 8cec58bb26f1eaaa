"""Gates (闸门): conditions without which a fact is refused, citing the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law.check import Check
from rulebook.law.condition import Condition
from rulebook.law.rule import Numbering, Source, Status


@dataclass(frozen=True, slots=True)
class RatioExample:
    """A worked example of a ratio: a value against a base, and whether it passes."""

    value: Decimal
    base: Decimal
    holds: bool


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share (比例): `field` of the arriving fact against a base, in per cent, bounds included.

    The base is field `of` of the arriving fact, or, with `fact`, of the latest fact of that kind
    on the same subject.
    """

    field: str
    of: str
    fact: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    examples: tuple[RatioExample, ...] = ()

    def holds(self, value: Decimal, base: Decimal) -> bool:
        """Whether the value keeps within the bounds; nothing is a share of nothing."""
        if base <= 0:
            return False
        low = self.at_least is None or value * 100 >= self.at_least * base
        return low and (self.at_most is None or value * 100 <= self.at_most * base)


@dataclass(frozen=True, slots=True)
class Counted:
    """A day counted by a rule: from the arriving fact's field `date`, or from its own moment."""

    rule: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a gate asks for: exactly one of the ways below is set."""

    zh: str
    en: str
    article: str
    has: tuple[str, ...] = ()  # one of these facts must stand
    none_of: tuple[str, ...] = ()  # none of these facts may stand
    each: tuple[str, ...] = ()  # every subject with the first fact has one of the others
    says: tuple[str, ...] = ()  # the arriving fact must say all of these fields
    payload: Condition | None = None  # on the arriving fact itself
    ratio: Ratio | None = None  # one figure against another
    elapsed: str = ""  # a `min` rule whose term must have run out since its opening fact
    within: str = ""  # a rule whose term must not have run out since its opening fact
    by: Counted | None = None  # done by the day counted back from a day the fact itself names
    cap: Counted | None = None  # field `date` may lie no later than the term counted from the act
    check: Check | None = None  # what a track's own module looks for; figures stay in the data
    when: Condition | None = None  # the need applies only if this holds of the arriving fact
    that: Condition | None = None  # what a fact must say to satisfy `has`
    evidence: bool = False  # a fact without a paper does not satisfy `has` and `each`
    articles: tuple[Numbering, ...] = ()  # how it was cited before, where its gate's source is not

    @property
    def counted_by(self) -> str:
        """The rule by which it counts; "" when it counts by none."""
        counted = self.by or self.cap or self.check
        return self.elapsed or self.within or (counted.rule if counted else "")


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate before one or more kinds of facts; in force by the day of the arriving fact.

    An `advisory` gate, like one whose text was not seen, remarks and does not refuse. One that
    `remarks_on_import` refuses what is done here, and takes what an older system did without it.
    """

    id: str
    zh: str
    en: str
    on: tuple[str, ...]
    needs: tuple[Need, ...]
    source: Source
    code: str = ""
    stage: str = ""
    status: Status = Status.VERIFIED
    effective_from: date = date.min
    effective_to: date | None = None
    advisory: bool = False
    remarks_on_import: bool = False
    catalogue: str = ""  # id under which the law catalogue lists it; "": its own
    note: str = ""

    @property
    def refuses(self) -> bool:
        """Whether what it lacks bars the fact."""
        return not self.advisory and self.status is not Status.UNVERIFIED

    def bars(self, brought: bool) -> bool:
        """Whether it bars a fact: one `brought` in by an import, or one recorded here."""
        return self.refuses and not (brought and self.remarks_on_import)

    def cites(self, need: Need, on: date) -> str:
        """What a need is cited by on a day: its article by the number that it bore then."""
        if held := [one.article for one in need.articles if one.since <= on]:
            return held[-1]
        return need.article.replace(self.source.article, self.source.article_on(on))

    def in_force(self, on: date) -> bool:
        """Whether the gate stands before an act of that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a fact was refused, or what was remarked on it: gate, article and what is missing.

    `zh` and `en` are one line each; `article` is empty where no law but good sense refuses.
    `rule` is the rule by which the need counts, or that bounds an extension; else the id under
    which the catalogue lists the gate; "" where the refusal follows from no entry of the law.
    """

    gate: str
    article: str
    zh: str
    en: str
    rule: str = ""
