"""Notices of interviews (约谈通知书) that stand although their interview was called off."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from models.insertion import table_of
from models.oversight.acts.interviews import INTERVIEW
from models.oversight.acts.ledger import ITEM
from models.tables.interview import InterviewState
from models.tables.paper import IssuedPaper

PAPER = table_of(IssuedPaper)
_LATER = PAPER.alias("later")
NOTICE = "interview_notice"


def unwithdrawn() -> Select[Any]:
    """Interviews called off whose notice nothing has replaced, oldest first.

    Each with the number of the notice, when the matter ended, and who struck it off (`verified_by`,
    empty where no person's act ended it).
    """
    c, p = INTERVIEW.c, PAPER.c
    replaced = select(_LATER.c.id).where(_LATER.c.supersedes_id == p.id).exists()
    return (
        select(INTERVIEW, p.number, ITEM.c.verified_by, ITEM.c.ended_at)
        .join_from(INTERVIEW, ITEM, ITEM.c.id == c.item_id)
        .join(PAPER, (p.case_id == c.case_id) & (p.item_id == c.item_id))
        .where(c.state == InterviewState.CANCELLED, p.kind == NOTICE, ~replaced)
        .order_by(c.id)
    )
