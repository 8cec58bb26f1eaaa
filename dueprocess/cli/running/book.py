"""`dueprocess book`: founding and showing the book (案册)."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson

app = typer.Typer(no_args_is_help=True, help="案册 The book: found it, show it.")


class KindUnsaid(ValueError):
    """A book was to be founded without saying of which kind."""

    def __init__(self) -> None:
        super().__init__(
            "say --live (正式) or --rehearsal (演练); a book stays what it is founded as"
        )


class ClockOfLive(ValueError):
    """A live book was to be founded with a clock of its own."""

    def __init__(self) -> None:
        super().__init__("--clock is for a rehearsal: the clock of a live book is the server's")


@app.command()
def found(
    live: Annotated[bool, typer.Option("--live", help="正式 a live book")] = False,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="演练 a rehearsal")] = False,
    clock: Annotated[str, typer.Option(help="演练 where a rehearsal's clock begins")] = "",
    profile: Annotated[str, typer.Option(help="the profile of the law")] = "national",
) -> None:
    """建册 Found the book, live or rehearsal for ever; harmless when it stands."""
    from dueprocess.cli.frame import moments
    from dueprocess.settings import Settings
    from models import founding
    from models.store import Store
    from rulebook.loading import loader

    if live == rehearsal:
        raise KindUnsaid
    if live and clock:
        raise ClockOfLive
    settings = Settings()
    loader.load(profile, settings.rulebook)
    kind = "live" if live else "rehearsal"
    at = moments.moment(clock) if clock else None
    store = Store(settings.url)
    try:
        stood = founding.stands(store)
        founding.found(store, kind, profile, at)
    finally:
        store.close()
    print(f"{'正式案册' if live else '演练案册'} {kind} book: {store.address.shown}")
    if stood:
        print("早已建册，未作改动 it stood already: nothing was changed, its clock included")


@app.command()
def show(json: AsJson = False) -> None:
    """详情 What this book is: kind, clock, law, calendar, address."""
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        answer = {
            "kind": desk.book.kind,
            "clock": desk.now(),
            "profile": desk.book.profile,
            "rules": desk.law.version,
            "calendar": desk.calendar.version,
            "address": desk.store.address.shown,
            "home": str(desk.settings.folder),
            "founded": desk.book.created_at,
        }
        if json:
            emit(answer)
            return
        kind = "演练 rehearsal" if desk.rehearsal else "正式 live"
        print(f"{kind}  {desk.now():%Y-%m-%d %H:%M:%S}")
        for name in ("profile", "rules", "calendar", "address", "home"):
            print(f"  {name:<9}{answer[name]}")
