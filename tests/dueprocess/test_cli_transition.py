"""A changed ladder: running clocks keep theirs until the court declares that they change over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.store import Store
from tests.dueprocess.court import TYPED, CourtDesk, furnish

RULE = "exec-notice-3d-2006"
PROFILE = """[profile]
zh = "本院"
en = "our court"
base = "national"

[[choose]]
rule = "exec-notice-3d-2006"
ladder = "ours"
"""
LADDER = """[[ladder]]
id = "ours"
zh = "本院阶梯"
at = 08:20:00
transition = "{transition}"

[[ladder.rung]]
key = "urge"
zh = "催办"
en = "urging"
level = 2
mode = "automatic"
to = ["owner"]
offset = {offset}
"""


class Rules:
    """The court's own folder of rules."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "ours"
        self.folder.mkdir(parents=True)
        (self.folder / "profile.toml").write_text(PROFILE, encoding="utf-8")

    def urge(self, offset: int, transition: str = "keep") -> None:
        """The court urges so many working days after the last day."""
        said = LADDER.format(offset=offset, transition=transition)
        (self.folder / "ladders.toml").write_text(said, encoding="utf-8")


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rules:
    monkeypatch.setenv("DUEPROCESS_RULEBOOK", str(tmp_path / "profiles"))
    return Rules(tmp_path / "profiles")


@pytest.fixture
def desk(
    rules: Rules,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> CourtDesk:
    """A case whose notice is due on Thursday 5 March; it is Monday 2 March, nine o'clock.

    On one engine: how the rows move is shown on both in tests/models/test_switching.py.
    """
    rules.urge(1)
    store = Store(f"sqlite:///{tmp_path / 'book.db'}")
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    desk = CourtDesk(store, capsys)
    desk.does("book", "found", "--rehearsal", "--clock", "2026-03-02T09:00", "--profile", "ours")
    furnish(store)
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    desk.records("filed", "2026-02-27", "--evidence", "立案登记表")
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001")
    desk.records("file_received", "2026-03-02T08:30", "--evidence", "交接单")
    return desk


def clocks(desk: CourtDesk, *words: str) -> list[dict[str, Any]]:
    """The notice's clock, if it stands under an older ladder."""
    said = desk.does("rules", "transition", "--json", *words).json["clocks"]
    return [one for one in said if one["rule_id"] == RULE]


def acted(desk: CourtDesk) -> list[str]:
    """The rungs that fired on the notice's node."""
    (node,) = [
        one for one in desk.does("case", TYPED, "--json").json["nodes"] if one["rule_id"] == RULE
    ]
    return [rung["rung"] for rung in node["rungs"]]


def test_a_clock_keeps_the_ladder_it_opened_under(desk: CourtDesk, rules: Rules) -> None:
    rules.urge(3)
    (one,) = clocks(desk)
    assert one["stays"] == "keep"
    assert "0 cases changed over" in desk.does("rules", "transition", "--apply", "--by", "D001").out
    desk.does("rehearse", "until", "2026-03-06")
    assert acted(desk) == ["urge"]  # one working day after the fifth, as it stood at the opening


def test_a_declared_transition_is_tried_first_and_then_moves_the_clock_once(
    desk: CourtDesk, rules: Rules
) -> None:
    rules.urge(3, "switch")
    assert "--apply" in desk.does("rules", "transition").out
    (one,) = clocks(desk)
    assert one["stays"] == ""
    assert "1 cases changed over" in desk.does("rules", "transition", "--apply", "--by", "D001").out
    assert clocks(desk, "--apply", "--by", "D001") == []
    desk.does("rehearse", "until", "2026-03-09")
    assert acted(desk) == []
    desk.does("rehearse", "until", "2026-03-10")  # the third working day after the fifth
    assert acted(desk) == ["urge"]
    desk.does("audit", "verify")
