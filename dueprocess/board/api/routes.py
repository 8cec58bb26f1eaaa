"""The interface as one (接口): every route of /api/v1, and how it describes itself."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

from dueprocess.board.api import (
    bulletins,
    cases,
    clocks,
    events,
    handovers,
    interviews,
    items,
    lists,
    overlays,
    overview,
    parts,
    reviews,
    timers,
)
from dueprocess.board.api.problems import Problem

PREFIX = "/api/v1"
TITLE = "DueProcess 督程"
DESCRIPTION = """\
The acts of the board over HTTP. Every request bears a token that an officer answers for; it reaches
what the officer reaches, by the acts that the token lists. Faults are `application/problem+json`;
what a gate refuses is answered 409 and names the gate and the article of the law.

Every write bears an `Idempotency-Key` of your own: the same request under it is done once and
answered the same. With `dry_run` nothing is written, and the answer tells what would follow.
"""
TAGS = {
    "clocks 时钟": clocks,
    "lists 清单": lists,
    "cases 案件": cases,
    "clock changes 期限变更": timers,
    "items 督办事项": items,
    "interviews 约谈": interviews,
    "reviews 核查": reviews,
    "bulletins 通报": bulletins,
    "duty handover 值班交接": handovers,
    "overlays 规则叠加": overlays,
    "overview 总览": overview,
    "day, pool, quality, wall 分栏": parts,
    "events 事件": events,
}
router = APIRouter(prefix=PREFIX)
for tag, module in TAGS.items():
    router.include_router(module.router, tags=[tag])


def describe(app: FastAPI) -> None:
    """Let the application describe the interface, with the shape of a fault among the schemas."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            made = get_openapi(
                title=TITLE,
                version="1",
                description=DESCRIPTION,
                routes=app.routes,
                tags=[{"name": tag, "description": str(one.__doc__)} for tag, one in TAGS.items()],
            )
            shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            made["components"]["schemas"] |= {**shape.pop("$defs", {}), "Problem": shape}
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
