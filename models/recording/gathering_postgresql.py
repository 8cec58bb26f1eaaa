"""Dossiers on PostgreSQL in one round trip: the cases locked, their facts and their nodes.

Facts and nodes come as JSON arrays, one text a case: the server writes and Python reads them
faster than the driver makes rows of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from models.clock import system_now
from models.recording.dossier import Dossier
from models.recording.stored import FACT, NODE, Reader
from models.statement import driven
from rulebook.time.zone import SHANGHAI

_REMEMBERED = 65_536  # moments: a case's nodes repeat those of its facts, and each other's


def dossiers(
    connection: Connection, cases: Sequence[str | int], remembered: Mapping[str, Dossier]
) -> list[Dossier]:
    """The dossiers of these cases, locked in the order of their ids."""
    numbers = [case for case in cases if isinstance(case, str)]
    ids = [case for case in cases if isinstance(case, int)]
    if not ids:
        return _whole(connection, "number", numbers, remembered)
    # Locked in one order, whichever way they are named.
    ids += [row[0] for row in driven(connection, _NUMBERED, (numbers,))] if numbers else []
    return _whole(connection, "id", ids, remembered)


def seen(connection: Connection, cases: Sequence[str | int]) -> list[Dossier]:
    """The dossiers of these cases (by id) on the connection's snapshot, without any lock."""
    return [_opened(row, {}) for row in driven(connection, _SEEN, (list(cases),))]


def _whole(
    connection: Connection,
    name: str,
    cases: Sequence[str | int],
    remembered: Mapping[str, Dossier],
) -> list[Dossier]:
    found = _read(connection, name, cases, remembered)
    # Facts are as they stood before a wait for the lock: another recorder may have been first.
    late = [one.id for one in found if one.facts > len(one.file)]
    if not late:
        return found
    again = {one.id: one for one in _read(connection, "id", late, {})}
    return [again.get(one.id, one) for one in found]


def _read(
    connection: Connection,
    name: str,
    cases: Sequence[str | int],
    remembered: Mapping[str, Dossier],
) -> list[Dossier]:
    if len(cases) == 1:
        head = next(iter(remembered), _NO_HEAD)
        rows = driven(connection, _ONE[name], (head, head, cases[0]))
    else:
        heads = list(remembered)
        rows = driven(connection, _MANY[name], (heads, heads, list(cases)))
    return [_opened(row, remembered) for row in rows]


def _opened(row: tuple[Any, ...], remembered: Mapping[str, Dossier]) -> Dossier:
    id_, number, handler, facts, head, ahead, stands, file, nodes = row
    as_of = system_now() + timedelta(seconds=ahead)
    if head in remembered:
        return remembered[head].at(as_of, ahead)
    return Dossier(
        id=id_,
        number=number,
        handler_id=handler,
        facts=facts,
        head=head,
        as_of=as_of,
        ahead=ahead,
        ground=stands,
        file=[_READER.fact(fact) for fact in json.loads(file)] if file else [],
        nodes={node[1]: _READER.node(node) for node in json.loads(nodes)} if nodes else {},
    )


@lru_cache(maxsize=_REMEMBERED)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


@lru_cache(maxsize=_REMEMBERED)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _as_it_is(document: Any) -> Any:
    return document


_READER = Reader(_moment, _day, _as_it_is)


_NO_HEAD = ""  # of a case without a fact
_LOCK = "\nFOR NO KEY UPDATE OF its"


_FILE = f"""(SELECT json_agg(json_build_array({", ".join(FACT)}))::text FROM
    (SELECT * FROM fact WHERE case_id = its.id ORDER BY seq) AS filed)"""
_NODES = f"""(SELECT json_agg(json_build_array({", ".join(NODE)}))::text
    FROM node WHERE case_id = its.id)"""


def _statement(which: str, unknown: str) -> str:
    """Cases by a column; facts and nodes only of those that are not remembered."""
    file, nodes = (f"CASE WHEN {unknown} THEN {one} END" for one in (_FILE, _NODES))
    return f"""
SELECT its.id, its.number, its.handler_id, its.facts, its.head, book.ahead_seconds, its.ground,
  {file},
  {nodes}
FROM enforcement_case AS its JOIN book ON book.id = 1
WHERE its.{which} ORDER BY its.id{_LOCK}"""


# A list of one is asked for plainly: it is planned once, and a list's length anew.
_ONE = {name: _statement(f"{name} = %s", "its.head <> %s") for name in ("number", "id")}
_MANY = {name: _statement(f"{name} = ANY(%s)", "its.head <> ALL(%s)") for name in ("number", "id")}
_SEEN = _statement("id = ANY(%s)", "true").removesuffix(_LOCK)
_NUMBERED = "SELECT id FROM enforcement_case WHERE number = ANY(%s)"
