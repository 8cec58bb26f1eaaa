"""What a fact changed: the difference between a case's stored nodes and its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from models import ladders
from models.recording.stored import FOLLOWING, Stored
from models.tables.node import NodeState
from rulebook.case.casefile import CasePlan, NodePlan
from rulebook.law.ladder import ROUND_MARK, STRETCH_MARK
from rulebook.law.lawbook import HANDLER, Lawbook
from rulebook.law.rule import Rule
from rulebook.time.counting import DueState

Row = Mapping[Any, Any]  # a row as read or as about to be written
Schedule = tuple[tuple[str, datetime], ...]

_REMEMBERED = 65_536  # distinct clocks, as in the rulebook's counting
# Read once: to ask an enumeration for a member takes longer than to compare with it.
RUNNING, PAUSED = NodeState.RUNNING.value, NodeState.PAUSED.value
SETTLED, MOOT = NodeState.SETTLED.value, NodeState.MOOT.value
_PROVISIONAL = DueState.PROVISIONAL


@dataclass(slots=True)
class NodeChange:
    """One node as it was and as it now is. `id` is known once the node is stored."""

    key: str
    before: Row | None  # the stored row; None for a new node
    after: dict[str, Any]  # the columns that follow from the plan
    rungs: Schedule  # the ladder's moments, without the round's mark
    whats: tuple[tuple[str, str], ...]  # transitions: (what, detail)
    id: int = 0
    climbing: Row = field(init=False, repr=False, compare=False)  # the columns `CLIMBING`

    def stored(self) -> Stored:
        """The node as it now is stored."""
        named = self.after if self.before is None else self.before
        return Stored(
            self.id,
            self.key,
            named["rule_id"],
            named["code"],
            named["subject_kind"],
            named["subject_ref"],
            self.climbing["round"],
            self.climbing["schedule"] if self.after["state"] == RUNNING else None,
            tuple(self.after[name] for name in FOLLOWING),
        )

    @property
    def climbs_on(self) -> bool:
        """Whether it is a stored node whose clock runs, so that rungs may have fired already."""
        return self.before is not None and bool(self.after["state"] == RUNNING)

    def became(self, state: str) -> bool:
        """Whether the node is in that state now and was not before."""
        was = None if self.before is None else self.before["state"]
        return bool(self.after["state"] == state != was)


@dataclass(slots=True)
class Changes:
    """Everything one fact, or one batch of facts, changed in a case's nodes."""

    nodes: list[NodeChange] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.nodes)

    @property
    def fresh(self) -> list[NodeChange]:
        """Nodes that were not stored before."""
        return [node for node in self.nodes if node.before is None]

    @property
    def standing(self) -> list[NodeChange]:
        """Nodes that were stored before and changed."""
        return [node for node in self.nodes if node.before is not None]

    def were_late(self, as_of: datetime) -> bool:
        """Whether a node that stood before may have been late; a paused one keeps no due moment."""
        before = (node.before for node in self.nodes if node.before is not None)
        return any(row["due_at"] is None or row["due_at"] <= as_of for row in before)

    def that_became(self, state: str) -> list[NodeChange]:
        """Nodes that are in that state now and were not before."""
        return [node for node in self.nodes if node.became(state)]


def difference(
    stored: Mapping[str, Stored],
    plan: CasePlan,
    law: Lawbook,
    climbs: Mapping[str, ladders.Pair] | None = None,
    *,
    whole: bool = True,
) -> Changes:
    """How the stored nodes (by key) must change to be the plan's; pure.

    `climbs` names the ladder and the version that a node stands under; any other takes the law's.
    A plan that is not `whole` names only nodes that may have moved: the others stay as they are.
    """
    changes = [*_planned(stored, plan, law, climbs or {})]
    if whole:
        changes += _gone(stored, {node.key for node in plan.nodes})
    return Changes(changes)


