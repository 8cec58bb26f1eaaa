"""Workbooks and tables of every make are read alike, and never held whole."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import load_workbook
from sqlmodel import select

from dueprocess.intake import DocketUnreadable, ImportReport, Progress, bring, plate, template
from dueprocess.intake.workbook import Workbook
from models.store import Store
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.officer import Officer
from rulebook.loading import loader
from rulebook.time import calendar
from tests.dueprocess.intake_paper import COURTS, OFFICERS, docket, rejects, workbook

ENGINES = ("sqlite",)  # reading a workbook; test_intake.py takes it into both engines

Bring = Callable[[Path], ImportReport]
DOCKET = Path(__file__).parents[2] / "examples" / "docket.xlsx"


@pytest.fixture
def import_(store: Store) -> Bring:
    """Import a file into the test's rehearsal book, whose clock stands at 2 March 2026."""
    return lambda path: bring(store, loader.national(), calendar.national(), path)


EXPORT = (
    "执行案件台账\n"
    "AH,LARQ,CBR,CBSPT,AY,SQRFQZQJE,SQR,BZXR,JARQ,JAFS\n"
    "(2026)京0105执21号,2026-2-3,沈演一,一团队,买卖合同纠纷,5000,甲,乙,,\n"
    "（2026）京0105执22号,2026年1月5日,C101,一团队,劳动争议,800.5,丙,丁,2026/2/26,执行完毕\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_an_export_with_pinyin_headers_is_read_in_any_encoding(
    store: Store, import_: Bring, tmp_path: Path, encoding: str, separator: str
) -> None:
    import_(workbook(tmp_path / "people.xlsx", {"法院": COURTS, "人员": OFFICERS}))
    path = tmp_path / "台账.csv"
    path.write_text(EXPORT.replace(",", separator), encoding=encoding)

    report = import_(path)

    assert (report.rows, report.added, report.rejected) == (2, 2, 0)
    assert report.implied == 5
    with store.reading() as session:
        cases = {c.number: c for c in session.exec(select(Case))}
        kinds = list(session.exec(select(Fact.kind).order_by(Fact.occurred_at)))  # type: ignore[arg-type]
    assert cases["（2026）京0105执21号"].handler_id == "C101"
    assert cases["（2026）京0105执22号"].state == "closed"
    assert kinds[0] == "filed"
    assert import_(path).implied == 0


def test_a_row_of_the_facts_sheet_outweighs_a_column_of_the_case(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    cases = (("案号", "立案日期", "承办人"), ("（2026）京0105执11号", "2026-02-08", "C101"))

    report = import_(docket(tmp_path / "d.xlsx", 案件=(*cases, ("（2026）京0105执12号", "", ""))))

    assert (report.implied, report.rejected) == (0, 0)
    with store.reading() as session:
        filed = session.exec(select(Case).where(Case.number == "（2026）京0105执11号")).one()
    assert str(filed.filed_on) == "2026-02-10"


def test_a_column_that_now_says_another_day_asks_for_a_correction(
    import_: Bring, tmp_path: Path
) -> None:
    import_(workbook(tmp_path / "people.xlsx", {"法院": COURTS, "人员": OFFICERS}))
    path = tmp_path / "cases.csv"
    path.write_text("AH,LARQ\n(2026)京0105执21号,2026-02-03\n")
    import_(path)
    path.write_text("AH,LARQ\n(2026)京0105执21号,2026-02-04\n")

    report = import_(path)

    [(sheet, row, column, value, reason)] = rejects(report.rejects_path)
    assert (sheet, row, column, value) == ("案件", 2, "LARQ", "2026-02-04 00:00")
    assert "record a correction" in reason


def test_a_row_that_says_what_a_column_said_before_is_the_same_fact(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    import_(workbook(tmp_path / "people.xlsx", {"法院": COURTS, "人员": OFFICERS}))
    path = tmp_path / "cases.csv"
    path.write_text("AH,LARQ\n(2026)京0105执21号,2026-02-03\n")
    import_(path)
    facts = tmp_path / "facts.csv"
    facts.write_text("案号,事实,发生时间\n(2026)京0105执21号,立案,2026-02-03\n")

    report = import_(facts)

    assert (report.unchanged, report.rejected) == (1, 0)
    with store.reading() as session:
        assert len(session.exec(select(Fact)).all()) == 1


def test_the_streaming_reader_reads_what_the_ready_made_one_reads() -> None:
    ready = load_workbook(DOCKET)
    with Workbook(DOCKET) as streamed:
        assert list(streamed.names) == ready.sheet_names
        rows = {name: dict(streamed.rows(name)) for name in streamed.names}
    for name in ready.sheet_names:
        whole = ready.get_sheet_by_name(name).to_python()
        assert len(rows[name]) == len(whole)
        for number, row in enumerate(whole, start=1):
            texts = {
                place: cell for place, cell in enumerate(row) if isinstance(cell, str) and cell
            }
            assert texts == {p: c for p, c in rows[name][number].items() if isinstance(c, str)}


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        page = [("案号", "依据材料"), *((f"案{n}", f"材料第{n}号" * 9) for n in range(rows))]
        path = workbook(tmp_path / f"{rows}.xlsx", {"事实": page})
        tracemalloc.start()
        with Workbook(path) as book:
            assert sum(1 for _ in book.rows("事实")) == rows + 1
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    small = peak(20_000)
    assert peak(60_000) < small * 1.5


def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    path = docket(tmp_path / "d.xlsx")
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(bad, "w") as written:
        for name in good.namelist():
            data = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            written.writestr(name, data)

    with pytest.raises(DocketUnreadable, match="document type"), Workbook(bad) as book:
        list(book.rows("法院"))


def test_the_template_opens_again_and_brings_in_nothing(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    path = template(tmp_path / "new" / "template.xlsx")

    names = load_workbook(path).sheet_names
    report = import_(path)

    assert names[:6] == ["案册", "法院", "人员", "案件", "财产", "事实"]
    assert (report.rows, report.added, report.rejected) == (0, 0, 0)
    assert report.notes == ()
    with zipfile.ZipFile(path) as parts:
        facts = parts.read("xl/worksheets/sheet6.xml").decode()
    assert "<dataValidation " in facts
    assert plate(path) is None


def test_a_filled_template_comes_in(store: Store, import_: Bring, tmp_path: Path) -> None:
    heads = {
        name: load_workbook(template(tmp_path / "t.xlsx")).get_sheet_by_name(name).to_python()[0]
        for name in ("法院", "人员")
    }
    rows = {
        "法院": (heads["法院"], ("京0105", "甲区法院", "基层", "")),
        "人员": (heads["人员"], ("C101", "沈演一", "京0105", "承办人", "", "", "是", "")),
    }

    assert import_(workbook(tmp_path / "f.xlsx", rows)).rejected == 0
    with store.reading() as session:
        assert session.get(Officer, "C101") is not None


def test_progress_is_told_from_reading_to_recording(store: Store, tmp_path: Path) -> None:
    told: list[Progress] = []

    bring(store, loader.national(), calendar.national(), docket(tmp_path / "d.xlsx"), told.append)

    assert [(one.stage, one.sheet) for one in told] == [
        ("reading", "法院"),
        ("reading", "人员"),
        ("reading", "案件"),
        ("reading", "事实"),
        ("recording", "事实"),
    ]
    assert all(one.done <= (one.total or one.done) for one in told)
