"""The people who supervise (督办各方): who answers, who signs, who verifies; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from dueprocess.simulator.act import Act
from dueprocess.simulator.town import Town
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.supervision import ItemState

ROOM = "演练约谈室"  # where the invented court talks to its people


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One open item as the people see it."""

    id: int
    case: str
    level: str
    state: str
    handler: str | None
    settled: bool  # the node is done
    interview: int | None
    set_for: datetime | None


def answers(item: OpenItem, town: Town, rng: Random, as_of: datetime) -> list[Act]:
    """What happens to the item today; mostly nothing."""
    if rng.random() > 1 / town.spans["reply"][1]:
        return []
    match item.state:
        case ItemState.PROPOSED:
            return [_issued(item, town)]
        case ItemState.REPLIED:
            return _verified(item, town, rng)
        case _ if item.level == INTERVIEW:
            return _held(item, town, rng, as_of)
        case _:
            return _replied(item, town)


def _issued(item: OpenItem, town: Town) -> Act:
    ref, by = str(item.id), town.holder("director")
    if item.level == INTERVIEW:
        return Act("interview_convened", ref, {"place": ROOM}, by)
    return Act("supervision_order_issued", ref, {"text": "请限期办结"}, by)


def _verified(item: OpenItem, town: Town, rng: Random) -> list[Act]:
    ref, by = str(item.id), town.holder("node_supervisor")
    if item.settled:
        return [Act("supervision_verified", ref, {"reason": "节点已办结"}, by)]
    if rng.random() < town.odds["returned_reply"]:
        return [Act("supervision_returned", ref, {"reason": "请说明办理进度"}, by)]
    # What is past doing is struck off on a paper that says so.
    return [Act("supervision_verified", ref, {"reason": "已查明原因并记录在卷"}, by)]


def _replied(item: OpenItem, town: Town) -> list[Act]:
    handler = item.handler or ""
    willing = Random(f"{item.case}/{item.id}").random()
    if handler not in town.tempers or willing > town.tempers[handler].answers:
        return []
    ref = str(item.id)
    return [
        Act("supervision_receipted", ref, {}, handler),
        Act("supervision_replied", ref, {"text": "正在办理，将尽快办结"}, handler),
    ]


def _held(item: OpenItem, town: Town, rng: Random, as_of: datetime) -> list[Act]:
    ready = item.set_for is not None and item.set_for <= as_of
    if not ready or item.interview is None or rng.random() > town.odds["held"]:
        return []
    by, handler = town.holder("director"), item.handler or ""
    low, high = town.spans["promise"]
    due = as_of.date() + timedelta(days=rng.randint(low, high))
    said = {"attendees": [handler or "承办人", by], "causes": "案多人少，进度滞后", "place": ROOM}
    promise = {"due_on": due.isoformat(), "text": "限期办结"}
    return [
        Act("interview_held", str(item.id), said, by),
        Act("promise_made", f"{item.interview}-{as_of:%m%d}", promise, handler or by),
    ]
