"""Acting on the board: offered by state and right, previewed, recorded once, refused in words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from dueprocess.board.visit import FIELD
from models import clock
from models.access import audit
from models.tables.account import Account
from tests.dueprocess.browser import Browser, Opened, opened_board
from tests.dueprocess.conftest import Seated, _late
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk

CASE = f"/cases/{quote(NUMBER)}"


def _with_accounts(desk: CourtDesk) -> None:
    _late(desk)
    now = clock.system_now()
    with desk.store.writing() as session:
        session.add_all(
            Account(officer_id=one, made_at=now, changed_at=now) for one in ("J001", "S001")
        )


@pytest.fixture
def acting(at_desk: Seated) -> CourtDesk:
    return at_desk("acting", _with_accounts)


@pytest.fixture
def opened(acting: CourtDesk) -> Iterator[Opened]:
    yield from opened_board()


def _form(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of the form of the act."""
    body = page.text[page.text.index('class="card act"') :]
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', body)
    return {name: html.unescape(value) for name, value in found}


def _offer(page: httpx.Response, kind: str) -> str:
    found = re.search(rf'href="([^"]+/act\?kind={kind}&amp;[^"]+)"', page.text)
    assert found is not None, kind
    return html.unescape(found[1])


def _acts(browser: Browser, rule: str) -> httpx.Response:
    """The acts offered on the first node whose key begins with the rule."""
    page = browser.get(CASE)
    found = re.search(rf'href="([^"]+/acts\?node={rule}[^"]*)"', page.text)
    assert found is not None
    return browser.get(html.unescape(found[1]))


def _facts(desk: CourtDesk) -> list[str]:
    return [one["kind"] for one in desk.does("case", TYPED, "--json").json["facts"]]


def test_a_handler_records_the_notice_after_seeing_what_it_settles(
    opened: Opened, acting: CourtDesk
) -> None:
    browser = opened("J001")
    form = browser.get(_offer(_acts(browser, "exec-notice"), "execution_notice_issued"))
    said = {**_form(form), "on": "2026-03-11T00:00", "evidence": "执行通知书", "step": "preview"}
    ahead = browser.post(f"{CASE}/act", data=said)
    assert ahead.status_code == 200 and "办结" in ahead.text
    assert "execution_notice_issued" not in _facts(acting)
    for _ in range(2):  # the button is pressed twice
        done = browser.post(f"{CASE}/act", data={**said, **_form(ahead), "step": "record"})
        assert done.headers["location"].startswith(f"{CASE}#f")
    assert _facts(acting).count("execution_notice_issued") == 1
    with acting.store.reading() as session:
        line = audit.lines(session, officer="J001")[0]
    assert (line.act, line.detail, line.case_number) == (
        "record",
        "execution_notice_issued",
        NUMBER,
    )


def test_what_a_gate_refuses_is_said_on_the_form_and_changes_nothing(
    opened: Opened, acting: CourtDesk
) -> None:
    browser, before = opened("J001"), _facts(acting)
    form = browser.get(f"{CASE}/act?kind=execution_suspended")
    said = {**_form(form), "said.approver": "J001", "step": "record"}
    refused = browser.post(f"{CASE}/act", data=said)
    assert refused.status_code == 409
    assert "须附依据" in refused.text
    wrong = browser.post(f"{CASE}/act", data={**said, "on": "gestern"})
    assert wrong.status_code == 400 and "gestern" in wrong.text
    assert _facts(acting) == before


def test_a_handler_is_offered_no_muting_and_is_refused_it(opened: Opened) -> None:
    handler, supervisor = opened("J001"), opened("S001")
    link = _offer(_acts(supervisor, "exec-notice"), "alerts_muted")
    assert "alerts_muted" not in _acts(handler, "exec-notice").text
    refused = handler.get(link)
    assert refused.status_code == 403 and "没有可以“免打扰”的职责" in refused.text


def test_a_supervisor_mutes_an_alert_with_a_reason(opened: Opened, acting: CourtDesk) -> None:
    browser = opened("S001")
    form = browser.get(_offer(_acts(browser, "exec-notice"), "alerts_muted"))
    said = {"said.until": "2026-03-13", "said.reason": "已在途", "step": "record"}
    done = browser.post(f"{CASE}/act", data={**_form(form), **said})
    assert done.status_code == 303
    assert _facts(acting)[-1] == "alerts_muted"


def test_an_act_without_the_pages_own_token_is_refused(opened: Opened, acting: CourtDesk) -> None:
    browser, before = opened("S001"), _facts(acting)
    form = _form(browser.get(_offer(_acts(browser, "exec-notice"), "alerts_muted")))
    said = {**form, FIELD: "0" * 64, "said.until": "2026-03-13", "said.reason": "x"}
    assert browser.post(f"{CASE}/act", data={**said, "step": "record"}).status_code == 403
    assert _facts(acting) == before


