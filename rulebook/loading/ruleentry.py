"""From an entry of a rulebook file to a rule."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

from rulebook.law.rule import (
    Bearer,
    ExtensionBound,
    LegalClass,
    Rule,
    RuleKind,
    Several,
    Status,
)
from rulebook.loading.parts import condition, example, source
from rulebook.loading.reading import Entry
from rulebook.time.period import Period, Roll, Term, Unit

_NOT_LAW = ("example", "note")  # changing them does not make another version of a rule
_BEARERS = {
    RuleKind.LIMITATION: Bearer.PARTY,
    RuleKind.EFFECT: Bearer.NOBODY,
}


def rule(entry: Entry) -> Rule:
    """One rule; what it refers to is checked later, when everything is read."""
    kind = entry.one_of("kind", RuleKind)
    return Rule(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        code=entry.text("code", ""),
        stage=entry.text("stage"),
        kind=kind,
        subject=entry.text("subject"),
        origin=entry.texts("origin", required=_opens(entry, kind)),
        settles=entry.texts("settles"),
        role=entry.text("role"),
        legal_class=entry.one_of("legal_class", LegalClass),
        status=entry.one_of("status", Status),
        source=source(entry),
        effective_from=entry.day("effective_from", required=True) or date.min,
        effective_to=entry.day("effective_to"),
        version=version(entry),
        term=_term(entry, kind),
        appointed=_appointed(entry, kind),
        exclusions=entry.text("exclusions", ""),
        when=tuple(condition(one) for one in entry.tables("when")),
        evidence=entry.texts("evidence"),
        drafts=entry.texts("drafts"),
        ladder=entry.text("ladder", ""),
        urgent=entry.flag("urgent"),
        extension=_extension(entry),
        outlives_case=entry.flag("outlives_case"),
        moot_by=entry.texts("moot_by"),
        supersedes=entry.text("supersedes", ""),
        bearer=entry.one_of("bears", Bearer, _BEARERS.get(kind, Bearer.COURT)),
        several=entry.one_of("of_several", Several, Several.EARLIEST),
        for_each=entry.flag("for_each"),
        from_date=entry.text("from_date", ""),
        from_due=entry.text("from_due", ""),
        survives=entry.flag("survives"),
        restarts=entry.flag("restarts"),
        times=_times(entry, kind),
        restates=entry.text("restates", ""),
        catalogue=entry.text("catalogue", ""),
        note=entry.text("note", ""),
        examples=tuple(example(one) for one in entry.tables("example")),
    )


def _opens(entry: Entry, kind: RuleKind) -> bool:
    """Whether a fact of its own opens it: a date counted back only for a gate needs none."""
    return not entry.has("from_due") and kind is not RuleKind.MIN_INTERVAL


def _times(entry: Entry, kind: RuleKind) -> int:
    said = entry.whole("times", required=kind is RuleKind.RECURRING)
    return 1 if said is None else said


def version(entry: Entry) -> str:
    """The mark of what an entry says, its examples and its note apart."""
    said = {key: value for key, value in entry.raw.items() if key not in _NOT_LAW}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()[:12]


def _term(entry: Entry, kind: RuleKind) -> Term | None:
    if kind is RuleKind.APPOINTED:
        return None
    period = entry.period("period", required=True)
    roll = entry.one_of("roll", Roll, Roll.FORWARD)
    backward = entry.flag("backward")
    clear, counted = entry.flag("clear"), entry.flag("start_counted")
    return Term(period or Period(0, Unit.DAY), roll, backward, clear, counted)


def _appointed(entry: Entry, kind: RuleKind) -> str:
    return entry.text("appointed") if kind is RuleKind.APPOINTED else ""


def _extension(entry: Entry) -> ExtensionBound | None:
    inner = entry.table("extension")
    if inner is None:
        return None
    most = inner.period("most", required=True)
    approvers = inner.texts("approvers", required=True)
    ask_before = inner.period("ask_before")
    inner.done()
    return None if most is None else ExtensionBound(most, approvers, ask_before)
