"""The law's conditions for a fact: which of a gate's needs are not met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rulebook.case.casefile import FactView
from rulebook.case.replay import day_of
from rulebook.gates import shares, terms, tracks
from rulebook.gates.question import Lack, Question, lacks
from rulebook.law.gate import Gate, Need, Refusal
from rulebook.law.lawbook import CORRECTION, Lawbook

Way = Callable[[Question, Need], Iterable[Lack]]
Ways = tuple[Way, ...]
# A gate, and all that it asks for; each with the field without which it cannot apply, if any.
Asked = tuple[Gate, Sequence[tuple[Need, Ways, str]]]


def refusals(question: Question) -> Iterable[Refusal]:
    """One line for each need of a refusing gate that is not met, citing its article."""
    before = _before(question, barring=True)
    return _found(question, before) if before else ()


def remarks(question: Question) -> Iterable[Refusal]:
    """The same of gates that only advise, or whose text was not seen: said, never a bar."""
    before = _before(question, barring=False)
    return _found(question, before) if before else ()


def missing(question: Question, gate: Gate, need: Need) -> Iterator[Refusal]:
    """What one need of a gate lacks in the case; nothing when it is met or does not apply."""
    return _missing(question, gate, need, _ways(need))


def _found(question: Question, before: Sequence[Asked]) -> Iterator[Refusal]:
    on, said = day_of(question.fact.occurred_at), question.fact.payload
    for gate, asked in before:
        if gate.in_force(on):
            for need, ways, unless in asked:
                if not unless or unless in said:
                    yield from _missing(question, gate, need, ways)


def _missing(question: Question, gate: Gate, need: Need, ways: Ways) -> Iterator[Refusal]:
    if need.when is not None and not need.when.holds(question.fact.payload):
        return
    for lacking in ways:
        for why in lacking(question, need):
            yield lacks(gate, need, why, day_of(question.fact.occurred_at))


def _before(question: Question, *, barring: bool) -> Sequence[Asked]:
    """The gates before the fact's kind; before a correction too, if it puts another right."""
    fact, asked = question.fact, _asked(question.law, question.brought, barring)
    found = asked.get(fact.kind, ())
    if fact.corrects is None:
        return found
    both = (*found, *asked.get(CORRECTION, ()))
    return tuple({gate.id: (gate, needs) for gate, needs in both}.values())


@lru_cache(maxsize=32)
def _asked(law: Lawbook, brought: bool, barring: bool) -> Mapping[str, Sequence[Asked]]:
    """The gates before each kind of fact that bar it, or that do not, and all that they ask for."""
    gates = [gate for gate in law.gates.values() if gate.bars(brought) is barring]
    found: dict[str, list[Asked]] = {}
    for gate in gates:
        needs = [(need, _ways(need), _unless(need)) for need in gate.needs]
        for kind in dict.fromkeys(gate.on):
            found.setdefault(kind, []).append((gate, needs))
    return found


def _unless(need: Need) -> str:
    """The field that a fact must say for the need to apply; empty where silence is enough."""
    return "" if need.when is None or need.when.holds({}) else need.when.field


def _ways(need: Need) -> Ways:
    return tuple(lacking for way, lacking in _WAYS.items() if getattr(need, way))


def _has(question: Question, need: Need) -> Iterator[Lack]:
    found = [fact for fact in question.so_far(need.has) if _fits(fact, need)]
    if not any(_proven(fact, need) for fact in found):
        bare = [fact.seq for fact in found]
        why = (f"；第{bare[0]}项未附依据", f"; fact {bare[0]} has no paper") if bare else ("", "")
        yield Lack(*why)


def _none_of(question: Question, need: Need) -> Iterator[Lack]:
    for fact in question.so_far(need.none_of)[:1]:
        on = day_of(fact.occurred_at)
        yield Lack(f"；第{fact.seq}项（{on}）与此不符", f"; fact {fact.seq}, {on}, is against it")


def _each(question: Question, need: Need) -> Iterator[Lack]:
    opening, *closing = need.each
    for ref in dict.fromkeys(fact.subject_ref for fact in question.so_far((opening,))):
        if not any(_proven(fact, need, ref) for fact in question.so_far(closing)):
            yield Lack(f"；尚缺{ref}", f"; {ref} is not")


def _fits(fact: FactView, need: Need) -> bool:
    return need.that is None or need.that.holds(fact.payload)


def _proven(fact: FactView, need: Need, ref: str | None = None) -> bool:
    return bool(fact.evidence or not need.evidence) and ref in (None, fact.subject_ref)


def _says(question: Question, need: Need) -> Iterator[Lack]:
    unsaid = [name for name in need.says if question.fact.payload.get(name) in (None, "", ())]
    if unsaid:
        names = [field.zh for name in unsaid if (field := question.kind.field(name))]
        yield Lack(f"；未写明{'、'.join(names)}", f"; say {', '.join(unsaid)}")


def _payload(question: Question, need: Need) -> Iterator[Lack]:
    if need.payload is not None and not need.payload.holds(question.fact.payload):
        yield Lack()


_WAYS: Mapping[str, Way] = {
    "has": _has,
    "none_of": _none_of,
    "each": _each,
    "says": _says,
    "payload": _payload,
    "ratio": shares.lacking,
    "elapsed": terms.not_yet,
    "within": terms.no_longer,
    "by": terms.too_late,
    "cap": terms.too_long,
    "check": tracks.lacking,
}
