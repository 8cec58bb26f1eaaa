"""What lets thousands of small books be tested in minutes, and changes nothing that is tested."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import routing
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import LRUCache

import models.store
from models.access import secrets
from models.address import Address

if TYPE_CHECKING:
    from pwdlib import PasswordHash

_STATEMENTS = 5000  # more than all tests together have

_MADE_BETWEEN = 50_000  # objects, from one look of the collector to the next

_Pages = routing._IncludedRouter

_read: dict[int, list[tuple[Any, Any, Any]]] = {}
_read_anew = _Pages._build_effective_context
_first: dict[str, Engine] = {}
_made_anew = models.store._engine


def compile_statements_once() -> None:
    """Let every store of one engine use the statements that another one's has compiled.

    An installation has one store for weeks; each test has one of its own, and would spend a third
    of its time on compiling the same statements again.
    """
    models.store._engine = _engine


def read_routes_once() -> None:
    """Let every board use what another one has read from the same pages' parameters.

    FastAPI reads them at an application's first request. An installation has one application;
    the tests build one for each book, and would spend a twelfth of their time on it.
    """
    setattr(_Pages, "_build_effective_context", _route)  # noqa: B010 - a method replaced


def hash_cheaply() -> None:
    """Take argon2's smallest size: its usual one is meant to be slow."""
    secrets._argon2 = _argon2


def look_for_waste_rarely() -> None:
    """Let the collector pass over what stands when the tests begin, and come less often.

    The packages, the law and the tests themselves are a million objects that live to the end: to
    look through them again and again takes a tenth of the run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BETWEEN)
    gc.enable()


def _engine(address: Address, busy_seconds: int, planning: str) -> Engine:
    engine = _made_anew(address, busy_seconds, planning)
    first = _first.get(address.engine)
    if first is None:
        # From a connection its dialect learns what the server can do; a store may have none yet.
        with suppress(OperationalError), engine.connect():
            _first[address.engine] = engine
        engine._compiled_cache = LRUCache(_STATEMENTS)
    else:
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
    return engine


def _route(pages: Any, route: Any) -> Any:
    app = pages.include_context.dependency_overrides_provider
    assert app is None or not app.dependency_overrides, "what is read may not hang on the board"
    asked = replace(pages.include_context, dependency_overrides_provider=None)
    known = _read.setdefault(id(route), [])  # with the route itself: its number stays its own
    for _, context, made in known:
        if context == asked:
            return made
    known.append((route, asked, _read_anew(pages, route)))
    return known[-1][-1]


@cache
def _argon2() -> PasswordHash:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
