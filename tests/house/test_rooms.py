"""Six rooms in one line: what is installed, what is linted and what stands here are the same."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.house.premises import ROOMS, ROOT, files_of_rooms, project


def test_every_folder_with_python_that_is_installed_is_a_room_and_every_room_is_installed() -> None:
    packages = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    folders = {path.parent.name for path in ROOT.glob("*/py.typed")}
    assert set(packages) == set(ROOMS) == folders
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"} == (
        set(ROOMS)
    )


def test_the_import_contract_names_every_room_in_the_order_of_the_line() -> None:
    linter = project()["tool"]["importlinter"]
    layers = next(c["layers"] for c in linter["contracts"] if c["type"] == "layers")
    assert tuple(layers) == tuple(linter["root_packages"]) == ROOMS


def test_the_architecture_page_starts_with_the_line() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert " → ".join(ROOMS) in "\n".join(page.splitlines()[:6])


def test_the_types_of_every_room_are_checked() -> None:
    assert set(ROOMS) <= set(project()["tool"]["mypy"]["packages"])


def test_prefect_is_given_module_paths_never_file_paths() -> None:
    declared = (ROOT / "prefect.yaml").read_text("utf-8")
    entrypoints = re.findall(r"^\s*entrypoint:\s*(\S+)\s*$", declared, re.M)
    assert entrypoints
    for entrypoint in entrypoints:
        module, _, flow = entrypoint.rpartition(".")
        assert ":" not in entrypoint
        assert flow.isidentifier()
        assert module.split(".")[0] == "flows"
        assert find_spec(module) is not None


@pytest.mark.parametrize(
    ("module", "kept_out"),
    [
        ("dueprocess.cli", "prefect"),
        ("dueprocess.cli", "sqlalchemy"),
        ("rulebook", "sqlmodel"),
        ("models.tables.schema", "prefect"),
        ("dueprocess.desk", "alembic"),
        ("notifications", "prefect"),
        ("tasks.prefect_api", "prefect"),
    ],
)
def test_a_light_module_does_not_bring_a_heavy_package_in(module: str, kept_out: str) -> None:
    question = f"import sys, {module}; sys.exit({kept_out!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", question], cwd=ROOT, check=False).returncode == 0


def test_no_room_imports_what_mines_the_logs() -> None:
    """pm4py is under the AGPL: a tool of one test, told apart from what DueProcess is made of."""
    rooms = [(ROOT / file).read_text("utf-8") for file in files_of_rooms()]
    assert not [text for text in rooms if re.search(r"^\s*(import|from) pm4py", text, re.M)]
    about = project()["project"]
    runs = [*about["dependencies"], *about["optional-dependencies"]["dev"]]
    assert not [line for line in runs if line.startswith("pm4py")]
