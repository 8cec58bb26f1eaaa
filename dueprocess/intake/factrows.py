"""Rows of facts (事实): what happened, to which subject, when, and on what paper."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from dueprocess.intake import cells
from dueprocess.intake.cells import Cell
from dueprocess.intake.headers import normal, vocabulary
from dueprocess.intake.line import Line
from dueprocess.intake.registerrows import case_number, officer_of
from dueprocess.intake.roster import Roster
from dueprocess.intake.spool import Entry
from rulebook.law.factkind import FactKind, Field
from rulebook.law.lawbook import Lawbook

PARTICULAR = "."  # before the field of a column that is one kind of fact's own particular

# On one day, these columns of the case's row come before the sheet's own rows.
_AHEAD = ("application_received", "filed", "handler_assigned")
_ALIKE = 0.5  # one wrong sign in a word of two
_CORRECTION = "correction"  # may restate any field of the fact it corrects
_SENDER = "import"
_PAIR = re.compile(r"\s*([^=＝:：]+)[=＝:：](.*)", re.DOTALL)
_PAIRS = re.compile(r"[;；\n]+")
_LIST = re.compile(r"[、,，]+")


@dataclass(frozen=True)
class Particulars:
    """The particulars of facts (事实要项) that the law names, under their headers."""

    law: Lawbook
    _found: dict[tuple[str, str], Field | None] = dataclasses.field(default_factory=dict)

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """Every header a particular may stand under, with the field it becomes."""
        fields = (f for kind in self.law.facts.values() for f in kind.fields)
        return {h: f"{PARTICULAR}{normal(h)}" for f in fields for h in (f.zh, f.name)}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Words for kinds of facts, as compared, with the kind's id."""
        return vocabulary({key: (key, kind.zh) for key, kind in self.law.facts.items()})

    def kind(self, word: str) -> FactKind | None:
        """The kind a cell names by its id or its Chinese name."""
        found = self.kinds.get(normal(word))
        return None if found is None else self.law.facts[found]

    def near(self, word: str) -> str:
        """The kind whose name is most like a word that names none; empty when none is like it."""
        close = get_close_matches(normal(word), list(self.kinds), n=1, cutoff=_ALIKE)
        return self.law.facts[self.kinds[close[0]]].zh if close else ""

    def field(self, kind: FactKind, header: str) -> Field | None:
        """The field of a kind that a header names; a correction may name any kind's."""
        asked = (kind.id, header)
        if asked not in self._found:
            self._found[asked] = self._field(kind, header)
        return self._found[asked]

    def _field(self, kind: FactKind, header: str) -> Field | None:
        others = [k for k in self.law.facts.values() if k is not kind]
        listed = [kind, *others] if kind.id == _CORRECTION else [kind]
        wanted = normal(header)
        fields = (f for k in listed for f in k.fields)
        own = next((f for f in fields if wanted in (normal(f.zh), normal(f.name))), None)
        return own or self._elsewhere(kind, wanted)

    def _elsewhere(self, kind: FactKind, wanted: str) -> Field | None:
        """A docket has one column for what kinds of facts call by several words: 金额, 冻结数额."""
        every = (f for k in self.law.facts.values() for f in k.fields)
        names = {f.name for f in every if normal(f.zh) == wanted}
        fitting = [f for f in kind.fields if f.name in names]
        return fitting[0] if len(fitting) == 1 else None


def fact(line: Line, particulars: Particulars, roster: Roster) -> Entry:
    """A fact's row. Its key is the source's own number, or else what, to whom and when."""
    number = case_number(line, "case")
    kind = _kind(line, particulars)
    at = line.moment("at")
    if at is None and not line.faults:
        line.need("at")
    if kind is None or at is None or line.faults:
        return Entry("facts", f"!{line.number}", line.number, {}, number)
    body = _body(line, number, kind, at, particulars, roster)
    subject = f"{body['subject_kind']}:{body['subject_ref']}"
    group = f"{number}|{kind.id}|{subject}|{body['corrects'] or ''}"
    own = line.text("key")
    key = f"{number}|#{own}" if own else f"{group}|{body['occurred_at']}"
    return Entry(
        sheet="facts",
        key=key,
        row=line.number,
        body=body,
        number=number,
        group=group,
        what=f"{number}|{kind.id}",
        at=int(at.timestamp()),
        rank=len(_AHEAD),
    )


def _kind(line: Line, particulars: Particulars) -> FactKind | None:
    word = line.need("kind")
    kind = particulars.kind(word)
    if kind is None and word:
        near = particulars.near(word)
        hint = f"，是否 {near} / did you mean {near}?" if near else " / no such kind of fact"
        line.fault("kind", f"不识别的事实{hint}")
    return kind


def _body(
    line: Line, number: str, kind: FactKind, at: datetime, particulars: Particulars, roster: Roster
) -> dict[str, Any]:
    subject = line.word("subject_kind", "subject", kind.subject)
    ref = line.text("subject_ref")
    if subject != "case" and not ref:
        line.fault("subject_ref", "必填，未填 / this fact is about one thing: write its number")
    on = line.day("evidence_on")
    return {
        "case": number,
        "kind": kind.id,
        "occurred_at": at.isoformat(),
        "subject_kind": subject,
        "subject_ref": ref,
        "payload": _payload(line, kind, particulars, roster),
        "evidence": line.text("evidence"),
        "evidence_on": None if on is None else on.isoformat(),
        "corrects": line.whole("corrects"),
        "by": officer_of(line, "by", roster) or _SENDER,
    }


def _payload(
    line: Line, kind: FactKind, particulars: Particulars, roster: Roster
) -> dict[str, object]:
    stated = {k[1:]: (k, c) for k, c in line.cells.items() if k.startswith(PARTICULAR)}
    for pair in filter(None, _PAIRS.split(line.text("details"))):
        match = _PAIR.fullmatch(pair)
        if match is None:
            line.fault("details", f"{pair}：写成 名称=值 / write name=value")
        else:
            stated[normal(match[1])] = ("details", match[2].strip())
    payload: dict[str, object] = {}
    for header, (column, cell) in stated.items():
        field = particulars.field(kind, header)
        if field is None:
            line.fault(column, f"{kind.zh} 没有这一项 {header} / not said of this kind of fact")
        elif cells.words(cell):
            payload[field.name] = _value(line, column, field, cell, roster)
    return payload


def _value(line: Line, column: str, field: Field, cell: Cell, roster: Roster) -> object:
    """A particular in the form in which a fact keeps it: text, flag, whole number or list."""
    alone = Line(line.number, {column: cell}, line.titles, line.epoch, line.faults)
    text = cells.words(cell)
    if field.choices and text not in field.choices:
        alone.fault(column, f"只能是 {'、'.join(field.choices)} / choose one of these")
    match field.type:
        case "flag":
            return alone.flag(column)
        case "date":
            day = alone.day(column)
            return None if day is None else day.isoformat()
        case "moment":
            at = alone.moment(column)
            return None if at is None else at.isoformat()
        case "yuan":
            amount = alone.yuan(column)
            return None if amount is None else str(amount)
        case "number":
            return alone.whole(column)
        case "officer":
            return officer_of(alone, column, roster)
        case "texts":
            return [part for part in _LIST.split(text) if part]
    return text
