"""From the desk: time passes, rungs fire, an order is issued, answered, sent back and verified."""

from __future__ import annotations

from datetime import datetime

import pytest

from dueprocess.desk import Desk
from dueprocess.up import first_round
from rulebook.loading.loader import national
from rulebook.time import calendar
from rulebook.time.zone import SHANGHAI
from tasks.interviewing import Minutes, RecordIncomplete, hold
from tests.dueprocess.court import TYPED, CourtDesk


def item(desk: CourtDesk, level: str, rule: str = "exec-notice-3d-2006") -> dict[str, object]:
    """The newest item of that level on that rule's node."""
    items = desk.does("item", "list", "--all", "--json").json
    found = [one for one in items if (one["level"], one["rule_id"]) == (level, rule)]
    assert found
    return dict(found[-1])


def test_each_morning_that_passes_gets_its_patrol(late: CourtDesk) -> None:
    said = late.does("rehearse", "days-pass", "2").out.splitlines()
    assert [line[:10] for line in said[:-1]] == ["2026-03-12", "2026-03-13", "2026-03-13"]
    assert "【演练】" in said[-1]


def test_a_jump_makes_no_patrol_on_its_way(late: CourtDesk) -> None:
    before = len(late.does("item", "list", "--all", "--json").json)
    said = late.does("rehearse", "days-pass", "30", "--at-once").out.splitlines()
    assert len(said) == 1
    assert len(late.does("item", "list", "--all", "--json").json) == before


def test_the_clock_does_not_go_back(late: CourtDesk) -> None:
    assert "cannot go back" in late.is_refused("rehearse", "until", "2026-03-01")


def test_a_patrol_by_hand_needs_no_prefect(late: CourtDesk) -> None:
    said = late.does("patrol").out
    assert "巡查" in said and "Prefect is away" in said


def test_an_order_is_issued_answered_returned_and_verified(late: CourtDesk) -> None:
    order = item(late, "order")
    number = str(order["id"])
    assert order["state"] == "proposed"
    late.does("item", "issue", number, "--by", "D001")
    late.does("item", "ack", number, "--by", "J001")
    late.does("item", "reply", number, "--text", "本周发出", "--by", "J001")
    late.does("item", "return", number, "--reason", "未附送达回证", "--by", "S001")
    assert item(late, "order")["state"] == "returned"
    late.does("item", "reply", number, "--text", "已补正", "--by", "J001")
    late.does("item", "verify", number, "--evidence", "送达回证", "--by", "S001")
    assert item(late, "order")["state"] == "struck_off"


def test_the_handler_cannot_verify_himself(late: CourtDesk) -> None:
    number = str(item(late, "order")["id"])
    late.does("item", "issue", number, "--by", "D001")
    late.does("item", "reply", number, "--text", "已办", "--by", "J001")
    words = ("item", "verify", number, "--evidence", "回证", "--by", "J001")
    assert late.is_refused(*words)
    assert item(late, "order")["state"] == "replied"


def test_an_urging_issues_itself(late: CourtDesk) -> None:
    number = str(item(late, "urge")["id"])
    assert "issued by itself" in late.is_refused("item", "issue", number)


def test_no_such_item_is_said(late: CourtDesk) -> None:
    assert "no supervision item 999" in late.is_refused("item", "ack", "999")


