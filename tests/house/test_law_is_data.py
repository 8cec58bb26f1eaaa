"""No number of days stands in Python, and only one module reads the clock."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.premises import ROOT, files_of_rooms, tree

# Spans that no court ever counts, each with the reason why it may stand in code.
NOT_LAW = {
    ("flows/sleep.py", 90): "Prefect plans a hundred days ahead, and a sleep must stay within",
    ("rulebook/notices.py", 7): "how far a holiday notice of one year may reach into the last",
}

PERIOD = re.compile(r"\d+:(day|working_day|month|year|hour)")
SPAN_CALLS = {"timedelta": {"days", "weeks"}, "relativedelta": {"days", "weeks", "months", "years"}}


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _number(node: ast.expr) -> int | None:
    """The number a literal stands for; steps of one day are arithmetic, not law."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    literal = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    return int(node.value) if literal and abs(node.value) > 1 else None  # type: ignore[attr-defined]


def _spans(call: ast.Call) -> Iterator[int]:
    """Literal spans of days or longer that a call writes down."""
    names = SPAN_CALLS.get(_name(call), set())
    values = [keyword.value for keyword in call.keywords if keyword.arg in names]
    if names or _name(call) == "Period":
        values += call.args[:1]
    yield from (number for value in values if (number := _number(value)) is not None)


def _law_written_down(file: Path) -> list[str]:
    found = []
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            spans = [n for n in _spans(node) if (file.as_posix(), n) not in NOT_LAW]
            found += [f"{file}:{node.lineno} {_name(node)} of {n}" for n in spans]
        elif isinstance(node, ast.Constant) and PERIOD.fullmatch(str(node.value)):
            found.append(f"{file}:{node.lineno} {node.value!r}")
    return found


def test_no_period_of_the_law_is_written_in_python() -> None:
    assert [line for file in files_of_rooms() for line in _law_written_down(file)] == []


def test_a_period_written_in_python_would_be_seen() -> None:
    source = "a = timedelta(days=7)\nb = Period(3, Unit.MONTH)\nc = timedelta(days=1)\n"
    spans = [
        n
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        for n in _spans(call)
    ]
    assert spans == [7, 3]


@pytest.mark.parametrize(
    "reading",
    [
        "from datetime import datetime\nprint(datetime.now())\n",
        "import datetime\nprint(datetime.datetime.utcnow())\n",
        "from datetime import date\nprint(date.today())\n",
        "import time\nprint(time.time())\n",
    ],
)
def test_reading_the_clock_is_refused_everywhere_but_in_its_own_module(reading: str) -> None:
    assert "TID251" in _lint(reading, "tasks/patrol.py")
    assert "TID251" not in _lint(reading, "models/clock.py")


def _lint(source: str, as_file: str) -> str:
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise"]
    return subprocess.run(
        [*ruff, f"--stdin-filename={as_file}", "-"],
        input=source,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_no_file_but_the_clock_is_excused_from_the_ban() -> None:
    excused = [
        str(file)
        for file in files_of_rooms()
        if file != Path("models/clock.py")
        and re.search(r"noqa[^\n]*(TID251|DTZ00[235]|DTZ011)", (ROOT / file).read_text("utf-8"))
    ]
    assert excused == []
