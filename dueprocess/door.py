"""The door of the command `dueprocess`: a plain question for a date is answered on the spot."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Any

from dueprocess import collecting

_TAKES = {
    "--from": "from_",
    "--known-on": "known_on",
    "--profile": "profile",
    "--pause": "pause",
    "--extend": "extend",
}
_JSON = "--json"


def main() -> None:
    """Run the command line.

    Starting all of its commands takes longer than counting a date, so `due` is answered before
    they are. Whatever is not plainly written, or cannot be answered, goes the usual way, which
    finds the words for it.
    """
    collecting.seldom()
    if not answered(sys.argv[1:]):
        from dueprocess.cli.main import main as command_line

        command_line()


def answered(words: Sequence[str]) -> bool:
    """Whether the words were a question for a date that is now answered; else nothing is said."""
    asked = _asked(words)
    if asked is None:
        return False
    gc.disable()  # one question is answered before there is anything to collect
    from dueprocess.cli.law.duedate import answer

    try:
        answer(**asked)
    except (ValueError, LookupError, OSError):
        return False
    finally:
        gc.enable()
    return True


def _asked(words: Sequence[str]) -> dict[str, Any] | None:
    """What `due RULE --from DAY …` asks for; ``None`` when the words are of any other form."""
    if not words or words[0] != "due":
        return None
    said: dict[str, list[str]] = {}
    rest = iter(words[1:])
    for word in rest:
        if word in _TAKES:
            said.setdefault(_TAKES[word], []).append(next(rest, ""))
        elif word == _JSON or not word.startswith("-"):
            said.setdefault("json" if word == _JSON else "rule", []).append(word)
        else:
            return None
    return _plain(said)


def _plain(said: dict[str, list[str]]) -> dict[str, Any] | None:
    """The words as `answer` takes them, if each was given its value, and as often as it may be."""
    values = [value for name, given in said.items() if name != "json" for value in given]
    if not {"rule", "from_"} <= said.keys() or any(not v or v.startswith("-") for v in values):
        return None
    several = {name: said.pop(name, []) for name in ("pause", "extend")}
    if any(len(given) > 1 for given in said.values()):
        return None
    once = {name: given[0] for name, given in said.items() if name != "json"}
    return {**once, **several, "json": "json" in said}
