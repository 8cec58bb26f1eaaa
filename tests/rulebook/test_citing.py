"""Citing (引用): a gate names each article by the number that it bore on the day of the act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rulebook.law.gate import Gate, Need
from rulebook.law.rule import Numbering
from tests.rulebook.rounds import TWELVE

# Needs cite two documents by their short names.
SHORT = {"民事诉讼法": "主席令第十一号", "民诉法解释": "法释〔2015〕5号"}
_WORD = re.compile(r"(民事诉讼法|民诉法解释|法释〔\d+〕\d+号)|(第\d+条)")
_ARTICLE = re.compile(r"第\d+条")

Cited = tuple[str, str]  # number of the document without its revision, article


def cited(text: str) -> Iterator[Cited]:
    document = ""
    for name, article in _WORD.findall(text):
        document = SHORT.get(name, name) or document
        if article:
            yield document, article


def renumbered() -> dict[Cited, list[Numbering]]:
    """Every change of an article's number that a source of the law tells of."""
    sources = [one.source for one in TWELVE.rules.values()]
    sources += [one.source for one in TWELVE.gates.values()]
    sources += [one.source for one in TWELVE.definitions.values()]
    found: dict[Cited, list[Numbering]] = {}
    for source in sources:
        for place, today in enumerate(_ARTICLE.findall(source.article)):
            for one in source.articles:
                then = Numbering(one.since, _ARTICLE.findall(one.article)[place])
                known = found.setdefault((source.number.partition("（")[0], today), [])
                if then not in known:
                    known.append(then)
    return found


def needs() -> Iterator[tuple[Gate, Need]]:
    return ((gate, need) for gate in TWELVE.gates.values() for need in gate.needs)


def number_on(day: date, known: list[Numbering], today: str) -> str:
    held = sorted((one for one in known if one.since <= day), key=lambda one: one.since)
    return held[-1].article if held else today


def test_no_gate_cites_a_number_that_an_article_did_not_bear_on_the_day() -> None:
    known = renumbered()
    wrong = []
    for gate, need in needs():
        today = list(cited(need.article))
        days = {one.since for article in today for one in known.get(article, ())}
        for day in sorted(one for one in days if gate.in_force(one)):
            then = [number_on(day, known.get(one, []), one[1]) for one in today]
            says = [article for _, article in cited(gate.cites(need, day))]
            moved = [at for at, one in enumerate(today) if one in known]
            if [then[at] for at in moved] != [says[at] for at in moved]:
                wrong.append(f"{gate.id} on {day}: {gate.cites(need, day)}, not {then}")
    assert wrong == []


def test_an_old_act_is_held_against_the_numbers_of_its_time() -> None:
    bars = TWELVE.gates["outsider-objection-bars-disposal"]
    _, upheld, pending = bars.needs
    assert bars.cites(upheld, date(2020, 5, 6)) == "民事诉讼法第227条"
    assert bars.cites(upheld, date(2023, 5, 6)) == "民事诉讼法第234条"
    assert bars.cites(upheld, date(2026, 5, 6)) == "民事诉讼法第238条"
    assert bars.cites(pending, date(2022, 4, 9)) == "民诉法解释第315条"


def test_today_each_need_is_cited_as_it_is_written() -> None:
    for gate, need in needs():
        assert gate.cites(need, date(2026, 5, 6)) == need.article
