"""Writes of programs: recorded once whatever happens, refused with the article, within rights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import update

from dueprocess.board.app import build
from dueprocess.desk import Desk
from models import clock
from models.access import answers, audit
from models.access.answers import Asking, Taken
from models.tables.account import KeptAnswer
from rulebook.access.door import door
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.overview import furnished
from tests.dueprocess.programs import WRITES, Program, accounts, token

CASE = f"/cases/{quote(NUMBER)}"
NOTICE = {"kind": "execution_notice_issued", "on": "2026-03-10T10:00", "evidence": "执行通知书"}
As = Callable[..., Program]


@pytest.fixture
def court(at_desk: Seated) -> CourtDesk:
    return at_desk("overview", furnished)


@pytest.fixture
def desk(court: CourtDesk) -> Iterator[Desk]:
    opened = Desk.opened()
    accounts(opened, ("J001", "S001", "D001", "L001"))
    yield opened
    opened.store.close()


@pytest.fixture
def as_(desk: Desk) -> As:
    app = build(desk)

    def program(officer: str, *acts: str) -> Program:
        made = token(desk, officer, acts) if acts else token(desk, officer)
        return Program(Browser(app), made)

    return program


def _facts(court: CourtDesk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = court.does("case", TYPED, "--json").json["facts"]
    return found


def _kinds(court: CourtDesk) -> list[str]:
    return [one["kind"] for one in _facts(court)]


def _item(court: CourtDesk) -> int:
    found = court.does("item", "list", "--json").json
    return int(next(one["id"] for one in found if one["state"] == "issued"))


def test_a_fact_is_seen_ahead_and_then_recorded_by_the_officer_of_the_token(
    as_: As, court: CourtDesk
) -> None:
    program = as_("J001")
    ahead = program.post(f"{CASE}/facts", NOTICE, "", dry_run=True)
    assert ahead.status_code == 200
    settled = [one for one in ahead.json()["nodes"] if one["code"] == "003"]
    assert settled[0]["state"] == "settled"
    assert "execution_notice_issued" not in _kinds(court)
    made = program.post(f"{CASE}/facts", NOTICE)
    assert made.status_code == 201 and made.json()["seq"] == ahead.json()["seq"]
    fact = _facts(court)[-1]
    assert (fact["kind"], fact["recorded_by"], fact["source"]) == (
        "execution_notice_issued",
        "J001",
        "api",
    )
    with court.store.reading() as session:
        line = audit.lines(session, officer="J001")[0]
    assert (line.act, line.detail, line.case_number) == ("record", NOTICE["kind"], NUMBER)


def test_the_same_request_again_records_nothing_and_is_answered_the_same(
    as_: As, court: CourtDesk
) -> None:
    program = as_("J001")
    said = {"kind": "execution_notice_issued", "evidence": "执行通知书"}  # at the book's now
    first, again = (program.post(f"{CASE}/facts", said, "one") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.text == again.text
    assert again.headers["Idempotent-Replayed"] == "true"
    assert _kinds(court).count("execution_notice_issued") == 1
    other = program.post(f"{CASE}/facts", {**said, "evidence": "另一份"}, "one")
    assert other.status_code == 422 and "another request" in other.json()["detail"]
    assert as_("J001").post(f"{CASE}/facts", said, "one").status_code != 422  # another token's key


def test_requests_at_the_same_moment_record_once(as_: As, court: CourtDesk) -> None:
    program = as_("J001")
    said = {"kind": "execution_notice_issued", "evidence": "执行通知书"}
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: program.post(f"{CASE}/facts", said, "at-once"), range(4)))
    assert {one.status_code for one in done} <= {201, 409}
    assert 201 in {one.status_code for one in done}
    assert _kinds(court).count("execution_notice_issued") == 1


def test_a_try_that_was_cut_off_is_taken_up_and_records_once(
    desk: Desk, as_: As, court: CourtDesk
) -> None:
    program = as_("J001")
    said = {"kind": "execution_notice_issued", "evidence": "执行通知书"}
    first = program.post(f"{CASE}/facts", said, "cut")
    # As if the power had gone after the commit and before the answer was kept.
    cut = update(KeptAnswer).values(status=None, taken_at=clock.system_now() - door().answer_tried)
    with desk.store.writing() as session:
        session.execute(cut)
    again = program.post(f"{CASE}/facts", said, "cut")
    assert (again.status_code, again.json()["again"]) == (201, True)
    assert again.json()["seq"] == first.json()["seq"]
    assert _kinds(court).count("execution_notice_issued") == 1


def test_a_key_is_forgotten_when_its_time_is_over(desk: Desk, as_: As) -> None:
    program = as_("S001")
    said = {"kind": "alerts_muted", "subject": {"kind": "node", "ref": "x"}, "details": {}}
    assert program.post(f"{CASE}/facts", said, "old").status_code == 409
    with desk.store.writing() as session:
        over = clock.system_now() - timedelta(seconds=1)
        session.execute(update(KeptAnswer).values(expires_at=over))
    changed = {**said, "details": {"reason": "其他"}}
    assert program.post(f"{CASE}/facts", changed, "old").status_code == 409


def test_a_request_that_is_being_answered_is_not_begun_a_second_time(desk: Desk, as_: As) -> None:
    as_("J001")
    asking, now = Asking(1, "busy", "d"), clock.system_now()
    taken = answers.take(desk.store, asking, now, door())
    assert isinstance(taken, Taken)
    with pytest.raises(answers.KeyBusy):
        answers.take(desk.store, asking, now, door())
    later = answers.take(desk.store, asking, now + door().answer_tried, door())
    assert later == taken  # the same moment, the same key of the fact


UNREADABLE: tuple[tuple[object, int], ...] = (
    ({"kind": "nothing_of_the_kind"}, 422),
    ({"kind": "execution_notice_issued", "on": "gestern"}, 400),
    ({"kind": "execution_notice_issued", "on": "0001-01-01"}, 400),
    ({"kind": "execution_notice_issued", "details": {"colour": "red"}}, 400),
    ({"kind": "execution_notice_issued", "unknown": 1}, 422),
    ({"kind": "execution_notice_issued", "evidence": "a\x00b"}, 422),
    ({"kind": "execution_notice_issued", "corrects": 2**40}, 422),
    ({"kind": "extension_approved", "details": {"number": "1e999999"}}, 400),
    ([], 422),
)


def test_what_cannot_be_read_is_said_and_leaves_the_key_free(as_: As, court: CourtDesk) -> None:
    program, before = as_("J001"), len(_facts(court))
    for said, status in UNREADABLE:
        wrong = program.post(f"{CASE}/facts", said, "mended")
        assert wrong.status_code == status, wrong.text
        assert wrong.headers["content-type"] == "application/problem+json"
    assert len(_facts(court)) == before
    assert program.post(f"{CASE}/facts", NOTICE, "mended").status_code == 201


def test_a_write_wants_a_key_of_its_own(as_: As) -> None:
    assert as_("J001").post(f"{CASE}/facts", NOTICE, "").status_code == 400


def test_a_token_writes_only_by_its_acts_and_its_officer_only_by_right(
    as_: As, court: CourtDesk
) -> None:
    before = len(_facts(court))
    assert as_("J001", "read").post(f"{CASE}/facts", NOTICE).status_code == 403
    node = {"kind": "node", "ref": "x"}
    muted = as_("J001").post(f"{CASE}/facts", {"kind": "alerts_muted", "subject": node})
    assert (muted.status_code, muted.json()["why"]) == (403, "role")
    assert "流程监管员" in muted.json()["detail"] and "a node supervisor" in muted.json()["detail"]
    elsewhere = f"/cases/{quote('（2026）京0106执9号')}/facts"
    assert as_("S001").post(elsewhere, NOTICE).status_code == 404
    assert len(_facts(court)) == before
    with court.store.reading() as session:
        told = {(line.act, line.outcome) for line in audit.lines(session, officer="J001")}
    assert {("record", audit.REFUSED), ("mute", audit.REFUSED)} <= told


def test_an_item_goes_from_acknowledgement_to_struck_off(as_: As, court: CourtDesk) -> None:
    number = _item(court)
    handler, supervisor = as_("J001"), as_("S001")
    item = f"/items/{number}"
    assert handler.get(item).json()["state"] == "issued"
    assert handler.post(f"{item}/ack", {"promise_on": "2026-03-13"}).status_code == 201
    assert handler.post(f"{item}/reply", {"text": "已发出"}).status_code == 201
    assert handler.post(f"{item}/verify", {}).status_code == 403
    back = supervisor.post(f"{item}/return", {"reason": "附件未见送达回证"})
    assert back.status_code == 201
    handler.post(f"{item}/reply", {"text": "回证附后", "evidence": "送达回证"})
    struck = supervisor.post(f"{item}/verify", {"reason": "核对回证", "evidence": "送达回证"})
    assert struck.status_code == 201, struck.text
    assert supervisor.get(item).json()["state"] == "struck_off"
    assert supervisor.post(f"{item}/verify", {}).status_code == 409


def test_an_order_is_opened_and_an_alert_objected_to(as_: As, court: CourtDesk) -> None:
    node = next(one["key"] for one in as_("S001").get(CASE).json()["nodes"] if one["code"] == "003")
    order = {"node": node, "text": "三日内发出", "source": "抽查"}
    assert as_("J001").post(f"{CASE}/orders", order).status_code == 403
    assert as_("S001").post(f"{CASE}/orders", order).status_code == 201
    assert as_("S001").post(f"{CASE}/orders", {**order, "node": "none"}).status_code == 404
    objected = as_("J001").post(f"/items/{_item(court)}/object", {"reason": "已办结"})
    assert objected.status_code == 201
    assert _kinds(court)[-1] == "alert_objected"


def test_a_clock_is_stopped_after_its_change_was_seen_and_goes_on(
    as_: As, court: CourtDesk
) -> None:
    program = as_("D001", *WRITES, "read")
    said = {"node": "case-6m", "cause": "中止执行", "approved_by": "D001", "paper": "中止裁定"}
    causes = program.post(f"{CASE}/clocks/pause", {**said, "cause": "天气"}, "", dry_run=True)
    assert causes.status_code == 400 and "suspension" in causes.json()["detail"]
    said |= {"paper_on": "2026-03-11"}
    ahead = program.post(f"{CASE}/clocks/pause", said, "", dry_run=True)
    assert ahead.status_code == 200, ahead.text
    assert any(one["state"] == "paused" for one in ahead.json()["nodes"])
    assert program.post(f"{CASE}/clocks/resume", {"node": "case-6m"}).status_code == 400
    assert program.post(f"{CASE}/clocks/pause", said).status_code == 201
    resumed = program.post(f"{CASE}/clocks/resume", {"node": "case-6m", "paper": "恢复通知"})
    assert resumed.status_code == 201, resumed.text
    more = {"node": "case-6m", "period": "99999:year", "approved_by": "D001"}
    much = program.post(f"{CASE}/clocks/extend", {**more, "asked_on": "2026-03-10"})
    assert much.status_code == 400


def test_an_interview_is_set_moved_and_recorded_and_its_promises_run(
    as_: As, court: CourtDesk
) -> None:
    supervisor, director = as_("S001"), as_("D001")
    nodes = supervisor.get(CASE).json()["nodes"]
    node = next(one["key"] for one in nodes if one["code"] == "003")
    about = {"kind": "node", "ref": node}
    wanted = {"level": "interview", "reason": "逾期不发"}
    said = {"kind": "supervision_measure_proposed", "subject": about, "details": wanted}
    assert supervisor.post(f"{CASE}/facts", said).status_code == 201
    item = next(one["id"] for one in supervisor.pages("/items", 50) if one["level"] == "interview")
    path = f"/items/{item}/interview"
    when = {"set_for": "2026-03-12T14:30", "place": "第三会议室"}
    assert as_("J001").post(path, when).status_code == 403
    assert director.post(path, when).status_code == 201
    talk = director.pages("/interviews", 10)[0]
    assert director.post(path, {"place": "第一会议室", "reason": "让座"}).status_code == 201
    court.does("rehearse", "until", "2026-03-13")
    record = {
        "held_at": "2026-03-12T14:30",
        "attendees": ["沈演一"],
        "causes": "地址不明",
        "promises": [{"due_on": "2026-03-16", "text": "发出执行通知书"}],
    }
    ahead = director.post(f"/interviews/{talk['id']}/record", record, "", dry_run=True)
    assert (ahead.status_code, len(ahead.json()["facts"])) == (200, 2)
    assert director.get(f"/interviews/{talk['id']}").json()["held_at"] is None
    for _ in range(2):
        kept = director.post(f"/interviews/{talk['id']}/record", record, "held")
        assert kept.status_code == 201, kept.text
    assert _kinds(court).count("interview_held") == 1
    assert len(director.get(f"/interviews/{talk['id']}").json()["promises"]) == 1
