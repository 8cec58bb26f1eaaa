"""A clock is changed at the desk: the new date is shown first, and only a lawful change is made."""

from __future__ import annotations

import pytest

from tests.dueprocess.court import TYPED, CourtDesk

PAUSE = ("clock", "pause", TYPED, "case-6m", "--cause", "suspension", "--paper", "中止裁定书")
GROUND = ("--set", "ground=移送破产审查")


def _due(desk: CourtDesk) -> str:
    nodes = desk.does("case", TYPED, "--json").json["nodes"]
    return next(str(node["due_on"]) for node in nodes if node["rule_id"] == "case-6m")


def _facts(desk: CourtDesk) -> int:
    return len(desk.does("case", TYPED, "--json").json["facts"])


def test_a_preview_shows_the_new_date_and_writes_nothing(filed: CourtDesk) -> None:
    before, facts = _due(filed), _facts(filed)
    shown = filed.does(*PAUSE, "--approved-by", "D001", *GROUND, "--dry-run").out
    assert "→ 暂停 paused" in shown
    more = ("--by-period", "1:month", "--paper", "审批表", "--asked-on", "2026-02-28")
    asked = ("clock", "extend", TYPED, "031", *more, "--approved-by", "D001")
    assert "→ 届满 due 2026-09-28" in filed.does(*asked, "--dry-run").out
    assert "案情复杂" in filed.does(*asked, "--cause", "案情复杂", "--dry-run").out
    answer = filed.does(*asked, "--dry-run", "--json").json
    assert "2026-09-28" in {node["due_on"] for node in answer["nodes"]}
    assert (_due(filed), _facts(filed)) == (before, facts)


def test_a_clock_is_paused_resumed_and_ends_later_by_the_days_it_stood(filed: CourtDesk) -> None:
    assert _due(filed) == "2026-08-27"
    filed.does(*PAUSE, "--approved-by", "D001", *GROUND, "--on", "2026-03-02T08:00", "--yes")
    assert _due(filed) == "None"
    filed.does("rehearse", "until", "2026-03-12")
    resume = ("clock", "resume", TYPED, "031", "--paper", "恢复执行通知书", "--yes")
    assert "stands on suspension" in filed.is_refused(*resume, "--cause", "拍卖、变卖")
    why = (*resume, "--cause", "中止执行", "--set", "ground=原因消失")
    assert "must not be the handler" in filed.is_refused(*why, "--approved-by", "J001")
    filed.does(*why, "--approved-by", "D001")
    assert _due(filed) == "2026-09-07"  # ten days later is Sunday the 6th


def test_a_stop_that_is_said_to_have_ended_before_it_began_is_not_recorded(
    filed: CourtDesk,
) -> None:
    """A stop and its end may bear the same minute; the clock must not stand for ever."""
    filed.does(*PAUSE, "--approved-by", "D001", *GROUND, "--on", "2026-03-02T08:00:30", "--yes")
    facts = _facts(filed)
    resume = ("clock", "resume", TYPED, "031", "--paper", "恢复执行通知书", "--yes")
    said = filed.types(*resume, "--set", "ground=原因消失", "--on", "2026-03-02T08:00")
    assert said.code == 2 and "does not move the clock" in said.err
    assert _facts(filed) == facts
    filed.does(*resume, "--set", "ground=原因消失", "--on", "2026-03-02T08:01")
    assert _due(filed) == "2026-08-27"


def test_without_a_terminal_nothing_is_done_unasked(filed: CourtDesk) -> None:
    facts = _facts(filed)
    said = filed.types(*PAUSE, "--approved-by", "D001", *GROUND)
    assert said.code == 2
    assert "add --yes" in said.err
    assert _facts(filed) == facts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*PAUSE, "--approved-by", "J001"), "must not be the handler"),
        ((*PAUSE, "--approved-by", "X9"), "X9"),
        ((*PAUSE[:5], "holiday", *PAUSE[6:], "--approved-by", "D001"), "its lawful causes"),
        (("clock", "resume", TYPED, "031"), "is not paused"),
        (("clock", "pause", TYPED, "999", *PAUSE[4:], "--approved-by", "D001"), "no node '999'"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_before_it_is_asked(
    filed: CourtDesk, words: tuple[str, ...], said: str
) -> None:
    facts = _facts(filed)
    assert said in filed.is_refused(*words, "--yes")
    assert _facts(filed) == facts
