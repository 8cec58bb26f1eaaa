"""Pages and workbooks call a court by its name, with its code, from one statement a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from dueprocess.desk import Desk
from models.tables.court import Court
from tests.dueprocess.browser import Opened, doors
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, CourtDesk
from tests.dueprocess.fullbook import full

ENGINES = ("sqlite",)
CODE = "京0105"
PAGES = (
    "/pool",
    "/reviews",
    "/bulletins",
    "/quality",
    "/search?q=2025",
    "/courts/nodes?court=京0105",
)


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("fullbook", full)


@pytest.fixture
def desk(court: CourtDesk) -> Iterator[Desk]:
    with Desk.opened() as opened:
        yield opened


@pytest.fixture
def entering(desk: Desk) -> Opened:
    return doors(desk)


@pytest.fixture
def name(court: CourtDesk) -> str:
    with court.store.reading() as session:
        return session.get_one(Court, CODE).name


@pytest.mark.parametrize("path", PAGES)
def test_a_page_calls_each_court_by_its_name_and_code(
    entering: Opened, desk: Desk, name: str, path: str
) -> None:
    asked: list[str] = []

    def listen(*told: object) -> None:
        if re.search(
            r"SELECT court\.code, court\.name\s+FROM court\s+WHERE court\.code IN \((?!SELECT)",
            str(told[2]),
        ):
            asked.append(str(told[2]))

    browser = entering("S001")
    event.listen(desk.store.engine, "before_cursor_execute", listen)
    page = browser.get(path).text
    cells = re.findall(r"<td[^>]*>([^<]*京0105)</td>", page)
    assert len(cells) > 0 and set(cells) == {f"{name} {CODE}"}
    assert len(asked) == 1, asked


@pytest.mark.parametrize(
    "path",
    ["/pool.xlsx?part=queries", "/reviews.xlsx", "/bulletins.xlsx", "/quality.xlsx?part=spikes"],
)
def test_so_does_its_workbook(entering: Opened, name: str, path: str) -> None:
    taken = entering("S001").get(path)
    assert taken.status_code == 200
    head, *rows = (
        CalamineWorkbook.from_filelike(BytesIO(taken.content)).get_sheet_by_index(0).to_python()[1:]
    )
    assert {row[head.index("法院")] for row in rows} == {f"{name} {CODE}"}


def test_the_filter_of_the_bulletins_offers_names_and_still_filters_by_code(
    entering: Opened, name: str
) -> None:
    page = entering("S001").get(f"/bulletins?court={CODE}").text
    assert f'<option value="{CODE}" selected>{name} {CODE}</option>' in page
    assert NUMBER not in page and "没有。" not in page
