"""What the desk says of a mistake: one line, the way out in it, and exit code 2."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from dueprocess.cli.frame.failing import AUDIT_BROKEN, BAD_INPUT

_AUDIT = frozenset({"ChainBroken", "PatrolFaulted"})  # what the audit of the book itself found
_MISSING = re.compile(r"Missing parameter: (\w+)")
LONGEST_LINE = 4000  # signs; a slip that pasted a page into an option still gives one line
# What would move the cursor, ring or colour the terminal of whoever reads the mistake.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
OWN_ROOMS = ("dueprocess", "flows", "tasks", "notifications", "models", "rulebook")


def is_ours(error: BaseException) -> bool:
    """Whether the error is a sentence of ours for a reader; any other is a defect and is shown."""
    return type(error).__module__.partition(".")[0] in OWN_ROOMS


def lines(error: BaseException) -> Iterator[str]:
    """The error in single lines: one for each fault of a rulebook, else just one."""
    faults = getattr(error, "faults", None)
    for said in faults or (error,):
        yield plain(str(said))


def plain(said: str) -> str:
    """The words in one line without control characters, its middle left out when it is long."""
    line = _CONTROL.sub("�", " ".join(said.split()))
    if len(line) <= LONGEST_LINE:
        return line
    half = LONGEST_LINE // 2
    return f"{line[:half]} … {line[-half:]}"


def known(error: BaseException) -> BaseException | None:
    """The error as a sentence: itself if ours, a plain word for files and settings, else None."""
    if is_ours(error):
        return error
    if isinstance(error, OSError) and error.filename is not None:
        return PathUnusable(error)
    if type(error).__module__.startswith("pydantic"):
        return SettingWrong.of(error)
    return None


def tell(error: BaseException) -> int:
    """Write the mistake to standard error and give the exit code."""
    for line in lines(error):
        print(f"错误 error: {line}", file=sys.stderr)
    return AUDIT_BROKEN if type(error).__name__ in _AUDIT else BAD_INPUT


def misuse(said: str) -> int:
    """Write what is wrong with the command line itself; nothing when the help was shown for it."""
    option = _MISSING.fullmatch(said)
    if option:
        name = option[1].rstrip("_").replace("_", "-")
        said = f"--{name} (or the argument {name.upper()}) is missing: see --help"
    if said:
        way = "" if "--help" in said else "; see --help"
        print(f"错误 error: {plain(said).rstrip('.')}{way}", file=sys.stderr)
    return BAD_INPUT


class PathUnusable(OSError):
    """A file could not be read or written."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"{error.filename}: {error.strerror}; check the path and its permissions")


class SettingWrong(ValueError):
    """A DUEPROCESS_* variable holds what it cannot hold."""

    @classmethod
    def of(cls, error: BaseException) -> SettingWrong | None:
        """For the first complaint of the settings; None for another validation."""
        if getattr(error, "title", "") not in {"Settings", "Place"}:
            return None
        first = error.errors()[0]  # type: ignore[attr-defined]
        name = "DUEPROCESS_" + "_".join(str(part) for part in first["loc"]).upper()
        return cls(f"{name}={first['input']!r}: {first['msg'].lower()}; see docs/settings.md")
