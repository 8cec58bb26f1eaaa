"""Checking whole folders of profiles (规则检查): every fault of every one of them, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rulebook.law.lawbook import Lawbook
from rulebook.loading import loader
from rulebook.loading.faults import Fault, LawFaults, ProfilesMissing, UnknownProfile
from rulebook.loading.folders import SHIPPED, chain, held, places


def lint(root: Path | None = None, profile: str = "") -> list[Lawbook]:
    """Load one profile, or all that `root` (or else the package) holds.

    `root` may also be the folder of one profile. Raises `LawFaults` with every fault of all of
    them, a base's once; `ProfilesMissing` and `UnknownProfile` as `loader.load` does.
    """
    root, profile = _place(root, profile)
    known = places(root)
    if profile and profile not in known:
        raise UnknownProfile(profile, known)
    return _loaded(root, [profile] if profile else held(root or SHIPPED))


def opened(said: str, root: Path | None = None) -> Lawbook:
    """The book of a profile, or of a folder: that of one profile, or one with a national profile.

    Raises what `loader.load` raises.
    """
    folder = Path(said)
    if not folder.is_dir():
        return loader.load(said, root)
    root, profile = _place(folder, "")
    return loader.load(profile or "national", root)


def _place(root: Path | None, profile: str) -> tuple[Path | None, str]:
    """The folder of profiles, and the one that is meant if `root` was that one's own folder."""
    if root is None or held(root):
        return root, profile
    if not any(root.glob("*.toml")):
        raise ProfilesMissing(root)
    return root.absolute().parent, profile or root.absolute().name


def _loaded(root: Path | None, names: Sequence[str]) -> list[Lawbook]:
    books: list[Lawbook] = []
    faults: dict[Fault, None] = {}  # a base lies under several profiles, its faults count once
    for name in names:
        folders, broken = chain(name, places(root), labelled=len(names) > 1)
        try:
            books.append(loader.assembled(name, folders, broken))
        except LawFaults as error:
            faults |= dict.fromkeys(error.faults)
    if faults:
        raise LawFaults(faults)
    return books
