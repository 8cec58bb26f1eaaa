"""The courts from above: figures by court and node, their lists, and what stays out of sight."""

from __future__ import annotations

import html
import re
from io import BytesIO
from urllib.parse import quote

from python_calamine import CalamineWorkbook

from dueprocess.board.heat import LEVELS, heat, share, strokes
from tests.dueprocess.browser import Opened
from tests.dueprocess.court import NUMBER
from tests.dueprocess.overview import ABOVE, BESIDE

COURTS = "/courts?span=2026-Q1"
OURS = quote("京0105")


def _rows(page: str, table: str) -> list[list[str]]:
    """The cells of a table's rows, as a reader sees them."""
    body = page[page.index(f'<table class="{table}">') :].split("</table>", maxsplit=1)[0]
    rows = re.findall(r'<tr class="row">(.*?)</tr>', body, re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows)
    return [[re.sub(r"<svg.*?</svg>|<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_a_court_above_sees_each_court_below_and_their_sum(entering: Opened) -> None:
    page = entering("U001").get(COURTS).text
    whole, own, ours, beside = _rows(page, "courts")
    assert [row[0] for row in (whole, own, ours, beside)] == [
        "北京市第一中级人民法院", "本级", "北京市朝阳区人民法院", "北京市丰台区人民法院",
    ]  # fmt: skip
    assert whole[1:] == ours[1:] and own[1:3] == beside[1:3] == ["0", "0"]
    assert int(ours[2]) > 0
    assert "排名" in page and f"court={OURS}" in page


def test_few_are_counted_and_give_no_rate(entering: Opened) -> None:
    (ours,) = _rows(entering("S001").get(COURTS).text, "courts")
    part, whole = map(int, ours[4].split("/"))
    assert part < whole < 10 and whole == int(ours[3])
    assert share(7, 10, 10) == "70.0%（7/10）"
    assert (share(3, 9, 10), share(0, 0, 10)) == ("3/9", "—")


def test_every_figure_opens_the_list_it_was_counted_from(entering: Opened) -> None:
    client = entering("S001")
    page = client.get(COURTS).text
    body = page[page.index('<table class="courts">') :].split("</table>")[0]
    for link, figure in re.findall(r'href="(/courts/nodes[^"]+)">(\d+)<', body):
        rows = client.get(html.unescape(link)).text.count('<tr class="row')
        assert (link, rows) == (link, int(figure))
    notice = next(row for row in _rows(page, "heat") if row[0].startswith("003"))
    assert int(notice[-1]) > 0


def test_the_list_is_a_workbook_too(entering: Opened) -> None:
    answer = entering("S001").get("/courts/nodes.xlsx?what=overdue&node=003")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert "【演练】" in str(rows[0][0])
    assert {row[1] for row in rows[2:]} == {NUMBER}


def test_the_tables_are_workbooks_too(entering: Opened) -> None:
    client = entering("U001")
    for by, heads in (("court", ["法院", "本级"]), ("node", ["节点", "在办节点"])):
        answer = client.get(f"{COURTS.replace('courts', 'courts.xlsx')}&by={by}")
        sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
        rows = sheet.to_python()
        assert rows[1][:2] == heads and len(rows) > 4
    assert entering("B106").get("/courts.xlsx?court=京0105").status_code == 404


def test_a_court_out_of_reach_is_as_if_it_were_not_there(entering: Opened) -> None:
    for officer, court in (("S001", BESIDE), ("S001", ABOVE), ("B106", "京0105")):
        assert entering(officer).get(f"/courts?court={quote(court)}").status_code == 404
        assert entering(officer).get(f"/courts/nodes?court={quote(court)}").status_code == 404
    assert entering("U001").get(f"/courts?court={quote(BESIDE)}").status_code == 200
    assert entering("I001").get("/courts").status_code == 403
    assert entering("S001").get("/courts?span=2026-13").status_code == 400


def test_a_node_of_the_own_court_s_level_leaves_out_those_below(entering: Opened) -> None:
    client = entering("U001")
    assert NUMBER in client.get("/courts/nodes?what=overdue").text
    assert NUMBER not in client.get("/courts/nodes?what=overdue&own=true").text


def test_a_trend_is_broken_where_there_is_no_rate(entering: Opened) -> None:
    from dueprocess.board.heat import Point

    points = [Point(x, y, "") for x, y in ((1.0, 2.0), (2.0, 3.0), (3.0, None), (4.0, 5.0))]
    assert strokes(points) == ["1.0,2.0 2.0,3.0"]
    assert [heat(figure, 10) for figure in (0, 1, 5, 10, 40)] == [0, 1, 2, LEVELS, LEVELS]
    page = entering("S001").get(COURTS).text
    assert "2025-Q4: —" in page
