"""What a docket gets wrong stands in the reject report: row, column, value and reason."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from dueprocess.cli.case.docket import summary
from dueprocess.intake import DocketUnreadable, HeaderMissing, ImportReport, SheetsUnknown, bring
from models.store import Store
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.source import ImportRun
from rulebook.loading import loader
from rulebook.time import calendar
from tests.dueprocess.intake_paper import CASES, COURTS, FACTS, OFFICERS, docket, rejects, workbook

ENGINES = ("sqlite",)  # reading a workbook; test_intake.py takes it into both engines

Bring = Callable[[Path], ImportReport]
FACT_HEAD = FACTS[0]


@pytest.fixture
def import_(store: Store) -> Bring:
    """Import a file into the test's rehearsal book, whose clock stands at 2 March 2026."""
    return lambda path: bring(store, loader.national(), calendar.national(), path)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("没有案号", "甲", 1, "", ""), "案号", "no case number"),
        (("（2026）京0105民初7号", "甲", 1, "", ""), "案号", "no case number"),
        (("（2026）沪0101执7号", "甲", 1, "", ""), "案号", "no such court"),
        (("（2026）京0105执7号", "甲", "很多", "", ""), "标的额", "not an amount"),
        (("（2026）京0105执7号", "甲", -1, "", ""), "标的额", "below zero"),
        (("（2026）京0105执7号", "甲", "1.005", "", ""), "标的额", "fraction of a fen"),
        ((" (2026)京0105执１１号 ", "甲", 1, "", ""), "", "repeats row 2"),
    ],
)
def test_a_bad_case_row_is_named_and_the_others_are_kept(
    store: Store,
    import_: Bring,
    tmp_path: Path,
    row: tuple[object, ...],
    column: str,
    words: str,
) -> None:
    report = import_(docket(tmp_path / "docket.xlsx", 案件=(*CASES, row)))

    assert report.rejected == 1
    [(sheet, number, its_column, _, reason)] = rejects(report.rejects_path)
    assert (sheet, number, its_column) == ("案件", 4, column)
    assert words in reason
    with store.reading() as session:
        assert len(session.exec(select(Case)).all()) == 2


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("（2026）京0105执99号", "立案", "2026-02-10", "", "", ""), "案号", "no case"),
        (("（2026）京0105执12号", "立按", "2026-02-10", "", "", ""), "事实", "did you mean 立案"),
        (("（2026）京0105执12号", "filed", "2026-02-30", "", "", ""), "发生时间", "no such date"),
        (("（2026）京0105执12号", "filed", "去年", "", "", ""), "发生时间", "not a date"),
        (("（2026）京0105执12号", "filed", "", "", "", ""), "发生时间", "must not be blank"),
        (("（2026）京0105执12号", "filed", "2027-01-05", "", "", ""), "事实", "has not come yet"),
        (
            ("（2026）京0105执12号", "handler_assigned", "2026-02-11", "", "", "无此人"),
            "承办人",
            "no such officer",
        ),
        (
            ("（2026）京0105执12号", "filed", "2026-02-11", "", "", "C101"),
            "承办人",
            "not said of this kind",
        ),
        (
            ("（2026）京0105执12号", "clue_received", "2026-02-11", "", "", ""),
            "标的编号",
            "write its number",
        ),
    ],
)
def test_a_bad_fact_row_is_named_and_the_others_are_kept(
    store: Store,
    import_: Bring,
    tmp_path: Path,
    row: tuple[object, ...],
    column: str,
    words: str,
) -> None:
    report = import_(docket(tmp_path / "docket.xlsx", 事实=(*FACTS[:4], row)))

    assert report.rejected == 1
    [(sheet, number, its_column, _, reason)] = rejects(report.rejects_path)
    assert (sheet, number) == ("事实", 5)
    assert its_column in (column, "subject_ref")
    assert words in reason
    with store.reading() as session:
        assert len(session.exec(select(Fact)).all()) == 3


def test_a_gate_refuses_with_its_article(import_: Bring, tmp_path: Path) -> None:
    head = (*FACT_HEAD[:5], "其他")
    ended = (
        "（2026）京0105执12号",
        "裁定终结本次执行程序",
        "2026-02-20",
        "裁定书",
        "2026-02-20",
        "被执行人下落不明=否；有妨害执行行为=否",
    )

    report = import_(docket(tmp_path / "d.xlsx", 事实=(head, FACTS[4][:5], ended)))

    [(_, row, _, _, reason)] = rejects(report.rejects_path)
    assert row == 3
    assert "法〔2016〕373号" in reason
    assert "民诉法解释第517条" in reason


def test_what_an_older_system_did_is_taken_and_said(
    import_: Bring, store: Store, tmp_path: Path
) -> None:
    head = (*FACT_HEAD[:5], "标的编号", "其他")
    number, day = "（2026）京0105执12号", "2026-02-20"
    seized = (number, "查封、扣押、冻结财产", day, "裁定书", day, "房产1", "控制方式=查封")
    ended = (number, "结案", day, "审批表", day, "", "结案方式=执行完毕")

    filed = (number, "立案", "2026-02-10", "立案登记表", "2026-02-10", "", "")
    report = import_(docket(tmp_path / "d.xlsx", 事实=(head, filed, seized, ended)))

    assert report.rejected == 0
    said = "\n".join(report.lacking)
    assert "1项事实不合“先甄别权属再控制”" in said
    assert "每一种结案方式都有自己的依据" in said and "结案前以第二种渠道告知申请执行人" in said
    assert "taken with a remark" in summary(report)
    with store.reading() as session:
        kinds = set(session.exec(select(Fact.kind)).all())
    assert kinds >= {"asset_controlled", "case_closed"}


