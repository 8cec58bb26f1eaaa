"""From entries of a rulebook file to the types of the law: facts, lists, definitions."""

from __future__ import annotations

from datetime import date

from rulebook.law.definition import Definition, DefinitionKind
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind, Field
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
        progress=entry.flag("progress", default=not entry.flag("supervision")),
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
