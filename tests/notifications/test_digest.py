"""Digests: the sternest line first, masked as far as the channel asks, with a link or without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.oversight.telling.deliveries import Bundle, Waiting
from notifications.digest import Manner, compose
from notifications.masking import masked
from rulebook.oversight.alerting import Mask
from tests.tasks.conftest import at

CASE = "（2026）京0105执1号"


def line(level: str, number: int = 1, body: str = "请书面回复。") -> Waiting:
    """One waiting line."""
    return Waiting(number, number, "J1", level, f"[{level}] {CASE}", body, "由代理人接收", 0, CASE)


def said(manner: Manner, *lines: Waiting) -> str:
    """The text of a digest."""
    return compose(Bundle("1", "J1", lines), "", "", manner, at("2026-03-06T08:20")).body


def test_the_sternest_line_of_a_digest_comes_first() -> None:
    levels = ("notice", "due_soon", "interview", "urge", "order")
    lines = tuple(line(level, number) for number, level in enumerate(levels))
    made = compose(Bundle("1", "J1", lines), "", "", Manner(), at("2026-03-06T08:20"))
    places = [made.body.index(f"[{level}]") for level in ("interview", "order", "urge", "notice")]
    assert places == sorted(places)
    assert made.title == "督程 2026-03-06 08:20 致J1：5项"


def test_what_is_over_since_it_was_written_comes_last_and_says_so() -> None:
    over = replace(line("interview", 1), since="已销号")
    body = said(Manner(), over, line("notice", 2))
    assert body.index("[notice]") < body.index("[interview]")
    assert f"[interview] {CASE} 〔此后已销号〕" in body
    assert "〔" not in said(Manner(Mask.COUNT), over)


def test_a_chat_gets_case_node_days_and_level_and_a_counting_channel_nothing_of_any_case() -> None:
    full, brief, count = (said(Manner(mask), line("urge")) for mask in Mask)
    assert "请书面回复" in full and "由代理人接收" in full
    assert CASE in brief and "请书面回复" not in brief and "由代理人接收" not in brief
    assert CASE not in count and "有1项" in count


def test_a_link_leads_to_the_case_where_the_board_has_an_address() -> None:
    linked = said(Manner(base_url="https://board.court.example/"), line("urge"))
    assert "https://board.court.example/cases/%EF%BC%882026%EF%BC%89" in linked
    assert "http" not in said(Manner(), line("urge"))
    assert "http" not in said(Manner(Mask.COUNT, "https://board.court.example"), line("urge"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("被执行人110105199003078515", "被执行人***"),
        ("卡号6222021234567890123", "卡号***"),
        ("电话13812345678。", "电话***。"),
        ("标的1,234,567.89元", "标的***元"),
        ("约30余万元、5 万元", "约***元、***元"),
        (f"{CASE} 003 超期12日", f"{CASE} 003 超期12日"),
        ("期限至2026-03-05届满", "期限至2026-03-05届满"),
    ],
)
def test_no_channel_carries_numbers_of_people_or_amounts(text: str, shown: str) -> None:
    assert masked(text) == shown
