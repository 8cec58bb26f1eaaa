"""Roles in English words (职责英文名称), for sentences that are said in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import tomli

SHIPPED = Path(__file__).parents[1] / "data" / "roles.toml"


def english(role: str) -> str:
    """The role in English; one that a court named itself goes by the words of its id."""
    return shipped().get(role) or role.replace("_", " ")


def holder(role: str) -> str:
    """The role with its article."""
    name = english(role)
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def either(roles: Iterable[str]) -> str:
    """Whoever holds one of the roles: a team leader, a president or an IT officer."""
    *others, last = map(holder, roles)
    return f"{', '.join(others)} or {last}" if others else last


@cache
def shipped() -> Mapping[str, str]:
    """Role → its name in English."""
    return tomli.loads(SHIPPED.read_text("utf-8"))
