"""What the book knows of a case and of a node of it (案件与节点要素)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts.ledger import ITEM, Entry, NodeRow, Post, entries
from models.oversight.watch import Watch
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.officer import Officer
from notifications.names import court_name, officer_name
from rulebook.law import inwords
from rulebook.oversight.supervision import STATE_NAMES

FACT = table_of(Fact)
LEADER = "team_leader"


def of_court(session: Session, court: str, by: str) -> dict[str, Any]:
    """The head of a document from that court, signed by that officer."""
    name = court_name(session, court)
    signer = session.get(Officer, by)
    return {
        "court": name,
        "court_code": court,
        "office": f"{name}执行局",
        "issuer": signer.name if signer else "",
        "status": "草稿",
    }


def of_case(session: Session, case: Case) -> dict[str, Any]:
    """The register of the case, with its handler."""
    handler = officer_name(session, case.handler_id)
    return {
        "case_number": case.number,
        "cause": case.cause,
        "applicant": case.applicant,
        "debtor": case.debtor,
        "claim": case.claim,
        "filed_on": case.filed_on,
        "handler": handler,
        "recipients": (handler,) if handler else (),
    }


def of_node(
    session: Session, node: NodeRow, post: Post, watch: Watch, at: datetime
) -> dict[str, Any]:
    """How the node stands at that moment, and the article its clock rests on."""
    rule, then = watch.law.rules[node.rule_id], watch.at(at)
    late = then.delay(node)
    owner = _named(node.owner_id or post.handler_id, watch)
    return {
        "node": then.heading(node, post).node,
        "basis": rule.source.cited_on(node.origin_at.date()),
        "rule": f"{node.rule_id}（{watch.law.version}）",
        "handler": owner,
        "recipients": (owner,) if owner else (),
        "origin_on": node.origin_at.date(),
        "beginning": inwords.beginning(rule)[0],
        "due_on": node.due_on,
        "as_of": at,
        "delay": late.text if late else "",
        "days_left": late.text if late else "",
        "expected": rule.zh,
        "acts": acts(session, node.id, watch),
    }


def acts(session: Session, node_id: int, watch: Watch) -> list[Mapping[str, Any]]:
    """The acts of supervision on a node, oldest first."""
    return [
        {
            "item": one.id,
            "name": level_name(one, one.rung, watch),
            "issued_on": one.issued_at.date() if one.issued_at else None,
            "state": STATE_NAMES[one.state],
            "reply": one.reply,
        }
        for one in entries(session, ITEM.c.node_id == node_id)
    ]


def level_name(entry: Entry, rung: str, watch: Watch) -> str:
    """What the ladder calls a rung."""
    return watch.ladder(entry.node).rung(rung).zh


def leader(watch: Watch, court: str, owner: str | None) -> str:
    """The leaders of the officer's team, by name."""
    people = watch.roster.people(court, LEADER, owner)
    return "、".join(_named(one.officer_id, watch) for one in people)


def _named(officer_id: str | None, watch: Watch) -> str:
    """The officer as a paper names one, from the roster that the watch has read."""
    officer = watch.roster.officer(officer_id)
    return officer.name if officer else officer_id or ""


def said(session: Session, case_id: int, kind: str, ref: str) -> Mapping[str, Any]:
    """What the newest fact of that kind on that subject says; nothing when there is none."""
    found = session.connection().execute(
        select(FACT.c.payload)
        .where(FACT.c.case_id == case_id, FACT.c.kind == kind, FACT.c.subject_ref == ref)
        .order_by(FACT.c.seq.desc())
        .limit(1)
    )
    payload: Mapping[str, Any] = found.scalar_one_or_none() or {}
    return payload
