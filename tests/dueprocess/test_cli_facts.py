"""`dueprocess facts`: the catalogue of what may be recorded, and what a slip is told."""

from __future__ import annotations

import json

import pytest

from dueprocess.cli.main import run
from tests.dueprocess.court import TYPED, CourtDesk
from tests.rulebook.casebook import LAW


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["facts", *words]) == 0
    return capsys.readouterr().out


def test_every_kind_stands_in_the_catalogue_with_what_it_sets_going(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = json.loads(_said(capsys, "--json"))
    assert [one["id"] for one in listed] == list(LAW.facts)
    assert all(one["by"] for one in listed)
    opened = {rule for one in listed for rule in one["opens"]}
    assert opened >= {rule.id for rule in LAW.rules.values() if rule.origin and not rule.restates}
    settled = {rule for one in listed for rule in one["settles"]}
    kept = {name for name, rule in LAW.rules.items() if rule.settles and not rule.restates}
    assert settled >= kept


def test_one_kind_says_fields_recorders_paper_and_effects(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = _said(capsys, "petition_closed")
    for words in ("result 办理结果", "信访专员", "须附 required", "办结 settles", "对象 subject"):
        assert words in page


def test_a_stage_shows_its_own_kinds_only(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(_said(capsys, "--stage", "r", "--json"))
    assert {"petition_received", "letter_received"} <= {one["id"] for one in listed}
    assert {one["chapter"] for one in listed} == {"R"}


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("petition_recieved",), "petition_received meant?"),
        (("--stage", "Z"), "give one of A, B"),
    ],
)
def test_a_slip_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], way: str
) -> None:
    assert run(["facts", *words]) == 2
    said = capsys.readouterr().err
    assert way in said
    assert said.count("\n") == 1


def test_an_officer_without_the_role_is_remarked_on_and_not_refused(desk: CourtDesk) -> None:
    words = ("application_received", "2026-02-26", "--evidence", "收件")
    answer = desk.records(*words, "--by", "S001", "--json").json
    assert [one["gate"] for one in answer["remarks"]] == ["recorder"]
    assert "S001 holds none of these roles" in answer["remarks"][0]["en"]
    said = desk.records("filed", "2026-02-27", "--by", "S001").out
    assert "立案人员" in said and "没有其中的职责" in said


def test_nobody_is_remarked_on_who_holds_the_role_or_is_the_desk(desk: CourtDesk) -> None:
    desk.records("application_received", "2026-02-26")
    first = desk.records("filed", "2026-02-27", "--json").json
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001")
    second = desk.records("file_received", "2026-02-27", "--by", "J001", "--json").json
    assert first["remarks"] == second["remarks"] == []


def test_a_field_that_the_kind_lacks_is_refused_at_the_desk(desk: CourtDesk) -> None:
    said = desk.is_refused(
        "record", TYPED, "application_received", "--on", "2026-02-26", "--set", "aplicant=某某"
    )
    assert "applicant" in said


def test_the_case_shows_its_petitions_with_their_course_and_clocks(filed: CourtDesk) -> None:
    for kind in ("petition_received", "petition_registered"):
        filed.records(kind, "2026-03-02", "--subject", "petition:信1")
    page = filed.does("case", TYPED).out
    assert "信访与督办函 PETITIONS" in page
    assert "收到执行信访材料 → 03-02 录入执行信访系统" in page
