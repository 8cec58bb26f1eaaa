"""From entries of a rulebook file to the types of the law: facts, ladders, lists, definitions."""

from __future__ import annotations

from datetime import date, time

from rulebook.law.definition import Definition, DefinitionKind
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind, Field
from rulebook.law.ladder import Ladder, Lead, Mode, Rung
from rulebook.law.rule import Status
from rulebook.loading.parts import source
from rulebook.loading.reading import Entry


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
        by=entry.texts("by"),
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
        source=source(entry),
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


def definition(entry: Entry) -> Definition:
    """One definition."""
    return Definition(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        kind=entry.one_of("kind", DefinitionKind),
        says_zh=entry.text("says_zh"),
        says_en=entry.text("says_en"),
        source=source(entry),
        status=entry.one_of("status", Status),
        stage=entry.text("stage"),
        effective_from=entry.day("effective_from", required=True) or date.min,
        effective_to=entry.day("effective_to"),
        code=entry.text("code", ""),
        formula=entry.text("formula", ""),
        members=entry.texts("members"),
        at_least=entry.text("at_least", ""),
        catalogue=entry.text("catalogue", ""),
        note=entry.text("note", ""),
    )


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
