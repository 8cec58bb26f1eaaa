"""The board as one application (看板应用): pages, files, interface, and what surrounds them."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dueprocess.board import api, shell
from dueprocess.board.page import HERE
from dueprocess.board.pages import (
    accounts,
    act,
    almanac,
    batch,
    bulletins,
    case,
    courts,
    events,
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
    pool,
    quality,
    reviews,
    rules,
    search,
    wall,
)
from dueprocess.desk import Desk


def build(desk: Desk, *, https: bool = False) -> FastAPI:
    """The application over one open book. With `https`, cookies travel encrypted only."""
    app = FastAPI(
        title="DueProcess 督程",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.desk, app.state.https = desk, https
    for pages in (
        login,
        home,
        lists,
        items,
        batch,
        interviews,
        reviews,
        bulletins,
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
        act,
        search,
        accounts,
    ):
        app.include_router(pages.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    shell.surround(app, https=https)
    return app
