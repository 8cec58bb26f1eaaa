"""Names in an event log (化名): officers under pseudonyms, subjects under numbers."""

from __future__ import annotations

import hmac
from hashlib import sha256

from dueprocess.permission import NOBODY
from models.reading.traces import Trace
from rulebook.property.measure import Measure

LADDER = "ladder"  # 升级阶梯: whatever fires by itself
_SIGNS = 12  # hexadecimal: enough that no two officers of a country share one
_NOT_PEOPLE = NOBODY | {LADDER}


class Naming:
    """Gives an officer the same pseudonym in every export of one book, and in no other book's.

    The key is what only the book holds, so that nobody can try staff numbers against the file.
    """

    def __init__(self, seal: str, *, pseudonyms: bool = True) -> None:
        self._key = seal.encode()
        self._pseudonyms = pseudonyms
        self._given: dict[str, str] = {}

    def officer(self, number: str) -> str:
        """What stands for a staff number; whatever is no person stands as it is."""
        if not self._pseudonyms or number in _NOT_PEOPLE:
            return number
        if number not in self._given:
            digest = hmac.new(self._key, number.encode(), sha256).hexdigest()
            self._given[number] = f"P{digest[:_SIGNS]}"
        return self._given[number]


class Places:
    """The ids of one case's objects.

    A subject bears a number, in the order in which the facts first name it: its reference is what
    the court wrote, a party's name perhaps, and stays in the book.
    """

    def __init__(self, trace: Trace) -> None:
        self.case = trace.case.number
        self._nodes = {node.key: node.id for node in trace.nodes}
        self._items = {item.id for item in trace.items}
        self._interviews = {one.item_id: one.id for one in trace.interviews}
        self.subjects: dict[tuple[str, str], str] = {}  # by kind and reference
        self._counts: dict[str, int] = {}
        for fact in trace.facts:
            self.subject(fact.subject_kind, fact.subject_ref)
        for ref in trace.assets:
            self.subject("asset", ref)
        for node in trace.nodes:
            if node.subject_ref:
                self.subject(node.subject_kind, node.subject_ref)

    def subject(self, kind: str, ref: str) -> str:
        """What a fact is about: the case, a node, an item, or a subject of the case's own."""
        if kind == "case":
            return self.case
        if kind == "node" and ref in self._nodes:
            return self.node(self._nodes[ref])
        if kind == "item" and ref.isdecimal() and int(ref) in self._items:
            return self.item(int(ref))
        if (kind, ref) not in self.subjects:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self.subjects[kind, ref] = f"{self.case}/{kind}/{self._counts[kind]}"
        return self.subjects[kind, ref]

    def node(self, number: int) -> str:
        """A node by its number in the book."""
        return f"{self.case}/node/{number}"

    def item(self, number: int) -> str:
        """A supervision item by its number, by which the desk knows it too."""
        return f"{self.case}/item/{number}"

    def convened(self, item: str) -> str:
        """The interview that an item's object led to; "" when there is none."""
        number = item.rpartition("/item/")[2]
        found = self._interviews.get(int(number)) if number.isdecimal() else None
        return "" if found is None else self.interview(found)

    def interview(self, number: int) -> str:
        """An interview by its number, by which the desk knows it too."""
        return f"{self.case}/interview/{number}"

    def measure(self, one: Measure) -> str:
        """A measure by the fact that made it."""
        return f"{self.case}/measure/{one.seq}"
