"""The live view without a terminal: news at once, the state every so often, troubles once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

import pytest

from dueprocess.desk import Desk
from dueprocess.views.frame.extent import FIXED, Extent
from dueprocess.views.frame.heartbeat import pulse
from dueprocess.views.frame.marking import Marking
from dueprocess.views.running.watching import Diary, watch
from models.errors import BookBusy
from models.reading.picture import Beat, FactLine, NodeLine, Picture, Runs
from models.store import Store
from rulebook.loading.loader import load
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
QUIET = Picture(
    as_of=MORNING,
    rehearsal=True,
    court="北京市朝阳区人民法院",
    overdue=(),
    overdue_count=0,
    today=(),
    today_count=0,
    week_count=3,
    items=(),
    items_count=0,
    runs=Runs(60, 1, 58, 1),
    beats=(Beat("patrol", MORNING, MORNING, "", {}),),
    facts=(),
)
FACT = FactLine("（2026）京0105执1号", 4, "filed", MORNING, MORNING, "J001")
CLOCK = NodeLine(
    1,
    FACT.case,
    "k",
    "case-6m",
    "031",
    "",
    MORNING.date(),
    MORNING,
    False,
    True,
    "running",
    "沈演一",
)


@pytest.fixture
def diary() -> Diary:
    return Diary(Marking(load(), national()), status_seconds=30)


def test_the_first_look_states_the_whole_book(diary: Diary) -> None:
    (line,) = diary.lines(QUIET, 0)
    assert "演练 rehearsal" in line and "七日 week 3" in line and "asleep 58" in line


def test_nothing_is_said_while_nothing_happens(diary: Diary) -> None:
    list(diary.lines(QUIET, 0))
    assert list(diary.lines(QUIET, 29)) == []
    assert len(list(diary.lines(QUIET, 31))) == 1


def test_a_recorded_fact_is_said_at_once(diary: Diary) -> None:
    list(diary.lines(QUIET, 0))
    (line,) = diary.lines(replace(QUIET, facts=(FACT,)), 1)
    assert "立案" in line and FACT.case in line
    assert list(diary.lines(replace(QUIET, facts=(FACT,)), 2)) == []


def test_a_figure_that_turns_is_said_at_once(diary: Diary) -> None:
    list(diary.lines(QUIET, 0))
    (line,) = diary.lines(replace(QUIET, overdue_count=1), 1)
    assert "逾期 overdue 1" in line


def test_a_trouble_is_said_once_while_it_lasts(diary: Diary) -> None:
    list(diary.lines(QUIET, 0))
    assert len(list(diary.lines(BookBusy(30), 1))) == 1
    assert list(diary.lines(BookBusy(30), 2)) == []
    ailing = replace(QUIET, beats=(Beat("patrol", MORNING, MORNING, "a rung has no claim", {}),))
    later = replace(ailing, as_of=MORNING + timedelta(seconds=1))
    assert "a rung has no claim" in next(diary.lines(ailing, 3))
    assert list(diary.lines(later, 4)) == []


def test_notices_are_told_when_they_change(diary: Diary) -> None:
    assert list(diary.told(("Prefect: http://127.0.0.1:4200", ""))) == [
        "Prefect: http://127.0.0.1:4200"
    ]
    assert list(diary.told(("Prefect: http://127.0.0.1:4200", "starting"))) == ["starting"]


def test_a_heart_that_stopped_is_said_in_plain_words() -> None:
    beat = Beat("patrol", MORNING, MORNING, "", {})
    assert "正常" in pulse(beat, MORNING + timedelta(seconds=50))[0]
    assert "已停" in pulse(beat, MORNING + timedelta(days=5))[0]
    assert "no beat yet" in pulse(replace(beat, beat_at=None), MORNING)[0]
    assert "异常" in pulse(replace(beat, fault="3 messages lost"), MORNING)[0]


@pytest.mark.parametrize("height", [24, 30, 44, 60])
def test_the_picture_fits_its_terminal(height: int) -> None:
    many = replace(QUIET, overdue=(CLOCK,) * 40, today=(CLOCK,) * 40, facts=(FACT,) * 40)
    fit = Extent.within(height, many)
    assert min(fit.overdue, fit.today, fit.facts) >= 2
    lines = FIXED + fit.overdue + fit.today + max(fit.items, 1) + fit.facts
    assert lines <= max(height, FIXED + 10)


def test_watching_ends_when_told_to(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    stop = Event()

    def notices() -> list[str]:
        stop.set()
        return ["Prefect: http://127.0.0.1:4200"]

    with Desk.opened() as desk:
        watch(desk, notices, stop)
    said = capsys.readouterr().out
    assert "Prefect: http://127.0.0.1:4200" in said and "逾期 overdue 0" in said
