"""From entries of a rulebook file to the types of the law: one function a type."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from hashlib import sha256

from rulebook.law.condition import Condition
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind, Field
from rulebook.law.gate import Gate, Need
from rulebook.law.ladder import Ladder, Lead, Mode, Rung
from rulebook.law.rule import Example, ExtensionBound, LegalClass, Rule, RuleKind, Source, Status
from rulebook.law.thresholds import Thresholds
from rulebook.loading.reading import Entry
from rulebook.time.period import Period, Roll, Term, Unit

_NOT_LAW = ("example", "note")  # changing them does not make another version of a rule


def rule(entry: Entry) -> Rule:
    """One rule; what it refers to is checked later, when everything is read."""
    kind = entry.one_of("kind", RuleKind)
    return Rule(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        code=entry.text("code"),
        stage=entry.text("stage"),
        kind=kind,
        subject=entry.text("subject"),
        origin=entry.texts("origin", required=True),
        settles=entry.texts("settles", required=True),
        role=entry.text("role"),
        legal_class=entry.one_of("legal_class", LegalClass),
        status=entry.one_of("status", Status),
        source=_source(entry),
        effective_from=entry.day("effective_from", required=True) or date.min,
        effective_to=entry.day("effective_to"),
        version=_version(entry),
        term=_term(entry, kind),
        appointed=_appointed(entry, kind),
        exclusions=entry.text("exclusions", ""),
        when=tuple(_condition(one) for one in entry.tables("when")),
        evidence=entry.texts("evidence", required=True),
        drafts=entry.texts("drafts"),
        ladder=entry.text("ladder", ""),
        extension=_extension(entry),
        outlives_case=entry.flag("outlives_case"),
        moot_by=entry.texts("moot_by"),
        supersedes=entry.text("supersedes", ""),
        note=entry.text("note", ""),
        examples=tuple(_example(one) for one in entry.tables("example")),
    )


def fact(entry: Entry) -> FactKind:
    """One kind of fact."""
    return FactKind(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        subject=entry.text("subject", "case"),
        fields=tuple(_field(one) for one in entry.tables("fields")),
        evidence_required=entry.flag("evidence_required"),
        opens_file=entry.flag("opens_file"),
        once=entry.flag("once"),
        after_end=entry.flag("after_end"),
        to_state=entry.text("to_state", ""),
        stage=entry.text("stage", ""),
        supervision=entry.flag("supervision"),
    )


def gate(entry: Entry) -> Gate:
    """One gate."""
    return Gate(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        on=entry.texts("on", required=True),
        needs=tuple(_need(one) for one in entry.tables("need")),
        source=_source(entry),
        code=entry.text("code", ""),
    )


def ladder(entry: Entry) -> Ladder:
    """One ladder."""
    return Ladder(
        id=entry.text("id"),
        zh=entry.text("zh"),
        at=entry.hour("at", required=True) or time(),
        rungs=tuple(_rung(one) for one in entry.tables("rung")),
        convene_after=entry.period("convene_after"),
        convene_at=entry.hour("convene_at"),
        hold_within=entry.period("hold_within"),
    )


def exclusion(entry: Entry) -> ExclusionList:
    """One list of intervals that a clock does not count."""
    return ExclusionList(
        id=entry.text("id"),
        zh=entry.text("zh"),
        causes=entry.texts("causes", required=True),
        source=_source(entry),
        status=entry.one_of("status", Status),
        note=entry.text("note", ""),
    )


def cause(entry: Entry) -> Cause:
    """One cause of a pause."""
    return Cause(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        starts=entry.texts("starts", required=True),
        ends=entry.texts("ends", required=True),
    )


def thresholds(entry: Entry) -> Thresholds:
    """The thresholds of the lights, in working days."""
    found = Thresholds(
        due_soon=entry.whole("due_soon", required=True) or 0,
        due_critical=entry.whole("due_critical", required=True) or 0,
        overdue_severe=entry.whole("overdue_severe", required=True) or 0,
    )
    entry.done()
    return found


def _source(entry: Entry) -> Source:
    inner = entry.table("source", required=True)
    if inner is None:
        return Source("", "", "")
    found = Source(inner.text("document"), inner.text("number"), inner.text("article"))
    inner.done()
    return found


def _version(entry: Entry) -> str:
    said = {key: value for key, value in entry.raw.items() if key not in _NOT_LAW}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()[:12]


def _term(entry: Entry, kind: RuleKind) -> Term | None:
    if kind is RuleKind.APPOINTED:
        return None
    period = entry.period("period", required=True)
    roll = entry.one_of("roll", Roll, Roll.FORWARD)
    backward = entry.flag("backward")
    return Term(period or Period(0, Unit.DAY), roll, backward)


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


def _example(entry: Entry) -> Example:
    found = Example(
        origin=entry.text("origin"),
        due=entry.text("due"),
        pauses=entry.texts("pauses"),
        extensions=entry.texts("extensions"),
        known_on=entry.text("known_on", ""),
        state=entry.text("state", "firm"),
    )
    entry.done()
    return found


def _condition(entry: Entry) -> Condition:
    found = Condition(
        field=entry.text("field"),
        equals=entry.anything("equals"),
        at_most=_yuan(entry, "at_most"),
        more_than=_yuan(entry, "more_than"),
        default=entry.anything("default"),
    )
    if sum(entry.has(key) for key in ("equals", "at_most", "more_than")) != 1:
        entry.fault("say exactly one of equals, at_most, more_than")
    entry.done()
    return found


def _yuan(entry: Entry, key: str) -> Decimal | None:
    whole = entry.whole(key)
    return None if whole is None else Decimal(whole)


def _field(entry: Entry) -> Field:
    found = Field(
        name=entry.text("name"),
        zh=entry.text("zh"),
        type=entry.text("type"),
        required=entry.flag("required"),
        choices=entry.texts("choices"),
    )
    entry.done()
    return found


def _need(entry: Entry) -> Need:
    payload, when = entry.table("payload"), entry.table("when")
    found = Need(
        zh=entry.text("zh"),
        en=entry.text("en"),
        article=entry.text("article"),
        has=entry.texts("has"),
        elapsed=entry.text("elapsed", ""),
        each=entry.texts("each"),
        payload=_condition(payload) if payload else None,
        when=_condition(when) if when else None,
        evidence=entry.flag("evidence"),
    )
    entry.done()
    return found


def _rung(entry: Entry) -> Rung:
    lead = entry.table("lead")
    silent = entry.one_of("silent_mode", Mode, Mode.PROPOSED) if entry.has("silent_mode") else None
    found = Rung(
        key=entry.text("key"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        level=entry.whole("level", required=True) or 0,
        mode=entry.one_of("mode", Mode),
        to=entry.texts("to", required=True),
        cc=entry.texts("cc"),
        offset=entry.whole("offset"),
        lead=_lead(lead) if lead else None,
        not_for_limits_under=entry.period("not_for_limits_under"),
        reply=entry.period("reply"),
        on_silence=entry.text("on_silence", ""),
        silent_mode=silent,
    )
    entry.done()
    return found


def _lead(entry: Entry) -> Lead:
    found = Lead(
        share=entry.number("share"),
        least=entry.whole("least", required=True) or 0,
        most=entry.whole("most", required=True) or 0,
    )
    entry.done()
    return found
