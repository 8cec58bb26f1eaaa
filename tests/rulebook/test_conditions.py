"""Each way in which a gate may ask for something: met, not met, not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rulebook.case.casefile import Decision
from rulebook.gates.asking import ask
from rulebook.gates.question import Question
from rulebook.law.condition import Condition
from rulebook.law.factkind import FactKind, Field
from rulebook.law.gate import Counted, Gate, Need, Ratio
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Numbering, RuleKind, Status
from rulebook.time.period import Period, Roll, Term
from tests.rulebook.casebook import CALENDAR, LAW, Casebook

_SALE = FactKind(
    "sale_announced",
    "发布公告",
    "sale announced",
    subject="asset",
    fields=(
        Field("price", "起拍价", "yuan"),
        Field("starts_on", "开拍日", "date"),
        Field("way", "方式", "text"),
        Field("panel", "合议庭", "text"),
    ),
)
_PRICE = FactKind(
    "price_fixed", "确定参考价", "price fixed", "asset", (Field("amount", "参考价", "yuan"),)
)
_CONTROL = LAW.facts["asset_controlled"]
_BASE = LAW.rules["case-6m"]


def _rule(name: str, kind: RuleKind, term: Term, **more: Any) -> Any:
    plain = {"exclusions": "", "extension": None, "ladder": "", "examples": (), "from_date": ""}
    return replace(_BASE, id=name, kind=kind, term=term, **{**plain, **more})


_RULES = (
    _rule(
        "notice-15d", RuleKind.MIN_INTERVAL, Term(Period.parse("15:day"), backward=True, clear=True)
    ),
    _rule(
        "freeze-1y", RuleKind.MAX, Term(Period.parse("1:year"), Roll.NONE, start_counted=True)
    ),
    _rule(
        "wait-6m",
        RuleKind.MIN,
        Term(Period.parse("6:month"), Roll.NONE),
        subject="asset",
        origin=("price_fixed",),
        settles=("sale_announced",),
    ),
    _rule(
        "valid-1y",
        RuleKind.MAX,
        Term(Period.parse("1:year"), Roll.NONE),
        subject="asset",
        origin=("price_fixed",),
        settles=(),
    ),
)  # fmt: skip


def law(*needs: Need, on: str = "sale_announced", **gate: Any) -> Lawbook:
    """The national law with one more gate."""
    more = Gate("probe", "试验", "probe", (on,), needs, _BASE.source, **gate)
    return replace(
        LAW,
        facts={**LAW.facts, _SALE.id: _SALE, _PRICE.id: _PRICE},
        rules={**LAW.rules, **{rule.id: rule for rule in _RULES}},
        gates={"probe": more},
    )


def need(**way: Any) -> Need:
    return Need("条件", "a condition", "某法第1条", **way)


def sells(
    by: Lawbook, on: str = "2021-09-22", *earlier: tuple[str, str, str], **said: Any
) -> Decision:
    book = Casebook(by)
    book.happens("filed", "2020-01-06")
    for kind, day, asset in earlier:
        book.happens(kind, day, asset, amount="1000000")
    return book.tries("sale_announced", on, "A1", **said)


def lines(decision: Decision) -> list[str]:
    return [f"{one.zh} {one.en}" for one in decision.refusals]


PRICED = ("price_fixed", "2021-03-01", "A1")
FLOOR = Ratio("price", "amount", "price_fixed", at_least=Decimal(70))


@pytest.mark.parametrize(("price", "passes"), [("700000", True), ("699999.99", False)])
def test_a_share_is_judged_to_the_fen(price: str, passes: bool) -> None:
    decision = sells(law(need(ratio=FLOOR)), "2021-09-22", PRICED, price=price)
    assert (decision.refusals == ()) is passes, lines(decision)


def test_a_share_says_both_figures_and_the_per_cent() -> None:
    (line,) = lines(sells(law(need(ratio=FLOOR)), "2021-09-22", PRICED, price="650000"))
    assert "650000元为参考价1000000元的65%" in line
    assert "某法第1条" in line


def test_a_share_of_another_assets_price_is_no_share() -> None:
    other = ("price_fixed", "2021-03-01", "A2")
    (line,) = lines(sells(law(need(ratio=FLOOR)), "2021-09-22", other, price="700000"))
    assert "尚无参考价可比" in line


@pytest.mark.parametrize(("share", "passes"), [(5, True), (20, True), (4, False), (21, False)])
def test_a_share_may_have_two_bounds(share: int, passes: bool) -> None:
    within = Ratio("price", "amount", "price_fixed", Decimal(5), Decimal(20))
    decision = sells(law(need(ratio=within)), "2021-09-22", PRICED, price=str(share * 10000))
    assert (decision.refusals == ()) is passes, lines(decision)


@pytest.mark.parametrize(("on", "passes"), [("2021-09-22", True), ("2021-09-23", False)])
def test_an_act_keeps_its_distance_from_the_day_it_names(on: str, passes: bool) -> None:
    by = law(need(by=Counted("notice-15d", "starts_on")))
    decision = sells(by, on, starts_on="2021-10-08")
    assert (decision.refusals == ()) is passes
    assert passes or "至迟应于2021-09-22办理" in lines(decision)[0]


@pytest.mark.parametrize(("until", "passes"), [("2021-03-04", True), ("2021-03-05", False)])
def test_a_day_named_keeps_within_the_bound(until: str, passes: bool) -> None:
    book = Casebook(law(need(cap=Counted("freeze-1y", "expires_on")), on="asset_controlled"))
    book.happens("filed", "2020-01-06")
    decision = book.tries("asset_controlled", "2020-03-05", "A1", expires_on=until)
    assert (decision.refusals == ()) is passes
    assert passes or "超过上限2021-03-04" in lines(decision)[0]


@pytest.mark.parametrize(("on", "passes"), [("2021-09-01", False), ("2021-09-02", True)])
def test_a_term_must_have_run_out_on_the_same_subject(on: str, passes: bool) -> None:
    earlier = (PRICED, ("price_fixed", "2020-03-01", "A2"))
    decision = sells(law(need(elapsed="wait-6m")), on, *earlier)
    assert (decision.refusals == ()) is passes
    assert passes or "最早2021-09-02" in lines(decision)[0]


def test_a_term_that_never_began_has_not_run_out() -> None:
    assert lines(sells(law(need(elapsed="wait-6m"))))


@pytest.mark.parametrize(("on", "passes"), [("2022-03-01", True), ("2022-03-02", False)])
def test_a_term_must_not_have_run_out(on: str, passes: bool) -> None:
    decision = sells(law(need(within="valid-1y")), on, PRICED)
    assert (decision.refusals == ()) is passes
    assert passes or "已于2022-03-01届满" in lines(decision)[0]


def test_what_may_not_stand_is_named() -> None:
    (line,) = lines(sells(law(need(none_of=("price_fixed",))), "2021-09-22", PRICED))
    assert "第2项（2021-03-01）与此不符" in line
    assert sells(law(need(none_of=("price_fixed",)))).refusals == ()


def test_what_must_be_said_is_named_in_the_courts_words() -> None:
    (line,) = lines(sells(law(need(says=("panel", "way"))), way="网络司法拍卖"))
    assert "未写明合议庭" in line
    assert "say panel" in line


def test_one_of_several_values_will_do() -> None:
    ways = Condition("way", one_of=("网络司法拍卖", "传统拍卖"))
    assert sells(law(need(payload=ways)), way="传统拍卖").refusals == ()
    assert lines(sells(law(need(payload=ways)), way="议价"))


def test_a_fact_about_another_asset_does_not_stand_in_for_this_one() -> None:
    by = law(need(has=("price_fixed",)))
    assert lines(sells(by, "2021-09-22", ("price_fixed", "2021-03-01", "A2")))
    assert sells(by, "2021-09-22", PRICED).refusals == ()


@pytest.mark.parametrize("soft", [{"advisory": True}, {"status": Status.UNVERIFIED}])
def test_a_gate_that_only_advises_is_remarked_on(soft: dict[str, Any]) -> None:
    decision = sells(law(need(has=("price_fixed",)), **soft))
    assert decision.refusals == ()
    assert [one.gate for one in decision.remarks] == ["probe"]


@pytest.mark.parametrize("lenient", [False, True])
def test_what_an_older_system_did_is_taken_where_the_gate_says_so(lenient: bool) -> None:
    by = law(need(has=("price_fixed",)), remarks_on_import=lenient)
    book = Casebook(law=by)
    book.happens("filed", "2021-01-04")
    fact = book.fact("sale_announced", "2021-09-22", "A1", price=1)
    question = Question(tuple(book.facts), fact, by, CALENDAR, fact.recorded_at)
    for brought in (False, True):
        answer = ask(replace(question, brought=brought))
        lines = answer.remarks if brought and lenient else answer.refusals
        assert [one.gate for one in lines] == ["probe"]
        assert bool(answer.refusals) is not (brought and lenient)


@pytest.mark.parametrize(("on", "stands"), [("2021-09-21", False), ("2021-09-22", True)])
def test_a_gate_stands_from_the_day_it_is_in_force(on: str, stands: bool) -> None:
    by = law(need(has=("price_fixed",)), effective_from=date(2021, 9, 22))
    assert bool(sells(by, on).refusals) is stands


@pytest.mark.parametrize(
    ("on", "article"), [("2021-09-21", "某法第9条"), ("2024-01-02", "某法第1条")]
)
def test_a_gate_cites_its_article_by_the_number_of_the_day(on: str, article: str) -> None:
    by = law(need(has=("price_fixed",)))
    numbers = (Numbering(date(2013, 1, 1), "第9条"), Numbering(date(2024, 1, 1), "第1条"))
    source = replace(_BASE.source, article="第1条", articles=numbers)
    by = replace(by, gates={"probe": replace(by.gates["probe"], source=source)})
    assert article in lines(sells(by, on))[0]
