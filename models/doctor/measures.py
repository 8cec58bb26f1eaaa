"""Checks of measures (控制措施): none past its expiry counts as in force, none ends unwatched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import exists, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, FACT, LIVING, NODE, OPEN, stands
from models.tables.schema import metadata

FAMILY = Family()

RENEWAL = "renew-before-expiry"  # the clock that a measure's own expiry sets
ASSET = metadata.tables["asset"]
_OVER = ("asset_released", "asset_disposed", "control_lapsed")


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
    """The renewal has to be done on the last working day; the measure holds until its own."""
    opened = (FACT.c.case_id == NODE.c.case_id) & (FACT.c.seq == NODE.c.opened_by)
    query = (
        select(CASE.c.number, NODE.c.key, NODE.c.subject_ref, FACT.c.payload)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .join(FACT, opened)
        .where(NODE.c.rule_id == RENEWAL, NODE.c.state.in_(LIVING))
        .where(NODE.c.due_at <= visit.as_of)
        .order_by(NODE.c.due_at, NODE.c.id)
    )
    today = visit.as_of.date()
    for case, node, ref, payload in visit.rows(query):
        on = date.fromisoformat(payload["expires_on"])
        if on < today:
            zh = f"{ref}的控制措施已于{on}届满，仍记为有效"
            en = f"the measure on {ref} expired on {on} and still counts as in force"
            yield Place(zh, en, case, node)


@FAMILY.check(
    "expiry-unwatched",
    Level.ERROR,
    ("登记了到期日的控制措施须有续行期限", "a measure whose last day is registered has a clock"),
    (
        "请录入该财产的查封、扣押、冻结（asset_controlled，载明expires_on）或者解除（asset_released）",
        "record asset_controlled with its expires_on, or asset_released",
    ),
)
def _unwatched(visit: Visit) -> Iterator[Place]:
    """A row of the register is no fact: by itself it sets no clock, and nobody would be told."""
    same = (NODE.c.case_id == ASSET.c.case_id) & (NODE.c.subject_ref == ASSET.c.ref)
    ended = (FACT.c.case_id == ASSET.c.case_id) & (FACT.c.subject_ref == ASSET.c.ref)
    query = (
        select(CASE.c.number, ASSET.c.ref, ASSET.c.details)
        .join(ASSET, ASSET.c.case_id == CASE.c.id)
        .where(CASE.c.state == OPEN)
        .where(~exists().where(same, NODE.c.rule_id == RENEWAL))
        .where(~exists().where(ended, FACT.c.kind.in_(_OVER), stands(FACT)))
        .order_by(ASSET.c.id)
    )
    for case, ref, details in visit.rows(query):
        if on := details.get("expires_on"):
            zh = f"{ref}登记的控制措施{on}到期，没有续行期限"
            en = f"the measure registered on {ref} ends on {on}, and no clock runs for it"
            yield Place(zh, en, case)
