"""Dossiers on PostgreSQL: the cases locked, their facts and their nodes.

One case takes one round trip. Of many all are locked at first, then read row by row: the server
gathers the next ones while Python takes in one.

Facts and nodes come as JSON arrays, one text a case: the server writes and Python reads them
faster than the driver makes rows of them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection

from models.clock import system_now
from models.documents import loaded
from models.prepared import Line
from models.recording.dossier import Dossier
from models.recording.nodes import HEADED, Nodes
from models.recording.stored import FACT, NODE, Reader, Stored
from models.statement import driven
from models.underway import Underway
from rulebook.time.zone import SHANGHAI

_REMEMBERED = 65_536  # moments: a case's nodes repeat those of its facts, and each other's


def dossiers(
    connection: Connection, cases: Sequence[str | int], remembered: Mapping[str, Dossier]
) -> Iterator[Dossier]:
    """The dossiers of these cases, locked in the order of their ids."""
    if len(cases) == 1:
        return _alone(connection, cases[0], remembered)
    numbers = [case for case in cases if isinstance(case, str)]
    ids = [case for case in cases if isinstance(case, int)]
    if not ids:
        locked = driven(connection, _LOCKED["number"], (numbers,))
    else:  # locked in one order, whichever way they are named
        ids += [row[0] for row in driven(connection, _NUMBERED, (numbers,))] if numbers else []
        locked = driven(connection, _LOCKED["id"], (ids,))
    return _filled(connection, locked, remembered)


def seen(connection: Connection, cases: Sequence[str | int]) -> list[Dossier]:
    """The dossiers of these cases (by id) on the connection's snapshot, without any lock."""
    found, now = driven(connection, _SEEN, (list(cases),)), system_now()
    return [_opened(row, {}, now) for row in found]


def _alone(
    connection: Connection, case: str | int, remembered: Mapping[str, Dossier]
) -> Iterator[Dossier]:
    name, head = "id" if isinstance(case, int) else "number", next(iter(remembered), _NO_HEAD)
    for row in driven(connection, _ONE[name], (head, head, case)):
        found = _opened(row, remembered, system_now())
        if found.facts > len(found.file):
            # Facts are as they stood before a wait for the lock: another recorder was first.
            (anew,) = driven(connection, _ONE["id"], (_NO_HEAD, _NO_HEAD, found.id))
            found = _opened(anew, {}, system_now())
        yield found


def _filled(
    connection: Connection, locked: Sequence[tuple[Any, ...]], remembered: Mapping[str, Dossier]
) -> Iterator[Dossier]:
    """Locked cases with facts and nodes; the server gathers the next while one is looked at."""
    unread = [row[0] for row in locked if row[_FACTS] and row[_HEAD] not in remembered]
    wanted, now = frozenset(unread), system_now()  # a batch is recorded at one moment
    with closing(_contents(connection, unread)) as contents:
        for row in locked:
            more = next(contents) if row[0] in wanted else _EMPTY
            yield _opened((*row, *more), remembered, now)


def _contents(connection: Connection, cases: Sequence[int]) -> Generator[Line]:
    """The facts and the nodes of these cases, one after the other as the server has them."""
    if not cases:
        return
    coming = Underway(connection, _CONTENTS, (f"{{{','.join(map(str, cases))}}}",), by_row=True)
    try:
        for case, (id_, *contents) in zip(cases, coming.each(), strict=True):
            assert id_ == str(case), "the server unfolds a list in its order"
            yield tuple(contents)
    finally:
        coming.drop()


def _opened(row: tuple[Any, ...], remembered: Mapping[str, Dossier], now: datetime) -> Dossier:
    id_, number, handler, facts, head, ahead, stands, file, nodes = row
    as_of = now + timedelta(seconds=ahead)
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
        file=[_READER.fact(fact) for fact in loaded(file, _payloads)] if file else [],
        nodes=Nodes(orjson.loads(nodes) if nodes else (), _node),
    )


def _payloads(facts: Sequence[Sequence[Any]]) -> list[Any]:
    return [fact[_PAYLOAD] for fact in facts if fact[_PAYLOAD]]


@lru_cache(maxsize=_REMEMBERED)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


@lru_cache(maxsize=_REMEMBERED)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _as_it_is(document: Any) -> Any:
    return document


_READER = Reader(_moment, _day, _as_it_is)


def _node(text: str) -> Stored:
    return _READER.node(orjson.loads(text))


_EMPTY = (None, None)  # of a case of which nothing is read
_NO_HEAD = ""  # of a case without a fact
_PAYLOAD = FACT.index("payload")
_LOCK = "\nFOR NO KEY UPDATE OF its"


_FILE = f"""(SELECT json_agg(json_build_array({", ".join(FACT)}))::text FROM
    (SELECT * FROM fact WHERE case_id = its.id ORDER BY seq) AS filed)"""
# A node as a text within the text: to unfold one that nothing moves costs more than to carry it.
_NODES = f"""(SELECT json_agg(json_build_array(
    {", ".join(HEADED)}, json_build_array({", ".join(NODE)})::text))::text
    FROM node WHERE case_id = its.id)"""


def _statement(which: str, *contents: str) -> str:
    """Cases by a column, in the order of their ids; `contents` are what is read of them."""
    return f"""
SELECT {", ".join((_CASE, *contents))}
FROM enforcement_case AS its JOIN book ON book.id = 1
WHERE its.{which} ORDER BY its.id{_LOCK}"""


_CASE = "its.id, its.number, its.handler_id, its.facts, its.head, book.ahead_seconds, its.ground"
_FACTS, _HEAD = 3, 4  # places of these columns
# Nothing is read of a case that ends where a remembered one ends.
_UNKNOWN = [f"CASE WHEN its.head <> %s THEN {one} END" for one in (_FILE, _NODES)]
_ONE = {name: _statement(f"{name} = %s", *_UNKNOWN) for name in ("number", "id")}
_LOCKED = {name: _statement(f"{name} = ANY(%s)") for name in ("number", "id")}
_SEEN = _statement("id = ANY(%s)", _FILE, _NODES).removesuffix(_LOCK)
_NUMBERED = "SELECT id FROM enforcement_case WHERE number = ANY(%s)"
_CONTENTS = f"""
SELECT its.id, {_FILE}, {_NODES} FROM unnest($1::bigint[]) AS its (id)"""
