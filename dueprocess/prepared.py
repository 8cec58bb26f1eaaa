"""Prefect's database as set-up prepared it: an installation begins with a copy.

Making it at the first start would take that start half a minute.
"""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from dueprocess import declared
from dueprocess.stackplan import StackPlan

SHELF = Path(sys.prefix) / "share" / "dueprocess"


def lay(plan: StackPlan) -> None:
    """Begin the plan's database as a prepared one; one that is there already stays as it is.

    Without a fitting one, nothing: the server then makes its database itself.
    """
    if plan.database.exists():
        return
    source = next((one for one in (filled(plan.prefect_file), bare()) if one.exists()), None)
    if source is not None:
        plan.database.parent.mkdir(parents=True, exist_ok=True)
        unfinished = plan.database.with_suffix(".part")
        shutil.copyfile(source, unfinished)
        unfinished.replace(plan.database)


def bare() -> Path:
    """Where the one stands that has Prefect's tables and kinds of blocks, and nothing else."""
    return SHELF / f"prefect-{version('prefect')}.db"


def filled(prefect_file: Path) -> Path:
    """Where the one stands that has the deployments of that file too, as they are now."""
    return SHELF / f"prefect-{declared.fingerprint(prefect_file)}.db"
