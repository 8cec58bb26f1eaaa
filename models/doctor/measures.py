"""Checks of measures (控制措施): none past its expiry counts as still in force."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, LIVING, NODE

FAMILY = Family()

RENEWAL = "renew-before-expiry"  # the clock that a measure's own expiry sets


@FAMILY.check(
    "measure-past-expiry",
    Level.ERROR,
    ("控制措施届满须已续行、解除或者记为失效", "a measure past its expiry is not in force"),
    (
        "请录入续行（control_renewed）、解除（asset_released）或者失效（control_lapsed）",
        "record control_renewed, asset_released or control_lapsed, whichever happened",
    ),
)
def _past_expiry(visit: Visit) -> Iterator[Place]:
    query = (
        select(CASE.c.number, NODE.c.key, NODE.c.subject_ref, NODE.c.due_on)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .where(NODE.c.rule_id == RENEWAL, NODE.c.state.in_(LIVING))
        .where(NODE.c.due_at <= visit.as_of)
        .order_by(NODE.c.due_at, NODE.c.id)
    )
    for case, node, ref, on in visit.rows(query):
        zh = f"{ref}的控制措施已于{on}届满，仍记为有效"
        en = f"the measure on {ref} expired on {on} and still counts as in force"
        yield Place(zh, en, case, node)
