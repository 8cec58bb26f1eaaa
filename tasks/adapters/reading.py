"""Reading an answer (反馈文件): JSON or CSV, each entry one fact in the words of the catalogue.

JSON: an object with ``facts`` (a list), or the list itself; ``case`` and ``request`` may stand once
for all. CSV: a heading, then one fact a line. The columns (or keys) are ``case`` 案号, ``kind``
事实, ``on`` 时间, ``subject`` 对象, ``evidence`` 依据, ``evidence_on`` 依据日期; in JSON the fact's
fields stand under ``details``, in CSV each is a column of its own, by id or by Chinese name.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from rulebook.case.payload import day, moment, read
from rulebook.law.factkind import FactKind
from rulebook.law.lawbook import Lawbook
from tasks.adapters.interface import Interface
from tasks.adapters.protocol import Result

_NAMES: Mapping[str, str] = {
    "案号": "case",
    "事实": "kind",
    "时间": "on",
    "对象": "subject",
    "依据": "evidence",
    "依据日期": "evidence_on",
    "请求": "request",
}
_OWN = frozenset(_NAMES.values())
_ENCODINGS = ("utf-8-sig", "gb18030")


class ResultUnreadable(ValueError):
    """An answer cannot be read; `where` says which part of it."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as another system tells it."""

    where: str  # which entry of the file
    case: str
    kind: FactKind
    on: str
    subject: str
    details: Mapping[str, object]
    evidence: str
    evidence_on: date | None
    request: str  # key of the question it answers; empty: of whatever was asked of the case


def told(result: Result, one: Interface, law: Lawbook) -> tuple[Told, ...]:
    """Every fact of the answer; `ResultUnreadable` for the first that cannot be one."""
    csv_ = result.name.lower().endswith(".csv")
    rows = _csv(_text(result)) if csv_ else _json(_text(result))
    found = tuple(_told(where, row, one, law) for where, row in rows)
    if not found:
        raise ResultUnreadable("the file", "it tells no fact: give one entry at least")
    return found


def _text(result: Result) -> str:
    for encoding in _ENCODINGS:
        try:
            return result.content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ResultUnreadable("the file", "it is neither UTF-8 nor GB 18030: save it as UTF-8")


def _json(text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ResultUnreadable("the file", f"it is no JSON ({error})") from None
    shared: Mapping[str, object] = said if isinstance(said, dict) else {}
    listed = shared.get("facts") if shared else said
    if not isinstance(listed, list):
        raise ResultUnreadable("the file", "give a list of facts, or an object with `facts`")
    common = {name: value for name, value in shared.items() if name != "facts"}
    for number, row in enumerate(listed, start=1):
        if not isinstance(row, dict):
            raise ResultUnreadable(f"entry {number}", "it is no object")
        yield f"entry {number}", common | row


def _csv(text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    lines = csv.DictReader(StringIO(text))
    for row in lines:
        said = {_NAMES.get(str(name).strip(), str(name).strip()): v for name, v in row.items()}
        if None in row or not all(isinstance(value, str) for value in said.values()):
            raise ResultUnreadable(f"line {lines.line_num}", "it has not as many cells as the head")
        full = {name: value.strip() for name, value in said.items() if value and value.strip()}
        own = {name: value for name, value in full.items() if name in _OWN}
        details = {name: value for name, value in full.items() if name not in _OWN}
        if full:
            yield f"line {lines.line_num}", own | {"details": details}


def _told(where: str, row: Mapping[str, object], one: Interface, law: Lawbook) -> Told:
    strange = sorted(row.keys() - _OWN - {"details"})
    if strange:
        raise ResultUnreadable(where, f"no key {strange[0]}: a fact's fields stand under details")
    kind = _kind(where, row, one, law)
    try:
        said = _said(row, kind)
        moment(said["on"])
        paper = said.get("evidence_on", "")
        bears = day(paper) if paper else None
        details = _details(row.get("details", {}), kind)
    except (ValueError, KeyError) as error:
        raise ResultUnreadable(where, " ".join(str(error).split())) from None
    about = said.get("subject", ""), details, said.get("evidence", ""), bears
    return Told(where, said["case"], kind, said["on"], *about, said.get("request", ""))


def _kind(where: str, row: Mapping[str, object], one: Interface, law: Lawbook) -> FactKind:
    name = str(row.get("kind", ""))
    named = {kind.zh: kind.id for kind in law.facts.values()}
    kind = law.facts.get(named.get(name, name))
    if kind is None or kind.id not in one.brings:
        kinds = ", ".join(sorted(one.brings))
        raise ResultUnreadable(where, f"{one.id} brings no {name or 'kind'}: it brings {kinds}")
    return kind


def _said(row: Mapping[str, object], kind: FactKind) -> dict[str, str]:
    for name in ("case", "on"):
        if not row.get(name):
            raise ValueError(f"{name} is missing from {kind.id}")
    texts = {name: value for name, value in row.items() if name in _OWN}
    wrong = [name for name, value in texts.items() if not isinstance(value, str)]
    if wrong:
        raise ValueError(f"{wrong[0]} must be a text")
    return {name: str(value).strip() for name, value in texts.items()}


def _details(said: object, kind: FactKind) -> dict[str, object]:
    """Fields by id or Chinese name; a text is read as its field wants it."""
    if not isinstance(said, dict):
        raise ValueError("details must be an object")
    ids = {field.zh: field.name for field in kind.fields}
    named = {ids.get(str(name), str(name)): value for name, value in said.items()}
    texts = {name: value for name, value in named.items() if isinstance(value, str)}
    return named | read(kind, texts)