def test_an_item_offers_what_its_state_allows(opened: Opened) -> None:
    browser = opened("S001")
    found = re.search(r'href="([^"]+/acts\?item=\d+)"', browser.get(CASE).text)
    assert found is not None
    kinds = set(re.findall(r"act\?kind=(\w+)", browser.get(found[1]).text))
    assert {"supervision_receipted", "supervision_verified"} <= kinds
    assert not {"interview_convened", "supervision_returned"} & kinds


def test_a_clock_is_stopped_after_its_change_was_seen_and_set_going_again(
    opened: Opened, acting: CourtDesk
) -> None:
    browser = opened("J001")
    clock_of = r'href="([^"]+/acts\?node=case-6m[^"]*)"'
    found = re.search(clock_of, browser.get(CASE).text)
    assert found is not None
    acts = browser.get(html.unescape(found[1]))
    assert "期限变更" in acts.text and "said.rule=case-6m" in acts.text
    form = browser.get(_offer(acts, "execution_suspended"))
    said = {"said.approver": "J001", "evidence": "中止裁定", "evidence_on": "2026-03-11"}
    own = browser.post(f"{CASE}/act", data={**_form(form), **said, "step": "preview"})
    assert own.status_code == 409  # whoever approves is not the handler
    ahead = browser.post(
        f"{CASE}/act", data={**_form(form), **said, "said.approver": "D001", "step": "preview"}
    )
    assert (ahead.status_code, "暂停" in ahead.text) == (200, True)
    assert "execution_suspended" not in _facts(acting)
    sent = {**_form(ahead), **said, "said.approver": "D001", "step": "record"}
    assert browser.post(f"{CASE}/act", data=sent).status_code == 303
    stopped = re.search(clock_of, browser.get(CASE).text)
    assert stopped is not None
    offered = browser.get(html.unescape(stopped[1])).text
    assert "act?kind=execution_suspended" not in offered and "期限变更" in offered


def _before_and_after(ahead: httpx.Response) -> tuple[str, str]:
    """The date that a preview would change, and what it would be."""
    shown = ahead.text.partition('<dd class="due">')[2].partition("</dd>")[0]
    said = re.findall(r">([^<>]+)</a>|<b>([^<]+)</b>", shown)
    (before, _), (_, after) = said[0], said[-1]
    return before, after


def test_the_change_of_a_clock_is_previewed_beside_its_date_and_what_moves_nothing_is_refused(
    opened: Opened, acting: CourtDesk
) -> None:
    browser = opened("J001")
    page = browser.get(CASE).text
    beside = re.search(r'>2026-08-27</a><details class="beside">.*?</details>', page, re.DOTALL)
    assert beside is not None and "execution_suspended" in beside[0]
    (link,) = re.findall(r'href="([^"]+kind=execution_suspended[^"]+)"', beside[0])
    form = browser.get(html.unescape(link))
    assert re.search(r"届满日 <a[^>]+why\?node=case-6m[^>]+><b>2026-08-27</b></a>", form.text)
    stop = {"said.approver": "D001", "evidence": "中止裁定", "evidence_on": "2026-03-11"}
    said = {**_form(form), **stop, "on": "2026-03-11T08:01", "step": "preview"}
    ahead = browser.post(f"{CASE}/act", data=said)
    assert _before_and_after(ahead) == ("2026-08-27", "时钟暂停，无届满日")
    assert "吴演局 D001" in ahead.text
    for _ in range(2):  # the button is pressed twice
        sent = {**said, **_form(ahead), "step": "record"}
        assert browser.post(f"{CASE}/act", data=sent).status_code == 303
    _resumes(browser, acting)


def _resumes(browser: Browser, acting: CourtDesk) -> None:
    """Not at the moment at which it stopped, which would leave it standing."""
    facts = _facts(acting)
    stopped = re.search(r'href="([^"]+kind=execution_resumed[^"]+clock=case-6m[^"]*)"',
                        browser.get(CASE).text)  # fmt: skip
    assert stopped is not None
    form = browser.get(html.unescape(stopped[1]))
    end = {"evidence": "恢复执行通知书", "evidence_on": "2026-03-11", "said.ground": "原因消失"}
    for step in ("preview", "record"):
        said = {**_form(form), **end, "on": "2026-03-11T08:00", "step": step}
        refused = browser.post(f"{CASE}/act", data=said)
        assert refused.status_code == 409 and "该时钟不因此改变，未录入" in refused.text
        assert "确认录入" not in refused.text
    assert _facts(acting) == facts
    said = {**_form(form), **end, "on": "2026-03-11T08:01", "step": "preview"}
    ahead = browser.post(f"{CASE}/act", data=said)
    assert _before_and_after(ahead) == ("时钟暂停，无届满日", "2026-08-27")
    derived = ahead.text.partition('<ol class="steps">')[2].partition("</ol>")[0]
    assert "起算" in derived and "2026-08-27" in derived
