"""A first start begins with the database that set-up prepared, and never touches one in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dueprocess import declared, prepared
from dueprocess.stackplan import StackPlan

DECLARED = """
deployments:
  - {name: enforcement_case, entrypoint: flows.enforcement_case.enforcement_case}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StackPlan:
    """A plan, and a shelf with both databases made for its prefect.yaml."""
    monkeypatch.setattr(prepared, "SHELF", tmp_path)
    file = tmp_path / "prefect.yaml"
    file.write_text(DECLARED, "utf-8")
    prepared.bare().write_text("tables")
    prepared.filled(file).write_text("tables and deployments")
    return StackPlan(tmp_path / "home", port=9, prefect_file=file)


def test_it_is_the_one_with_the_deployments(plan: StackPlan) -> None:
    prepared.lay(plan)
    assert plan.database.read_text() == "tables and deployments"


def test_an_edited_file_finds_the_tables_alone(plan: StackPlan) -> None:
    edited = DECLARED.replace("}", ", tags: [case]}")
    plan.prefect_file.write_text(edited, "utf-8")
    prepared.lay(plan)
    assert plan.database.read_text() == "tables"


def test_a_database_in_use_stays(plan: StackPlan) -> None:
    plan.database.parent.mkdir(parents=True)
    plan.database.write_text("runs")
    prepared.lay(plan)
    assert plan.database.read_text() == "runs"


def test_with_nothing_prepared_the_server_makes_its_own(plan: StackPlan) -> None:
    prepared.bare().unlink()
    prepared.filled(plan.prefect_file).unlink()
    prepared.lay(plan)
    assert not plan.database.exists()


def test_an_edited_flow_is_applied_anew(plan: StackPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    before = declared.fingerprint(plan.prefect_file)
    module = plan.prefect_file.with_name("edited_flow.py")
    monkeypatch.syspath_prepend(str(module.parent))
    named = DECLARED.replace("flows.enforcement_case.", "edited_flow.")
    plan.prefect_file.write_text(named, "utf-8")
    module.write_text("def enforcement_case(case_number): ...")
    once = declared.fingerprint(plan.prefect_file)
    module.write_text("def enforcement_case(case_number, court): ...")
    assert len({before, once, declared.fingerprint(plan.prefect_file)}) == 3


def test_set_up_left_whole_databases_without_runs() -> None:
    shelf = prepared.bare(), prepared.filled(Path(declared.__file__).parents[1] / "prefect.yaml")
    for file in shelf:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
            assert database.execute("select count(*) from flow_run").fetchone() == (0,)
