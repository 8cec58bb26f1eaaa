"""All that the book knows for a document of a kind about a subject (已知要素)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import Session

from models.oversight.acts.ledger import NodeRow
from models.oversight.watch import Watch
from notifications.documents.gathering import file
from notifications.documents.gathering.answering import of_explanation, of_rectification
from notifications.documents.gathering.clockchange import of_change
from notifications.documents.gathering.duty import of_handover
from notifications.documents.gathering.item import of_interview, of_item
from notifications.documents.gathering.letter import of_letter
from notifications.documents.gathering.node import leader, of_case, of_court, of_node
from notifications.documents.gathering.review import of_review
from notifications.documents.gathering.subject import Subject
from notifications.documents.kinds import Kind
from rulebook.case.casefile import FactView

# The kinds that say something out of the case's facts; of the others none are read.
_FROM_FACTS = frozenset(
    {
        "payout_approval",
        "payout_deferral",
        "termination_checklist",
        "supervision_letter",
        "reassignment",
        "review_sheet",
        "explanation",
        "rectification_report",
        "clock_change",
    }
)
_ARTICLES = Path(__file__).parents[1] / "articles.toml"


@cache
def _articles() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_ARTICLES.read_text("utf-8"))


def known(session: Session, kind: Kind, subject: Subject, watch: Watch, by: str) -> dict[str, Any]:
    """Values for the fields of the kind's context; what the book cannot know is not among them."""
    found: dict[str, Any] = {**of_court(session, subject.court, by)}
    if kind.id == "duty_handover":
        found |= of_handover(session, subject.court)
    if subject.case is not None:
        found |= of_case(session, subject.case)
        found["leader"] = leader(watch, subject.case.court_code, subject.case.handler_id)
    if subject.entry is not None and subject.interview is not None:
        found |= of_interview(session, subject.entry, subject.interview, watch)
    elif subject.entry is not None:
        found |= of_item(session, subject.entry, watch)
    elif subject.node is not None and subject.post is not None:
        found |= of_node(session, subject.node, subject.post, watch, watch.as_of)
    if subject.case is not None:
        found |= _of_file(session, kind, subject, watch)
    found.setdefault("issued_on", watch.as_of.date())
    return fitting(kind, found)


def fitting(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that the kind has a field for and that say something."""
    fields = kind.context.model_fields
    return {
        name: value for name, value in values.items() if name in fields and value not in (None, "")
    }


def article(kind: str, as_of: datetime) -> dict[str, str]:
    """The article a document to the debtor rests on, by the number it bears on that day."""
    found = _articles().get(kind)
    return {"article": found["article"]} if found and as_of.date() >= found["since"] else {}


def _of_file(session: Session, kind: Kind, subject: Subject, watch: Watch) -> dict[str, Any]:
    case = subject.case
    assert case is not None and case.id is not None
    if kind.id in _articles():
        return article(kind.id, watch.as_of)
    if kind.id not in _FROM_FACTS:
        return {}
    facts = file.facts_of(session, case.id)
    match kind.id:
        case "payout_approval" | "payout_deferral":
            return file.of_receipt(facts, subject.named.receipt, watch.as_of)
        case "termination_checklist":
            return file.of_ending(facts, watch)
        case "supervision_letter":
            return of_letter(session, case, facts, subject.named.letter, watch)
        case "reassignment":
            asked = subject.entry is not None and subject.entry.issued_at is None
            return file.of_handlers(session, case.id, facts, watch, asked=asked)
        case "review_sheet" if subject.named.review:
            return of_review(session, subject.named.review, facts, watch.law)
    return {} if subject.node is None else _of_node(session, kind, subject.node, facts, watch)


def _of_node(
    session: Session, kind: Kind, node: NodeRow, facts: Sequence[FactView], watch: Watch
) -> dict[str, Any]:
    match kind.id:
        case "explanation":
            return of_explanation(session, node, facts, watch)
        case "rectification_report":
            return of_rectification(session, node, facts, watch)
        case "clock_change":
            return of_change(session, node, facts, watch)
    return {}