def test_an_interview_is_convened_shown_and_recorded_with_its_promises(late: CourtDesk) -> None:
    late.does("rehearse", "until", "2026-03-26")
    number = str(item(late, "interview")["id"])
    if item(late, "interview")["state"] == "proposed":
        late.does("item", "issue", number, "--by", "D001")
    talk = late.does("interview", "list", "--json").json[0]
    assert "事实清单" in late.does("interview", "show", str(talk["id"])).out
    late.does("rehearse", "until", "2026-03-30", "--at-once")
    record = ("interview", "record", str(talk["id"]), "--held-at", "2026-03-27T15:00")
    people = ("--attendee", "沈演一", "--attendee", "陆演长", "--cause", "事务繁多", "--by", "D001")
    late.does(*record, *people, "--promise", "2026-04-03:发出执行通知书")
    assert late.does("interview", "list", "--json").json == []
    nodes = {n["rule_id"]: n for n in late.does("case", TYPED, "--json").json["nodes"]}
    assert nodes["promise-kept"]["due_on"] == "2026-04-03"


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("--held-at", "2026-02-30"), "2026-02 has 28 days"),
        (("--held-at", "2026-03-10", "--promise", "soon"), "write DATE:TEXT"),
        (("--held-at", "2026-03-10"), "dueprocess interview list"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused(
    late: CourtDesk, words: tuple[str, ...], way: str
) -> None:
    record = ("interview", "record", "999", "--attendee", "a", "--cause", "b", "--by", "D001")
    assert way in late.is_refused(*record, *words)


def test_the_morning_page_and_the_picture_fit_and_say_rehearsal(late: CourtDesk) -> None:
    from rich.cells import cell_len

    for words in (("today",), ("watch", "--once"), ("case", TYPED), ("item", "list")):
        lines = late.does(*words).out.splitlines()
        assert max(map(cell_len, lines)) <= 100, words
    assert "演练" in late.does("today").out
    picture = late.does("watch", "--once").out
    assert "演练 REHEARSAL" in picture and "逾期 OVERDUE" in picture


def test_the_morning_page_lists_what_waits_for_a_person(late: CourtDesk) -> None:
    page = late.does("today", "--json").json
    assert page["rehearsal"] is True
    assert {one["state"] for one in page["to_confirm"]} == {"proposed"}
    assert "exec-notice-3d-2006" in {one["rule_id"] for one in page["overdue"]}


def test_a_record_in_the_name_of_nobody_registered_is_refused_whatever_form_it_came_by(
    late: CourtDesk,
) -> None:
    late.does("rehearse", "until", "2026-03-26")
    number = str(item(late, "interview")["id"])
    if item(late, "interview")["state"] == "proposed":
        late.does("item", "issue", number, "--by", "D001")
    talk = late.does("interview", "list", "--json").json[0]["id"]
    minutes = Minutes(
        held_at=datetime(2026, 3, 25, 15, tzinfo=SHANGHAI),
        attendees=("沈演一",),
        causes="事务繁多",
        promises=(),
        recorded_by="NOBODY",
    )
    with pytest.raises(RecordIncomplete, match="no officer 'NOBODY' is registered"):
        hold(late.store, national(), calendar.national(), talk, minutes)
    assert len(late.does("interview", "list", "--json").json) == 1


def test_an_interview_is_set_for_the_hour_the_leader_chose_and_shown_in_plain_words(
    late: CourtDesk,
) -> None:
    late.does("rehearse", "until", "2026-03-25", "--at-once")
    late.does("patrol")
    talk = item(late, "interview")
    if talk["state"] == "proposed":
        late.does("item", "issue", str(talk["id"]), "--by", "D001", "--set-for", "2026-03-26T10:00")
    met = late.does("interview", "list", "--json").json[0]
    assert met["set_for"][:16] == "2026-03-26T10:00"
    late.does("rehearse", "until", "2026-03-26T11:00", "--at-once")
    record = ("interview", "record", str(met["id"]), "--held-at", "2026-03-26T10:00")
    people = ("--attendee", "沈演一", "--cause", "事务繁多", "--by", "D001")
    late.does(*record, *people, "--promise", "2026-04-03:发出执行通知书")
    shown = late.does("interview", "show", str(met["id"])).out
    assert "超期 23 日（17 个工作日）" in shown and "承诺 2026-04-03 前：发出执行通知书" in shown
    assert "overdue_days" not in shown


def test_an_order_that_nobody_proposed_is_opened_on_a_node(late: CourtDesk) -> None:
    late.does("rehearse", "days-pass", "1")
    nodes = [one for one in late.does("item", "list", "--json").json if one["level"] == "urge"]
    case, node = nodes[0]["case"], nodes[0]["node_key"]
    ask = ("--text", "三日内回复", "--by", "S001")
    assert "--source" in late.is_refused("order", "issue", case, node, *ask)
    late.does("order", "issue", case, node, *ask, "--source", "抽查")
    (order,) = [
        one
        for one in late.does("order", "list", "--json").json
        if (one["case"], one["node_key"]) == (case, node)
    ]
    assert (order["state"], order["issued_by"]) == ("issued", "S001")


def test_the_first_round_of_up_issues_the_papers_of_what_was_signed_before(
    late: CourtDesk,
) -> None:
    late.does("item", "issue", str(item(late, "order")["id"]), "--by", "D001")
    with Desk.opened() as desk:
        assert first_round(desk).issued.count == 1
