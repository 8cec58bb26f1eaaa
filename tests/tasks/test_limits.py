"""Every limit of a supervision item is reckoned from what set it, and says so step by step."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from models.oversight.limits import Limit, limits
from models.oversight.watch import watch
from models.reading.handover import sheet
from models.record import Arrival
from models.tables.fact import Fact
from models.tables.item import SupervisionItem
from rulebook.oversight.limit import Reckoned, reckoned
from rulebook.time.calendar import Calendar
from rulebook.time.period import Period
from tests.tasks.conftest import HANDLER, Bench, at
from tests.tasks.test_supervision import URGED, convened, ordered, urged


def _of(bench: Bench, item: SupervisionItem, moment: str) -> dict[str, Limit]:
    assert item.id is not None
    with bench.store.reading() as session:
        seen = watch(session, at(moment), bench.law, bench.calendar)
        return {one.which: one for one in limits(session, item.id, seen)}


def _newest(bench: Bench, kind: str) -> int:
    """The number of the newest fact of a kind."""
    newest: Fact = bench.rows(Fact, Fact.kind == kind)[-1]
    return newest.seq


def _minute(limit: Limit) -> datetime:
    """What it is counted from; the book's clock goes on by itself within the minute."""
    assert limit.since is not None
    return limit.since.replace(second=0, microsecond=0)


def _adds_up(limit: Limit) -> None:
    assert limit.since is not None and limit.now is None
    moved = timedelta(days=sum(one.days for one in limit.steps))
    assert limit.since.date() + moved == limit.on


def test_the_reply_that_the_ladder_asks_for_is_counted_from_its_rung(bench: Bench) -> None:
    found = _of(bench, urged(bench), URGED)
    reply = found["reply"]
    assert (reply.on, reply.since, reply.set_by) == (date(2026, 3, 11), at(URGED), None)
    assert reply.period is not None and reply.period.text() == "3个工作日"
    assert "回复" in reply.ground[0] and "催办" in reply.source[0]
    _adds_up(reply)
    assert found["receipt"].on == date(2026, 3, 9)
    _adds_up(found["receipt"])


def test_an_order_counts_from_the_moment_of_its_fact_and_names_it(bench: Bench) -> None:
    reply = _of(bench, ordered(bench), "2026-03-12T10:00")["reply"]
    assert reply.on == date(2026, 3, 23)
    assert reply.set_by == _newest(bench, "supervision_order_issued")
    assert any("顺延" in one.zh for one in reply.steps)  # the tenth day is a Sunday
    _adds_up(reply)


def test_an_answer_sent_back_starts_the_clock_anew_by_that_fact(bench: Bench) -> None:
    item = urged(bench)
    bench.acts("supervision_replied", item.id, at("2026-03-09T10:00"), by=HANDLER, text="在办")
    bench.acts("supervision_returned", item.id, at("2026-03-10T10:00"), reason="无送达回证")
    reply = _of(bench, bench.item("urge"), "2026-03-10T10:00")["reply"]
    assert (reply.on, _minute(reply)) == (date(2026, 3, 13), at("2026-03-10T10:00"))
    assert reply.set_by == _newest(bench, "supervision_returned")
    _adds_up(reply)


def test_an_interview_is_held_by_a_day_counted_from_its_appointment(bench: Bench) -> None:
    convened(bench)
    found = _of(bench, bench.item("interview"), "2026-03-24T00:01")
    met, held = found["interview"], found["reply"]
    assert met.at == at("2026-03-25T15:00") and "约谈" in met.ground[0]
    _adds_up(met)
    assert held.since == met.at
    _adds_up(held)


def test_a_reply_that_waits_with_its_node_says_for_what(bench: Bench) -> None:
    urged(bench)
    bench.arrives(
        Arrival(
            case=bench.number,
            kind="done_not_recorded",
            occurred_at=at("2026-03-11T09:00"),
            by=HANDLER,
            payload={"done_on": "2026-03-05"},
            subject_kind="node",
            subject_ref=bench.node().key,
        )
    )
    found = _of(bench, bench.item("urge"), "2026-03-11T09:00")
    assert "暂缓" in found["reply"].ground[0]
    assert _minute(found["reply"]) == at("2026-03-11T09:00")
    assert "已办未录入" in found["hold"].ground[0]
    _adds_up(found["reply"])


def test_a_promise_stands_beside_the_furthest_day_that_may_be_promised(bench: Bench) -> None:
    item = urged(bench)
    bench.acts(
        "supervision_receipted",
        item.id,
        at("2026-03-09T10:00"),
        by=HANDLER,
        promise_on="2026-03-12",
    )
    promise = _of(bench, bench.item("urge"), "2026-03-09T10:00")["promise"]
    assert promise.on == date(2026, 3, 12)
    assert promise.set_by == _newest(bench, "supervision_receipted")
    assert str(promise.steps[-1].result)[:10] in promise.ground[0]


def test_a_limit_from_before_its_ground_was_kept_is_explained_by_the_issue(bench: Bench) -> None:
    item = urged(bench)
    _forgets(bench)
    reply = _of(bench, item, URGED)["reply"]
    assert (reply.since, reply.on) == (at(URGED), date(2026, 3, 11))
    _adds_up(reply)
    _forgets(bench, reply_due_at=at("2026-03-20T00:00"))
    reply = _of(bench, item, URGED)["reply"]
    assert (reply.on, reply.steps) == (date(2026, 3, 19), ()) and "未留" in reply.ground[0]


def test_a_day_that_was_told_stands_beside_what_it_would_be_now(bench: Bench) -> None:
    item = urged(bench)
    with bench.store.writing() as session:
        session.execute(update(SupervisionItem).values(reply_due_at=at("2026-03-13T00:00")))
    reply = _of(bench, item, URGED)["reply"]
    assert (reply.on, reply.now) == (date(2026, 3, 12), date(2026, 3, 11))


def _forgets(bench: Bench, **more: object) -> None:
    """The rows as an older version wrote them."""
    none = {"reply_ground": None, "reply_since": None, "reply_set_by": None}
    with bench.store.writing() as session:
        session.execute(update(SupervisionItem).values(**none, **more))


def test_an_item_that_waits_for_a_decision_has_no_limit(bench: Bench) -> None:
    urged(bench)
    bench.sweeps("2026-03-12T00:00")
    assert _of(bench, bench.item("order"), "2026-03-12T00:00") == {}


def test_a_duty_sheet_names_the_last_day_on_which_an_answer_is_in_time(bench: Bench) -> None:
    item = urged(bench)
    with bench.store.reading() as session:
        found = sheet(session, bench.law, at("2026-03-12T00:10"), at(URGED)).unanswered
    assert (item.id, date(2026, 3, 11)) in {(one.item, one.due_on) for one in found}


def test_each_limit_is_reckoned_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[tuple[datetime, str]] = []

    def reckons(since: datetime, period: Period, calendar: Calendar) -> Reckoned:
        counted.append((since, period.text()))
        return reckoned(since, period, calendar)

    monkeypatch.setattr("models.oversight.limits.reckoned", reckons)
    item = urged(bench)
    assert set(_of(bench, item, URGED)) == {"receipt", "reply"}
    assert len(counted) == len(set(counted)) == 2
    # A row of an older version, whose day its issue explains, is tried by the same reckoning.
    _forgets(bench)
    counted.clear()
    assert _of(bench, item, URGED)["reply"].steps
    assert len(counted) == len(set(counted)) == 2
