"""The board as one application (看板应用): pages, files, interface, and what surrounds them."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dueprocess.board import shell
from dueprocess.board.api import routes
from dueprocess.board.api.throttle import Throttle
from dueprocess.board.page import HERE
from dueprocess.board.pages import (
    accounts,
    act,
    almanac,
    audit,
    batch,
    bulletins,
    case,
    courts,
    events,
    handover,
    home,
    interviews,
    items,
    leader,
    lists,
    login,
    measures,
    mine,
    money,
    overlays,
    papers,
    pool,
    quality,
    reviews,
    rules,
    search,
    tokens,
    wall,
)
from dueprocess.desk import Desk


def build(desk: Desk, *, https: bool = False) -> FastAPI:
    """The application over one open book. With `https`, cookies travel encrypted only."""
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.desk, app.state.https = desk, https
    app.state.throttle = Throttle(desk.settings.api_per_minute)
    for pages in (
        login,
        home,
        lists,
        items,
        batch,
        interviews,
        reviews,
        bulletins,
        handover,
        events,
        mine,
        money,
        measures,
        pool,
        leader,
        wall,
        almanac,
        quality,
        rules,
        overlays,
        courts,
        case,
        papers,
        act,
        search,
        tokens,
        accounts,
        audit,
    ):
        app.include_router(pages.router, include_in_schema=False)
    _federate(app, desk)
    app.include_router(routes.router)
    routes.describe(app)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    shell.surround(app, https=https)
    return app


def _federate(app: FastAPI, desk: Desk) -> None:
    """Log-in by the identity provider, where the environment names one."""
    app.state.provider = None
    if desk.settings.oidc_issuer:
        from dueprocess.board.pages import federated
        from dueprocess.board.provider import Provider

        app.state.provider = Provider.of(desk.settings)
        app.include_router(federated.router, include_in_schema=False)
