"""The lawful order in the terminal (办案顺序): its constraints, and how cases kept them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from dueprocess.lawwords.conditions import condition
from dueprocess.views.frame.palette import QUIET, STRONG
from models.doctor.check import LEVEL_NAMES, Level
from rulebook.law.lawbook import Lawbook
from rulebook.order.constraint import TEMPLATES, Constraint, Weight
from rulebook.order.deviation import FAULTS, WAYS, Deviation
from rulebook.order.model import Model
from rulebook.order.tally import Line, Tally
from rulebook.order.verdict import Outcome

_NAMED = 3  # kinds of facts that are written out
_STYLES = {Weight.ERROR: "bold red", Weight.WARNING: "yellow", Weight.NOTE: QUIET}


def page(tally: Tally, law: Lawbook, mark: str) -> RenderableType:
    """What deviates, the heaviest first, with places; then lawful ways; then the sums."""
    astray = [line for line in tally.lines if line.deviates]
    passed = [line for line in tally.lines if line.ways]
    parts: list[RenderableType] = [part for line in astray for part in _astray(line, law)]
    if passed:
        parts.append(Text("合法例外 lawful ways, not counted as faults", STRONG))
        parts += [_passed(line) for line in passed]
    return Group(*parts, _sums(tally, mark))


def model_page(model: Model, law: Lawbook) -> RenderableType:
    """Every constraint: what it says, of which facts, by which article."""
    elsewhere = "、".join(f"{way} {count}" for way, count in sorted(model.elsewhere.items()))
    total = f"{len(model.constraints)} 项约束 constraints；规则书 rulebook {model.version}"
    other = f"闸门另有不属于顺序的要求 needs of gates that are no matter of order: {elsewhere}"
    every = [_declared(one, law) for one in model.constraints]
    return Group(*every, Text(total, STRONG), Text(other, QUIET))


def answer(tally: Tally) -> dict[str, object]:
    """The same as plain values."""
    return {
        "cases": tally.cases,
        "deviating": tally.deviating,
        "worst": tally.worst.name.lower() if tally.worst else None,
        "constraints": [_answered(line) for line in tally.lines],
    }


def _answered(line: Line) -> dict[str, object]:
    one = line.constraint
    return {
        "id": one.id,
        "template": one.template,
        "zh": one.zh,
        "en": one.en,
        "article": one.article,
        "source": one.source,
        "level": one.weight.name.lower(),
        "asked": line.asked,
        **{outcome.value: line.outcomes[outcome] for outcome in Outcome},
        "cases": line.cases,
        "faults": dict(sorted(line.faults.items())),
        "ways": dict(sorted(line.ways.items())),
        "places": line.places,
    }


def _astray(line: Line, law: Lawbook) -> Iterator[Text]:
    one = line.constraint
    yield _head(one)
    faults = "、".join(f"{FAULTS[fault]}{count}" for fault, count in line.faults.most_common())
    if one.article:
        yield Text(f"  {one.article}", QUIET)
    yield Text(f"  {one.id}  {line.asked} 次适用 asked，{faults}，{line.cases} 案 cases")
    places = [place for place in line.places if place.way is None]
    yield from (Text(f"    {_place(place, law)}") for place in places)
    if line.deviates > len(places):
        more = line.deviates - len(places)
        yield Text(f"    另有{more}处 {more} more: --rows, --json", QUIET)


def _place(place: Deviation, law: Lawbook) -> str:
    kind = law.facts.get(place.kind)
    zh = kind.zh if kind else place.kind
    about = f"（{place.subject}）" if place.subject else ""
    return f"{place.case}  第{place.seq}项 {place.at:%Y-%m-%d} {zh}{about}  {FAULTS[place.fault]}"


def _passed(line: Line) -> Text:
    ways = "、".join(f"{WAYS[way]}{count}" for way, count in line.ways.most_common())
    return Text(f"  {line.constraint.zh}（{line.constraint.article}）  {ways}")


def _sums(tally: Tally, mark: str) -> Text:
    asked = sum(line.asked for line in tally.lines)
    held = sum(line.outcomes[Outcome.HELD] for line in tally.lines)
    open_ = sum(line.outcomes[Outcome.PENDING] for line in tally.lines)
    kept = f"{asked} 次适用 asked，{held} 次符合 held，{open_} 次未到期 open"
    sums = f"{mark}{tally.cases} 案 cases，{kept}"
    found = {
        weight: sum(line.deviates for line in tally.lines if line.constraint.weight is weight)
        for weight in reversed(Weight)
    }
    if not any(found.values()):
        return Text(f"{sums}；没有偏离 no deviation", "green")
    counts = "，".join(f"{LEVEL_NAMES[Level(w)]}{n}" for w, n in found.items() if n)
    return Text(f"{sums}；偏离 deviations：{counts}，{tally.deviating} 案 cases", STRONG)


def _declared(one: Constraint, law: Lawbook) -> Text:
    text = _head(one)
    text.append(f"\n  {_kinds(one.first, law)}")
    if one.then:
        text.append(f" → {_kinds(one.then, law)}")
    if one.when:
        kinds = [law.facts[name] for name in (one.first if one.answers else one.then)]
        text.append(f"（{'，'.join(condition(each, kinds)[0] for each in one.when)}）")
    return text.append(f"\n  {one.article or '案件进程 the course of a case'}  {one.id}", QUIET)


def _head(one: Constraint) -> Text:
    level = LEVEL_NAMES[Level(one.weight)]
    text = Text(f"{level} {TEMPLATES[one.template]} ", _STYLES[one.weight])
    return text.append(one.zh, STRONG).append(f" {one.en}", QUIET)


def _kinds(names: Sequence[str], law: Lawbook) -> str:
    shown = "、".join(law.facts[name].zh for name in names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown}等{len(names)}类"
