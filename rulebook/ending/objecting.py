"""Objections (执行异议): when one may be turned away, who reviews it, and what it bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rulebook.case.casefile import FactView
from rulebook.case.clock import Clock, day_of
from rulebook.case.projection import node
from rulebook.gates.question import Lack, Question
from rulebook.gates.terms import clock_of
from rulebook.law.check import Check

OUTSIDERS = "案外人异议"
_OVER = ("objection_withdrawn", "objection_not_accepted")
_DISMISSED = "驳回"
_ALLOWED = ("准许执行该标的", "撤诉或者按撤诉处理")


@dataclass(slots=True)
class Objection:
    """One outsider's objection to an asset, as far as its facts have come."""

    ref: str
    facts: dict[str, FactView] = field(default_factory=dict)  # kind → the last of it

    @property
    def alive(self) -> bool:
        """Neither withdrawn nor turned away at the door."""
        return not any(kind in self.facts for kind in _OVER)

    @property
    def result(self) -> str:
        """How it was ruled on; empty while it is under review."""
        ruled = self.facts.get("objection_ruled")
        return str(ruled.payload.get("result")) if ruled else ""

    @property
    def allowed(self) -> bool:
        """Whether a suit over it ended so that the asset may be enforced against."""
        decided = self.facts.get("objection_suit_decided")
        return decided is not None and decided.payload.get("outcome") in _ALLOWED

    @property
    def sued(self) -> bool:
        """Whether a suit over it is pending."""
        return "suit_filed" in self.facts and "objection_suit_decided" not in self.facts

    @property
    def barred(self) -> bool:
        """Whether the asset is not to be enforced against: so ruled, or so judged in a suit."""
        if self.allowed:
            return False
        return self.result not in ("", _DISMISSED) or "objection_suit_decided" in self.facts


def supplement_overdue(question: Question, check: Check) -> Iterator[Lack]:
    """What was missing was asked for, and did not come within the rule's term."""
    clock = clock_of(question, question.law.rules[check.rule])
    if clock is None:
        yield Lack("；尚未一次性告知补足", "; the objector was not told what is missing")
    elif clock.state == "settled":
        yield Lack(f"；已由第{clock.settled_by}项补足", f"; it came with fact {clock.settled_by}")
    elif clock.due is not None and question.fact.occurred_at < clock.due.at:
        first = clock.due.at.date()
        yield Lack(f"；补足期限未满，最早{first}", f"; the earliest day is {first}")


def handler_apart(question: Question, check: Check) -> Iterator[Lack]:
    """Who carries out the enforcement takes no part in reviewing it."""
    handler, members = question.run.handler, question.fact.payload.get("members")
    if handler and isinstance(members, list | tuple) and handler in members:
        yield Lack(f"；{handler}是本案承办人", f"; {handler} handles the case: name another")


def none_pending(question: Question, check: Check) -> Iterator[Lack]:
    """No outsider's objection to the asset is under review."""
    for one in _to_asset(question):
        if not one.result:
            received = day_of(one.facts["objection_received"].occurred_at)
            yield Lack(
                f"；{one.ref}（{received}收到）尚在审查",
                f"; {one.ref}, received {received}, is under review",
            )


def none_upheld(question: Question, check: Check) -> Iterator[Lack]:
    """No outsider's objection to the asset was upheld, by ruling or in a suit."""
    for one in _to_asset(question):
        if one.barred:
            yield Lack(f"；{one.ref}成立", f"; {one.ref} was upheld")


def dismissal_settled(question: Question, check: Check) -> Iterator[Lack]:
    """A dismissal was served, and the rule's term since then is over."""
    rule = question.law.rules[check.rule]
    for one in _to_asset(question):
        ruled = one.facts.get("objection_ruled")
        if one.result != _DISMISSED or ruled is None or one.allowed:
            continue
        clock = _last(question, check.rule, one.ref)
        if clock is None and rule.in_force(day_of(ruled.occurred_at)):
            yield Lack(f"；{one.ref}的裁定尚未送达", f"; the ruling on {one.ref} is not served")
        elif clock is not None:
            due = node(clock, question.run).due
            if due is not None and question.fact.occurred_at < due.at:
                first = due.at.date()
                yield Lack(f"；{one.ref}：最早{first}", f"; {one.ref}: the earliest day is {first}")


def no_suit_pending(question: Question, check: Check) -> Iterator[Lack]:
    """No suit over an objection to the asset is pending, or the court lets enforcement go on."""
    if question.so_far(("continuation_permitted",)):
        return
    for one in _to_asset(question):
        if one.sued:
            filed = day_of(one.facts["suit_filed"].occurred_at)
            yield Lack(
                f"；{one.ref}已于{filed}起诉，尚未审结", f"; {one.ref}: sued over since {filed}"
            )


def _to_asset(question: Question) -> Iterator[Objection]:
    """Outsiders' objections to the arriving fact's asset that are neither withdrawn nor refused."""
    found: dict[str, Objection] = {}
    for fact in question.stands:
        if fact.subject_kind != "objection" or fact.occurred_at > question.fact.occurred_at:
            continue
        if fact.kind == "objection_received" and _aims(fact, question.fact.subject_ref):
            found[fact.subject_ref] = Objection(fact.subject_ref)
        if fact.subject_ref in found:
            found[fact.subject_ref].facts[fact.kind] = fact
    return (one for one in found.values() if one.alive)


def _aims(fact: FactView, asset: str) -> bool:
    """Whether it is about this asset; one that names none is about every asset until it does."""
    said = fact.payload
    named = said.get("asset") or asset
    return said.get("kind") == OUTSIDERS and bool(asset) and named == asset


def _last(question: Question, rule: str, ref: str) -> Clock | None:
    same = (c for c in reversed(question.run.clocks) if c.rule.id == rule and c.ref == ref)
    return next(same, None)
