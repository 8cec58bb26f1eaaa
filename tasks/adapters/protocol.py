"""What an adapter is (适配器): it takes questions to another system and brings answers back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Query:
    """What a node asks: about which case and subject. `key` stays the same when asked again."""

    key: str
    interface: str
    case: str
    court: str
    node: str  # code and name of the node that asks
    rule: str
    subject_kind: str
    subject_ref: str
    asked_at: str  # ISO moment
    due_on: str  # ISO date; empty when the node's clock has no last day
    debtor: str
    rehearsal: bool

    def as_object(self) -> Mapping[str, object]:
        """As JSON has it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Result:
    """One answer: its content as it came, under the name by which people know it."""

    name: str
    content: bytes
    digest: str  # sha-256 of the content: the same answer again adds nothing


class Adapter(Protocol):
    """A way to one system. Every call may be made again, and may fail."""

    @property
    def name(self) -> str:
        """The id of the interface it serves."""

    def query(self, query: Query) -> None:
        """Put the question; the same key twice is one question."""

    def collect(self) -> Sequence[Result]:
        """The answers that have come and were not settled yet."""

    def settle(self, result: Result, fault: str) -> None:
        """The answer stands in the book; with a fault it does not, and this is why."""
