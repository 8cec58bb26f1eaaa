"""The stored nodes of a case (案内节点), each read when it is asked for.

A fact moves one or two of the twenty clocks of its case. Of a batch's cases all nodes come from
the server, and making rows of ours of those that nothing moves took as long as their replay.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    ItemsView,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    ValuesView,
)
from typing import Any

from models import ladders
from models.recording.stored import FOLLOWING, Stored

Line = list[Any]  # key, rule, state, ladder, its version; and the node as the server gave it
Climb = tuple[str, str, str, tuple[str, str]]  # key, rule, state, ladder and its version

HEADED = ("key", "rule_id", "state", "ladder", "ladder_version")  # a line begins with these
_STATE_OF = FOLLOWING.index("state")


class Nodes(MutableMapping[str, Stored]):
    """Nodes by key, in the order in which they came."""

    def __init__(self, lines: Sequence[Line], read: Callable[[Any], Stored]) -> None:
        self._nodes: dict[str, Any] = {line[0]: line for line in lines}
        self._read = read
        self._whole = not lines  # all are read

    def __getitem__(self, key: str) -> Stored:
        found = self._nodes[key]
        if type(found) is list:
            found = self._nodes[key] = self._read(found[-1])
        node: Stored = found
        return node

    def get(self, key: str, default: Any = None) -> Any:
        """The node of that key, if any; most of a new case's are asked for in vain."""
        return self[key] if key in self._nodes else default

    def __setitem__(self, key: str, node: Stored) -> None:
        self._nodes[key] = node

    def __delitem__(self, key: str) -> None:
        del self._nodes[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def values(self) -> ValuesView[Stored]:
        """All of them, read."""
        return self._all().values()

    def items(self) -> ItemsView[str, Stored]:
        """All of them by key, read."""
        return self._all().items()

    def climbs(self) -> Iterator[Climb]:
        """What each of them climbs; none is read for it."""
        for key, node in self._nodes.items():
            if type(node) is list:
                _, rule, state, ladder, version, _ = node
                yield key, rule, state, (ladder, version)
            else:
                yield key, node.rule_id, node.following[_STATE_OF], node.following[-2:]

    def climb_as(self, todays: Mapping[str, tuple[str, str]]) -> bool:
        """Whether each of them climbs what the law says now of its rule; most cases' do."""
        for node in self._nodes.values():
            if type(node) is list:
                _, rule, _, ladder, version, _ = node
            else:
                rule, (ladder, version) = node.rule_id, node.following[-2:]
            if todays.get(rule, ladders.NONE) != (ladder, version):
                return False
        return True

    def _all(self) -> dict[str, Stored]:
        if not self._whole:
            for key in self._nodes:
                self[key]
            self._whole = True
        return self._nodes
