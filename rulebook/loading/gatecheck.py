"""Whether a gate can be asked: its facts, fields, rules and ratios are known and make sense."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.law.condition import Condition
from rulebook.law.factkind import FactKind
from rulebook.law.gate import Counted, Gate, Need, Ratio
from rulebook.law.rule import RuleKind
from rulebook.loading import asking
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf

WAYS = (
    *("has", "none_of", "each", "says", "payload", "ratio"),
    *("elapsed", "within", "by", "cap", "check"),
)
_DAYS = ("date", "moment")
_EXAMPLES = 2  # one on the bound, one beyond it


def gate(shelf: Shelf, entry: Entry, one: Gate) -> None:
    """Check one gate and its needs."""
    shelf.knows(entry, "fact kind", shelf.facts, *one.on)
    shelf.knows(entry, "node code", shelf.names["nodes"], one.code)
    shelf.knows(entry, "stage", shelf.names["stages"], one.stage)
    if not one.needs:
        entry.fault("asks for nothing: add a [[gate.need]]")
    if one.effective_to and one.effective_to < one.effective_from:
        entry.fault(f"effective_to {one.effective_to} lies before effective_from")
    if one.remarks_on_import and not one.refuses:
        entry.fault("remarks in any case: leave remarks_on_import out")
    kinds = shelf.kinds(one.on)
    for at, need in enumerate(one.needs, start=1):
        _names(shelf, entry, need)
        for fault in _faults(shelf, kinds, need):
            entry.fault(f"need {at}: {fault}")
        _conditions(shelf, entry, kinds, need, at)


def _names(shelf: Shelf, entry: Entry, need: Need) -> None:
    shelf.knows(entry, "fact kind", shelf.facts, *need.has, *need.none_of, *need.each)
    shelf.knows(entry, "rule", shelf.rules, need.elapsed, need.within)
    shelf.knows(entry, "rule", shelf.rules, *(one.rule for one in (need.by, need.cap) if one))
    if need.ratio:
        shelf.knows(entry, "fact kind", shelf.facts, need.ratio.fact)
    if need.check:
        shelf.knows(entry, "rule", shelf.rules, need.check.rule)
        shelf.knows(entry, "definition", shelf.definitions, need.check.classes)


def _faults(shelf: Shelf, kinds: list[FactKind], need: Need) -> Iterator[str]:
    if sum(bool(getattr(need, way)) for way in WAYS) != 1:
        yield f"say exactly one of {', '.join(WAYS)}"
    if need.each and len(need.each) == 1:
        yield "each names what opens it and what satisfies it"
    for name in need.says:
        yield from _unsaid(kinds, name)
    yield from _elapsing(shelf, need)
    for counted in (need.by, need.cap):
        if counted:
            yield from _counted(shelf, kinds, counted)
    if need.ratio:
        yield from _ratio(shelf, kinds, need.ratio)


def _elapsing(shelf: Shelf, need: Need) -> Iterator[str]:
    for name in (need.elapsed, need.within):
        term = shelf.rules.get(name)
        if term and name == need.elapsed and term.kind is not RuleKind.MIN:
            yield f"{name} is no minimum term"
        elif term and (term.term is None or not term.origin):
            yield f"{name} counts no term from a fact of its own"


def _counted(shelf: Shelf, kinds: list[FactKind], counted: Counted) -> Iterator[str]:
    rule = shelf.rules.get(counted.rule)
    if rule and rule.term is None:
        yield f"{rule.id} counts no term"
    yield from _unsaid(kinds, counted.date, _DAYS)


def _unsaid(kinds: list[FactKind], name: str, types: tuple[str, ...] = ()) -> Iterator[str]:
    """What is wrong with a field that an arriving fact is asked about."""
    for kind in kinds:
        field = kind.field(name)
        if field is None:
            yield f"{kind.id} has no field {name}"
        elif types and field.type not in types:
            yield f"{name} of {kind.id} is a {field.type}: it must be a {' or a '.join(types)}"


def _ratio(shelf: Shelf, kinds: list[FactKind], ratio: Ratio) -> Iterator[str]:
    yield from _unsaid(kinds, ratio.field, asking.AMOUNTS)
    bases = shelf.kinds((ratio.fact,)) if ratio.fact else kinds
    yield from _unsaid(bases, ratio.of, asking.AMOUNTS)
    if ratio.at_least is None and ratio.at_most is None:
        yield "ratio has no bound: say at_least or at_most"
    if len(ratio.examples) < _EXAMPLES:
        yield "ratio needs two worked examples: one on the bound, one beyond it"
    for at, example in enumerate(ratio.examples, start=1):
        if ratio.holds(example.value, example.base) is not example.holds:
            came = "does not hold" if example.holds else "holds"
            yield f"example {at}: {example.value} of {example.base} {came}"


def _conditions(shelf: Shelf, entry: Entry, kinds: list[FactKind], need: Need, at: int) -> None:
    fields = {field.name for kind in kinds for field in kind.fields}
    for condition in (need.payload, need.when):
        if condition is None:
            continue
        shelf.knows(entry, "payload field", fields, condition.field)
        for misfit in asking.misfits(kinds, condition):
            entry.fault(f"need {at}: {misfit}")
    if need.that is not None:
        _that(shelf, entry, need, need.that, at)


def _that(shelf: Shelf, entry: Entry, need: Need, that: Condition, at: int) -> None:
    if not need.has:
        entry.fault(f"need {at}: that says which fact on record satisfies has")
        return
    kinds = shelf.kinds(need.has)
    fields = {field.name for kind in kinds for field in kind.fields}
    shelf.knows(entry, "payload field", fields, that.field)
    for misfit in asking.misfits(kinds, that):
        entry.fault(f"need {at}: {misfit}")
