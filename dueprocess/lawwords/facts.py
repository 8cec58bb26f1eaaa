"""A kind of fact in full (事实条目): fields, recorders, paper, and what it sets going."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches

from rulebook.law.factkind import FactKind, Field
from rulebook.law.lawbook import Lawbook

TYPES: Mapping[str, tuple[str, str]] = {
    "text": ("文字", "text"),
    "texts": ("多项文字，以；分隔", "texts, parted by ;"),
    "flag": ("是或者否", "true or false"),
    "date": ("日期", "date"),
    "moment": ("时间", "moment"),
    "yuan": ("金额（元）", "yuan"),
    "number": ("正整数", "whole number"),
    "officer": ("人员工号", "staff number"),
}


class UnknownFact(LookupError):
    """No kind of fact bears this id."""

    def __init__(self, name: str, law: Lawbook) -> None:
        near = get_close_matches(name, law.facts, 1)
        way = f"is {near[0]} meant?" if near else "see `dueprocess facts`"
        super().__init__(f"no kind of fact is called {name!r}: {way}")


class UnknownStage(LookupError):
    """No stage of the law bears this letter."""

    def __init__(self, letter: str, law: Lawbook) -> None:
        super().__init__(f"no stage {letter!r}: give one of {', '.join(law.stages)}")


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of fact and all of the law that looks at it, as ids."""

    kind: FactKind
    opens: tuple[str, ...]  # rules whose clock it starts
    settles: tuple[str, ...]  # rules that it settles
    ends: tuple[str, ...]  # rules whose duty it ends without settling it
    pauses: tuple[str, ...]  # causes of exclusion that begin with it
    resumes: tuple[str, ...]
    gates: tuple[str, ...]  # gates it has to pass
    proves: tuple[str, ...]  # papers that the rules it settles want to see


def page(law: Lawbook, kind: FactKind) -> Page:
    """The kind with everything in the lawbook that refers to it."""
    effects = law.effects[kind.id]
    opens = [rule.id for rule in (*effects.opens, *effects.opens_otherwise)]
    papers = [paper for rule in effects.settles for paper in rule.evidence]
    return Page(
        kind=kind,
        opens=tuple(dict.fromkeys(opens)),
        settles=tuple(rule.id for rule in effects.settles),
        ends=tuple(rule.id for rule in effects.moots),
        pauses=tuple(cause.id for cause in effects.starts),
        resumes=tuple(cause.id for cause in effects.ends),
        gates=tuple(gate.id for gate in law.gates_before(kind.id)),
        proves=tuple(dict.fromkeys(papers)),
    )


def chosen(law: Lawbook, name: str, stage: str) -> tuple[FactKind, ...]:
    """The kind of that id, or all of a stage, or all there are; `UnknownFact`, `UnknownStage`."""
    letter = stage.strip().upper()
    if letter and letter not in law.stages:
        raise UnknownStage(stage, law)
    if name and name not in law.facts:
        raise UnknownFact(name, law)
    found = (law.facts[name],) if name else law.facts.values()
    return tuple(one for one in found if not letter or one.chapter == letter)


def field(one: Field) -> str:
    """A field in a line: its id, a star when it must be said, its name, type and choices."""
    zh, en = TYPES[one.type]
    star = "*" if one.required else ""
    said = f"：{'、'.join(one.choices)}" if one.choices else f" {zh} {en}"
    return f"{one.name}{star} {one.zh}{said}"


def as_json(pages: Iterable[Page]) -> list[dict[str, object]]:
    """The kinds as objects: the kind's own keys, and beside them what it sets going."""
    return [_object(one) for one in pages]


def _object(one: Page) -> dict[str, object]:
    said = asdict(one)
    kind: dict[str, object] = said.pop("kind")
    return kind | said