def test_every_fault_of_a_row_is_reported_at_once(import_: Bring, tmp_path: Path) -> None:
    head = (*FACT_HEAD, "金额", "标的编号")
    row = ("（2026）京0105执12号", "执行案款到账", "2026-13-01", "", "", "", "无", "")
    worse = ("（2026）京0105执12号", "执行案款到账", "2026-02-20", "", "二月", "", "无", "")

    report = import_(docket(tmp_path / "d.xlsx", 事实=(head, row, worse)))

    faults = rejects(report.rejects_path)
    assert report.rejected == 2
    assert {(number, column) for _, number, column, *_ in faults} == {
        (2, "发生时间"),
        (3, "材料日期"),
        (3, "金额"),
        (3, "标的编号"),
    }


def test_a_rejected_row_is_taken_once_it_is_mended(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    bad = (*FACTS[:4], ("（2026）京0105执12号", "立案", "2026-02-31", "", "", None))
    assert import_(docket(tmp_path / "d.xlsx", 事实=bad)).rejected == 1

    mended = import_(docket(tmp_path / "d.xlsx"))

    assert (mended.added, mended.rejected) == (1, 0)


def test_courts_in_a_circle_and_lost_deputies_are_rejected_with_what_hangs_on_them(
    import_: Bring, tmp_path: Path
) -> None:
    circle = (*COURTS, ("甲", "一院", "基层", "乙"), ("乙", "二院", "中院", "甲"))
    lost = (
        *OFFICERS,
        ("C901", "某", "京0105", "承办人", "C900", "是"),
        ("C902", "某", "京0105", "承办人", "C901", "是"),
        ("C903", "某", "京0105", "扫地僧", "", "是"),
    )

    report = import_(docket(tmp_path / "d.xlsx", 法院=circle, 人员=lost))

    found = {(sheet, row): reason for sheet, row, _, _, reason in rejects(report.rejects_path)}
    assert "circle" in found["法院", 5]
    assert "circle" in found["法院", 6]
    assert "no such officer" in found["人员", 5]
    assert "no such officer" in found["人员", 6]
    assert "扫地僧" in found["人员", 7]
    assert report.added == 12


def test_a_formula_in_a_rejected_value_stays_text(import_: Bring, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    import_(docket(tmp_path / "d.xlsx"))
    path.write_text('案号,标的额\n(2026)京0105执13号,"=HYPERLINK(""http://x"")"\n')

    report = import_(path)

    [(*_, value, _)] = rejects(report.rejects_path)
    assert value == '=HYPERLINK("http://x")'


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old or locked"])
def test_an_unreadable_workbook_is_refused_and_nothing_is_noted(
    store: Store, import_: Bring, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "docket.xlsx"
    path.write_bytes(content)

    with pytest.raises(DocketUnreadable, match=r"docket\.xlsx cannot be read"):
        import_(path)
    with store.reading() as session:
        assert session.exec(select(ImportRun)).all() == []


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(
    import_: Bring, tmp_path: Path
) -> None:
    with pytest.raises(DocketUnreadable, match="no such file"):
        import_(tmp_path / "none.xlsx")
    with pytest.raises(DocketUnreadable, match=r"ending in \.pdf"):
        import_(tmp_path / "docket.pdf")


def test_a_workbook_without_a_known_sheet_or_column_is_refused(
    import_: Bring, tmp_path: Path
) -> None:
    with pytest.raises(SheetsUnknown, match="Sheet1"):
        import_(workbook(tmp_path / "a.xlsx", {"Sheet1": (("甲", "乙"), (1, 2))}))
    with pytest.raises(HeaderMissing, match="发生时间"):
        import_(docket(tmp_path / "b.xlsx", 事实=(("案号", "事实"), ("x", "y"))))


def test_an_unknown_sheet_or_column_is_left_aside_and_said_so(
    import_: Bring, tmp_path: Path
) -> None:
    odd = [(*row, "x") for row in CASES]
    report = import_(docket(tmp_path / "d.xlsx", 案件=odd, 说明=(("随便",),)))

    assert report.rejected == 0
    assert any("列“x”" in note for note in report.notes)
    assert any("工作表“说明”" in note for note in report.notes)


def test_where_the_folder_is_closed_the_report_goes_home(
    import_: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = docket(tmp_path / "d.xlsx", 案件=(*CASES, ("坏", "", "", "", "")))
    monkeypatch.setattr("dueprocess.intake.report.os.access", lambda *_: False)

    report = import_(path)

    assert report.rejects_path == tmp_path / "home" / "rejects" / "d-rejects.xlsx"
    assert rejects(report.rejects_path)


def test_a_table_with_an_endless_cell_is_refused(import_: Bring, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("案号\n" + "x" * (csv.field_size_limit() + 1) + "\n")

    with pytest.raises(DocketUnreadable, match="field larger"):
        import_(path)
