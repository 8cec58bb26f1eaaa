"""Conditions on cases for a walk over clocks (届满序): said of the node, by the id of its case.

The cases meant are gathered once, by index, and each clock that the walk passes is looked up among
them. A join would read the case of every clock, tens of thousands of them over a province.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import col

from models.insertion import table_of
from models.reading.extent import Extent
from models.tables.case import Case
from models.tables.node import Node

_ID = table_of(Node).c.case_id


class _CaseOfClock(ColumnElement[int]):
    """The id of a node's case, by which no engine may begin its search: few clocks of a case are
    due soon, and the index of last moments holds the id beside them."""

    inherit_cache = True

    def __init__(self) -> None:
        self.type = _ID.type


@compiles(_CaseOfClock)
def _bare(_: _CaseOfClock, compiler: SQLCompiler, **how: Any) -> str:
    return compiler.process(_ID, **how)


@compiles(_CaseOfClock, "sqlite")
def _not_searched_by(_: _CaseOfClock, compiler: SQLCompiler, **how: Any) -> str:
    # The plus is SQLite's way to say so; PostgreSQL knows how many of each there are.
    return "+" + compiler.process(_ID, **how)


def of_courts(
    named: Sequence[str] | Select[Any], others: Sequence[str] = ()
) -> ColumnElement[bool]:
    """That the case is one of these courts; `others` are all courts beside them, if given."""
    if others:
        return _CaseOfClock().not_in(_cases().where(col(Case.court_code).in_(others)))
    found = _CaseOfClock().in_(_cases().where(col(Case.court_code).in_(named)))
    if isinstance(named, Select) or len(named) > 1:
        return found
    # The walk passes thousands of clocks to find a hundred of one court. A bare IN may become a
    # join, which asks for the case of each; a truth value asked of it may not.
    return found.is_(true())


def within(extent: Extent) -> ColumnElement[bool]:
    """That the case lies within somebody's reach."""
    if extent.settled:
        return of_courts(extent.named, extent.others)
    return col(Node.case_id).in_(_cases().where(extent.holds()))


def _cases() -> Select[Any]:
    return select(col(Case.id))
