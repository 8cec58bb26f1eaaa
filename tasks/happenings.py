"""Telling Prefect (事件发布): changes and acts as events that automations can be built on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from models import clock, founding
from models.oversight.auditing.heartbeats import beat, figure
from models.oversight.telling import happenings
from models.oversight.telling.happenings import Happening
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.alerting import Emission
from tasks.prefect_api import PrefectApi

EVENTS = "events"
_SOURCES = ("transitions", "facts")


def tell_prefect(store: Store, api: PrefectApi, law: Lawbook, wanted: Emission) -> int:
    """Publish what happened since the last time; how many events.

    At least once: the mark moves on after Prefect took them, and an event told twice bears the
    same id, which Prefect keeps once. Raises PrefectUnavailable; nothing is lost by it.
    """
    with store.reading() as session:
        as_of, book = clock.now(session), founding.book(session)
        kinds = happenings.kinds_of(law.facts)
        told = {
            "transitions": happenings.transitions(
                session, figure(session, EVENTS, "transitions"), wanted, as_of
            ),
            "facts": happenings.acts(
                session, figure(session, EVENTS, "facts"), kinds, wanted, as_of
            ),
        }
    seed = f"{book.created_at.isoformat()}:{book.kind}"
    events = [
        event(one, seed, book.kind, clock.system_now())
        for source in _SOURCES
        for one in told[source].happenings
    ]
    for start in range(0, len(events), wanted.batch):
        api.publish(events[start : start + wanted.batch])
    with store.writing() as session:
        beat(session, EVENTS, as_of, {name: one.mark.kept() for name, one in told.items()})
    return len(events)


def event(one: Happening, seed: str, kind: str, occurred: datetime) -> Mapping[str, Any]:
    """The event of a happening: its resource is the case; no party, no amount."""
    related = [
        _resource(f"dueprocess.node.{one.node_id}", "node", one.code or one.rule),
        _resource(f"dueprocess.court.{one.court}", "court", one.court),
    ]
    if one.item_id is not None:
        related.append(_resource(f"dueprocess.item.{one.item_id}", "item", one.level))
    return {
        "id": str(uuid5(NAMESPACE_URL, f"dueprocess:{seed}:{one.key}")),
        "occurred": occurred.isoformat(),
        "event": f"dueprocess.{one.what}",
        "resource": {
            "prefect.resource.id": f"dueprocess.case.{one.case}",
            "prefect.resource.name": one.case,
            "dueprocess.court": one.court,
            "dueprocess.node": one.code,
            "dueprocess.rule": one.rule,
            "dueprocess.level": one.level,
            "dueprocess.book": kind,
        },
        "related": related,
        # A rehearsal's clock may stand in the future, where no list of events reaches.
        "payload": {"at": one.at.isoformat(), "level": one.level, "item": one.item_id},
    }


def _resource(name: str, role: str, zh: str) -> Mapping[str, str]:
    return {
        "prefect.resource.id": name,
        "prefect.resource.role": role,
        "prefect.resource.name": zh,
    }
