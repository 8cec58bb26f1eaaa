"""How each way to another system stands (对接状态)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.adapters.folder import FolderAdapter
from tasks.adapters.interface import interface
from tasks.adapters.protocol import Adapter


@dataclass(frozen=True, slots=True)
class AdapterState:
    """One interface: by what it is served, its requests by state, its files by folder."""

    id: str
    zh: str
    en: str
    through: str  # its folder, or the name of an installed adapter
    requests: Mapping[str, int]
    files: Mapping[str, int]


def states(
    adapters: Sequence[Adapter], requests: Mapping[str, Mapping[str, int]]
) -> tuple[AdapterState, ...]:
    """The state of each, in the order of the interfaces."""
    return tuple(_state(one, requests.get(one.name, {})) for one in adapters)


def _state(one: Adapter, requests: Mapping[str, int]) -> AdapterState:
    known = interface(one.name)
    if isinstance(one, FolderAdapter):
        through, files = str(one.folder), one.counts()
    else:
        through, files = type(one).__qualname__, {}
    return AdapterState(known.id, known.zh, known.en, through, requests, files)
