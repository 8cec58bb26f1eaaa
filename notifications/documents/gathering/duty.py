"""What the book knows of a desk's handover (值班交接要素): the sheet that was frozen with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from models.reviews.handing import last
from notifications.names import officer_name

STATES: Mapping[str, str] = {
    "proposed": "拟发待定",
    "issued": "逾期未复",
    "receipted": "逾期未复",
    "returned": "逾期未复",
    "replied": "已回复待核验",
}


def of_handover(session: Session, court: str) -> dict[str, Any]:
    """The last handover of the court's desk; nothing while it never changed hands."""
    made = last(session, court) or last(session)
    if made is None:
        return {}
    known = of_duty(made.sheet)
    return known | {
        "day": made.handed_at.date(),
        "giver": officer_name(session, made.handed_by),
        "taker": officer_name(session, made.handed_to),
        "signed_in_at": made.taken_at,
        "incidents": "；".join(filter(None, (made.note, known["incidents"]))),
    }


def of_duty(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """The four lists of the form, out of the parts of a sheet."""
    warnings = [*sheet["overdue"], *sheet["today"], *sheet["findings"]]
    return {
        "tasks": _tasks(sheet["tasks"]),
        "warnings": _tasks(warnings),
        "done": _tasks(sheet["done"]),
        "open": _tasks(sheet["unanswered"]),
        "incidents": "；".join(f"{one['case']}{one['what']}" for one in sheet["incidents"]),
    }


def _tasks(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, object]]:
    return [
        {
            "what": line["what"],
            "case": line["case"] or None,
            "due_on": line["due_on"],
            "state": STATES.get(line["state"], line["state"]) or None,
        }
        for line in lines
    ]
