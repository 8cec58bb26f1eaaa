"""Whether a person may open an order on a node, or put a step forward: where, by whom, which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rulebook.law.ladder import Rung
from rulebook.oversight.acts import INTERVIEW, OF_LETTERS
from rulebook.oversight.objecting import Objection
from rulebook.oversight.supervision import opens_item

URGE = "urge"


@dataclass(frozen=True, slots=True)
class Ground:
    """What has to be known of a node before an order is opened on it."""

    state: str
    running: bool  # its clock runs, late or not
    handlers: frozenset[str]  # staff numbers of the case's handler and the node's own officer
    rungs: Sequence[Rung]  # of the ladder it climbs, and those brought at the desk
    open_item: int | None = None  # the item of that level that is open
    proposed: bool = False  # … and waits for a person
    held: int = 0  # level of the highest act in force
    near: bool = True  # its clock is due soon, or late
    fired: bool = False  # the ladder, or a person, has brought that level to this clock already


def openable(rungs: Sequence[Rung]) -> tuple[str, ...]:
    """The levels that a person may start at: an urging, and those with a reply clock that are no
    meeting, no decision of another kind and no letter of a court above."""
    return tuple(
        rung.key
        for rung in rungs
        if (rung.reply is not None or rung.key == URGE)
        and not rung.outcome
        and rung.key != INTERVIEW
        and rung.key not in OF_LETTERS
    )


def proposable(rungs: Sequence[Rung]) -> tuple[str, ...]:
    """The levels that a person may put forward: all that are followed up, but for the steps of a
    court above on its own letter."""
    return tuple(one.key for one in rungs if opens_item(one) and one.key not in OF_LETTERS)


def faults_of(
    ground: Ground | None,
    level: str,
    by: str,
    levels: Callable[[Sequence[Rung]], Sequence[str]] = openable,
) -> tuple[Objection, ...]:
    """All that stands against `by` opening an item of that level; empty when it may be opened.

    `levels` are those that may be: `openable` for what is issued, `proposable` for what is not yet.
    """
    if ground is None:
        return (_unknown(),)
    found: list[Objection] = []
    if by in ground.handlers:
        found.append(_own_case())
    if not ground.running:
        found.append(_not_running(ground))
    elif level not in levels(ground.rungs):
        found.append(_no_level(level, levels(ground.rungs)))
    elif ground.open_item is not None:
        found.append(_open_already(ground))
    elif next(one.level for one in ground.rungs if one.key == level) < ground.held:
        found.append(_higher())
    elif level == URGE and levels is openable:
        found += _against_urging(ground)
    return tuple(found)


def _against_urging(ground: Ground) -> list[Objection]:
    """Urging by hand goes before the ladder's own, once a clock, and not while time is ample."""
    if ground.fired:
        return [
            Objection(
                "该节点的时钟已经催办过：可提请督办",
                "this clock was urged already: propose an order",
            )
        ]
    if not ground.near:
        return [
            Objection(
                "该节点尚未临期：催办只对临期或者超期的节点",
                "the node is not due soon: only what is due soon or late is urged",
            )
        ]
    return []


def _unknown() -> Objection:
    return Objection(
        "本案没有该节点：请按案件页所示写明节点",
        "this case has no such node; name it as `dueprocess case` shows it",
    )


def _own_case() -> Objection:
    return Objection(
        "承办人不得对自己承办的案件签发督办单：请由监管员或者负责人办理",
        "an order by the node's own handler is refused; a supervisor or leader has to issue it",
    )


def _not_running(ground: Ground) -> Objection:
    return Objection(
        f"该节点的时钟不在走（{ground.state}），不能立项督办：只对在途或者超期的节点立项",
        f"the node is {ground.state}: an order is opened on a node whose clock runs",
    )


def _no_level(level: str, levels: Sequence[str]) -> Objection:
    known = "、".join(levels)
    if not known:
        return Objection(
            "该节点的阶梯没有可直接签发的层级：请由上级法院制发督办函，或者指派督办人员跟进",
            "the node's ladder has no level that can be opened at the desk; "
            "a court above may send a letter: `dueprocess letter issue`",
        )
    return Objection(
        f"该节点的阶梯不能从{level}立项：可选{known}",
        f"the node's ladder cannot be entered at {level!r}: choose --level of {known}",
    )


def _open_already(ground: Ground) -> Objection:
    item = ground.open_item
    if ground.proposed:
        return Objection(
            f"该节点已有拟发事项{item}：请签发它",
            f"item {item} on this node is proposed: issue that one",
        )
    return Objection(
        f"该节点已有同级事项{item}未销号：同一节点同一层级只立一项",
        f"item {item} of this level is open on the node: a level has one item at a time",
    )


def _higher() -> Objection:
    return Objection(
        "该节点已有更高层级的事项在办：不再向下立项",
        "an act of a higher level is in force on this node: none is opened below it",
    )
