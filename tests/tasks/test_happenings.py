"""Events: what happened is told to Prefect once, whenever its row was committed."""

from __future__ import annotations

import pytest
from sqlalchemy import delete
from sqlmodel import col, select

from models.oversight.auditing.heartbeats import figure
from models.oversight.telling.happenings import Mark
from models.tables.transition import Transition
from rulebook.loading.alerting import alerting
from tasks.happenings import tell_prefect
from tasks.prefect_api import PrefectApi, PrefectUnavailable
from tests.notifications.receivers import Endpoint, endpoint
from tests.tasks.conftest import HANDLER, Bench, at

EVERY = alerting().emission


def told(bench: Bench, server: Endpoint) -> list[dict[str, object]]:
    """The events of one round."""
    before = len(server.posted)
    with PrefectApi(f"http://127.0.0.1:{server.port}/api") as api:
        tell_prefect(bench.store, api, bench.law, EVERY)
    return [event for post in server.posted[before:] for event in post.said]


def test_what_happens_is_told_with_case_node_and_court(bench: Bench) -> None:
    bench.files()
    with endpoint(204) as server:
        assert told(bench, server) == []  # a first round begins with what happens from now on
        bench.sweeps("2026-03-06T08:20")
        events = told(bench, server)
        assert told(bench, server) == []
        item = bench.item("urge")
        bench.acts(
            "supervision_replied", item.id, at("2026-03-06T10:00"), HANDLER, "说明", text="已办"
        )
        (reply,) = told(bench, server)
    assert {event["event"] for event in events} == {
        "dueprocess.node.due_soon",
        "dueprocess.node.overdue",
        "dueprocess.node.escalated",
    }
    resource = events[0]["resource"]
    assert isinstance(resource, dict)
    assert resource["prefect.resource.id"] == f"dueprocess.case.{bench.number}"
    assert (resource["dueprocess.court"], resource["dueprocess.book"]) == ("京0105", "rehearsal")
    levels = {event["event"]: event["resource"]["dueprocess.level"] for event in events}  # type: ignore[index]
    assert levels["dueprocess.node.escalated"] == "urge"
    assert resource["dueprocess.node"] == "003"
    assert (reply["event"], reply["payload"]["level"]) == ("dueprocess.item.replied", "urge")  # type: ignore[index]
    assert len({event["id"] for event in (*events, reply)}) == len(events) + 1


def test_while_prefect_is_away_nothing_is_lost_and_a_copy_bears_the_same_id(bench: Bench) -> None:
    bench.files()
    with endpoint(204) as server:
        told(bench, server)
        bench.sweeps("2026-03-06T08:20")
        server.status = 500
        with pytest.raises(PrefectUnavailable):
            told(bench, server)
        lost = {event["id"] for event in server.posted[-1].said}
        server.status = 204
        assert {event["id"] for event in told(bench, server)} == lost


def test_a_change_that_is_committed_after_a_later_one_is_told_too(bench: Bench) -> None:
    bench.files()
    with endpoint(204) as server:
        told(bench, server)
        bench.sweeps("2026-03-06T08:20")
        with bench.store.writing() as session:  # numbered, and not yet committed
            which = select(Transition).where(Transition.what == "overdue")
            late = session.exec(which).first()
            assert late is not None
            kept = late.model_dump()
            session.execute(delete(Transition).where(col(Transition.id) == late.id))
        first = told(bench, server)
        with bench.store.writing() as session:
            session.add(Transition(**kept))
        (second,) = told(bench, server)
        assert told(bench, server) == []
    assert second["event"] == "dueprocess.node.overdue"
    assert second["id"] not in {event["id"] for event in first}
    with bench.store.reading() as session:
        assert Mark.read(figure(session, "events", "transitions"), 0).gaps == {}


def test_a_number_that_never_came_is_waited_for_no_longer_than_the_data_says(bench: Bench) -> None:
    bench.files()
    with endpoint(204) as server:
        told(bench, server)
        bench.sweeps("2026-03-06T08:20")
        with bench.store.writing() as session:
            session.execute(delete(Transition).where(col(Transition.what) == "overdue"))
        told(bench, server)
        bench.reaches(at("2026-03-06T08:20") + 2 * EVERY.late)
        told(bench, server)
    with bench.store.reading() as session:
        assert Mark.read(figure(session, "events", "transitions"), 0).gaps == {}
