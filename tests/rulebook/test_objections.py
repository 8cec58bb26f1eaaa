"""Objections: no silent refusal, no judge of the own act, no sale of what is claimed."""

from __future__ import annotations

from datetime import date

from tests.rulebook.asked import passes, refusals, refused_by
from tests.rulebook.casebook import Casebook, filed

OUTSIDER = {"kind": "案外人异议", "objector": "丁", "asset": "房一"}
BAR = "outsider-objection-bars-disposal"
BARS = (BAR, "outsider-no-disposal-15d")
SALE = {"approver": "VP"}


def objected(on: str = "2026-02-02") -> Casebook:
    book = filed("2026-01-05")
    book.happens("asset_controlled", "2026-01-20", "房一", method="查封", category="不动产")
    passes(book, "objection_received", on, "异1", **OUTSIDER)
    return book


def ruled(result: str) -> Casebook:
    """Received on 2 February, filed on the 4th, ruled on the 12th and served the next day."""
    book = objected()
    passes(book, "objection_filed", "2026-02-04", "异1")
    passes(book, "objection_panel_formed", "2026-02-05", "异1", members=["R1", "R2", "R3"])
    passes(book, "objection_ruled", "2026-02-12", "异1", result=result)
    passes(book, "ruling_served", "2026-02-13", "异1", kind="案外人异议", result=result)
    return book


def barred(book: Casebook, on: str, of: str = "房一", /) -> str:
    found = [one for one in refusals(book, "sale_started", on, of, **SALE) if one.gate in BARS]
    return "\n".join(one.zh for one in found)


def test_an_objection_has_its_clocks_from_the_day_it_came() -> None:
    book = objected()
    assert book.due("objection-file-3d") == date(2026, 2, 5)
    # 15 days after 2 February is the 17th, in the Spring Festival that ends on the 23rd.
    assert book.due("outsider-objection-15d") == date(2026, 2, 24)


# -- a refusal is a fact with a ground -----------------------------------------------------------


def test_an_objection_is_turned_away_on_a_ground_and_by_a_ruling() -> None:
    book = objected()
    gate = ("objection-refusal-ground", "法释〔2015〕10号第2条", book, "objection_not_accepted")
    assert "不予受理的事由" in refused_by(*gate, "2026-02-04", "异1")
    assert "裁定书" in refused_by(*gate, "2026-02-04", "异1", ground="异议人不适格", _evidence="")
    passes(book, "objection_not_accepted", "2026-02-04", "异1", ground="异议人不适格")
    assert book.node("objection-file-3d").state == "settled"


# -- what an outsider claims is not disposed of --------------------------------------------------


def test_the_fifteen_days_hold_for_the_asset_objected_to_whichever_ruling_came_last() -> None:
    book = ruled("驳回")
    book.happens("objection_received", "2026-01-22", "异3", **(OUTSIDER | {"asset": "车二"}))
    book.happens("objection_ruled", "2026-01-29", "异3", result="驳回")
    book.happens("ruling_served", "2026-02-02", "异3", kind="案外人异议", result="驳回")
    assert barred(book, "2026-02-27", "车二") == "", "its own fifteen days are over"
    assert "最早2026-03-01" in barred(book, "2026-02-27", "房一")
    assert barred(book, "2026-02-27", "地三") == ""


def test_an_objection_that_names_no_asset_holds_for_all_until_it_does() -> None:
    book = filed("2026-01-05")
    came = book.happens("objection_received", "2026-02-02", "异1", kind="案外人异议")
    assert "尚在审查" in barred(book, "2026-02-10", "车二")
    book.happens("correction", "2026-02-11", asset="房一", reason="补明标的", _corrects=came.seq)
    assert barred(book, "2026-02-12", "车二") == ""
    assert "尚在审查" in barred(book, "2026-02-12", "房一")


def test_an_objection_withdrawn_or_turned_away_bars_nothing() -> None:
    for kind, said in (
        ("objection_withdrawn", {}),
        ("objection_not_accepted", {"ground": "异议人不适格"}),
    ):
        book = objected()
        book.happens(kind, "2026-02-04", "异1", **said)
        assert barred(book, "2026-02-10") == ""


def test_an_upheld_objection_bars_until_a_suit_lets_it_go_on() -> None:
    book = ruled("成立")
    assert "异1成立" in barred(book, "2026-05-06")
    book.happens("suit_filed", "2026-02-26", "异1")
    assert "尚未审结" in barred(book, "2026-05-06")
    book.happens("objection_suit_decided", "2026-08-03", "异1", outcome="准许执行该标的")
    assert barred(book, "2026-08-10") == ""


def test_a_suit_bars_until_it_ends_unless_security_was_given() -> None:
    book = ruled("驳回")
    book.happens("suit_filed", "2026-02-26", "异1")
    assert "尚未审结" in barred(book, "2026-05-06")
    secured = ruled("驳回")
    secured.happens("suit_filed", "2026-02-26", "异1")
    passes(secured, "continuation_permitted", "2026-04-01", "房一", security="保函")
    assert barred(secured, "2026-05-06") == ""
    book.happens("objection_suit_decided", "2026-08-03", "异1", outcome="不得执行该标的")
    assert "异1成立" in barred(book, "2026-09-01")


# -- a wrong act is taken back -------------------------------------------------------------------


def conduct(result: str) -> Casebook:
    """An objection to the notice of 7 January, ruled on."""
    book = filed("2026-01-05")
    book.happens("execution_notice_issued", "2026-01-07")
    book.happens("objection_received", "2026-02-02", "异2", kind="执行行为异议", objector="乙")
    book.happens("objection_filed", "2026-02-04", "异2")
    book.happens("objection_panel_formed", "2026-02-05", "异2", members=["R1"])
    book.happens("objection_ruled", "2026-02-12", "异2", result=result)
    return book


def test_a_wrong_act_is_taken_back_to_the_state_before_it() -> None:
    book = conduct("成立")
    notice = next(fact.seq for fact in book.facts if fact.kind == "execution_notice_issued")
    assert book.node("exec-notice-10d").state == "settled"
    passes(book, "act_corrected", "2026-02-13", basis="异议裁定", objection="异2", _corrects=notice)
    node = book.node("exec-notice-10d")
    assert (node.state, node.settled_by) == ("running", None)
    assert book.node("objection-upheld-correct").state == "settled"


def test_enforcement_is_reversed_when_the_title_has_fallen() -> None:
    book = filed("2026-01-05")
    book.happens("case_closed", "2026-05-06", mode="执行完毕")
    gate = ("reversal-upon-revocation", "第65条", book, "reversal_ruled", "2026-08-03")
    refused_by(*gate, return_by="2026-09-01")
    passes(book, "title_revoked", "2026-07-20", document="（2026）京03民再1号")
    passes(book, "reversal_ruled", "2026-08-03", return_by="2026-09-01", amount="48000.00")
    node = book.node("reversal-return")
    assert node.state == "running" and node.due is not None and node.due.on == date(2026, 9, 1)
    passes(book, "reversal_filed", "2026-09-02", number="（2026）京0105执66号")
    assert book.node("reversal-return").state == "settled"
