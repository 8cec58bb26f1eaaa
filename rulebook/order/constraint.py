"""A constraint (约束) on the order of a case's facts, in the manner of Declare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from rulebook.law.condition import Condition


class Template(StrEnum):
    """The kind of a constraint; `first` and `then` are the kinds of facts it speaks of."""

    INIT = "init"  # 首项: one of `first` opens the case
    AT_MOST_ONE = "at_most_one"  # 至多一次: `first` happens once in a case at most
    EXACTLY_ONE = "exactly_one"  # 恰好一次: and not less than once where `then` has happened
    PRECEDENCE = "precedence"  # 前置: no `then` before one of `first`
    RESPONSE = "response"  # 后继: behind each of `first` one of `then`
    SUCCESSION = "succession"  # 前置且后继: both
    ABSENCE = "absence"  # 不得: no `then` once one of `first` has happened
    ANSWERED = "answered"  # 逐一办结: no `then` while a subject of `first[0]` lacks the others


TEMPLATES = {
    Template.INIT: "首项",
    Template.AT_MOST_ONE: "至多一次",
    Template.EXACTLY_ONE: "恰好一次",
    Template.PRECEDENCE: "前置",
    Template.RESPONSE: "后继",
    Template.SUCCESSION: "前置且后继",
    Template.ABSENCE: "不得",
    Template.ANSWERED: "逐一办结",
}


class Weight(IntEnum):
    """How much a deviation weighs; the words are the doctor's."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint, derived from one entry of the law, which it cites.

    Facts of `first` and `then` are compared on one subject where both kinds are about the same
    kind of subject, else across the case. A fact activates it only if `when` holds of that fact;
    with `waits` or `within` the last day of that rule's clock counts too.
    """

    id: str
    template: Template
    first: tuple[str, ...]
    then: tuple[str, ...]
    source: str  # gate:ID, rule:ID or kind:ID, from which it was derived
    zh: str
    en: str
    article: str  # empty where no law but good sense asks
    weight: Weight
    subject: str = "case"  # of a response: what the rule is at work on
    when: tuple[Condition, ...] = ()  # of the activating fact: `first` of a response, else `then`
    that: Condition | None = None  # of `first`, where it comes before
    paper: bool = False  # `first` counts only with a paper
    since: date = date.min
    until: date | None = None
    lifted_by: tuple[str, ...] = ()  # of a response: what ends the duty without an answer
    early: bool = False  # of a response: an answer given before it was owed will do
    clock: str = ""  # of a response: the rule by whose clock it is late
    waits: str = ""  # of a precedence: the rule whose term must have run out
    within: str = ""  # of an absence: the rule whose term must not have run out
    import_passes: bool = False  # 旧案导入: taken with a remark from an older system
    needed: Constraint | None = None  # of a succession: its half ahead of `then`

    def in_force(self, on: date) -> bool:
        """Whether it binds an act of that day."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def answers(self) -> bool:
        """Whether something is owed behind `first`."""
        return self.template in (Template.RESPONSE, Template.SUCCESSION)

    @property
    def precedes(self) -> bool:
        """Whether something is needed ahead of `then`."""
        return self.template in (Template.PRECEDENCE, Template.SUCCESSION)
