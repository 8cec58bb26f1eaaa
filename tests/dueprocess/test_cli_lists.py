"""The desk's lists and mornings: what stands on them, for whom, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from dueprocess.cli.supervision.lists import KINDS
from dueprocess.worklists import Kind
from models.tables.court import Court
from models.tables.officer import Officer
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk


@pytest.fixture
def staffed(late: CourtDesk) -> CourtDesk:
    """The late court under its superior, its handler and leader in one team."""
    with late.store.writing() as session:
        session.add(Court(code="京03", name="北京市第三中级人民法院", level="intermediate"))
        session.flush()
        session.get_one(Court, "京0105").superior_code = "京03"
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        for staff in ("J001", "L001"):
            session.get_one(Officer, staff).team = "一队"
        session.get_one(Officer, "D001").team = "空队"
    return late


def _cases(desk: CourtDesk, *words: str) -> set[str]:
    return {row["case"] for row in desk.does("list", *words, "--json").json}


def test_the_command_and_the_desk_know_the_same_lists() -> None:
    assert set(KINDS) == {kind.value for kind in Kind}


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_can_be_shown_and_written_as_a_workbook(
    staffed: CourtDesk, kind: str, tmp_path: Path
) -> None:
    shown = staffed.does("list", kind).out
    rows = staffed.does("list", kind, "--json").json
    assert f"  {len(rows)}\n" in shown
    file = tmp_path / f"{kind}.xlsx"
    assert str(len(rows)) in staffed.does("list", kind, "--out", str(file)).out
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert "【演练】" in str(sheet[0][0])
    assert len(sheet) == 2 + len(rows)


def test_a_list_that_was_cut_says_so(staffed: CourtDesk, tmp_path: Path) -> None:
    whole = staffed.does("list", "overdue").out
    assert "只含前" not in whole and len(_cases(staffed, "overdue")) > 0
    assert "只含前1行" in staffed.does("list", "overdue", "--rows", "1").out
    file = tmp_path / "one.xlsx"
    assert "只含前1行" in staffed.does("list", "overdue", "--rows", "1", "--out", str(file)).out
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert "只含前1行" in str(sheet[0][0]) and len(sheet) == 3


def test_a_late_node_stands_on_the_list_with_its_signed_days(staffed: CourtDesk) -> None:
    shown = staffed.does("list", "overdue", "--node", "003").out
    assert NUMBER in shown
    assert "发出执行通知" in shown
    assert "+9 天" in shown  # due 2026-03-02, today 2026-03-11
    rows = staffed.does("list", "overdue", "--node", "exec-notice-3d-2006", "--json").json
    assert [row["due_on"] for row in rows] == ["2026-03-02"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--court", "京03"), True),  # a court stands for those below it
        (("--court", "京0105"), True),
        (("--court", "京0106"), False),
        (("--team", "一队"), True),
        (("--team", "空队"), False),
        (("--handler", "J001"), True),
        (("--handler", "L001"), False),
        (("--node", "031"), False),
    ],
)
def test_a_list_is_of_what_was_chosen(
    staffed: CourtDesk, words: tuple[str, ...], found: bool
) -> None:
    assert (_cases(staffed, "overdue", *words) == {NUMBER}) is found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "choose one of overdue"),
        (("overdue", "--court", "沪"), "no court '沪'"),
        (("overdue", "--team", "九队"), "a team '九队'"),
        (("overdue", "--handler", "X9"), "X9"),
        (("overdue", "--out", "o.csv"), "no .xlsx"),
        (("overdue", "--fail-on", "grave"), "note, warning, error"),
    ],
)
def test_what_does_not_exist_is_said_and_never_an_empty_list(
    staffed: CourtDesk, words: tuple[str, ...], said: str
) -> None:
    assert said in staffed.is_refused("list", *words)


def test_a_list_fails_from_the_level_that_was_named(staffed: CourtDesk) -> None:
    assert staffed.types("list", "overdue", "--fail-on", "error").code == 1
    assert staffed.types("list", "overdue", "--court", "京0106", "--fail-on", "note").code == 0
    assert staffed.types("list", "due", "--fail-on", "error").code == 0
    assert staffed.types("today", "--fail-on", "error").code == 1


def test_a_paused_clock_is_listed_with_its_cause_paper_and_approver(staffed: CourtDesk) -> None:
    assert _cases(staffed, "paused") == set()
    staffed.records(
        "execution_suspended", "2026-03-09", "--evidence", "中止裁定书",
        "--set", "approver=D001", "--set", "ground=移送破产审查",
    )  # fmt: skip
    rows = staffed.does("list", "paused", "--node", "case-6m", "--json").json
    assert [(r["days"], r["cause"], r["paper"], r["approver"]) for r in rows] == [
        (2, "suspension", "中止裁定书", "D001")
    ]
    assert "中止执行" in staffed.does("list", "paused").out


def test_a_fact_entered_late_is_listed_with_its_lag(staffed: CourtDesk) -> None:
    staffed.records("execution_notice_issued", "2026-03-02", "--by", "J001")
    rows = staffed.does("list", "late-entry", "--json").json
    row = rows[0]
    assert (row["kind"], row["lag"], row["by"], row["unproven"]) == (
        "execution_notice_issued", 9, "J001", True,
    )  # fmt: skip
    assert [one["lag"] for one in rows] == sorted((one["lag"] for one in rows), reverse=True)
    assert "迟录待证" in staffed.does("list", "late-entry").out


def test_a_handlers_morning_is_of_his_own_nodes(staffed: CourtDesk) -> None:
    mine = staffed.does("today", "--me", "J001", "--json").json
    assert {line["case"] for line in mine["overdue"]} == {NUMBER}
    assert {line["owner"] for line in mine["overdue"]} == {"沈演一"}
    assert staffed.does("today", "--me", "L001", "--json").json["overdue"] != []


def test_a_directors_morning_is_ten_lines(staffed: CourtDesk) -> None:
    staffed.does("patrol")
    page = staffed.does("today", "--me", "D001").out
    assert [f"{place:>2} " in page for place in range(1, 11)] == [True] * 10
    lines = staffed.does("today", "--role", "director", "--json").json
    assert lines["oldest"]["case"] == NUMBER
    assert lines["overdue"] == len(staffed.does("list", "overdue", "--json").json)
    assert lines["to_decide"] != []
    assert staffed.does("today", "--role", "president", "--json").json.keys() == lines.keys()


@pytest.mark.parametrize(
    ("role", "shown", "stands"),
    [
        ("fund", "在账案款 FUNDS  0", {"funds-due": 0, "funds": 0}),
        ("clerk", "迟录 LATE ENTRY  4", {"late-entry": 4}),
        (
            "supervisor",
            "此前逾期 OVERDUE BEFORE  4",
            {"fresh": 0, "overdue": 4, "to_confirm": 2, "to_verify": 0, "unanswered": 1},
        ),
    ],
)
def test_every_role_has_a_morning_of_the_courts_below(
    staffed: CourtDesk, role: str, shown: str, stands: dict[str, int]
) -> None:
    assert shown in staffed.does("today", "--role", role).out
    for court, many in (("京03", stands), ("京0106", dict.fromkeys(stands, 0))):
        morning = staffed.does("today", "--role", role, "--court", court, "--json").json
        assert {name: len(morning[name]) for name in stands} == many


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--role", "king"), "choose one of director"),
        (("--role", "judge"), "--me OFFICER"),
        (("--me", "X9"), "X9"),
    ],
)
def test_a_morning_that_nobody_has_is_refused(
    staffed: CourtDesk, words: tuple[str, ...], said: str
) -> None:
    assert said in staffed.is_refused("today", *words)


def test_a_broken_chain_ends_with_a_code_of_its_own(staffed: CourtDesk) -> None:
    with staffed.store.writing() as session:
        # What the guards forbid even here: so the copy of a fact is edited where it lies.
        session.execute(
            text("UPDATE enforcement_case SET head = 'x' WHERE number = :n"), {"n": NUMBER}
        )
    said = staffed.types("audit", "verify", TYPED)
    assert said.code == 4
    assert "the chain ends otherwise" in said.err
