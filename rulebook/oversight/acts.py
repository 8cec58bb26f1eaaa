"""Acts of supervision (督办行为): which may be done in which state, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rulebook.law.ladder import Rung
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import AWAITING_REPLY, IN_FORCE, ItemState

INTERVIEW = "interview"  # the rung (约谈) that is held with people, at an appointed hour
MEASURE = "supervision_measure_issued"  # confirms a level that has no act of its own
DECLINED = "proposal_declined"  # 不予签发
_PROPOSED = frozenset({ItemState.PROPOSED})

# Levels that are confirmed by an act of their own, whatever the ladder says of them.
CONFIRMING: Mapping[str, str] = {
    "order": "supervision_order_issued",
    INTERVIEW: "interview_convened",
    "report_urged": "letter_reminded",
    "file_called": "file_called",
    "designated": "enforcement_designated",
}
OF_LETTERS = frozenset({"report_urged", "file_called", "designated"})  # a court above decides


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

    @property
    def decides(self) -> bool:
        """Whether it answers a proposal: the matter is issued, or it is not."""
        return self.after == _PROPOSED

    @property
    def issues(self) -> bool:
        """Whether it confirms a proposal."""
        return self.decides and self.to is ItemState.ISSUED


def _outcome(kind: str, zh: str) -> Act:
    """An act of procedure that is what a level of the ladder asks for (措施即行为)."""
    return Act(
        kind,
        zh,
        _PROPOSED,
        ItemState.ISSUED,
        ActClock.STARTS,
        by_other=True,
        takes_up=True,
        free=True,
    )


ACTS: Mapping[str, Act] = {
    act.kind: act
    for act in (
        Act(
            "supervision_order_issued",
            "签发督办单",
            _PROPOSED,
            ItemState.ISSUED,
            ActClock.STARTS,
            level="order",
            by_other=True,
            takes_up=True,
        ),
        Act(
            "interview_convened",
            "决定约谈",
            _PROPOSED,
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
        Act(
            MEASURE,
            "签发",
            _PROPOSED,
            ItemState.ISSUED,
            ActClock.STARTS,
            by_other=True,
            takes_up=True,
        ),
        Act(DECLINED, "不予签发", _PROPOSED, ItemState.DECLINED, ActClock.STOPS, by_other=True),
        _outcome("letter_reminded", "催报"),
        _outcome("file_called", "调卷"),
        _outcome("enforcement_designated", "提级或者指令执行"),
    )
}


def act_of(kind: str, law: Lawbook) -> Act | None:
    """The act that a fact of the kind is; None for what supervises nobody.

    An outcome of a ladder (更换承办人, 会办 …) is one too: it confirms what was proposed.
    """
    found = ACTS.get(kind)
    if found is None and kind in law.outcomes:
        return _outcome(kind, law.facts[kind].zh)
    return found


def confirmed_by(rung: Rung) -> str:
    """Kind of the fact by which a person confirms a proposal of that rung."""
    return CONFIRMING.get(rung.key) or rung.outcome or MEASURE
