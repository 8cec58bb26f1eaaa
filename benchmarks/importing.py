"""One import in a process of its own: ``python -m benchmarks.importing URL FILE``."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from benchmarks.law import CALENDAR, LAW
from benchmarks.stopwatch import timed
from dueprocess.intake import bring
from models.store import Store


def main(url: str, path: str) -> None:
    """Import the file and print seconds, rows added and memory (MiB) as JSON."""
    store = Store(url)
    with store.reading():
        before = _peak()
    seconds, report = timed(lambda: bring(store, LAW, CALENDAR, path))
    print(json.dumps({"s": seconds, "added": report.added, "before": before, "peak": _peak()}))


def _peak() -> float:
    """The most memory this process ever held, MiB."""
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        # Elsewhere than on Linux: may count what the parent held before it started us.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
