"""pm4py reads both logs and finds in them what the book holds."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from dueprocess.cli.main import run
from dueprocess.simulator.simulation import Simulation
from tests.dueprocess import ocelrules

pytestmark = pytest.mark.skipif(
    find_spec("pm4py") is None, reason="pm4py is not installed: `make mining` installs it"
)
# The counts of the book, told without what writes the logs.
FACTS = "SELECT kind, COUNT(*) FROM fact GROUP BY kind"
RUNGS = "SELECT 'rung_' || level, COUNT(*) FROM rung_claim WHERE outcome = 'fired' GROUP BY level"
KINDS = {
    "case": "SELECT COUNT(*) FROM enforcement_case",
    "node": "SELECT COUNT(*) FROM node",
    "item": "SELECT COUNT(*) FROM supervision_item",
    "interview": "SELECT COUNT(*) FROM interview",
    "court": "SELECT COUNT(*) FROM court",
}
SUBJECTS = """
    SELECT subject_kind, COUNT(DISTINCT case_id || ' ' || subject_ref) FROM fact
    WHERE subject_kind NOT IN ('case', 'node', 'item', 'asset') GROUP BY subject_kind
"""


@pytest.fixture(scope="session")
def logs(year: Simulation, folder: Path) -> dict[str, Path]:
    """Both exports of the simulated year."""
    found = {"ocel": folder / "year.json", "xes": folder / "year.xes"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUEPROCESS_DATABASE_URL", year.office.store.url)
        for format_, file in found.items():
            assert run(("export", format_, "--out", str(file))) == 0
    return found


def asked(year: Simulation, statement: str) -> dict[str, int]:
    with year.office.store.reading() as session:
        return {row[0]: row[1] for row in session.connection().execute(text(statement))}


def one(year: Simulation, statement: str) -> int:
    with year.office.store.reading() as session:
        return int(session.connection().execute(text(statement)).scalar_one())


def quietly(read: str, file: Path) -> Any:
    """What a function of pm4py reads; it warns of much that is no matter of the log."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        return getattr(pm4py, read)(str(file))


@pytest.fixture(scope="session")
def ocel(logs: dict[str, Path]) -> Any:
    return quietly("read_ocel2_json", logs["ocel"])


def test_pm4py_finds_every_event_of_the_book_under_its_own_kind(
    year: Simulation, ocel: Any
) -> None:
    told = Counter(ocel.events["ocel:activity"])
    assert told == asked(year, FACTS) | asked(year, RUNGS)


def test_the_log_holds_every_object_of_the_book(year: Simulation, logs: dict[str, Path]) -> None:
    log = ocelrules.read(logs["ocel"])
    told = Counter(thing["type"] for thing in log["objects"])
    assert {kind: told[kind] for kind in KINDS} == {
        kind: one(year, statement) for kind, statement in KINDS.items()
    }
    subjects = asked(year, SUBJECTS)
    assert subjects
    assert {kind: told[kind] for kind in subjects} == subjects


def test_pm4py_keeps_every_object_that_an_event_names(logs: dict[str, Path], ocel: Any) -> None:
    """Others, such as a court above that heard no case, it leaves out."""
    log = json.loads(logs["ocel"].read_text("utf-8"))
    named = {bond["objectId"] for event in log["events"] for bond in event["relationships"]}
    kinds = Counter(thing["type"] for thing in log["objects"] if thing["id"] in named)
    assert Counter(ocel.objects["ocel:type"]) == kinds
    told = set(zip(ocel.relations["ocel:eid"], ocel.relations["ocel:oid"], strict=True))
    bound = [(event["id"], bond) for event in log["events"] for bond in event["relationships"]]
    assert told == {(event, bond["objectId"]) for event, bond in bound}


def test_pm4py_reads_a_trace_for_every_case_and_an_order_in_it(
    year: Simulation, logs: dict[str, Path]
) -> None:
    table = quietly("read_xes", logs["xes"])
    assert table["case:concept:name"].nunique() == one(year, KINDS["case"])
    assert Counter(table["concept:name"]) == asked(year, FACTS) | asked(year, RUNGS)
    for _, trace in table.groupby("case:concept:name"):
        assert trace["time:timestamp"].is_monotonic_increasing


def test_pm4py_discovers_the_course_from_the_log(logs: dict[str, Path]) -> None:
    """Whoever files has received: what directly follows is there to be mined."""
    import pm4py

    table = quietly("read_xes", logs["xes"])
    edges, starts, _ = pm4py.discover_dfg(table[table["stands"] == True])  # noqa: E712
    assert set(starts) <= {"application_received", "filed", "preservation_requested"}
    assert any(first == "application_received" for first, _ in edges)