def _planned(
    stored: Mapping[str, Stored],
    plan: CasePlan,
    law: Lawbook,
    climbs: Mapping[str, ladders.Pair],
) -> Iterator[NodeChange]:
    for node in plan.nodes:
        was = stored.get(node.key)
        pair = climbs.get(node.key) or ladders.of_law(law, node.rule_id)
        following = (*_following(node, law, plan.handler_id), *pair)
        if was is not None and was.following == following and _climbs_as(was, node):
            continue
        after: dict[str, Any] = dict(zip(FOLLOWING, following, strict=True))
        if was is None:
            id_, before = 0, None
            after |= _birth(node, law)
        else:
            id_, before = was.id, was.row()
        whats = _whats(before, after, node) if node.rule_id not in law.waiting else ()
        yield NodeChange(node.key, before, after, node.schedule, whats, id_)


def _climbs_as(was: Stored, node: NodePlan) -> bool:
    # A node that is not running has no rungs to compare.
    return node.state != RUNNING or was.schedule == written(node.schedule, was.round)


def _gone(stored: Mapping[str, Stored], planned: set[str]) -> Iterator[NodeChange]:
    """Nodes whose opening fact was corrected away: moot, never deleted."""
    for key, was in stored.items():
        if key in planned:
            continue
        before = was.row()
        if before["state"] != MOOT:
            after = {name: before[name] for name in FOLLOWING} | _CLEARED
            yield NodeChange(key, before, after, (), (("moot", "开启事实已更正"),), was.id)


_CLEARED: dict[str, Any] = {
    "state": MOOT,
    "settled_by": None,
    "settled_at": None,
    "timeliness": "",
}

CLIMBING = ("round", "schedule", "next_rung_at")


def _following(node: NodePlan, law: Lawbook, handler: str | None) -> tuple[Any, ...]:
    """The values of `FOLLOWING` by the plan, the ladder apart."""
    due, role = node.due, law.rules[node.rule_id].role
    return (
        node.origin_at,
        due.on if due else None,
        due.at if due else None,
        due is not None and due.state is _PROVISIONAL,
        due.calendar if due else "",
        node.state,
        node.settled_by,
        node.settled_at,
        node.timeliness or "",
        handler if role == HANDLER or role in law.outsiders else None,  # who watches an outsider
    )


def _birth(node: NodePlan, law: Lawbook) -> dict[str, Any]:
    """What a node keeps for its whole life: its rule as it read when the node opened."""
    return {
        "key": node.key,
        "subject_kind": node.subject_kind,
        "subject_ref": node.subject_ref,
        "opened_by": node.opened_by,
        **_as_it_reads(law.rules[node.rule_id]),
    }


@lru_cache(maxsize=_REMEMBERED)
def _as_it_reads(rule: Rule) -> Row:
    return {
        "rule_id": rule.id,
        "rule_version": rule.version,
        "code": rule.code,
        "role": rule.role,
        "enforced": rule.enforced,
    }


@lru_cache(maxsize=_REMEMBERED)
def written(rungs: Schedule, turn: int) -> list[list[str]]:
    """The ladder's moments as a node keeps them, keys marked with the clock's round from 2 on.

    A round belongs to a last day; a rung that is counted from a fact is in none.
    """
    mark = f"{ROUND_MARK}{turn}" if turn > 1 else ""
    return [[key if STRETCH_MARK in key else f"{key}{mark}", at.isoformat()] for key, at in rungs]


_OVER = (SETTLED, MOOT)
# A clock that has begun and is neither stopped nor over.
_BEGUN = (RUNNING, NodeState.WAITING.value)


# A step of the run is a step that somebody can be late with; terms that only wait are rows alone.
def _whats(before: Row | None, after: Row, node: NodePlan) -> tuple[tuple[str, str], ...]:
    state = after["state"]
    if before is None:
        opened = ("opened", _until(after))
        return (opened,) if state in _BEGUN else (opened, _arrived(after, node))
    if before["state"] != state or state in _OVER:
        return (_arrived(after, node, was=before["state"]),)
    if before["due_at"] != after["due_at"]:
        return (("moved", f"{before['due_on']} → {after['due_on']}"),)
    return ()


def _arrived(after: Row, node: NodePlan, was: str = "") -> tuple[str, str]:
    state = after["state"]
    if state == SETTLED:
        return "settled", after["timeliness"]
    if state == PAUSED:
        return "paused", node.paused_for
    if state == MOOT:
        return "moot", ""
    return ("resumed" if was == PAUSED else "opened"), _until(after)


def _until(after: Row) -> str:
    return "" if after["due_on"] is None else after["due_on"].isoformat()
