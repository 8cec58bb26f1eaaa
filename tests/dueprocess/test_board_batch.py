"""Acts on several matters at once: previewed with receiver and reason, each recorded once."""

from __future__ import annotations

import html
import re

import httpx

from dueprocess.board.visit import FIELD
from models.access import audit
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk


def _ticks(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'name="pick" value="([^"]+)"', page)]


def _hidden(page: str) -> dict[str, object]:
    form = page[page.index('method="post" action="/batch"') :]
    form = form[: form.index("</form>")]
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    single = {name: html.unescape(value) for name, value in found if name != "pick"}
    return {**single, "pick": _ticks(form)}


def _sends(browser: Browser, page: str, **said: object) -> httpx.Response:
    return browser.post("/batch", data={**_hidden(page), **said})


def _parts(page: str) -> tuple[str, str]:
    """What can be done, and what cannot."""
    at = page.find("不能办理")
    return (page[:at], page[at:]) if at >= 0 else (page, "")


def _rows(part: str) -> int:
    return part.count('<tr class="row">')


def _kinds(desk: CourtDesk) -> list[str]:
    return [one["kind"] for one in desk.does("case", TYPED, "--json").json["facts"]]


def test_a_mute_of_several_is_previewed_and_recorded_once_each(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("S001")
    home = browser.get("/?when=overdue").text
    ticks = _ticks(home)
    assert len(ticks) > 1 and all(NUMBER in one for one in ticks)
    ahead = _sends(browser, home, pick=ticks, act="mute", reason="系统升级", until="2026-03-13")
    can, cannot = _parts(ahead.text)
    assert _rows(can) == len(ticks) and "沈演一" in can and not cannot
    assert "alerts_muted" not in _kinds(overview)
    for _ in range(2):  # the button is pressed twice
        said = {"reason": "系统升级", "until": "2026-03-13", "step": "record"}
        done = _sends(browser, ahead.text, **said)
        assert done.status_code == 200 and f"已录入{len(ticks)}件" in done.text
    assert _kinds(overview).count("alerts_muted") == len(ticks)
    with overview.store.reading() as session:
        lines = audit.lines(session, officer="S001")
    noted = [one for one in lines if one.detail == "batch alerts_muted"]
    assert [one.act for one in noted] == ["mute"] * len(ticks)


def test_what_cannot_be_done_says_why_and_the_others_go_on(
    entering: Opened, overview: CourtDesk
) -> None:
    browser = entering("D001")
    items = browser.get("/items?node=003").text
    ahead = _sends(browser, items, pick=_ticks(items), act="issue")
    can, cannot = _parts(ahead.text)
    assert "督办单" in can and "沈演一" in can
    assert (_rows(can), _rows(cannot)) == (1, 1) and "没有拟发的事项" in cannot
    done = _sends(browser, ahead.text, step="record", reason="已催办未回复")
    assert "已录入1件" in done.text
    assert _kinds(overview).count("supervision_order_issued") == 1
    again = _sends(browser, browser.get("/items?node=003").text, pick=_ticks(items), act="issue")
    assert not _rows(_parts(again.text)[0])
    assert "没有拟发的事项" in again.text


def test_a_handler_is_offered_no_batch_and_is_refused_it_case_by_case(
    entering: Opened, overview: CourtDesk
) -> None:
    handler = entering("J001")
    assert 'name="pick"' not in handler.get("/").text
    ticks = _ticks(entering("S001").get("/?when=overdue").text)
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', handler.get("/").text)
    assert token is not None
    said = {FIELD: token[1], "act": "mute", "reason": "x", "until": "2026-03-13", "pick": ticks}
    refused = handler.post(
        "/batch", data={**said, "at": "2026-03-11T09:00+08:00", "step": "record"}
    )
    assert refused.text.count("没有可以“免打扰”的职责") == len(ticks)
    assert "alerts_muted" not in _kinds(overview)
    assert handler.post("/batch", data={**said, "pick": []}).status_code == 400
    assert handler.post("/batch", data={**said, FIELD: "0" * 64}).status_code == 403
    beside = entering("B106")
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', beside.get("/").text)
    assert token is not None
    assert beside.post("/batch", data={**said, FIELD: token[1]}).status_code == 404


def test_an_urging_in_a_batch_says_of_each_why_it_was_urged_already(entering: Opened) -> None:
    browser = entering("S001")
    home = browser.get("/").text
    ahead = _sends(browser, home, pick=_ticks(home), act="urge", reason="请速办")
    can, cannot = _parts(ahead.text)
    assert (_rows(can), _rows(cannot)) == (0, len(_ticks(home)))
    assert "<td>发催办</td>" in cannot and "该节点的时钟已经催办过" in cannot
