"""What a verification (核验) rests on: the settling fact with its own timeliness, or evidence."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts.ledger import Entry, NodeRow
from models.tables.fact import Fact
from models.tables.node import NodeState
from rulebook.case.casefile import FactView

FACT = table_of(Fact)
FACTS, EVIDENCE = "facts", "evidence"
_TIMELINESS = {
    "in_time": "按期办结",
    "late": "逾期办结",
    "late_or_unproven": "迟录，是否按期无从证明",
}


def proven(session: Session, entry: Entry) -> bool:
    """Whether the reply that waits for verification bears evidence of its own."""
    if entry.reply_seq is None:
        return False
    found = session.connection().execute(
        select(FACT.c.evidence).where(
            FACT.c.case_id == entry.post.case_id, FACT.c.seq == entry.reply_seq
        )
    )
    return bool(found.scalar_one_or_none())


def against(node: NodeRow, fact: FactView) -> dict[str, str]:
    """The columns of an item that is struck off: what it was checked against, and the outcome.

    Where facts can tell, they do: a settled node is named with its settling fact and whether that
    was in time; the reason that was given stands beside it.
    """
    given = str(fact.payload.get("reason") or "").rstrip("。.；; \n") or "已核验"
    return {
        "verified_on": FACTS if node.state == NodeState.SETTLED else EVIDENCE,
        "ended_why": f"{given}；{said(node)}",
    }


def said(node: NodeRow) -> str:
    """第12号事实逾期办结; of a node that is still owed, that it was checked by evidence."""
    if node.state != NodeState.SETTLED:
        return "节点尚无办结事实，凭证据核验"
    return f"第{node.settled_by}号事实{_TIMELINESS.get(node.timeliness, '办结')}"
