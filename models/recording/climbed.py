"""Which ladder each stored node climbs (所循阶梯): the one it opened under, until a switch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from models import ladders
from models.ladders import Pair
from models.recording.nodes import Nodes
from models.tables.node import NodeState
from rulebook.case.casefile import FactView
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import Lawbook

SWITCHED = "ladder_switched"  # 改用新阶梯: names the nodes that change over
_OVER = (NodeState.SETTLED.value, NodeState.MOOT.value)


@dataclass(frozen=True, slots=True)
class Climbed:
    """By node key, where it is not the law's own: the ladder, and the pair that is stored."""

    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    pairs: Mapping[str, Pair] = field(default_factory=dict)


_NONE_APART = Climbed()


def climbed(
    book: Callable[[], Connection],
    nodes: Nodes,
    law: Lawbook,
    switched: Collection[str] = (),
) -> Climbed:
    """What the stored nodes of a case climb; those in `switched` climb what the law says now.

    Asks the `book` only when a node stands under a ladder that the law has changed since. One
    whose version was never kept follows the law.
    """
    if nodes.climb_as(law.climbs):
        return _NONE_APART
    apart: dict[str, Pair] = {}
    for key, rule, state, pair in nodes.climbs():
        now = ladders.of_law(law, rule)
        if pair != now and key not in switched:
            stands = _stands(pair, now, state)
            if stands != now:
                apart[key] = stands
    if not apart:
        return _NONE_APART
    found = ladders.among(book(), set(apart.values()), law)
    return Climbed({key: found[pair] for key, pair in apart.items() if pair in found}, apart)


def climbs_apart(nodes: Nodes, law: Lawbook) -> bool:
    """Whether a stored node stands under another ladder than its rule's of today."""
    return not nodes.climb_as(law.climbs)


def switched_by(facts: Iterable[FactView]) -> frozenset[str]:
    """The keys of the nodes that these facts change over."""
    named = (fact.payload.get("nodes") for fact in facts if fact.kind == SWITCHED)
    return frozenset(str(key) for keys in named if isinstance(keys, list | tuple) for key in keys)


def _stands(pair: Pair, now: Pair, state: str) -> Pair:
    """The stored pair; a node older than the keeping of versions takes what the law says now."""
    if not pair[0] or pair[1] or state in _OVER:
        return pair
    return now if now[0] == pair[0] else pair
