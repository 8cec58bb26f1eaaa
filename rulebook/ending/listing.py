"""Debtor lists (失信与限制消费): whether each debtor is restricted, and freed when all is paid."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check

RESTRICTED, LIFTED = "consumption_restricted", "consumption_lifted"


def restricted(question: Question, check: Check) -> Iterator[Lack]:
    """The debtor whom the listing names is restricted; an order that names nobody is for all."""
    name = question.fact.subject_ref
    last = last_about(question, name)
    if last is None or last.kind != RESTRICTED:
        yield Lack(f"；未对{name}限制消费", f"; {name} is not restricted")


def each_freed(question: Question, check: Check) -> Iterator[Lack]:
    """No debtor is restricted any more: whoever was is freed by a notice that names him, or all."""
    for name in dict.fromkeys(_named(one) for one in question.so_far((RESTRICTED,))):
        last = last_about(question, name)
        if last is not None and last.kind == RESTRICTED:
            who = name or "被执行人"
            yield Lack(
                f"；对{who}的限制消费尚未解除（第{last.seq}项）",
                f"; {who} is still restricted (fact {last.seq})",
            )


def last_about(question: Question, name: str) -> FactView | None:
    """The last fact that restricted this debtor or lifted it; one that names nobody is of all."""
    found = question.so_far((RESTRICTED, LIFTED))
    about = [one for one in found if not name or _named(one) in ("", name)]
    return about[-1] if about else None


def _named(fact: FactView) -> str:
    return str(fact.payload.get("debtor") or "").strip()
