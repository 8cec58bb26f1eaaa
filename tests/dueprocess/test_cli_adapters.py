"""`dueprocess adapters`: the state of the ways to other systems, and one round by hand."""

from __future__ import annotations

import json
from pathlib import Path

from tests.dueprocess.court import NUMBER, CourtDesk


def _drop(tmp_path: Path, name: str, text: str) -> None:
    folder = tmp_path / "home" / "adapters" / "network_query" / "in"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_a_round_by_hand_takes_in_what_lies_ready(filed: CourtDesk, tmp_path: Path) -> None:
    facts = [{"kind": "network_query_launched", "on": "2026-02-28"}]
    _drop(tmp_path, "a.json", json.dumps({"case": NUMBER, "facts": facts}))
    _drop(tmp_path, "b.json", "{")
    taken = filed.does("adapters", "collect", "--json").json["taken"]
    assert (taken["files"], taken["facts"], taken["failed"]) == (2, 1, 1)
    assert "无往来" in filed.does("adapters", "collect").out


def test_the_page_shows_each_interface_with_its_files(filed: CourtDesk, tmp_path: Path) -> None:
    _drop(tmp_path, "b.json", "{")
    filed.does("adapters", "collect")
    shown = filed.does("adapters", "--json").json["interfaces"]
    assert [one["id"] for one in shown] == [
        "network_query",
        "registries",
        "auction_platform",
        "bank_account",
        "public_lists",
    ]
    assert shown[0]["files"]["failed"] == 1
    page = filed.does("adapters").out
    assert "网络财产查控" in page and "未能入册1" in page


def test_a_patrol_by_hand_makes_the_round_too(filed: CourtDesk, tmp_path: Path) -> None:
    facts = [{"kind": "network_query_launched", "on": "2026-02-28"}]
    _drop(tmp_path, "a.json", json.dumps({"case": NUMBER, "facts": facts}))
    assert filed.does("patrol", "--json").json["adapters"]["taken"]["facts"] == 1
