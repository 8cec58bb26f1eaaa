"""What stands against an act of supervision (督办异议), in one line each with the way out."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.oversight.acts import Act
from rulebook.oversight.supervision import STATE_NAMES, ItemState


@dataclass(frozen=True, slots=True)
class Matter:
    """What has to be known of an item to judge an act on it."""

    state: ItemState
    level: str
    handler_id: str | None  # the case's handler
    node_settled: bool
    proven: bool = False  # the reply itself bears evidence
    confirmed_by: str = ""  # kind of the fact that confirms it, while it is proposed
    deciders: tuple[str, ...] = ()  # whose decision it is, in words; empty: any officer's
    may_decide: bool = True  # whether the one who acts is among them


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
    elif act.issues and matter.confirmed_by not in ("", act.kind):
        found.append(_otherwise(act, matter))
    if act.decides and not matter.may_decide:
        found.append(_not_deciding(act, matter))
    if act.by_other and by and by == matter.handler_id:
        found.append(_own_case(act))
    if act.grounds and not (matter.node_settled or matter.proven or evidence):
        found.append(_groundless(act))
    return tuple(found)


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


def _otherwise(act: Act, matter: Matter) -> Objection:
    return Objection(
        f"本事项（{matter.level}）以{matter.confirmed_by}确认，不以{act.kind}确认",
        f"an item of level {matter.level} is confirmed by {matter.confirmed_by}, "
        f"not by {act.kind}: `dueprocess item issue` takes the fitting one",
    )


def _not_deciding(act: Act, matter: Matter) -> Objection:
    who = "、".join(matter.deciders)
    return Objection(
        f"本事项（{matter.level}）由{who}决定，其他人员不能{act.zh}",
        f"an item of level {matter.level} is decided on by {who}: ask one of them to do it",
    )


def _own_case(act: Act) -> Objection:
    return Objection(
        f"承办人不得对自己承办的案件{act.zh}：请由监管员或者负责人办理",
        f"{act.kind} by the case's own handler is refused; a supervisor or leader has to do it",
    )


def _groundless(act: Act) -> Objection:
    return Objection(
        f"节点尚未办结，也未附证据，不能{act.zh}：请先补录办结事实或者附上证据",
        "the node is not settled and no evidence is given: record the settling fact or add a paper",
    )
