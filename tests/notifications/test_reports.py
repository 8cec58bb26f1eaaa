"""Reports: tables and charts in Word and in HTML, one content in both."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from python_calamine import CalamineWorkbook

from notifications.documents import web, word
from notifications.documents.chart import Chart, FiguresAstray, Series
from notifications.documents.report import Report, Table, Text
from notifications.documents.svg import svg
from tests.notifications.office import ABSENT, SOFFICE, opened

COLUMNS = Chart(
    "各节点到期与超期",
    ("执行通知", "网络查控"),
    (Series("按期", (88, 120)), Series("超期", (6, None))),
    unit="件",
)
LINES = Chart(
    "按期率走势", ("8月", "9月", "10月"), (Series("本院", (88, None, 92.29)),), "line", "%"
)
BARS = Chart("超期天数中位", ("财产调查", "案款发放"), (Series("日", (9, 4)),), "bar", "日")
REPORT = Report(
    "执行流程节点监管情况通报",
    number="演法执通〔2026〕10号",
    issuer="演示市演示区人民法院执行局",
    issued_on=date(2026, 11, 2),
    rehearsal=True,
    blocks=(
        Text("一、总体情况", "section"),
        Text("新收执行案件120件 <未结> & 其他。"),
        Table(("指标", "本期"), (("节点按期率", "92.29%"),), caption="表1　指标", widths=(3, 2)),
        COLUMNS,
        LINES,
        BARS,
    ),
)
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def test_a_report_in_word_holds_title_number_text_table_and_signature() -> None:
    document = docx.Document(io.BytesIO(word.written(REPORT)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:2] == ["【演练】执行流程节点监管情况通报", "演法执通〔2026〕10号"]
    assert lines[-2:] == ["演示市演示区人民法院执行局", "2026年11月2日"]
    assert "新收执行案件120件 <未结> & 其他。" in lines
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["节点按期率", "92.29%"]


def test_every_page_of_a_rehearsal_says_so_and_a_live_report_does_not() -> None:
    for rehearsal in (True, False):
        report = replace(REPORT, rehearsal=rehearsal)
        header = docx.Document(io.BytesIO(word.written(report))).sections[0].header
        page = web.written(report)
        assert ("演练" in header.paragraphs[0].text, "<thead><tr><td>【演练】" in page) == (
            rehearsal,
            rehearsal,
        )


def test_a_chart_in_word_is_native_and_carries_its_figures_as_a_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(word.written(REPORT))) as packed:
        names = packed.namelist()
        charts = [ET.fromstring(packed.read(n)) for n in names if "/charts/chart" in n]
        books = [packed.read(n) for n in sorted(names) if n.startswith("word/embeddings/")]
    assert len(charts) == len(books) == 3
    assert all(chart.find(f"{_C}externalData") is not None for chart in charts)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(books[0])).get_sheet_by_index(0)
    assert sheet.to_python() == [["", "按期", "超期"], ["执行通知", 88, 6], ["网络查控", 120, ""]]


def test_a_figure_that_is_not_known_is_a_gap_and_not_a_zero() -> None:
    with zipfile.ZipFile(io.BytesIO(word.written(REPORT))) as packed:
        lines = ET.fromstring(packed.read("word/charts/chart2.xml"))
    cached = [point.get("idx") for point in lines.findall(f".//{_C}numCache/{_C}pt")]
    blanks = lines.find(f".//{_C}dispBlanksAs")
    assert cached == ["0", "2"] and blanks is not None and blanks.get("val") == "gap"
    drawn = ET.fromstring(svg(LINES))
    assert len([one for one in drawn if one.tag.endswith("circle")]) == 2
    assert len([one for one in drawn if one.tag.endswith("polyline")]) == 2


def test_piled_series_reach_as_far_as_their_sum() -> None:
    piled = replace(COLUMNS, stacked=True)
    boxes = [one for one in ET.fromstring(svg(piled)) if one.tag.endswith("rect")]
    first, second = boxes[:2]
    assert float(second.get("y", 0)) + float(second.get("height", 0)) == pytest.approx(
        float(first.get("y", 0)), abs=0.2
    )


def test_the_page_for_print_holds_the_same_and_escapes_what_it_is_given() -> None:
    page = web.written(REPORT)
    assert "新收执行案件120件 &lt;未结&gt; &amp; 其他。" in page
    assert page.count("<svg") == 3 and "<td>92.29%</td>" in page
    assert "仿宋_GB2312" in page and "size: A4 portrait" in page


def test_a_series_that_does_not_fit_its_chart_is_refused() -> None:
    with pytest.raises(FiguresAstray, match="'超期' has 1 figures for 2 categories"):
        Chart("图", ("a", "b"), (Series("超期", (1,)),))


@pytest.mark.skipif(SOFFICE is None, reason=ABSENT)
def test_libreoffice_lays_the_report_out_with_its_chinese_whole(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(word.written(REPORT))
    shown = opened([file], tmp_path)["report"]
    assert shown.pages >= 2
    text = "".join(shown.text.split())
    for part in ("执行流程节点监管情况通报", "演法执通〔2026〕10号", "节点按期率", "<未结>&其他"):
        assert part in text
