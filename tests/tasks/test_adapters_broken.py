"""A system that hangs, fails or dies half way: the others go on, and nothing is done twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from threading import Event

import pytest

from tasks.adapters import sending, taking
from tasks.adapters.interface import Interfaces, interfaces
from tasks.adapters.protocol import Query, Result
from tasks.adapters.round import make_round
from tests.house.premises import ROOT
from tests.tasks.adapted import FOUND, LAUNCHED, NETWORK, Carrier, answer
from tests.tasks.conftest import Bench, at
from tests.tasks.test_killed_sweep import Killed, killed_at

# A collector whose process is killed before its n-th rename.
DIES = """
import os, signal, sys
from pathlib import Path
from models.store import Store
from rulebook.loading.loader import national
from rulebook.time import calendar
from tasks.adapters import folder
from tasks.adapters.round import make_round

url, home, rename = sys.argv[1:]
moved, renames = folder._moved, 0

def dies(file, target):
    global renames
    renames += 1
    if renames == int(rename):
        os.kill(os.getpid(), signal.SIGKILL)
    moved(file, target)

folder._moved = dies
make_round(Store(url), national(), calendar.national(), Path(home))
"""


@dataclass
class Faulty:
    """A system that hangs or fails in every call."""

    name: str
    hangs: bool = False
    let_go: Event = field(default_factory=Event)
    calls: int = 0

    def query(self, query: Query) -> None:
        self._fails()

    def collect(self) -> Sequence[Result]:
        self._fails()
        return ()

    def settle(self, result: Result, fault: str) -> None:
        self._fails()

    def _fails(self) -> None:
        self.calls += 1
        if self.hangs:
            self.let_go.wait()
        raise ConnectionError("refused by the other side")


@pytest.fixture
def carrier(bench: Bench, tmp_path: Path) -> Carrier:
    """A case that has something to ask, on 4 March."""
    bench.files()
    made = Carrier(bench, tmp_path / "home")
    made.works()
    bench.reaches(at("2026-03-04T09:00"))
    return made


@pytest.mark.parametrize("hangs", [False, True])
def test_a_faulty_system_is_named_and_bars_no_other(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    quick = Interfaces(interfaces().all, 0.2)
    monkeypatch.setattr(sending, "interfaces", lambda: quick)
    monkeypatch.setattr(taking, "interfaces", lambda: quick)
    faulty, bench = Faulty(NETWORK, hangs), carrier.bench
    carrier.drops("x.json", answer(bench.number, [FOUND]), "registries")
    through = (faulty, carrier.way("registries"))
    traffic = make_round(bench.store, bench.law, bench.calendar, carrier.home, through)
    faulty.let_go.set()
    assert (traffic.sent.failed, traffic.taken.facts) == (1, 1)
    assert len(traffic.taken.faults) == 1 and NETWORK in traffic.taken.faults[0]
    (request,) = (one for one in carrier.requests() if one.interface == NETWORK)
    assert NETWORK in request.error and request.tries == 1


def test_the_round_may_die_before_any_statement(carrier: Carrier) -> None:
    carrier.drops("x.json", answer(carrier.bench.number, [LAUNCHED, FOUND]))
    statement, deaths = 0, 0
    while True:
        statement += 1
        try:
            with killed_at(carrier.bench.store, statement):
                carrier.round()
        except Killed:
            deaths += 1
            continue
        break
    assert deaths > 5
    carrier.round()
    assert len(carrier.facts("network_query_launched")) == 1
    assert len(carrier.facts("asset_found")) == 1
    assert (carrier.lies("done"), carrier.lies("taken"), carrier.lies("in")) == (
        ["x.json"],
        [],
        [],
    )


@pytest.mark.parametrize("rename", [1, 2])
def test_a_process_killed_at_a_rename_loses_and_doubles_nothing(
    carrier: Carrier, rename: int
) -> None:
    carrier.drops("x.json", answer(carrier.bench.number, [LAUNCHED, FOUND]))
    dies = [sys.executable, "-c", DIES, carrier.bench.store.url, str(carrier.home), str(rename)]
    assert subprocess.run(dies, cwd=ROOT, check=False).returncode == -SIGKILL
    assert carrier.lies("done") == []
    carrier.round()
    assert len(carrier.facts("network_query_launched", "asset_found")) == 2
    assert carrier.lies("done") == ["x.json"]
