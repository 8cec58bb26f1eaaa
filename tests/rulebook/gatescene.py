"""A gate's scene: facts told before an arriving one, and what the gates say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rulebook.case.casefile import Decision
from rulebook.law.gate import Refusal
from tests.rulebook.casebook import Casebook, filed

FILED = "2026-01-05"


@dataclass(frozen=True)
class Told:
    """A fact: its kind, its day, its subject and what it says."""

    kind: str
    on: str
    of: str
    said: dict[str, Any]


def told(kind: str, on: str, of: str = "", /, **said: Any) -> Told:
    return Told(kind, on, of, said)


@dataclass(frozen=True)
class Scene:
    """Earlier facts and the arriving one, the last, twice: as the gate minds it and as it may be.

    `lack` are words of the line, in Chinese and in English; `filed` is the day of filing, empty
    where the case never was.
    """

    gate: str
    article: str
    lack: tuple[str, str]
    wrong: tuple[Told, ...]
    right: tuple[Told, ...]
    filed: str = FILED

    def __str__(self) -> str:
        return f"{self.gate} {self.lack[1]}"


def arrives(scene: Scene, facts: tuple[Told, ...]) -> Decision:
    """What the gates say of the last of the facts; asking has changed nothing in the case."""
    book = filed(scene.filed) if scene.filed else Casebook()
    if not scene.filed:
        book.happens("application_received", FILED)
    *earlier, last = facts
    for one in earlier:
        book.happens(one.kind, one.on, one.of, **one.said)
    before = list(book.facts)
    decision = book.tries(last.kind, last.on, last.of, **last.said)
    assert book.facts == before
    return decision


def cites(scene: Scene, lines: tuple[Refusal, ...]) -> None:
    """One line of the scene's gate, with its article and what lacks in both languages."""
    (line,) = (one for one in lines if one.gate == scene.gate)
    assert line.article == scene.article
    assert scene.article in line.zh
    assert scene.article in line.en
    assert scene.lack[0] in line.zh
    assert scene.lack[1] in line.en
    assert "\n" not in line.zh + line.en


def lawful(scene: Scene) -> None:
    """The scene as it may be: taken, without a line of its gate."""
    decision = arrives(scene, scene.right)
    assert decision.refusals == ()
    assert decision.plan is not None
    assert scene.gate not in {one.gate for one in decision.remarks}
