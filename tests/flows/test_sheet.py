"""The node sheet of a case's run: whose it is, as of when, and the way back to the case's page."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows import installation
from flows.sheet import described
from models.reading.nodesheet import NodeSheet
from rulebook.time.zone import SHANGHAI

NUMBER = "（2026）京0105执1234号"
SHEET = NodeSheet(NUMBER, datetime(2026, 3, 11, 8, 20, tzinfo=SHANGHAI), "【演练】", (), ())


def test_the_sheet_leads_back_to_the_case_s_page_where_the_board_s_address_is_known() -> None:
    head, way = described(SHEET, NUMBER, "https://board").split("\n\n")
    assert head == f"【演练】{NUMBER} 节点表 · 截至 2026-03-11 08:20"
    assert way.startswith(
        "[案件页 case page](https://board/cases/%EF%BC%882026%EF%BC%89%E4%BA%AC0105"
    )
    assert described(SHEET, NUMBER, "") == head


def test_the_board_s_address_is_its_own_else_that_of_messages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DUEPROCESS_BOARD_URL", raising=False)
    monkeypatch.delenv("DUEPROCESS_BASE_URL", raising=False)
    assert installation.board() == ""
    monkeypatch.setenv("DUEPROCESS_BASE_URL", "https://court/")
    assert installation.board() == "https://court"
    monkeypatch.setenv("DUEPROCESS_BOARD_URL", "http://127.0.0.1:4280")
    assert installation.board() == "http://127.0.0.1:4280"
