"""Reading the matrix of rights: the shipped file, and an installation's own laid over it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from rulebook.access.matrix import ADMINISTRATOR, Act, Matrix, Scope

SHIPPED = Path(__file__).parents[1] / "data" / "rights.toml"
_SCOPES = {scope.name.lower(): scope for scope in Scope if scope is not Scope.NONE}
_KNOWN = {"id", "zh", "en", "apart", "unassigned", "kinds", *_SCOPES}

_DESKS = ("kinds", "apart", "unassigned")


class RightsUnreadable(ValueError):
    """The file that says who may do what cannot be used."""

    def __init__(self, file: object, faults: object) -> None:
        super().__init__(f"{file}: {faults}; see docs/board.md for what may stand there")


@cache
def rights(own: Path | None = None) -> Matrix:
    """The shipped matrix with a court's own acts in place of those of the same id.

    Raises `RightsUnreadable`, naming every fault.
    """
    shipped = tomli.loads(SHIPPED.read_text("utf-8"))
    acts = {one["id"]: one for one in shipped["act"]}
    if own is None:
        return _built(acts, shipped["rest"])
    try:
        said = tomli.loads(own.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise RightsUnreadable(own, f"cannot be read ({error})") from error
    found = "; ".join(faults(said, acts))
    if found:
        raise RightsUnreadable(own, found)
    laid = {**acts, **{one["id"]: {**_kept(acts[one["id"]]), **one} for one in said["act"]}}
    return _built(laid, shipped["rest"])


def strangers(matrix: Matrix, roles: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    """What the matrix names and the law does not know: roles, kinds of facts."""
    yield from (f"no role {one}" for one in sorted(matrix.roles - {*roles, ADMINISTRATOR}))
    named = {kind for act in matrix.acts.values() for kind in act.kinds}
    yield from (f"no kind of fact {one}" for one in sorted(named - set(kinds)))


def faults(said: Mapping[str, Any], acts: Collection[str]) -> Iterator[str]:
    """What is wrong with a file laid over the shipped one."""
    yield from (f"{name} is no part of it: use [[act]]" for name in said if name != "act")
    entries = said.get("act", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        yield "write each act as [[act]]"
        return
    for one in entries:
        yield from _entry_faults(one, acts)


def _entry_faults(one: Mapping[str, Any], acts: Collection[str]) -> Iterator[str]:
    name = one.get("id", "")
    if name not in acts:
        yield f"no act {name!r}: use {', '.join(acts)}"
    yield from (f"{name} knows no {key}" for key in one if key not in _KNOWN)
    yield from (f"{name}: {key} is the desk's" for key in _DESKS if key in one)
    seen: set[str] = set()
    for scope in _SCOPES:
        listed = one.get(scope, [])
        if not isinstance(listed, list) or not all(isinstance(role, str) for role in listed):
            yield f"{name}: {scope} is a list of roles"
            continue
        yield from (f"{name} lists {role} twice" for role in listed if role in seen)
        seen.update(listed)


def _kept(act: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of a shipped act when a court says anew who may do it."""
    return {name: value for name, value in act.items() if name not in _SCOPES}


def _built(acts: Mapping[str, Mapping[str, Any]], rest: str) -> Matrix:
    built = {name: _act(one) for name, one in acts.items()}
    roles = frozenset(role for act in built.values() for role in act.reach)
    return Matrix(built, rest, roles)


def _act(said: Mapping[str, Any]) -> Act:
    return Act(
        id=said["id"],
        zh=said["zh"],
        en=said["en"],
        reach={role: _SCOPES[scope] for scope in _SCOPES for role in said.get(scope, ())},
        apart=said.get("apart", False),
        unassigned=said.get("unassigned", False),
        kinds=tuple(said.get("kinds", ())),
    )
