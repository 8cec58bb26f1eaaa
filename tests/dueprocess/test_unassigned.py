"""A case that nobody handles yet: begun by those of its court who usually record such facts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from dueprocess.board.app import build
from dueprocess.desk import Desk
from models import clock
from models.tables.account import Account
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from tests.dueprocess.browser import Browser, Opened, doors
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk, furnish
from tests.dueprocess.programs import Program, token

CASE = f"/cases/{quote(NUMBER)}"
RECEIVED = ("application_received", "--on", "2026-03-02", "--evidence", "收件登记")
HANDLERS = ("J001", "J002", "J106")  # two of the case's court, one of the court beside it


def _waiting(desk: CourtDesk) -> None:
    furnish(desk.store)
    with desk.store.writing() as session:
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        session.flush()
        session.add(Officer(id="J002", name="秦演二", court_code="京0105"))
        session.add(Officer(id="J106", name="孙演三", court_code="京0106"))
        session.flush()
        now = clock.system_now()
        session.add_all(OfficerRole(officer_id=one, role="case_handler") for one in HANDLERS[1:])
        session.add_all(Account(officer_id=one, made_at=now, changed_at=now) for one in HANDLERS)


@pytest.fixture
def waiting(at_desk: Seated) -> CourtDesk:
    """A case that was entered and has neither a fact nor a handler."""
    return at_desk("waiting", _waiting)


@pytest.fixture
def opened(waiting: CourtDesk) -> Iterator[Desk]:
    with Desk.opened() as desk:
        yield desk


@pytest.fixture
def browsers(opened: Desk) -> Opened:
    return doors(opened)


def test_at_the_desk(waiting: CourtDesk) -> None:
    assert "no case" in waiting.is_refused("record", TYPED, *RECEIVED, "--by", "J106")
    waiting.does("record", TYPED, *RECEIVED, "--by", "J001")
    screened = (
        "petition_screened",
        "--on",
        "2026-03-02",
        "--subject",
        "petition:1",
        "--by",
        "J001",
    )
    assert "只能对本人承办的案件" in waiting.is_refused("record", TYPED, *screened)
    waiting.does("record", TYPED, "filed", "--on", "2026-03-02", "--evidence", "立案登记表")
    given = ("handler_assigned", "--on", "2026-03-02", "--set", "handler=J002")
    waiting.does("record", TYPED, *given, "--by", "L001")
    file = ("file_received", "--on", "2026-03-02", "--evidence", "交接单")
    assert "no case" in waiting.is_refused("record", TYPED, *file, "--by", "J001")
    waiting.does("record", TYPED, *file, "--by", "J002")


def test_on_the_board(waiting: CourtDesk, browsers: Opened) -> None:
    form = f"{CASE}/act?kind=application_received"
    assert browsers("J001").get(CASE).status_code == 200
    assert browsers("J001").get(form).status_code == 200
    assert browsers("J001").get("/search", params={"q": "1234"}).headers["location"] == CASE
    screened = f"{CASE}/act?kind=petition_screened&subject=petition:1"
    assert browsers("J001").get(screened).status_code == 403
    assert browsers("J106").get(CASE).status_code == 404
    assert browsers("J106").get(form).status_code == 404


def test_it_stands_on_no_list_of_those_who_do_not_have_it(
    waiting: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting.does("record", TYPED, *RECEIVED)
    monkeypatch.setenv("DUEPROCESS_OFFICER", "J001")
    assert waiting.does("list", "due", "--within", "60", "--json").json == []
    monkeypatch.setenv("DUEPROCESS_OFFICER", "L001")
    assert waiting.does("list", "due", "--within", "60", "--json").json != []


def test_over_the_interface(opened: Desk) -> None:
    app = build(opened)
    mine, beside = (Program(Browser(app), token(opened, one)) for one in ("J001", "J106"))
    said = {"kind": "application_received", "on": "2026-03-02T09:00", "evidence": "收件登记"}
    assert beside.post(f"{CASE}/facts", said).status_code == 404
    screened = {"kind": "petition_screened", "on": "2026-03-02T09:00"}
    assert mine.post(f"{CASE}/facts", screened).status_code == 403
    assert mine.post(f"{CASE}/facts", said).status_code == 201
