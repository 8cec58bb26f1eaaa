"""Bulletins from the desk: written in four forms, opened figure by figure, issued and put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from models.store import Store
from rulebook.figures.definitions import definitions
from tests.databases import NewUrl
from tests.dueprocess.court import CourtDesk
from tests.models.bulletinbook import HandBook, handbook

ENGINES = ("sqlite",)  # forms and pages; tests/models counts the figures on both engines

CITY = ("bulletin", "--period", "2026-10", "--court", "甲01")
NUMBER = "甲01-2026-10"


@pytest.fixture(scope="module")
def book(new_url: NewUrl) -> Iterator[HandBook]:
    """The book that was counted by hand; the tests below follow one on the other."""
    store = Store(new_url())
    yield handbook(store)
    store.close()


@pytest.fixture
def desk(
    book: HandBook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """The command line on that book."""
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", book.store.url)
    return CourtDesk(book.store, capsys)


def test_a_bulletin_has_no_rank_opens_every_figure_and_gives_no_rate_of_few(
    desk: CourtDesk, tmp_path: Path
) -> None:
    """Practice 7.5 no. 14."""
    page = desk.does(*CITY).out
    assert "不排名" in page and "名次" not in page and "序 " not in page
    courts = re.findall(r"甲市(?:中级|东区|西区)人民法院", page[page.index("COURTS") :])
    # The order of the register, though the west court's rate is the better one.
    assert courts == [f"甲市{name}人民法院" for name in ("中级", "中级", "东区", "西区")]
    assert re.search(r"东区人民法院\s+5\s+1\s+3\s+1\s+1/5\s+1/5", page)  # five due: counts alone
    assert re.search(r"西区人民法院\s+13\s+11\s+2\s+0\s+84\.6%\s+76\.9%", page)
    kept = desk.does(*CITY, "--json").json
    for name, measure in kept["report"]["courts"][0]["figures"].items():
        found = desk.does("bulletin", "list", NUMBER, name, "--json").json
        assert found["frozen"] == found["counted"] == measure["n"], name


def test_a_list_names_the_cases_of_a_node(desk: CourtDesk) -> None:
    desk.does(*CITY)
    listed = desk.does("bulletin", "list", NUMBER, "nodes.overdue", "--node", "003", "--json").json
    assert [row[1:3] + row[6:8] for row in listed["rows"]] == [
        ["（2026）甲0101执4号", "超期办结", 3, 3],
        ["（2026）甲0101执6号", "未办即终", 5, 3],
        ["（2026）甲0101执7号", "超期未办", 6, 4],
    ]
    words = ("bulletin", "list", NUMBER, "nodes.overdue", "--court", "甲0102")
    page = desk.does(*words).out
    assert "清单2，与封存数一致" in page and "K12" in page and "【演练】" in page


def test_the_page_of_a_list_and_of_a_bulletin_fit_a_hundred_columns(desk: CourtDesk) -> None:
    from rich.cells import cell_len

    for words in (CITY, ("bulletin", "list", NUMBER, "nodes.due"), ("bulletin", "log")):
        assert max(map(cell_len, desk.does(*words).out.splitlines())) <= 100


def test_markdown_holds_every_section_table_and_definition(desk: CourtDesk, tmp_path: Path) -> None:
    desk.does(*CITY, "--out", str(tmp_path / "b.md"))
    page = (tmp_path / "b.md").read_text("utf-8")
    heads = re.findall(r"^## (\S+)", page, re.M)
    assert [head[0] for head in heads] == list("一二三四五六七附")
    assert "数据截至2026-11-02 08:00" in page and "数据源时效" in page and "【演练】" in page
    for row in (
        "| 按期率（净） | 68.42%（13/19） | 1/2 | — |",  # two of September are too few to compare
        "| 到期 | 19 | 2 | +17 |",
        "| 恢复办理 | 0 | 0 | 0 |",
        "| 最长超期（自然日） | 13日 | 1日 | +12日 |",
    ):
        assert row in page
    for one in definitions().figures.values():
        assert one.says_zh in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert rows and all(line.endswith("|") for line in rows)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "col", "br", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_draws_three_charts_and_asks_for_nothing_outside(
    desk: CourtDesk, tmp_path: Path
) -> None:
    desk.does(*CITY, "--out", str(tmp_path / "b.html"))
    page = (tmp_path / "b.html").read_text("utf-8")
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.seen.count("svg") == 3
    assert "甲市东区人民法院" in page and "@page" in page
    assert not re.search(r'(?:src|href)="http', page)


def test_word_holds_the_text_and_three_charts_of_its_own(desk: CourtDesk, tmp_path: Path) -> None:
    desk.does(*CITY, "--out", str(tmp_path / "b.docx"))
    with ZipFile(tmp_path / "b.docx") as packed:
        names = packed.namelist()
        text = re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())
    assert len([name for name in names if re.match(r"word/charts/chart[^/]*\.xml$", name)]) == 3
    assert "甲市中级人民法院2026年10月执行流程节点监管情况通报" in text
    assert "68.42%（13/19）" in text and "附件　口径说明" in text


def test_a_workbook_holds_tables_charts_definitions_and_lists(
    desk: CourtDesk, tmp_path: Path
) -> None:
    desk.does(*CITY, "--out", str(tmp_path / "b.xlsx"))
    with ZipFile(tmp_path / "b.xlsx") as packed:
        charts = [name for name in packed.namelist() if "charts/chart" in name]
        book = packed.read("xl/workbook.xml").decode()
        text = packed.read("xl/sharedStrings.xml").decode()
    assert len(charts) == 3
    names = re.findall(r'<sheet name="([^"]+)"', book)
    assert names[:3] == ["通报", "图表", "口径"]
    assert {"超期清单", "待证清单", "隐性超期", "中止清单", "案件清单", "补录清单"} <= set(names)
    assert "（2026）甲0101执7号" in text and "68.42%（13/19）" in text


def test_the_same_month_again_gives_the_same_bulletin(desk: CourtDesk) -> None:
    first, again = (desk.does(*CITY, "--json").json for _ in range(2))
    assert first == again
    assert first["definitions"] == definitions().name


def test_a_ranking_needs_the_switch_and_is_told_at_the_foot(
    desk: CourtDesk, tmp_path: Path
) -> None:
    desk.does(*CITY)
    assert "it is off" in desk.is_refused(*CITY, "--rank")
    turn = ("bulletin", "rank", "on", "--court", "甲01")
    assert "president" in desk.is_refused(*turn, "--reason", "督导", "--by", "D1")
    assert "--reason" in desk.is_refused(*turn, "--by", "P1")
    desk.does(*turn, "--reason", "党组会决定试行", "--by", "P1")
    desk.does(*CITY, "--rank", "--out", str(tmp_path / "r.md"))
    page = (tmp_path / "r.md").read_text("utf-8")
    ranked = page[page.index("各院指标") :].split("\n\n")[1]
    assert re.findall(r"\| ([\d—])　(\S+) \|", ranked) == [
        ("1", "甲市西区人民法院"),
        ("—", "甲市中级人民法院（本级）"),
        ("—", "甲市东区人民法院"),
    ]
    assert "由演院（P1）于2026-11-02" in page and "理由：党组会决定试行" in page
    assert "党组会决定试行" in desk.does("bulletin", "log").out
    assert "1　" not in desk.does(*CITY).out  # not even now, unless it is asked for
    desk.does("bulletin", "rank", "off", "--court", "甲01", "--reason", "试行期满", "--by", "P1")
    assert "it is off" in desk.is_refused("bulletin", "show", NUMBER, "--rank")


def test_a_person_issues_it_and_an_erratum_says_what_differs(
    desk: CourtDesk, book: HandBook, tmp_path: Path
) -> None:
    east = ("bulletin", "--period", "2026-10", "--court", "甲0101")
    assert desk.does(*east, "--json").json["state"] == "drafted"
    assert "a person's" in desk.is_refused("bulletin", "issue", "甲0101-2026-10")
    desk.does("bulletin", "issue", "甲0101-2026-10", "--by", "D1")
    said = desk.does("bulletin", "erratum", "甲0101-2026-10", "--by", "D1").out
    assert "nothing differs" in said
    book.records("A7", "execution_notice_issued", "10-30")  # entered in November, no paper
    file = tmp_path / "e.md"
    desk.does("bulletin", "erratum", "甲0101-2026-10", "--by", "D1", "--out", str(file))
    page = file.read_text("utf-8")
    assert "（勘误）" in page and "本件更正甲0101-2026-10" in page
    assert "| 甲市东区人民法院 | — | 超期未办 | 1 | 0 | 1 | 0 |" in page
    assert desk.does(*east, "--json").json["sha256"] in desk.does("bulletin", "log", "--json").out
    assert "甲0101-2026-10-E1" in desk.does("bulletin", "log").out


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ((), "--period 2026-10"),
        (("--period", "October"), "a quarter 2026-Q4"),
        (("--period", "2031-01"), "has not begun"),
        (("--period", "2026-10", "--court", "丙"), "no court '丙'"),
        (("--period", "2026-10", "--out", "b.pdf"), ".docx, .xlsx, .html, .md"),
        (("--period", "2026-10", "--by", "NOBODY"), "NOBODY"),
        (("list", "乙-2026-10", "nodes.due"), "bulletin log"),
        (("list", NUMBER, "nodes.nothing"), "choose one of cases.start"),
        (("list", NUMBER, "nodes.due", "--node", "099"), "it has 003, 009, 031"),
        (("list", NUMBER, "nodes.due", "--court", "丙"), "it has 甲01"),
        (("rank", "sideways"), "say on or off"),
        (("show", "乙"), "bulletin log"),
    ],
)
def test_what_cannot_be_done_says_the_way_out(
    desk: CourtDesk, words: tuple[str, ...], way: str
) -> None:
    desk.does(*CITY)
    assert way in desk.is_refused("bulletin", *words)


def test_a_file_that_is_there_is_not_overwritten(desk: CourtDesk, tmp_path: Path) -> None:
    file = tmp_path / "b.md"
    file.write_text("批注", "utf-8")
    assert "not overwritten" in desk.is_refused(*CITY, "--out", str(file))
    assert file.read_text("utf-8") == "批注"


def test_a_month_that_still_runs_is_shown_and_not_kept(desk: CourtDesk) -> None:
    shown = desk.does("bulletin", "--period", "2026-11", "--court", "甲01", "--json").json
    assert shown["state"] == "preview"
    assert "甲01-2026-11" not in desk.does("bulletin", "log").out
