"""Facts of many cases at once (卷宗批读): of the kinds a look needs, corrections applied."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import Any

from sqlalchemy import Select, or_, select
from sqlmodel import Session

from models.reviews.finding import FACT
from rulebook.case.casefile import FactView
from rulebook.case.standing import standing

_COLUMNS = tuple(FACT.c[name] for name in FactView._fields)


def files(
    session: Session, kinds: Collection[str], cases: Select[Any]
) -> dict[int, tuple[FactView, ...]]:
    """Case id → its facts of these kinds that stand, in the order in which they happened.

    One statement, whatever the number of cases; `cases` selects their ids. A fact that a
    correction moved to another kind's place is read as what stands.
    """
    found = session.connection().execute(
        select(FACT.c.case_id, *_COLUMNS)
        .where(
            FACT.c.case_id.in_(cases),
            or_(FACT.c.kind.in_(sorted(kinds)), FACT.c.corrects.is_not(None)),
        )
        .order_by(FACT.c.case_id, FACT.c.seq)
    )
    return {
        case: tuple(
            one for one in standing(FactView(*row[1:]) for row in rows) if one.kind in kinds
        )
        for case, rows in groupby(found, key=lambda row: int(row[0]))
    }
