"""The board: how long its pages take in a province's book, asked over loopback by who logged in."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from statistics import quantiles
from time import perf_counter

import httpx

from benchmarks.engines import NewUrl
from benchmarks.figure import Figure
from benchmarks.population import Town, number
from benchmarks.progress import say
from benchmarks.province import BASIC, HIGHEST, handler_name, province
from benchmarks.sizes import Sizes
from models.access.accounts import invite, redeem
from models.access.audit import Visitor
from models.clock import system_now
from rulebook.access.door import door

_SERVE = [sys.executable, "-c", "from dueprocess.door import main; main()", "board"]
_PASSWORD = "measured-once-and-thrown-away"
_WARM, _PERCENTILE = 5, 95
_STARTS_IN = 60  # seconds

Addresses = Iterator[str]


def measure(engine: str, new_url: NewUrl, sizes: Sizes) -> Iterator[Figure]:
    """Every figure of this part on one engine."""
    cases = sizes.shown
    say(f"{engine}: a province of {cases:,} cases")
    one = province(new_url, cases)
    for officer in (HIGHEST, BASIC):
        _give_password(one, officer)
    one.store.close()
    with _served(one) as where:
        for officer, sees in ((HIGHEST, "whole province"), (BASIC, "one court")):
            with _logged_in(where, officer) as client:
                for page, addresses in _pages(one, officer).items():
                    rounds = _rounds(client, addresses, sizes)
                    what = f"{page}, seen by the {sees}, p95 of {sizes.asked}"
                    size = f"{cases:,} cases, {cases * 10:,} nodes"
                    yield Figure("board", what, engine, size, "ms", rounds)


def _pages(one: Town, officer: str) -> Mapping[str, Addresses]:
    """The addresses that are asked for, of each page in turn; none is asked for twice."""
    step = 7919 if officer == HIGHEST else 500  # which leads round to cases of the officer's court
    places = ((n * step + 6 + _offset(one)) % one.cases for n in count(1))
    numbers = (number(place) for place in places)
    pages: dict[str, Addresses] = {
        "home": ("/" for _ in count()),
        "home, the courts below an intermediate one": ("/?court=京03" for _ in count()),
        "home, one handler": (f"/?handler=H{n % 5 * 100 + 7:03}" for n in count()),
        "case": (f"/cases/{one}" for one in numbers),
        "search by a loose number": (f"/search?q=京0105执{n}" for n in count(1012)),
        "search by a party": (f"/search?q=申请人{n}" for n in count(1012)),
        "search by a handler": (f"/search?q={handler_name(n % 5 * 100 + 7)}" for n in count()),
        "search in vain": (f"/search?q=无此人{n}" for n in count()),
    }
    if officer != HIGHEST:  # who sees one court has none below
        del pages["home, the courts below an intermediate one"]
    return pages


def _offset(one: Town) -> int:
    """So that the place 1 is a case of the court numbered 7, whatever id the book begins with."""
    return (500 + 1 - one.first_id) % 500


def _rounds(client: httpx.Client, addresses: Addresses, sizes: Sizes) -> tuple[float, ...]:
    for _ in range(_WARM):
        _asked(client, next(addresses))
    return tuple(
        _percentile([_asked(client, next(addresses)) for _ in range(sizes.asked)])
        for _ in range(sizes.repeats)
    )


def _asked(client: httpx.Client, address: str) -> float:
    begun = perf_counter()
    answer = client.get(address)
    seconds = perf_counter() - begun
    if answer.status_code not in {200, 303}:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return seconds * 1000


def _percentile(values: Sequence[float]) -> float:
    return quantiles(values, n=100)[_PERCENTILE - 1]


def _give_password(one: Town, officer: str) -> None:
    with one.store.writing() as session:
        now, visitor = system_now(), Visitor(officer, "")
        link = invite(session, officer, "benchmark", now, door())
        redeem(session, link, officer, _PASSWORD, visitor, door(), now)


@contextmanager
def _logged_in(where: str, officer: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=where, timeout=60) as client:
        token = re.search(r'name="form_token" value="([^"]*)"', client.get("/login").text)
        assert token is not None
        form = {"form_token": token[1], "officer": officer, "password": _PASSWORD}
        if client.post("/login", data=form).status_code != 303:
            raise RuntimeError(f"{officer} could not log in")
        yield client


@contextmanager
def _served(one: Town) -> Iterator[str]:
    """The board as its user starts it: a process of its own, by uvicorn, on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DUEPROCESS_DATABASE_URL": one.store.url}
    server = subprocess.Popen(
        [*_SERVE, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    where = f"http://127.0.0.1:{port}"
    try:
        _await(where)
        yield where
    finally:
        server.terminate()
        server.wait()


def _await(where: str) -> None:
    last_moment = time.monotonic() + _STARTS_IN
    while time.monotonic() < last_moment:
        try:
            httpx.get(f"{where}/login")
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the board did not come up")
