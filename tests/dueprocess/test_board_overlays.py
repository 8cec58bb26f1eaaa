"""Overlays of the law on the board: tried, proposed by one, in force when another approves."""

from __future__ import annotations

import re
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dueprocess.board.visit import FIELD
from dueprocess.desk import Desk
from models.access import audit
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import TYPED, CourtDesk

TIGHTER = """
[[tighten]]
rule = "exec-notice-10d"
period = "5:day"
effective_from = 2024-01-01
source = { document = "执行流程管理细则", number = "示例院〔2023〕12号", article = "第3条" }

[[tighten.example]]
origin = "2024-09-27"
due = "2024-10-08"
"""
OWN = "exec-notice-10d@overlay-1"


def _token(page: httpx.Response) -> str:
    found = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', page.text)
    assert found is not None
    return found[1]


def _sends(client: Browser, path: str, **said: str) -> httpx.Response:
    return client.post(path, data={FIELD: _token(client.get(path)), **said})


def _proposed(entering: Opened, officer: str = "S001") -> None:
    made = _sends(entering(officer), "/overlays", title="收紧", text=TIGHTER, step="propose")
    assert (made.status_code, made.headers["location"]) == (303, "/overlays/1")


def _rules() -> set[str]:
    with Desk.opened() as desk:
        return set(desk.law.rules)


def test_an_overlay_is_tried_over_the_live_book_and_changes_nothing(
    entering: Opened, overview: CourtDesk
) -> None:
    tried = _sends(entering("S001"), "/overlays", title="收紧", text=TIGHTER, step="try")
    assert tried.status_code == 200 and "exec-notice-10d@overlay-new" in tried.text
    assert re.search(r"1个时钟变化，涉及1件案件；将逾期1", tried.text)
    assert "已提出 <small>0" in tried.text and OWN not in _rules()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("[[tighten", "not TOML"),
        ('[[cause]]\nid = "x"', "is no part of an overlay"),
        (TIGHTER.replace("5:day", "15:day"), "exec-notice-10d"),
        ("", "give a title and a text"),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_would_loosen_the_law_or_is_no_overlay_is_said_and_not_kept(
    entering: Opened, said: str, why: str
) -> None:
    answer = _sends(entering("S001"), "/overlays", title="放宽", text=said, step="propose")
    assert answer.status_code == 400 and why in answer.text
    assert "已提出 <small>0" in answer.text


def test_it_is_in_force_when_a_second_officer_approves_and_not_before(
    entering: Opened, overview: CourtDesk
) -> None:
    _proposed(entering)
    assert OWN not in _rules()
    refused = entering("S001").get("/overlays/1")
    assert "个时钟变化" not in refused.text  # a dry run reads the whole book: when it is asked for
    ahead = entering("V001").get("/overlays/1?trial=true").text
    assert "1个时钟变化" in ahead and "将逾期的时钟" in ahead
    assert re.search(r"（无）</td><td class=\"date\">2026-03-03", ahead)
    assert OWN in ahead and OWN not in _rules()
    assert "批准，立即生效" not in refused.text  # a supervisor proposes, and approves nothing
    done = _sends(entering("V001"), "/overlays/1", word="approve", reason="同意")
    assert done.status_code == 303
    assert OWN in _rules()
    page = entering("S001").get("/overlays/1").text
    assert "已批准，生效" in page and "V001 同意" in page
    assert OWN in overview.does("case", TYPED, "--json").out  # its clock was opened by the recount
    assert f"id={quote(OWN)}" in entering("S001").get("/rules?q=overlay-1").text
    with overview.store.reading() as session:
        told = [(one.officer_id, one.act, one.detail) for one in audit.lines(session)]
    assert ("S001", "overlay", "overlay 1") in told
    assert ("V001", "approve_overlay", "overlay 1 approved") in told
    assert _sends(entering("D001"), "/overlays", title="x", text="x").status_code == 400
    overview.does("audit", "verify")


def test_nobody_approves_what_is_their_own_and_nobody_decides_twice(entering: Opened) -> None:
    _proposed(entering, "V001")
    client = entering("V001")
    token = _token(client.get("/overlays"))
    own = client.post("/overlays/1", data={FIELD: token, "word": "approve"})
    assert own.status_code == 403 and "不得自行批准" in own.text
    assert OWN not in _rules()
    beside = entering("P001")
    first = _sends(beside, "/overlays/1", word="decline", reason="暂缓")
    assert first.status_code == 303
    token = _token(beside.get("/overlays"))
    again = beside.post("/overlays/1", data={FIELD: token, "word": "approve"})
    assert again.status_code == 409 and "P001" in again.text
    assert "不予批准" in client.get("/overlays/1").text and OWN not in _rules()
    assert client.get("/overlays/9").status_code == 404


def test_one_court_does_not_decide_for_another(entering: Opened) -> None:
    _proposed(entering)
    for officer in ("D001", "B106"):  # directors of two courts under the same one
        answer = _sends(entering(officer), "/overlays/1", word="approve")
        assert answer.status_code == 403 and "须由上级法院决定" in answer.text
    assert OWN not in _rules()


def test_who_may_neither_propose_nor_approve_is_refused(
    entering: Opened, overview: CourtDesk
) -> None:
    client = entering("J001")
    token = _token(client.get("/"))
    said = {FIELD: token, "title": "x", "text": TIGHTER, "step": "propose"}
    assert client.post("/overlays", data=said).status_code == 403
    _proposed(entering)
    word = {FIELD: token, "word": "approve"}
    assert client.post("/overlays/1", data=word).status_code == 403
    assert entering("I001").get("/overlays").status_code == 403
    assert client.post("/overlays", data={**said, FIELD: ""}).status_code == 403
    with overview.store.reading() as session:
        outcomes = {(one.act, one.outcome) for one in audit.lines(session, officer="J001")}
    assert {("overlay", "refused"), ("approve_overlay", "refused")} <= outcomes


def test_the_book_itself_keeps_what_was_proposed(entering: Opened, overview: CourtDesk) -> None:
    _proposed(entering)
    for statement in ("UPDATE law_overlay SET text = 'x'", "DELETE FROM law_overlay"):
        with (
            pytest.raises(DBAPIError, match="stays on record"),
            overview.store.writing() as session,
        ):
            session.execute(text(statement))
