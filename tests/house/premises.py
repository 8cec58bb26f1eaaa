"""What there is in the house: its rooms, its files, its functions and its project file."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("dueprocess", "flows", "tasks", "notifications", "models", "rulebook")

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Function:
    """A function as a reader meets it: its lines without decorators and docstring."""

    file: Path
    name: str
    lines: int

    def __str__(self) -> str:
        return f"{self.file}:{self.name} ({self.lines} lines)"


@cache
def project() -> dict[str, Any]:
    """`pyproject.toml`, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def files_of_rooms() -> tuple[Path, ...]:
    """Every Python file of the six rooms, relative to the root."""
    found = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return tuple(path.relative_to(ROOT) for path in found)


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse((ROOT / file).read_text("utf-8"), str(file))


def functions() -> Iterator[Function]:
    """Every function of the six rooms, migrations apart: Alembic sets their shape."""
    for file in files_of_rooms():
        if "migrations" in file.parts:
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, AnyFunction):
                yield Function(file, node.name, _lines(node))


def pages() -> tuple[Path, ...]:
    """Every page written for people, relative to the root."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return tuple(sorted(path.relative_to(ROOT) for path in found))


def _lines(function: AnyFunction) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 1
    return (body[0].lineno - function.lineno - _docstring_lines(function)) + (
        (function.end_lineno or function.lineno) - body[0].lineno + 1
    )


def _docstring_lines(function: AnyFunction) -> int:
    if not ast.get_docstring(function):
        return 0
    first = function.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1
