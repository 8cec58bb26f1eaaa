"""Faults for programs (RFC 9457): what went wrong, and the gate, rule and article behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from dueprocess.views.case.following import named
from models.access.asking import NotPermitted
from models.errors import FactRefused

PROBLEM = "application/problem+json"
REFUSED = "urn:dueprocess:refused"  # by a gate: what stands against the fact is listed
FORBIDDEN = "urn:dueprocess:not-permitted"

TITLES = {
    400: "not understood",
    401: "no or a spent token",
    403: "not permitted",
    404: "not found",
    405: "no such act here",
    409: "it cannot be done as things stand",
    422: "not understood",
    429: "too many tries",
    500: "a defect of ours",
    503: "the book is busy",
}


class Refusal(BaseModel):
    """One thing that stands against a fact."""

    gate: str = Field(examples=["suspension-needs-ruling"])
    rule: str | None = Field(
        None,
        description="the rule by which it counts, or as which the catalogue lists the gate; "
        "absent where it follows from none. See /rules/{id}",
        examples=["settlement-performance-180d"],
    )
    article: str = Field(description="of the law; empty where good sense refuses")
    zh: str = Field(description="what is missing")
    en: str


class Problem(BaseModel):
    """A fault (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["about:blank", REFUSED, FORBIDDEN])
    title: str
    status: int
    detail: str = Field(description="one sentence with the way out")
    refusals: list[Refusal] | None = Field(None, description="of a gate; only with status 409")
    why: str | None = Field(None, description="role, reach or apart; only with status 403")


def problem(
    status: int, detail: str = "", headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A fault as the answer to a program."""
    said = {"type": "about:blank", "title": TITLES.get(status, "fault"), "status": status}
    body = {**said, "detail": detail, **more}
    return JSONResponse(body, status, dict(headers or {}), media_type=PROBLEM)


def cited(error: Exception) -> dict[str, Any]:
    """What a program is told beside the sentence: gates, rules, articles; or which right lacks."""
    if isinstance(error, FactRefused):
        return {"type": REFUSED, "refusals": [named(one) for one in error.refusals]}
    if isinstance(error, NotPermitted):
        return {"type": FORBIDDEN, "why": error.refused.why.value}
    return {}


def told(*status: int) -> dict[int | str, dict[str, Any]]:
    """The faults of a route, for its description."""
    return {
        one: {
            "description": TITLES[one],
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for one in status
    }


READING = told(400, 401, 403, 404, 422, 429, 503)
_AHEAD: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "with `dry_run`: what would follow; nothing was written",
        "content": {"application/json": {}},
    }
}
WRITING = _AHEAD | told(400, 401, 403, 404, 409, 422, 429, 503)
