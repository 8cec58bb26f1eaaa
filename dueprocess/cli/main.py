"""The command `dueprocess` (督程): every group of commands, and what becomes of a mistake."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from typing import Annotated, Any

import typer
from typer.main import get_command

from dueprocess.cli.case import clock, docket, funds, papers
from dueprocess.cli.case.case import case, explain, letters
from dueprocess.cli.case.interest import interest
from dueprocess.cli.case.measures import measures
from dueprocess.cli.case.record import record
from dueprocess.cli.frame import mistake
from dueprocess.cli.law import calendar, rules
from dueprocess.cli.law.conformance import conformance
from dueprocess.cli.law.due import due
from dueprocess.cli.law.facts import facts
from dueprocess.cli.law.whynot import why_not
from dueprocess.cli.running import adapters, audit, board, book, rehearse, running, subscribe
from dueprocess.cli.running.deliver import deliver
from dueprocess.cli.running.doctor import doctor
from dueprocess.cli.running.export import export
from dueprocess.cli.supervision import bulletin, interview, item, letter, lists, order, review
from dueprocess.cli.supervision.handover import handover
from dueprocess.cli.supervision.monday import monday
from dueprocess.cli.supervision.today import today

INTERRUPTED = 130

_LIKE_ALL: dict[str, Any] = {
    "name": "dueprocess",
    "help": "督程 DueProcess: clocks, alerts and supervision of court enforcement cases 执行案件.",
    "no_args_is_help": True,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
app = typer.Typer(**_LIKE_ALL)


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"dueprocess {metadata.version('dueprocess')}")
        raise typer.Exit


@app.callback()
def before(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """What may come before a command (总选项)."""


for name, command in (
    ("up", running.up),
    ("watch", running.watch),
    ("today", today),
    ("list", lists.list_),
    ("due", due),
    ("record", record),
    ("facts", facts),
    ("case", case),
    ("explain", explain),
    ("why-not", why_not),
    ("letters", letters),
    ("interest", interest),
    ("measures", measures),
    ("handover", handover),
    ("monday", monday),
    ("import", docket.import_),
    ("export", export),
    ("patrol", running.patrol),
    ("deliver", deliver),
    ("reconcile", running.reconcile),
    ("doctor", doctor),
    ("conformance", conformance),
):
    app.command(name)(command)
for name, group in (
    ("item", item.app),
    ("order", order.app),
    ("letter", letter.app),
    ("interview", interview.app),
    ("papers", papers.app),
    ("bulletin", bulletin.app),
    ("clock", clock.app),
    ("rehearse", rehearse.app),
    ("adapters", adapters.app),
    ("book", book.app),
    ("rules", rules.app),
    ("calendar", calendar.app),
    ("funds", funds.app),
    ("audit", audit.app),
    ("review", review.app),
    ("subscribe", subscribe.app),
    ("board", board.app),
):
    app.add_typer(group, name=name)
app.add_typer(item.app, name="supervise", hidden=True)  # what `item` was called before


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    0 done, 1 findings at or above --fail-on, 2 a mistake in what was asked (nothing changed),
    3 a gap in the law or the calendar, 4 the audit of the book objects.
    """
    try:
        return int(
            _commands(*arguments[:1])(
                args=list(arguments), prog_name="dueprocess", standalone_mode=False
            )
            or 0
        )
    except typer.TyperException as error:
        return mistake.misuse(error.format_message())
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has gone; a second complaint at exit would help nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        said = mistake.known(error)
        if said is None:
            raise
        return mistake.tell(said)


@cache
def _commands(first: str = "") -> Any:
    """The commands with their options, read from the functions once a process.

    All of them, unless the first word names one: then that one alone, for to read the other
    hundred would take a twentieth of its time.
    """
    one = typer.Typer(**_LIKE_ALL)
    one.callback()(before)
    one.registered_commands = [c for c in app.registered_commands if c.name == first]
    one.registered_groups = [g for g in app.registered_groups if g.name == first]
    return get_command(one if one.registered_commands or one.registered_groups else app)
