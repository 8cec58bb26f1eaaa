"""What a court's overlay says (本院设定): its name, limits of its own, choices, links, closures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.law.profile import Closure, Link, Profile
from rulebook.law.rule import Example, Source, Status
from rulebook.law.supervising import FeedTerms, SupervisionTerms
from rulebook.law.thresholds import COLOURS, STATES, Thresholds
from rulebook.loading.parts import example, source
from rulebook.loading.reading import Entry
from rulebook.time.period import Period

_LIGHTS = ("due_soon", "due_critical", "overdue_severe")
_TERMS = ("receipt", "entry", "answer", "mute", "promise", "repeat")


@dataclass(frozen=True, slots=True)
class Tightening:
    """A court's own shorter limit beside the legal one."""

    rule: str
    period: Period | None
    zh: str
    en: str
    ladder: str | None  # None: the legal rule's
    status: Status
    effective_from: date
    effective_to: date | None
    source: Source
    note: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Another name or another ladder for a rule."""

    rule: str
    zh: str
    en: str
    ladder: str | None  # None: as it is


def profile(entry: Entry, name: str) -> Profile:
    """Whose profile it is, of the id `name`."""
    return Profile(name, entry.text("zh"), entry.text("en"), entry.text("base", ""))


def tighten(entry: Entry) -> Tightening:
    """One limit of the court's own."""
    return Tightening(
        rule=entry.text("rule"),
        period=entry.period("period", required=True),
        zh=entry.text("zh", ""),
        en=entry.text("en", ""),
        ladder=entry.text("ladder", "") if entry.has("ladder") else None,
        status=entry.one_of("status", Status, Status.VERIFIED),
        effective_from=entry.day("effective_from", required=True) or date.min,
        effective_to=entry.day("effective_to"),
        source=source(entry),
        note=entry.text("note", ""),
        examples=tuple(example(one) for one in entry.tables("example")),
    )


def choose(entry: Entry) -> Choice:
    """One choice; it must choose something."""
    if not any(entry.has(key) for key in ("ladder", "zh", "en")):
        entry.fault("chooses nothing: say ladder, zh or en")
    return Choice(
        rule=entry.text("rule"),
        zh=entry.text("zh", ""),
        en=entry.text("en", ""),
        ladder=entry.text("ladder", "") if entry.has("ladder") else None,
    )


def link(entry: Entry) -> Link:
    """One of the court's own nodes."""
    no = entry.whole("no", required=True)
    codes = entry.texts("codes", required=True)
    return Link(no or 0, entry.text("zh"), entry.text("en"), codes)


def closure(entry: Entry) -> Closure:
    """Days on which the court is closed."""
    start = entry.day("from", required=True) or date.min
    last = entry.day("to", required=True) or start
    if last < start:
        entry.fault(f"to {last} lies before from")
    return Closure(start, max(start, last), entry.text("reason"), entry.text("paper"))


def lights(entry: Entry, base: Thresholds | None) -> Thresholds:
    """The thresholds, in working days; an overlay says only those that it changes."""
    said = {name: entry.whole(name, required=base is None) for name in _LIGHTS}
    kept = {name: getattr(base, name, 0) for name in _LIGHTS}
    found = {name: kept[name] if one is None else one for name, one in said.items()}
    return Thresholds(**found)


def supervision(entry: Entry, base: SupervisionTerms | None) -> SupervisionTerms | None:
    """The clocks of supervision itself; an overlay says only those that it changes."""
    said = {name: entry.period(name, required=base is None) for name in _TERMS}
    found = {name: one or getattr(base, name, None) for name, one in said.items()}
    kept = {name: one for name, one in found.items() if one is not None}
    return SupervisionTerms(**kept) if len(kept) == len(_TERMS) else None


def feed(entry: Entry) -> FeedTerms | None:
    """How old imported data may be before the ladder waits, and from which level up it does."""
    after = entry.period("stale_after", required=True)
    level = entry.whole("holds_from", required=True)
    if level is not None and level < 1:
        entry.fault(f"holds_from {level}: nothing below level 1 climbs")
    return None if after is None or level is None else FeedTerms(after, level)


def colours(entry: Entry) -> Mapping[str, str]:
    """The colour of each state for which the court chose one."""
    inner = entry.table("colours")
    if inner is None:
        return {}
    chosen = {state: inner.text(state, "") for state in STATES if inner.has(state)}
    for state, colour in chosen.items():
        if colour not in COLOURS:
            inner.fault(f"{state}: {colour} is no colour, choose one of {', '.join(COLOURS)}")
    inner.done()
    return chosen
