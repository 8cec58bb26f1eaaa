"""The declared model, lawful ways past it, weights and sums."""

from __future__ import annotations

from rulebook.law.factkind import FactKind
from rulebook.law.rule import Bearer, LegalClass, Status
from rulebook.order.constraint import Template, Weight
from rulebook.order.deviation import Way
from rulebook.order.judging import judged
from rulebook.order.model import declared
from rulebook.order.tally import Tally
from rulebook.order.verdict import Outcome
from tests.rulebook.casebook import LAW, Casebook
from tests.rulebook.fewrules import rule
from tests.rulebook.ordered import bench as benched
from tests.rulebook.ordered import faults, gate, log, need, ordered, verdicts


def test_what_an_older_system_did_without_is_a_way_past_where_the_gate_says_so() -> None:
    for remarks, way in ((True, Way.IMPORT), (False, None)):
        book = ordered(gate("g", "b", need(has=("a",)), remarks_on_import=remarks))
        book.happens("b", "2026-01-06")
        (one,) = verdicts(book, "precedence", brought=frozenset({2}))
        assert one.way is way
        (one,) = verdicts(book, "precedence")
        assert one.outcome is Outcome.DEVIATES


def test_a_ground_that_a_correction_took_away_is_a_way_past() -> None:
    book = ordered(gate("g", "b", need(has=("a",))))
    book.happens("a", "2026-01-06")
    book.happens("b", "2026-01-07")
    book.happens("correction", "2026-01-08", _corrects=2, void=True)
    (one,) = verdicts(book, "precedence")
    assert (one.outcome, one.way) == (Outcome.PASSED, Way.CORRECTION)


def test_what_was_entered_only_later_excuses_nothing() -> None:
    book = ordered(gate("g", "b", need(none_of=("c",))))
    book.happens("b", "2026-01-07")
    book.happens("c", "2026-01-06", _recorded="2026-01-09")
    assert faults(book, "absence") == [("barred", 2)]


def test_what_another_court_did_is_a_way_past() -> None:
    book = Casebook()
    book.happens("entrustment_received", "2026-01-05")
    book.happens("filed", "2026-01-06")
    book.happens("handed_over", "2026-01-07", "房产1")
    found = [one for one in verdicts(book, "precedence") if one.fact.kind == "handed_over"]
    found += [one for one in verdicts(book, "succession") if one.fact.kind == "handed_over"]
    assert {one.way for one in found if one.fault} == {Way.TRANSFER}


def test_a_deviation_weighs_what_its_entry_weighs() -> None:
    law = ordered(
        rule("legal"),
        rule("internal", origin=("c",), legal_class=LegalClass.INTERNAL),
        rule("outside", origin=("d",), bearer=Bearer.OUTSIDER),
        gate("bars", "e", need(has=("f",))),
        gate("advises", "e", need(has=("f",)), advisory=True),
        gate("unseen", "e", need(has=("f",)), status=Status.UNVERIFIED),
    ).law
    weights = {one.source.partition(":")[2]: one.weight for one in declared(law).constraints}
    assert weights["bars"] is Weight.ERROR
    assert weights["legal"] is Weight.WARNING
    named = ("internal", "outside", "advises", "unseen")
    assert {weights[name] for name in named} == {Weight.NOTE}


def test_sums_count_activations_faults_ways_and_cases() -> None:
    book = ordered(gate("g", "b", need(has=("a",))))
    book.happens("b", "2026-01-06")
    book.happens("b", "2026-01-07")
    model = declared(book.law)
    tally = Tally(model, kept=1)
    for name in ("甲案", "乙案"):
        tally.take(name, judged(log(book), benched(book.law)))
    line = tally.lines[0]
    assert line.constraint.id == "precedence:g:1"
    assert (line.asked, line.deviates, line.cases, len(line.places)) == (4, 4, 2, 1)
    assert (tally.cases, tally.deviating, tally.worst) == (2, 2, Weight.ERROR)


def test_the_national_law_declares_every_gate_of_order_and_every_rule_that_runs() -> None:
    model = declared(LAW)
    assert len(model.by_id) == len(model.constraints)
    told = {word for one in model.constraints for word in one.source.split()}
    runs = {f"rule:{one.id}" for one in LAW.rules.values() if _asks(one.id)}
    assert runs <= told
    asks = ("has", "none_of", "each", "elapsed", "within")
    gates = {
        f"gate:{one.id}"
        for one in LAW.gates.values()
        if any(getattr(need, way) for need in one.needs for way in asks)
    }
    assert gates <= told
    assert {one.template for one in model.constraints} == set(Template)
    assert all(one.article for one in model.constraints if not one.source.startswith("kind:"))


def _asks(name: str) -> bool:
    one = LAW.rules[name]
    return one.runs and bool(one.settles) and not one.restates and bool(one.origin or one.from_due)


def test_only_kinds_that_the_law_knows_are_named() -> None:
    kinds: set[str] = {kind for one in declared(LAW).constraints for kind in one.first + one.then}
    assert kinds <= set(LAW.facts)
    assert isinstance(LAW.facts["filed"], FactKind)
