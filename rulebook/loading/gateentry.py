"""From an entry of a rulebook file to a gate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from rulebook.law.check import Check, CheckName
from rulebook.law.gate import Counted, Gate, Need, Ratio, RatioExample
from rulebook.law.rule import Status
from rulebook.loading.parts import condition, in_order, numbering, source
from rulebook.loading.reading import Entry


def gate(entry: Entry) -> Gate:
    """One gate."""
    return Gate(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        on=entry.texts("on", required=True),
        needs=tuple(_need(one) for one in entry.tables("need")),
        source=source(entry),
        code=entry.text("code", ""),
        stage=entry.text("stage"),
        status=entry.one_of("status", Status),
        effective_from=entry.day("effective_from", required=True) or date.min,
        effective_to=entry.day("effective_to"),
        advisory=entry.flag("advisory"),
        remarks_on_import=entry.flag("remarks_on_import"),
        catalogue=entry.text("catalogue", ""),
        note=entry.text("note", ""),
    )


def _need(entry: Entry) -> Need:
    payload, when, that = (entry.table(name) for name in ("payload", "when", "that"))
    found = Need(
        zh=entry.text("zh"),
        en=entry.text("en"),
        article=entry.text("article"),
        has=entry.texts("has"),
        none_of=entry.texts("none_of"),
        each=entry.texts("each"),
        says=entry.texts("says"),
        payload=condition(payload) if payload else None,
        ratio=_ratio(entry),
        elapsed=entry.text("elapsed", ""),
        within=entry.text("within", ""),
        by=_counted(entry, "by"),
        cap=_counted(entry, "cap"),
        check=_check(entry),
        when=condition(when) if when else None,
        that=condition(that) if that else None,
        evidence=entry.flag("evidence"),
        articles=tuple(numbering(one) for one in entry.tables("articles")),
    )
    entry.done()
    in_order(entry, found)
    return found


def _counted(entry: Entry, key: str) -> Counted | None:
    inner = entry.table(key)
    if inner is None:
        return None
    found = Counted(inner.text("rule"), inner.text("date"))
    inner.done()
    return found


def _check(entry: Entry) -> Check | None:
    inner = entry.table("check")
    if inner is None:
        return None
    by = inner.one_of("by", CheckName)
    found = Check(by, inner.text("rule", ""), inner.text("classes", ""))
    inner.done()
    return found


def _ratio(entry: Entry) -> Ratio | None:
    inner = entry.table("ratio")
    if inner is None:
        return None
    found = Ratio(
        field=inner.text("field"),
        of=inner.text("of"),
        fact=inner.text("fact", ""),
        at_least=_per_cent(inner, "at_least"),
        at_most=_per_cent(inner, "at_most"),
        examples=tuple(_example(one) for one in inner.tables("example")),
    )
    inner.done()
    return found


def _example(entry: Entry) -> RatioExample:
    found = RatioExample(
        value=_per_cent(entry, "value") or Decimal(0),
        base=_per_cent(entry, "base") or Decimal(0),
        holds=entry.flag("holds"),
    )
    entry.done()
    return found


def _per_cent(entry: Entry, key: str) -> Decimal | None:
    """A figure written as text, so that no binary fraction stands in for it."""
    if not entry.has(key):
        return None
    text = entry.text(key)
    try:
        return Decimal(text)
    except InvalidOperation:
        entry.fault(f'{key} {text!r} is no number: write it as text, such as "70"')
        return None
