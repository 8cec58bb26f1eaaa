"""`dueprocess review`: run, listed, shown, concluded, saved for a meeting; as text and as JSON."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from dueprocess.intake.workbook import Workbook
from models import clock
from models.reviews.kinds import FINDERS
from rulebook.loading.loader import national
from rulebook.time.zone import SHANGHAI
from tests.dueprocess.court import NUMBER, CourtDesk
from tests.house.premises import ROOT

PAGE = (ROOT / "docs" / "reviews.md").read_text("utf-8")
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
REVIEWS = {one["parameters"]["kind"]: one for one in DEPLOYMENTS if "review" in one["tags"]}


@pytest.fixture
def pending(filed: CourtDesk) -> CourtDesk:
    """The one case was filed on 27 February; it is 28 August, and the review has run."""
    half_a_year_passes(filed)
    filed.does("review", "run", "long-pending")
    return filed


def half_a_year_passes(desk: CourtDesk) -> None:
    with desk.store.writing() as session:
        clock.move(session, datetime(2026, 8, 28, 9, tzinfo=SHANGHAI))


def test_a_run_says_what_it_found_and_again_that_nothing_is_new(filed: CourtDesk) -> None:
    half_a_year_passes(filed)
    assert "现有1项，新增1项" in filed.does("review", "run", "long-pending").out
    assert "现有1项，新增0项" in filed.does("review", "run", "long-pending").out


def test_a_finding_is_listed_and_shown_with_what_it_means(pending: CourtDesk) -> None:
    (line,) = pending.does("review", "list", "--json").json
    assert (line["id"], line["case"], line["about"]) == (1, NUMBER, "立案满6个月")
    assert NUMBER in pending.does("review", "list").out
    page = pending.does("review", "show", "1").out
    assert "长期未结" in page and "停止计算天数" in page and "不是法定期限" in page
    assert pending.does("review", "list", "--kind", "no-act", "--json").json == []
    assert pending.does("review", "list", "--court", "京0101", "--json").json == []
    mine = ("review", "list", "--mine", "--json")
    assert len(pending.does(*mine, "--by", "S001").json) == 1
    assert pending.does(*mine, "--by", "D001").json == []


def test_a_finding_is_concluded_once_in_a_persons_name(pending: CourtDesk) -> None:
    said = ("review", "do", "1", "--outcome", "有正当理由", "--reason", "评估中")
    assert "staff number" in pending.is_refused(*said)
    done = pending.does(*said, "--by", "S001", "--evidence", "情况说明", "--json").json
    assert (done["state"], done["ended_by"]) == ("done", "S001")
    assert "没有待核查" in pending.does("review", "list").out
    assert "有正当理由" in pending.does("review", "list", "--all").out
    assert "nothing left to conclude" in pending.is_refused(*said, "--by", "S001")


def test_a_list_is_saved_for_a_meeting(pending: CourtDesk, tmp_path: Path) -> None:
    file = tmp_path / "清单.xlsx"
    pending.does("review", "list", "--out", str(file))
    with Workbook(file) as book:
        assert book.names == ("长期未结",)
        title, heads, line = (list(row) for row in book.rows("长期未结"))
    assert "【演练】长期未结" in str(title)
    assert "案号" in str(heads) and NUMBER in str(line)
    assert "No such file" in pending.is_refused("review", "list", "--out", "/none/here.xlsx")


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("run", "long-pendign"), "did you mean long-pending"),
        (("list", "--kind", "nothing"), "choose one of"),
        (("show", "9"), "review list"),
        (("do", "9", "--outcome", "已纠正", "--by", "S001"), "review list"),
        (("do", "1", "--outcome", "x", "--rectify-by", "someday", "--by", "S001"), "2026-03-05"),
    ],
)
def test_a_slip_is_answered_in_one_line(filed: CourtDesk, words: tuple[str, ...], way: str) -> None:
    assert way in filed.is_refused("review", *words)


def test_every_kind_is_listed_with_its_schedule(filed: CourtDesk) -> None:
    kinds = {one["id"]: one["cron"] for one in filed.does("review", "kinds", "--json").json}
    assert kinds == {one.id: one.cron for one in national().reviews.values()}
    assert "long-pending" in filed.does("review", "kinds").out


# -- schedules and the page ----------------------------------------------------------------------


def test_every_kind_is_a_deployment_with_its_own_schedule() -> None:
    scheduled = [kind for kind in national().reviews.values() if kind.cron]
    assert sorted(REVIEWS) == sorted(kind.id for kind in scheduled)
    for kind in scheduled:
        deployed = REVIEWS[kind.id]
        assert deployed["name"] == f"review-{kind.id}"
        assert deployed["entrypoint"] == "flows.review.review"
        assert deployed["concurrency_limit"]["limit"] == 1
        (schedule,) = deployed["schedules"]
        assert (schedule["cron"], schedule["timezone"]) == (kind.cron, "Asia/Shanghai")


def test_every_finder_belongs_to_a_kind_and_every_kind_is_in_the_manual() -> None:
    law = national()
    assert set(FINDERS) <= set(law.reviews)
    assert [one.id for one in law.reviews.values() if f"`{one.id}`" not in PAGE] == []
    assert [one.id for one in law.reviews.values() if one.says_zh not in PAGE] == []
