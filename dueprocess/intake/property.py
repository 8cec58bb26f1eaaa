"""What kind of property a fact is about (财产类别): its row's, else that of the asset's own row.

By the kind go the longest term of a measure and whether a reference price has to be fixed; a
docket says it once, in the sheet of assets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session

from dueprocess.intake.headers import categories
from models.insertion import table_of
from models.record import Arrival
from models.tables.asset import Asset
from models.tables.case import Case
from rulebook.law.lawbook import Lawbook

ASSET, CASE = table_of(Asset), table_of(Case)
_FIELD = "category"


def completed(session: Session, law: Lawbook, arrivals: Iterable[Arrival]) -> list[Arrival]:
    """The facts, each on property with the kind of its asset's row where it does not say one."""
    told = list(arrivals)
    silent = [at for at, one in enumerate(told) if _is_silent(one, law)]
    known = _known(session, [told[at] for at in silent]) if silent else {}
    for at in silent:
        one = told[at]
        category = known.get((one.case, one.subject_ref))
        if category:
            told[at] = replace(one, payload={**one.payload, _FIELD: category})
    return told


def _is_silent(one: Arrival, law: Lawbook) -> bool:
    asked = one.subject_kind == "asset" and law.facts[one.kind].field(_FIELD) is not None
    return asked and not one.payload.get(_FIELD)


def _known(session: Session, silent: Sequence[Arrival]) -> dict[tuple[str | int, str], str]:
    numbers = sorted({str(one.case) for one in silent})
    found = session.connection().execute(
        select(CASE.c.number, ASSET.c.ref, ASSET.c.kind)
        .join_from(CASE, ASSET, ASSET.c.case_id == CASE.c.id)
        .where(CASE.c.number.in_(numbers), ASSET.c.kind != "")
    )
    named = categories()
    return {(number, ref): named[kind] for number, ref, kind in found if kind in named}
