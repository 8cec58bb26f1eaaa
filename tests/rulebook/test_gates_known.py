"""Whatever refuses a fact can be looked up: no gate is known to a module alone."""

from __future__ import annotations

import re
from pathlib import Path

import rulebook
from rulebook.law.definition import DefinitionKind
from tests.rulebook.casebook import LAW, filed

ROOMS = ("gates", "money", "property", "ending")
NAMED = re.compile(r'^_(?:GATE|CORRECTING) = "([a-z-]+)"', re.MULTILINE)


def ids() -> set[str]:
    """Every id under which a module of the gates refuses or remarks by itself."""
    root = Path(rulebook.__file__).parent
    files = [file for room in ROOMS for file in sorted((root / room).glob("*.py"))]
    return {name for file in files for name in NAMED.findall(file.read_text("utf-8"))}


def test_every_module_that_refuses_by_itself_is_in_the_law_in_words() -> None:
    told = {one.id for one in LAW.definitions.values() if one.kind is DefinitionKind.INTAKE}
    assert ids() == told == {"wellformed", "course", "correction", "pause", "extension", "series"}


def test_the_gates_of_money_are_gates_of_the_law() -> None:
    assert {"funds-balance", "funds-payee", "debt-terms"} <= LAW.gates.keys()
    before = {one.id for one in LAW.gates_before("funds_paid")}
    assert {"funds-balance", "funds-payee", "distribution-final"} <= before
    assert "close-paid-in-full" in {one.id for one in LAW.gates_before("case_closed")}


def test_a_correction_by_any_kind_of_fact_is_weighed_by_the_ledger() -> None:
    book = filed()
    came = book.happens("funds_received", "2026-03-02", "款1", amount="100", account="1")
    book.happens("funds_paid", "2026-03-03", "款1", amount="100", payee_paper="裁定", payee="甲")
    void = book.tries("act_corrected", "2026-03-04", basis="自行发现", _corrects=came.seq)
    assert "funds-balance" in {one.gate for one in void.refusals}
