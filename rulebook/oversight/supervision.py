"""Supervision of an overdue node (督办): which act is lawful in which state; its reply clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rulebook.law.ladder import Mode, Rung
from rulebook.time.calendar import Calendar
from rulebook.time.counting import due
from rulebook.time.period import Period, Term


class ItemState(StrEnum):
    """Where a supervision item (督办事项) stands."""

    PROPOSED = "proposed"  # 拟发: a person has to confirm
    ISSUED = "issued"  # 已发
    RECEIPTED = "receipted"  # 已签收
    REPLIED = "replied"  # 已回复, waiting for verification
    RETURNED = "returned"  # 退回, to be answered again
    LAPSED = "lapsed"  # the reply clock ran out; the next level took it up
    STRUCK_OFF = "struck_off"  # 销号, after verification
    SUPERSEDED = "superseded"  # a higher level has it, or the node was corrected away


OPEN = frozenset(
    {
        ItemState.PROPOSED,
        ItemState.ISSUED,
        ItemState.RECEIPTED,
        ItemState.REPLIED,
        ItemState.RETURNED,
    }
)
AWAITING_REPLY = frozenset({ItemState.ISSUED, ItemState.RECEIPTED, ItemState.RETURNED})
_IN_FORCE = OPEN - {ItemState.PROPOSED}

STATE_NAMES: Mapping[ItemState, str] = {
    ItemState.PROPOSED: "拟发",
    ItemState.ISSUED: "已发",
    ItemState.RECEIPTED: "已签收",
    ItemState.REPLIED: "已回复待核验",
    ItemState.RETURNED: "已退回",
    ItemState.LAPSED: "逾期未复",
    ItemState.STRUCK_OFF: "已销号",
    ItemState.SUPERSEDED: "已终止",
}


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
            _IN_FORCE,
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


@dataclass(frozen=True, slots=True)
class Matter:
    """What has to be known of an item to judge an act on it."""

    state: ItemState
    level: str
    handler_id: str | None  # the case's handler
    node_settled: bool
    proven: bool = False  # the reply itself bears evidence


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an act cannot be done, and the way out, in one line each."""

    zh: str
    en: str


def objections(act: Act, matter: Matter, by: str, evidence: str) -> tuple[Objection, ...]:
    """All that stands against an act of `by` on an item; empty when it is lawful.

    A reply never closes an item: only a verification does, by someone who is not the case's
    handler, and against a settled node or evidence, the reply's own or the verifier's.
    """
    found: list[Objection] = []
    if act.level and matter.level != act.level:
        found.append(_wrong_level(act, matter))
    elif matter.state not in act.after:
        found.append(_wrong_state(act, matter))
    if act.by_other and by and by == matter.handler_id:
        found.append(_own_case(act))
    if act.grounds and not (matter.node_settled or matter.proven or evidence):
        found.append(_groundless(act))
    return tuple(found)


def reply_due(reply: Period | None, since: datetime, calendar: Calendar) -> datetime | None:
    """First moment at which a reply is late; None for a rung that asks for none.

    The day of issue is not counted, and a last day on a rest day rolls forward.
    """
    return None if reply is None else due(since, Term(reply), calendar).at


def opens_item(rung: Rung) -> bool:
    """Whether a rung is an act of supervision to be followed up, not a mere notice."""
    return rung.reply is not None or rung.mode is not Mode.AUTOMATIC


def first_state(mode: Mode) -> ItemState:
    """An automatic act is issued at once; any other waits for a person."""
    return ItemState.ISSUED if mode is Mode.AUTOMATIC else ItemState.PROPOSED


def _wrong_level(act: Act, matter: Matter) -> Objection:
    return Objection(
        f"{act.zh}不适用于本事项（{matter.level}）：请选择{act.level}事项",
        f"{act.kind} is no act on an item of level {matter.level}; "
        f"name an item of level {act.level}",
    )


def _wrong_state(act: Act, matter: Matter) -> Objection:
    allowed = sorted(act.after)
    names = "、".join(STATE_NAMES[state] for state in allowed)
    return Objection(
        f"事项现为“{STATE_NAMES[matter.state]}”，不能{act.zh}：须先处于“{names}”",
        f"the item is {matter.state}, so {act.kind} cannot follow; "
        f"it must first be {' or '.join(allowed)}",
    )


def _own_case(act: Act) -> Objection:
    return Objection(
        f"承办人不得对自己承办的案件{act.zh}：请由监管员或者负责人办理",
        f"{act.kind} by the case's own handler is refused; a supervisor or leader has to do it",
    )


def _groundless(act: Act) -> Objection:
    return Objection(
        f"节点尚未办结，也未附证据，不能{act.zh}：请先补录办结事实或者附上证据",
        f"{act.kind} needs the node settled or evidence; record the settling fact or add a paper",
    )
