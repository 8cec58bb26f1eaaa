"""What the book knows of a review of a case (评查要素): what was asked, found and concluded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from models.reading.reviews import ReviewLine
from models.reading.reviews import review as read
from models.reviews.standing import CONCLUDED
from models.tables.review import ReviewState
from notifications.documents.gaps import day
from notifications.names import officer_name
from rulebook.case.casefile import FactView
from rulebook.case.payload import day as read_day
from rulebook.law.lawbook import Lawbook

_CLOSED = {"case_closed": "mode", "round_termination_ruled": ""}
_CLEAN = "未发现问题"


def of_review(
    session: Session, number: int, facts: Sequence[FactView], law: Lawbook
) -> dict[str, Any]:
    """The sheet of one review, filled as far as it was looked into."""
    line = read(session, number)
    if line is None:
        return {}
    mine = [one for one in facts if one.subject_kind == "review" and one.subject_ref == str(number)]
    done = line.state == ReviewState.DONE
    return {
        "closing": line.figures.get("mode") or _closing(facts),
        "findings": _findings(line, mine, law, done),
        "grade": line.outcome,
        "reviewer": officer_name(session, line.ended_by or None) if done else line.officer,
        "reviewed_on": line.ended_at.date() if done and line.ended_at else None,
        "suggestion": line.reason if done else None,
        "rectification": "；".join(_rectified(mine)),
    }


def _closing(facts: Sequence[FactView]) -> str:
    for one in reversed(facts):
        if one.kind in _CLOSED:
            return str(one.payload.get(_CLOSED[one.kind]) or "终结本次执行程序")
    return "尚未结案"


def _findings(
    line: ReviewLine, facts: Sequence[FactView], law: Lawbook, done: bool
) -> list[dict[str, Any]]:
    """The questions of the check sheet with what was found on each; else what the review found."""
    said = [text for one in facts if one.kind == CONCLUDED for text in _texts(one)]
    sheet = law.checksheets.get(str(line.figures.get("sheet")))
    if sheet is None:
        rows = [{"item": line.about, "finding": line.why}]
        return rows + [{"item": "评查发现", "finding": text} for text in said]
    if not done:
        return []
    rows = [
        {"item": item, "finding": "；".join(t for t in said if item in t) or _CLEAN}
        for item in sheet.items
    ]
    rest = [text for text in said if not any(item in text for item in sheet.items)]
    return rows + [{"item": "其他", "finding": text} for text in rest]


def _texts(fact: FactView) -> list[str]:
    said = fact.payload.get("findings")
    return [str(one) for one in said] if isinstance(said, list | tuple) else []


def _rectified(facts: Sequence[FactView]) -> list[str]:
    found = []
    for one in facts:
        if one.kind == "rectification_ordered":
            due = day(read_day(one.payload["due_on"]))
            found.append(f"责令最迟于{due}整改：{one.payload.get('text')}")
        elif one.kind == "review_rectified":
            text = one.payload.get("text") or one.evidence
            found.append(f"{day(one.occurred_at)}整改完成：{text}")
    return found
