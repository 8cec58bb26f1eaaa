"""`dueprocess audit`: whether every case's chain of facts is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson

app = typer.Typer(no_args_is_help=True, help="审计 Check the chains of facts.")


class ChainBroken(RuntimeError):
    """A fact is not what was recorded."""

    def __init__(self, broken: list[str]) -> None:
        more = f" and {len(broken) - 1} more case(s)" if len(broken) > 1 else ""
        super().__init__(
            f"{broken[0]}{more}: restore the book from a backup taken before, and keep this one"
        )


@app.command()
def verify(
    case: Annotated[str, typer.Argument(help="案号 one case; else the whole book")] = "",
    json: AsJson = False,
) -> None:
    """核链 Recompute every hash; exit code 4 and the first broken fact when one does not hold."""
    from dueprocess.cli.frame.asking import reads
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from models.recording import chain

    with Desk.opened() as desk:
        if case:
            reads(desk, case)
        with desk.store.reading() as session:
            verdict = chain.verify(session, case) if case else chain.verify_book(session)
        if json:
            figures = {"cases": verdict.cases, "facts": verdict.facts, "broken": verdict.broken}
            emit({"holds": verdict.holds, **figures})
        if not verdict.holds:
            raise ChainBroken([str(broken) for broken in verdict.broken])
        if not json:
            print(f"链完整 every chain holds: {verdict.cases} 案 cases, {verdict.facts} 事实 facts")
