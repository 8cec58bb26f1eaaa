"""Dossiers on SQLite, where the transaction holds the book's only write lock already."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from models.clock import system_now
from models.recording.dossier import Dossier
from models.recording.nodes import HEADED, Line, Nodes
from models.recording.stored import FACT, NODE, Reader
from models.statement import driven
from rulebook.time.zone import SHANGHAI

_REMEMBERED = 65_536  # moments: a case's nodes repeat those of its facts, and each other's


def dossiers(
    connection: Connection, cases: Sequence[str | int], remembered: Mapping[str, Dossier]
) -> list[Dossier]:
    """The dossiers of these cases, in the order of their ids."""
    numbers = json.dumps([case for case in cases if isinstance(case, str)])
    named = json.dumps([case for case in cases if isinstance(case, int)])
    rows, now = driven(connection, _CASES, (numbers, named)), system_now()
    found = {row[0]: _opened(row, remembered, now) for row in rows}
    unread = [one.id for one in found.values() if one.facts > len(one.file)]
    if unread:
        _read(connection, found, unread)
    return list(found.values())


def _read(connection: Connection, found: Mapping[int, Dossier], unread: Sequence[int]) -> None:
    ids = (json.dumps(unread),)
    for case, *fact in driven(connection, _FACTS, ids):
        found[case].file.append(_READER.fact(fact))
    lines: dict[int, list[Line]] = {}
    for case, *line in driven(connection, _NODES, ids):
        lines.setdefault(case, []).append([*line[:_HEAD], line[_HEAD:]])
    for case, own in lines.items():
        found[case].nodes = Nodes(own, _READER.node)


def _opened(row: tuple[Any, ...], remembered: Mapping[str, Dossier], now: datetime) -> Dossier:
    id_, number, handler, facts, head, ahead, stands = row
    as_of = now + timedelta(seconds=ahead)
    if head in remembered:
        return remembered[head].at(as_of, ahead)
    return Dossier(id_, number, handler, facts, head, as_of, [], _none(), ahead, stands)


def _none() -> Nodes:
    return Nodes((), _READER.node)


@lru_cache(maxsize=_REMEMBERED)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(SHANGHAI)


@lru_cache(maxsize=_REMEMBERED)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _document(text: str) -> Any:
    return {} if text == "{}" else json.loads(text)


_READER = Reader(_moment, _day, _document)

_AMONG = "IN (SELECT value FROM json_each(?))"
_CASES = f"""
SELECT its.id, its.number, its.handler_id, its.facts, its.head, book.ahead_seconds,
  its.ground
FROM enforcement_case AS its JOIN book ON book.id = 1
WHERE its.number {_AMONG} OR its.id {_AMONG} ORDER BY its.id
"""
_FACTS = f"SELECT case_id, {', '.join(FACT)} FROM fact WHERE case_id {_AMONG} ORDER BY case_id, seq"
_HEAD = len(HEADED)
_NODES = f"SELECT case_id, {', '.join((*HEADED, *NODE))} FROM node WHERE case_id {_AMONG}"
