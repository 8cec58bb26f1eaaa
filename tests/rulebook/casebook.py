"""A case on paper: facts told one after the other, asked for its plan, without any book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from rulebook.case.casefile import CasePlan, Decision, FactView, NodePlan
from rulebook.case.decision import decide
from rulebook.case.explanation import Explanation, WhyNot, explain, why_not
from rulebook.case.payload import moment
from rulebook.case.projection import project
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import Calendar, national
from rulebook.time.zone import SHANGHAI
from tests.rulebook.telling import Told

LAW = national_law()
CALENDAR = national()


class Casebook:
    """Facts in the order they were recorded; each is recorded when it happens unless said."""

    def __init__(self, law: Lawbook = LAW, calendar: Calendar = CALENDAR) -> None:
        self.law = law
        self.calendar = calendar
        self.facts: list[FactView] = []

    def happens(self, kind: str, on: str, of: str = "", /, **said: object) -> FactView:
        """Record a fact without asking the gates. `of` is its subject; see `fact`."""
        fact = self.fact(kind, on, of, **said)
        self.facts.append(fact)
        return fact

    def tells(self, *facts: Told) -> Self:
        """Record facts one after the other without asking the gates."""
        for one in facts:
            self.happens(one.kind, one.on, one.of, **one.said)
        return self

    def fact(self, kind: str, on: str, of: str = "", /, **said: object) -> FactView:
        """A fact that would be the next. Words beginning with an underscore are the fact's own."""
        known = self.law.facts.get(kind)
        recorded = said.pop("_recorded", on)
        evidence_on = said.pop("_evidence_on", None)
        corrects = said.pop("_corrects", None)
        return FactView(
            seq=len(self.facts) + 1,
            kind=kind,
            subject_kind=known.subject if known else "case",
            subject_ref=of,
            occurred_at=moment(on),
            recorded_at=moment(recorded),
            recorded_by=str(said.pop("_by", "clerk")),
            payload=said,
            evidence=str(said.pop("_evidence", "paper")),
            evidence_on=date.fromisoformat(str(evidence_on)) if evidence_on else None,
            corrects=corrects if isinstance(corrects, int) else None,
        )

    def plan(self) -> CasePlan:
        return project(self.facts, self.law, self.calendar)

    def nodes(self, rule: str) -> list[NodePlan]:
        return [node for node in self.plan().nodes if node.rule_id == rule]

    def node(self, rule: str) -> NodePlan:
        (found,) = self.nodes(rule)
        return found

    def due(self, rule: str) -> date:
        due = self.node(rule).due
        assert due is not None
        return due.on

    def tries(
        self, kind: str, on: str, of: str = "", /, now: object = "", **said: object
    ) -> Decision:
        """What the gates say of a fact, as of `now` (the evening of the day unless said)."""
        as_of = moment(now) if now else moment(on).replace(hour=20)
        fact = self.fact(kind, on, of, **said)
        return decide(self.facts, fact, self.law, self.calendar, as_of)

    def explained(self, rule: str) -> Explanation:
        return explain(self.node(rule).key, self.facts, self.law, self.calendar)

    def why_not(self, rule: str, now: str) -> WhyNot:
        return why_not(self.facts, rule, self.law, self.calendar, moment(now))


def at(day: str, hour: int, minute: int = 0) -> datetime:
    return moment(day).astimezone(SHANGHAI).replace(hour=hour, minute=minute)


def filed(on: str = "2026-01-05", law: Lawbook = LAW) -> Casebook:
    """A case filed on the day its application came in, with H1 as its handler."""
    book = Casebook(law)
    book.happens("application_received", on)
    book.happens("filed", on)
    book.happens("handler_assigned", on, handler="H1")
    return book


NOTICED = {"notice_reason": "申请执行人只留有一种联系方式"}  # a closing that tells by one channel


def known(book: Casebook, *assets: str) -> Casebook:
    """The same case, in which each asset was identified as the debtor's own on 6 January."""
    for asset in assets:
        said = {"owner": "乙", "relation": "被执行人本人"}
        book.happens("asset_identified", "2026-01-06", asset, **said)
    return book
