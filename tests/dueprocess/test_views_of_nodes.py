"""How a node is shown: whose period it is, which time, and who looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

import pytest
from rich.console import Console, RenderableType
from rich.text import Text

from dueprocess.views.case import explained
from dueprocess.views.case.clocks import clocks
from dueprocess.views.frame.marking import Marking
from models.reading.picture import NodeLine
from rulebook.case.explanation import explain
from rulebook.case.payload import moment
from rulebook.law.rule import Bearer
from tests.rulebook.casebook import CALENDAR, at
from tests.rulebook.fewrules import case, lawbook, rule

LAW = lawbook(
    rule("own", code="003"),
    rule("bank", bearer=Bearer.OUTSIDER, role="bank"),
    rule("party", kind="limitation", role="applicant"),
    rule("asked", kind="limitation", bearer=Bearer.OUTSIDER, role="appraiser"),
    rule("deemed", kind="effect"),
    rule("least", kind="min"),
    rule("held", kind="max", bearer=Bearer.NOBODY),
)
MARKING = Marking(LAW, CALENDAR)
LATE = moment("2026-03-13")


@dataclass(frozen=True)
class Row:
    """A node as far as its light is concerned."""

    rule_id: str
    state: str = "waiting"
    due_on: date | None = date(2026, 3, 12)
    due_at: datetime | None = LATE
    provisional: bool = False


def printed(view: RenderableType) -> str:
    console = Console(width=140, file=StringIO(), force_terminal=False)
    console.print(view)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("party", "当事人期间", "当事人期间已过"),
        ("asked", "案外机构期间", "案外机构期间已过"),
        ("deemed", "视为", "视为已发生"),
        ("least", "最短期限", "最短期限已满"),
        ("held", "上限", "上限已届满"),
    ],
)
def test_a_clock_that_waits_bears_its_periods_name(name: str, before: str, after: str) -> None:
    assert MARKING.light(Row(name), at("2026-03-12", 9)).plain == before
    assert MARKING.light(Row(name), at("2026-03-13", 0)).plain == after
    assert MARKING.light_name(Row(name), at("2026-06-01", 9)) == "waiting"


@pytest.mark.parametrize(
    ("name", "word"), [("own", "逾期办结"), ("party", "届满后办理"), ("least", "未满即办")]
)
def test_late_is_said_of_the_court_alone(name: str, word: str) -> None:
    row = Row(name, state="settled")
    assert MARKING.light(row, at("2026-06-01", 9), "late").plain == word


def test_a_node_goes_by_its_code_or_else_by_its_stage() -> None:
    assert MARKING.node("003", "own", "").plain == "003 规则own"
    assert MARKING.node("", "bank", "房产1").plain == "A 规则bank · 房产1"
    assert MARKING.node("", "bank", "", "bank|case:|7#3").plain == "A 规则bank第3次"
    assert MARKING.node("", "gone", "").plain == "gone"


def test_of_an_outsiders_duty_it_says_who_owes_it_and_who_looks_after_it() -> None:
    assert MARKING.owner("沈演一", "bank") == "金融机构（沈演一跟进）"
    assert MARKING.owner("bank", "bank") == "金融机构"
    assert MARKING.owner("沈演一", "own") == "沈演一"
    assert MARKING.owner("case_handler", "bank") == "未定"


def test_a_list_of_clocks_marks_what_is_only_shown() -> None:
    line = NodeLine(
        node_id=1,
        case="（2026）京0105执1号",
        key="bank|case:|2",
        rule_id="bank",
        code="",
        subject_ref="",
        due_on=date(2026, 3, 12),
        due_at=LATE,
        provisional=False,
        enforced=False,
        state="running",
        owner="沈演一",
    )
    shown = printed(clocks(MARKING, [line], at("2026-03-16", 9)))
    assert "仅提示 A 规则bank" in shown
    assert "金融机构（沈演一跟进）" in shown


def test_an_explanation_shows_its_base_its_time_and_the_documents_beside() -> None:
    book = case(
        rule("query", "6:month", "recurring", times=4),
        rule("told", "3:day", from_due="query", settles=("c",)),
        rule("same", "3:day", from_due="query", settles=("c",), restates="told"),
    )
    book.happens("a", "2026-02-02")
    answer = explain(book.nodes("told")[1].key, book.facts, book.law, CALENDAR)
    page = printed(explained.page("（2026）京0105执1号", answer, Text(answer.state)))
    for words in (
        "（第2次，共4次）",
        "基准 counted from",
        "规则query",
        "亦见 《甲规定》",
        "法院  期限",
    ):
        assert words in page
