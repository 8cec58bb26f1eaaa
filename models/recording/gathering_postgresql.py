"""Dossiers on PostgreSQL in one round trip: the cases locked, their facts and their nodes.

Facts and nodes come as JSON arrays, one text a case: the server writes and Python reads them
faster than the driver makes rows of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
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


def dossiers(connection: Connection, cases: Sequence[str | int]) -> list[Dossier]:
    """The dossiers of these cases, locked in the order of their ids."""
    numbers = [case for case in cases if isinstance(case, str)]
    ids = [case for case in cases if isinstance(case, int)]
    if not ids:
        return _whole(connection, "number", numbers)
    # Locked in one order, whichever way they are named.
    ids += [row[0] for row in driven(connection, _NUMBERED, (numbers,))] if numbers else []
    return _whole(connection, "id", ids)


def seen(connection: Connection, cases: Sequence[str | int]) -> list[Dossier]:
    """The dossiers of these cases (by id) on the connection's snapshot, without any lock."""
    return [_opened(row) for row in driven(connection, _SEEN, (list(cases),))]


def _whole(connection: Connection, name: str, cases: Sequence[str | int]) -> list[Dossier]:
    found = _read(connection, name, cases)
    # Facts are as they stood before a wait for the lock: another recorder may have been first.
    late = [one.id for one in found if one.facts > len(one.file)]
    if not late:
        return found
    again = {one.id: one for one in _read(connection, "id", late)}
    return [again.get(one.id, one) for one in found]


def _read(connection: Connection, name: str, cases: Sequence[str | int]) -> list[Dossier]:
    if len(cases) == 1:
        rows = driven(connection, _ONE[name], (cases[0],))
    else:
        rows = driven(connection, _MANY[name], (list(cases),))
    return [_opened(row) for row in rows]


def _opened(row: tuple[Any, ...]) -> Dossier:
    id_, number, handler, facts, head, ahead, file, nodes = row
    return Dossier(
        id=id_,
        number=number,
        handler_id=handler,
        facts=facts,
        head=head,
        as_of=system_now() + timedelta(seconds=ahead),
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


_LOCK = "\nFOR NO KEY UPDATE OF its"


def _statement(which: str) -> str:
    return f"""
SELECT its.id, its.number, its.handler_id, its.facts, its.head, book.ahead_seconds,
  (SELECT json_agg(json_build_array({", ".join(FACT)}))::text FROM
    (SELECT * FROM fact WHERE case_id = its.id ORDER BY seq) AS filed),
  (SELECT json_agg(json_build_array({", ".join(NODE)}))::text FROM node WHERE case_id = its.id)
FROM enforcement_case AS its JOIN book ON book.id = 1
WHERE its.{which} ORDER BY its.id{_LOCK}"""


# A list of one is asked for plainly: it is planned once, and a list's length anew.
_ONE = {name: _statement(f"{name} = %s") for name in ("number", "id")}
_MANY = {name: _statement(f"{name} = ANY(%s)") for name in ("number", "id")}
_SEEN = _MANY["id"].removesuffix(_LOCK)
_NUMBERED = "SELECT id FROM enforcement_case WHERE number = ANY(%s)"
