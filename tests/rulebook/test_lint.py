"""What a check of the rulebook finds: entries that each read well and do not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.smallbook import faults, gate, law, rule, write

LIMIT = {"kind": '"limitation"', "role": '"debtor"', "settles": ""}
RECURRING = {"kind": '"recurring"', "times": "2"}
RATIO = 'ratio = {{ field = "price", of = "price", fact = "seized", {0} }}'
HOLDS = 'example = [{ value = "70", base = "100", holds = true }, { value = "69", base = "100" }]'


def test_a_small_book_without_fault_loads(tmp_path: Path) -> None:
    found = law(tmp_path, rule(), gate("sale", "sold", 'has = ["seized"]'))
    assert set(found.rules) == {"notice"}
    assert set(found.gates) == {"sale"}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"settles": ""}, "settles is missing"),
        ({"period": ""}, "period is missing"),
        ({"kind": '"appointed"', "appointed": '"starts_on"'}, "unknown key period"),
        ({"kind": '"appointed"', "appointed": '"claim"', "period": ""}, "needs a required date"),
        ({"from_date": '"claim"'}, "from_date: filed needs a required date field claim"),
        ({"of_several": '"latest"'}, "name at least two facts in origin"),
        ({"times": "2"}, "times is for a recurring rule"),
        ({"kind": '"recurring"', "times": "0"}, "times 0 must be at least 1"),
        ({"role": '"bank"'}, "bank is not of the court"),
        ({"bears": '"outsider"'}, "handler is of the court"),
        ({**LIMIT, "bears": '"court"'}, "the court cannot be late under a limitation"),
        ({**LIMIT, "ladder": '"default"'}, "cannot run late: leave ladder out"),
        ({"kind": '"min"', "ladder": '"default"'}, "a minimum term cannot run late"),
        ({"subject": '"book"'}, "unknown subject book"),
        ({"from_due": '"nowhere"', "origin": ""}, "unknown rule nowhere"),
        ({"restates": '"nowhere"'}, "unknown rule nowhere"),
        ({"survives": "true"}, "survives is for a date counted from another rule"),
        ({"effective_to": "2014-12-31"}, "lies before effective_from"),
        ({"origin": '["closed", "unknown"]'}, "unknown fact kind unknown"),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_fit_is_named(tmp_path: Path, keys: dict[str, str], said: str) -> None:
    found = faults(write(tmp_path, rule(**keys)))
    assert [one for one in found if said in one], found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('{ field = "urgent", equals = "yes" }', "urgent is never 'yes', give true or false"),
        ('{ field = "kind", equals = "再审" }', "kind is never '再审', give one of 首次, 恢复"),
        ('{ field = "kind", one_of = ["首次", "再审"] }', "kind is never '再审'"),
        ('{ field = "kind", at_most = 3 }', "kind is no amount but a text"),
        ('{ field = "weight", equals = 1 }', "no opening fact has a field weight"),
        (
            '{ field = "claim", at_most = 100 }, { field = "claim", more_than = 100 }',
            "no course of facts opens it: filed never says of claim all that `when` asks",
        ),
        (
            '{ field = "urgent", equals = true }, { field = "urgent", equals = false }',
            "no course of facts opens it",
        ),
    ],
)
def test_a_condition_that_no_fact_can_meet_is_named(tmp_path: Path, asked: str, said: str) -> None:
    found = faults(write(tmp_path, rule(when=f"[{asked}]")))
    assert [one for one in found if said in one], found


def test_conditions_that_a_fact_can_meet_together_are_left_alone(tmp_path: Path) -> None:
    asked = (
        '[{ field = "claim", more_than = 100 }, { field = "claim", at_most = 200 },'
        ' { field = "urgent", equals = false, default = false },'
        ' { field = "kind", one_of = ["首次"] }]'
    )
    assert law(tmp_path, rule(when=asked)).rules["notice"].when


def test_a_date_counted_from_another_rule_asks_that_rule_to_open_a_node(tmp_path: Path) -> None:
    derived = rule("derived", origin="", from_due='"again"', subject='"asset"', settles='["sold"]')
    again = rule("again", restates='"notice"')
    found = faults(write(tmp_path, rule(), again, derived))
    assert [one for one in found if "again opens no node, it restates notice" in one]
    assert [one for one in found if "again is about the case, not the asset" in one]


def test_a_rule_that_restates_another_is_the_same_clock(tmp_path: Path) -> None:
    found = faults(
        write(
            tmp_path, rule(), rule("again", restates='"notice"', period='"12:day"', roll='"none"')
        )
    )
    assert len([one for one in found if "its period differ: it is another clock" in one]) == 1
    assert law(tmp_path / "ok", rule(), rule("again", restates='"notice"')).rules


@pytest.mark.parametrize(
    "chain",
    [
        {"a": {"from_due": '"b"'}, "b": {"from_due": '"a"'}},
        {"a": {"restates": '"a"'}},
        {"a": {"supersedes": '"b"'}, "b": {"from_due": '"c"'}, "c": {"supersedes": '"a"'}},
    ],
)
def test_rules_that_rest_on_each_other_in_a_circle_are_told_once(
    tmp_path: Path, chain: dict[str, dict[str, str]]
) -> None:
    found = faults(write(tmp_path, *(rule(name, **keys) for name, keys in chain.items())))
    circles = [one for one in found if "rests on itself in a circle" in one]
    assert len(circles) == 1
    assert all(name in circles[0] for name in chain)


def test_two_versions_of_one_duty_may_not_be_in_force_on_one_day(tmp_path: Path) -> None:
    later = rule("notice-2", catalogue='"notice"', effective_from="2016-01-01")
    found = faults(write(tmp_path, rule(), later))
    (overlap,) = [one for one in found if "overlapping versions" in one]
    assert overlap.startswith("rules.toml: rule notice-2: ")
    assert "notice sets the same duty and is in force until further notice" in overlap
    ended = rule(effective_to="2015-12-31", example="2015-03-02 2015-03-12")
    assert len(law(tmp_path / "ok", ended, later).rules) == 2


def test_an_outer_bound_without_a_ladder_is_no_second_version(tmp_path: Path) -> None:
    bound = rule("bound", catalogue='"notice"', period='"12:day"')
    assert len(law(tmp_path, rule(ladder='"default"'), bound).rules) == 2


def test_variants_with_other_conditions_are_no_versions(tmp_path: Path) -> None:
    first = rule(when='[{ field = "urgent", equals = true }]')
    second = rule("slow", catalogue='"notice"', when='[{ field = "urgent", equals = false }]')
    assert len(law(tmp_path, first, second).rules) == 2


def test_facts_that_wait_for_each_other_can_never_be_recorded(tmp_path: Path) -> None:
    found = faults(
        write(
            tmp_path,
            rule(origin='["seized"]', subject='"asset"', settles='["sold"]'),
            rule("later", origin="", from_due='"notice"', subject='"asset"', settles='["sold"]'),
            gate("one", "seized", 'has = ["sold"]'),
            gate("two", "sold", 'has = ["seized"]'),
        )
    )
    assert [
        one for one in found
        if "fact seized: can never be recorded: gate one asks for sold before seized, "
        "gate two asks for seized before sold" in one
    ], found  # fmt: skip
    opened = [one for one in found if "no course of facts opens it" in one]
    assert len(opened) == 2
    assert "rule notice: no course of facts opens it: seized can never be recorded" in opened[0]
    assert "notice, from whose last day it counts, is not opened" in opened[1]


@pytest.mark.parametrize("keys", [{"advisory": "true"}, {"status": '"unverified"'}])
def test_a_gate_that_only_remarks_bars_nothing(tmp_path: Path, keys: dict[str, str]) -> None:
    assert law(tmp_path, rule(), gate("own", "sold", 'has = ["sold"]', **keys)).gates


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ('has = ["stolen"]', "unknown fact kind stolen, is sold meant?"),
        ('has = ["seized"]\nevidence = true\nsays = ["price"]', "say exactly one of"),
        ('says = ["weight"]', "need 1: sold has no field weight"),
        ('elapsed = "notice"', "notice is no minimum term"),
        ('within = "nowhere"', "unknown rule nowhere"),
        ('within = "named"', "named counts no term from a fact of its own"),
        ('by = { rule = "named", date = "starts_on" }', "named counts no term"),
        ('by = { rule = "notice", date = "price" }', "price of sold is a yuan: it must be a date"),
        ('cap = { rule = "notice", date = "ends_on" }', "sold has no field ends_on"),
        (RATIO.format(f'at_least = "70", {HOLDS}').replace("price", "starts_on", 1),
         "starts_on of sold is a date: it must be a yuan or a number"),
        (RATIO.format(f'at_least = "70", {HOLDS}').replace('of = "price"', 'of = "sum"'),
         "seized has no field sum"),
        (RATIO.format(HOLDS), "ratio has no bound"),
        (RATIO.format('at_least = "70"'), "ratio needs two worked examples"),
        (RATIO.format(f'at_least = "71", {HOLDS}'), "example 1: 70 of 100 does not hold"),
        (RATIO.format(f'at_least = "69", {HOLDS}'), "example 2: 69 of 100 holds"),
        ('payload = { field = "price", equals = "free" }', "price is never 'free'"),
    ],
)  # fmt: skip
def test_a_gate_that_cannot_be_asked_is_named(tmp_path: Path, need: str, said: str) -> None:
    named = rule("named", kind='"appointed"', appointed='"starts_on"', period="")
    found = faults(write(tmp_path, rule(), named, gate("sale", "sold", need)))
    assert [one for one in found if one.startswith("rules.toml: gate sale") and said in one], found


def test_a_definition_and_a_rule_do_not_share_an_id(tmp_path: Path) -> None:
    meaning = """
[[definition]]
id = "notice"
zh = "通知"
en = "notice"
kind = "class"
says_zh = "说明。"
says_en = "What it is."
source = { document = "试行规定", number = "示例〔2015〕1号", article = "第1条" }
status = "verified"
stage = "A"
effective_from = 2015-01-01
"""
    assert faults(write(tmp_path, rule(), meaning)) == [
        "rules.toml: definition notice: a rule bears this id too: give one of them another"
    ]


def test_the_numbers_of_an_article_end_with_todays(tmp_path: Path) -> None:
    numbers = (
        "articles = [{ since = 2022-01-01, article = \"第2条\" },"
        " { since = 2017-01-01, article = \"第3条\" }]"
    )  # fmt: skip
    text = rule().replace('article = "第1条" }', f'article = "第1条", {numbers} }}')
    found = faults(write(tmp_path, text))
    assert [one for one in found if "articles must stand oldest first" in one]
    assert [one for one in found if "articles must end with today's number, 第1条" in one]
