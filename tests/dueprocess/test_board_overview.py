"""The pages of the day and of the whole: what each shows to whom, and its lists as workbooks."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import quote, unquote

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select

from dueprocess.board.purse import Pot, pot, wanted
from models.access import audit
from models.money.suspense import number_of
from models.tables.case import Case
from models.tables.fact import Fact
from rulebook.loading import loader
from rulebook.money.figures import figures
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.overview import OTHER

PAGES = ("/mine", "/leader", "/money", "/measures", "/pool", "/quality", "/calendar", "/wall")
TAKEN = ("/mine.xlsx?part=overdue", "/money.xlsx", "/measures.xlsx", "/pool.xlsx?part=queries",
         "/quality.xlsx?part=late", "/calendar.xlsx?part=provisional")  # fmt: skip


def _workbook(client: Browser, path: str) -> Sequence[Sequence[object]]:
    answer = client.get(path)
    assert (path, answer.status_code) == (path, 200)
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_every_page_opens_for_whoever_sees_lists_and_refuses_who_does_not(
    entering: Opened,
) -> None:
    for path in (*PAGES, *TAKEN, "/quality/doctor"):
        assert (path, entering("S001").get(path).status_code) == (path, 200)
        assert (path, entering("I001").get(path).status_code) == (path, 403)
        assert entering("").get(path).headers["location"].startswith("/login")


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_page_shows_a_case_of_another_court_or_bears_a_style(entering: Opened) -> None:
    handler, beside = entering("J001"), entering("B106")
    for path in PAGES:
        assert NUMBER not in beside.get(path).text
        assert re.findall(r"<style|\sstyle=|\son\w+=", handler.get(path).text) == []


def test_my_day_holds_my_clocks_and_nobody_elses(entering: Opened, overview: CourtDesk) -> None:
    mine = entering("J001").get("/mine").text
    assert "003 发出执行通知书" in mine and 'href="#overdue"' in mine
    assert "待确认、待核验的督办" not in mine  # a handler verifies nothing
    assert "待确认、待核验的督办" in entering("S001").get("/mine").text
    rows = _workbook(entering("J001"), "/mine.xlsx?part=overdue")
    assert "【演练】" in str(rows[0][0]) and {row[1] for row in rows[2:]} == {NUMBER}
    assert entering("J001").get("/mine.xlsx?part=none").status_code == 404
    with overview.store.reading() as session:
        acts = [one.act for one in audit.lines(session, officer="J001")]
    assert acts.count("export") == 1


def test_money_is_counted_by_state_and_age_and_each_figure_opens_its_list(
    entering: Opened,
) -> None:
    client = entering("F001")
    page = client.get("/money").text
    heaps = page[page.index('<table class="heaps">') :].split("</table>")[0]
    links = re.findall(r'href="(/money\?[^"]*step=[^"]*)">1笔', heaps)
    assert len(links) == 1 and "3,000.00" in heaps and "6–10" in page
    only = client.get(html.unescape(links[0])).text
    assert only.count("（2026）京0105执1234号") == 1
    assert client.get("/money?pot=unknown").text.count(NUMBER) == 0
    assert len(_workbook(client, "/money.xlsx?pot=payable")) == 3
    assert client.get("/money?pot=nothing").status_code == 422


def test_money_of_the_suspense_file_is_unknown_and_the_bank_s_comparison_is_shown(
    entering: Opened, overview: CourtDesk
) -> None:
    overview.does("funds", "suspense", "--court", "京0105", "--on", "2026-03-01")
    overview.does("record", number_of("京0105"), "funds_received", "--on", "2026-03-05",
                  "--subject", "款9", "--set", "amount=700", "--set", "account=专户",
                  "--set", "reference=S9")  # fmt: skip
    page = entering("F001").get("/money?pot=unknown").text
    assert "700.00" in page and "尚未对账" in page
    assert pot("unidentified", False) is Pot.UNCLAIMED and pot("payable", True) is Pot.UNKNOWN
    assert wanted(Pot.UNCLAIMED).accounts == ("unidentified",) and wanted(Pot.UNKNOWN).suspended
    assert [_steps(days) for days in (0, 5, 6, 10, 11, 900)] == [[0], [0], [1], [1], [2], [2]]


def _steps(days: int) -> list[int]:
    """The steps of five and ten days that hold money which has lain so long."""
    today = date(2026, 3, 9)
    arrived = today - timedelta(days=days)
    asked = ((step, wanted(None).aged(step, today, (5, 10))) for step in range(5))
    return [
        step
        for step, one in asked
        if one.since is not None and one.before is not None and one.since <= arrived < one.before
    ]


def test_measures_stand_in_a_calendar_by_registry(entering: Opened) -> None:
    client = entering("S001")
    page = client.get("/measures").text
    (link,) = re.findall(r'href="(/measures\?[^"]*registry=[^"]*column=[^"]*)">1<', page)
    assert "30日内" in page and "银行存款" in page
    rows = _workbook(client, html.unescape(link).replace("/measures", "/measures.xlsx"))
    assert rows[2][5] == NUMBER and rows[2][3] == "银行存款" and rows[2][1] == 20
    assert client.get("/measures?registry=不动产").text.count(NUMBER) == 0


def test_the_ten_lines_are_those_of_the_desk(entering: Opened, overview: CourtDesk) -> None:
    page = entering("D001").get("/leader").text
    told = overview.does("today", "--role", "director", "--json").json
    rows = re.findall(r'<th scope="row">\d+\. [^<]+</th><td class="right"><a [^>]+>(\d+)<', page)
    assert len(rows) == 10
    assert (rows[0], rows[1]) == (str(told["overdue"]), str(told["today"]))
    links = [html.unescape(one) for one in re.findall(r'<td class="right"><a href="([^"]+)"', page)]
    lists = [entering("D001").get(link) for link in links]
    assert {one.status_code for one in lists} == {200}
    # A figure opens what it counted: the measures of a week, the money of the last step.
    renewals, old = lists[7].text, links[8]
    assert links[7].startswith("/lists/renewals?within=")
    assert renewals.count('<tr class="row') == int(rows[7])
    assert old == f"/money?step={len(figures().ageing)}"


def test_the_wall_bears_counts_and_no_names(entering: Opened) -> None:
    answer = entering("S001").get("/wall")
    page = answer.text
    assert answer.headers["refresh"] == "60" and "演练" in page
    assert NUMBER not in page and "执" not in page.replace("执行", "")
    for name in ("沈演一", "周演监", "S001", "J001", "甲公司", "3,000"):
        assert name not in page
    assert re.search(r"<b>1</b> <span>本月结案|<b>0</b> <span>本月结案", page)


def test_the_calendar_shows_make_up_days_and_the_paper_behind_them(entering: Opened) -> None:
    page = entering("S001").get("/calendar?year=2026").text
    assert re.search(r'<td class="work">14<small>班', page)  # 2026-02-14
    assert "国办发明电〔2025〕7号" in page and "随系统" in page
    later = entering("S001").get("/calendar?year=2031").text
    assert "放假安排未公布" in later and "尚无该年通知" in later
    assert entering("S001").get("/calendar?year=1900").status_code == 422
    rows = _workbook(entering("S001"), "/calendar.xlsx?part=provisional")
    assert NUMBER in {row[1] for row in rows[2:]}


def test_data_quality_names_what_is_missing_and_late(entering: Opened, overview: CourtDesk) -> None:
    with overview.store.writing() as session:
        case = session.exec(select(Case).where(Case.number == NUMBER)).one()
        beside = session.exec(select(Case).where(Case.number == OTHER)).one()
        case.missing_since = beside.missing_since = session.exec(select(Fact.recorded_at)).first()
    overview.does("record", TYPED, "network_query_launched", "--on", "2026-03-02",
                  "--evidence", "回执")  # fmt: skip
    page = entering("S001").get("/quality").text
    missing = page[page.index("来源中已不见的案件") :]
    assert NUMBER in missing and OTHER not in missing
    late = page[page.index('id="late"') : page.index('id="missing"')]
    assert "发起网络查控" in late
    rows = _workbook(entering("S001"), "/quality/doctor.xlsx?part=doctor")
    assert rows[1][1] == "检查" and OTHER not in str(rows)


def test_the_first_page_is_filtered_by_the_matter_s_level_state_and_source(
    entering: Opened, overview: CourtDesk
) -> None:
    client = entering("S001")
    rows = {
        query: client.get(f"/?{query}").text.count('<tr class="row">')
        for query in ("", "level=urge", "level=interview", "source=ladder", "source=above")
    }
    assert rows[""] > rows["source=ladder"] >= rows["level=urge"] > 0
    assert rows["level=interview"] == rows["source=above"] == 0
    page = client.get("/?level=urge&source=ladder&state=issued").text
    assert page.count(" selected") == 3 and "level=urge" in page
    assert len(_workbook(client, "/home.xlsx?level=interview")) == 2
    assert client.get("/lists/items?level=urge").text.count("催办") > 0
    assert client.get("/?source=nowhere").status_code == 422


def test_what_a_person_opened_is_told_from_what_the_clock_climbed_to(
    entering: Opened, overview: CourtDesk
) -> None:
    client = entering("S001")
    case = client.get(f"/cases/{quote(NUMBER)}").text
    keys = [unquote(html.unescape(one)) for one in re.findall(r"acts\?node=([^\"]+)", case)]
    key = keys[-1]  # the last to run out
    before = client.get("/lists/items?source=person").text.count(NUMBER)
    said = overview.types("record", TYPED, "supervision_order_opened", "--on", "2026-03-11",
                  "--subject", f"node:{key}", "--by", "S001",
                  "--set", "source=抽查", "--set", "text=立即发出")  # fmt: skip
    assert said.code == 0, said.err
    assert client.get("/lists/items?source=person").text.count(NUMBER) == before + 1


def test_the_tiles_say_what_is_suspected_and_which_money_is_old(
    entering: Opened, overview: CourtDesk
) -> None:
    page = entering("S001").get("/").text
    for name, link in (("疑似补录", "/quality#spikes"), ("久存案款", "/money?step=4")):
        assert re.search(rf'<a href="{re.escape(link)}"><b>0</b> <span>{name}', page)
    overview.does("rehearse", "until", "2026-04-02")
    page = entering("S001").get("/").text
    assert re.search(r'href="/money\?step=4"><b>1</b> <span>久存案款', page)
    assert "巡查 04-02" in page


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_rulebook_is_read_rule_by_rule_with_article_examples_and_kin(
    entering: Opened,
) -> None:
    client = entering("S001")
    page = client.get("/rules?q=执行通知").text
    assert "id=exec-notice-10d" in page and "id=assign-handler-7d" not in page
    rule = client.get("/rules/entry?id=exec-notice-10d").text
    assert "10日" in rule and "算例" in rule and "催办" in rule and "《" in rule
    assert client.get("/rules/entry?id=nothing-of-the-kind").status_code == 404
    law = loader.national()
    for name in (next(iter(law.gates)), next(iter(law.definitions))):
        assert (name, client.get(f"/rules/entry?id={name}").status_code) == (name, 200)
    rows = _workbook(client, "/rules.xlsx?q=exec-notice-10d")
    assert [row[0] for row in rows[2:]] == ["exec-notice-10d", "exec-notice-10d-ew"]
    assert entering("I001").get("/rules").status_code == 403
