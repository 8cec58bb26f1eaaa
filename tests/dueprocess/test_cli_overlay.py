"""A book founded on a court's own profile: its tighter clock runs beside the legal one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueprocess.desk import Desk
from dueprocess.views.frame import palette
from models.store import Store
from rulebook.law import thresholds
from rulebook.loading.loader import load
from tests.dueprocess.court import TYPED, CourtDesk, furnish

LEGAL, OWN = "exec-notice-10d", "exec-notice-10d@small-court-12"


@pytest.fixture
def small(
    unfounded: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """A desk on a rehearsal of the small court, where one application came in on 2026-02-26."""
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", unfounded.url)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    desk = CourtDesk(unfounded, capsys)
    clock = ("--clock", "2026-03-02T08:00")
    desk.does("book", "found", "--rehearsal", *clock, "--profile", "small-court-12")
    furnish(unfounded)
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    return desk


def nodes(desk: CourtDesk) -> dict[str, dict[str, object]]:
    return {node["rule_id"]: node for node in desk.does("case", TYPED, "--json").json["nodes"]}


def test_the_tightened_clock_opens_beside_the_legal_one(small: CourtDesk) -> None:
    both = nodes(small)
    assert (both[OWN]["due_on"], both[LEGAL]["due_on"]) == ("2026-03-03", "2026-03-09")
    assert small.does("book", "show", "--json").json["profile"] == "small-court-12"
    assert "五日内发出执行通知（本院）" in small.does("case", TYPED).out


def test_one_notice_settles_both(small: CourtDesk) -> None:
    small.records("filed", "2026-02-27", "--evidence", "立案登记表")
    small.records("execution_notice_issued", "2026-03-02", "--evidence", "执行通知书")
    assert {nodes(small)[rule]["state"] for rule in (OWN, LEGAL)} == {"settled"}


def test_a_late_own_clock_does_not_make_the_legal_one_late(small: CourtDesk) -> None:
    small.records("filed", "2026-02-27", "--evidence", "立案登记表")
    small.does("rehearse", "until", "2026-03-05")
    both = nodes(small)
    assert (both[OWN]["light"], both[LEGAL]["light"]) == ("overdue", "due_soon")
    assert "示例院〔2023〕12号" in small.does("explain", TYPED, OWN).out


def test_the_courts_closures_are_days_off_in_its_book(small: CourtDesk) -> None:
    with Desk.opened() as desk:
        assert not desk.calendar.is_working(date(2026, 8, 24))
        assert desk.calendar.rest_name(date(2026, 8, 25)) == "搬迁停止办公（演练）"


def test_every_state_and_colour_that_a_profile_may_name_is_known_to_the_desk() -> None:
    assert set(thresholds.STATES) == set(palette.LIGHTS)
    assert set(thresholds.COLOURS) == set(palette.COLOURS)
    chosen = palette.light("overdue", load("small-court-12").colours)
    assert any(span.style == "red" for span in chosen.spans)


def test_a_courts_own_folder_is_laid_over_the_shipped_law(
    small: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "profiles" / "our-court"
    folder.mkdir(parents=True)
    (folder / "profile.toml").write_text(
        '[profile]\nzh = "本院"\nen = "our court"\nbase = "small-court-12"\n', encoding="utf-8"
    )
    monkeypatch.setenv("DUEPROCESS_RULEBOOK", str(tmp_path / "profiles"))
    assert "our-court@" in small.does("rules", "check", "--profile", "our-court").out
    small.does("due", "exec-notice-10d", "--from", "2026-02-26")
    assert nodes(small)[OWN]["state"] == "running"
