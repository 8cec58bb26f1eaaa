"""Acts of supervision (督办行为): which may be done in which state, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rulebook.oversight.supervision import AWAITING_REPLY, IN_FORCE, ItemState

INTERVIEW = "interview"  # the rung (约谈) that is held with people, at an appointed hour


class ActClock(StrEnum):
    """What an act does to the item's reply clock."""

    STARTS = "starts"
    KEEPS = "keeps"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of supervision: the states it may be done in, and the state it leads to."""

    kind: str  # fact kind
    zh: str
    after: frozenset[ItemState]
    to: ItemState
    clock: ActClock
    level: str = ""  # only items of this level; "": any
    by_other: bool = False  # not by the case's own handler
    grounds: bool = False  # needs a settled node or evidence
    takes_up: bool = False  # ends what is open at lower levels
    free: bool = False  # lawful without a proposal too; named by its letter or its case


ACTS: Mapping[str, Act] = {
    act.kind: act
    for act in (
        Act(
            "supervision_order_issued",
            "签发督办单",
            frozenset({ItemState.PROPOSED}),
            ItemState.ISSUED,
            ActClock.STARTS,
            level="order",
            by_other=True,
            takes_up=True,
        ),
        Act(
            "interview_convened",
            "决定约谈",
            frozenset({ItemState.PROPOSED}),
            ItemState.ISSUED,
            ActClock.STARTS,
            level=INTERVIEW,
            by_other=True,
            takes_up=True,
        ),
        Act(
            "interview_rescheduled",
            "约谈改期",
            AWAITING_REPLY,
            ItemState.ISSUED,
            ActClock.STARTS,
            level=INTERVIEW,
            by_other=True,
        ),
        Act(
            "supervision_receipted",
            "签收",
            frozenset({ItemState.ISSUED, ItemState.RETURNED}),
            ItemState.RECEIPTED,
            ActClock.KEEPS,
        ),
        Act("supervision_replied", "回复", AWAITING_REPLY, ItemState.REPLIED, ActClock.STOPS),
        Act(
            "interview_held",
            "约谈",
            AWAITING_REPLY,
            ItemState.REPLIED,
            ActClock.STOPS,
            level=INTERVIEW,
            by_other=True,
        ),
        Act(
            "supervision_returned",
            "退回",
            frozenset({ItemState.REPLIED}),
            ItemState.RETURNED,
            ActClock.STARTS,
            by_other=True,
        ),
        Act(
            "supervision_verified",
            "核验销号",
            IN_FORCE,
            ItemState.STRUCK_OFF,
            ActClock.STOPS,
            by_other=True,
            grounds=True,
        ),
        *(
            Act(
                kind,
                zh,
                frozenset({ItemState.PROPOSED}),
                ItemState.ISSUED,
                ActClock.STARTS,
                level=level,
                by_other=True,
                takes_up=True,
                free=True,
            )
            for kind, zh, level in (
                ("letter_reminded", "催报", "report_urged"),
                ("file_called", "调卷", "file_called"),
                ("enforcement_designated", "提级或者指令执行", "designated"),
            )
        ),
    )
}
