"""Which adapter serves which interface (装配): an installed one, else the folder of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from pathlib import Path

from tasks.adapters.folder import FolderAdapter
from tasks.adapters.interface import interfaces
from tasks.adapters.protocol import Adapter

GROUP = "dueprocess.adapters"  # entry points: interface id → callable taking its folder
FOLDER = "adapters"

Make = Callable[[Path], Adapter]


def adapters(home: Path) -> tuple[Adapter, ...]:
    """An adapter for every interface. `home` is the installation's folder.

    A package that serves an interface names it under the entry point group `dueprocess.adapters`;
    what it names is called with the interface's folder. All others go through that folder itself.
    """
    own = {point.name: point for point in entry_points(group=GROUP)}
    return tuple(
        _made(one.id, home / FOLDER / one.id, own[one.id].load() if one.id in own else None)
        for one in interfaces().all
    )


def folders(found: Sequence[Adapter]) -> tuple[FolderAdapter, ...]:
    """Those that work through files."""
    return tuple(one for one in found if isinstance(one, FolderAdapter))


def _made(name: str, folder: Path, make: Make | None) -> Adapter:
    return make(folder) if make else FolderAdapter(name, folder)
