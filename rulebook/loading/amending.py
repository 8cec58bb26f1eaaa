"""A book with overlays of a court's own laid over it (叠加规则): text that no file holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from rulebook.law.lawbook import Lawbook
from rulebook.loading.faults import Fault, LawFaults, UnknownProfile
from rulebook.loading.folders import Folder, chain, places
from rulebook.loading.loader import assembled, load

# What an overlay may hold. All else is the law's own, or a whole profile's.
PARTS = ("tighten", "choose", "retune", "closure", "lights", "rule", "gate", "ladder", "definition")
_REMEMBERED = 8  # books

Overlay = tuple[str, str]  # its name, its text


def amended(profile: str, root: Path | None, overlays: Sequence[Overlay]) -> Lawbook:
    """The profile's book with the overlays over it, in their order; each as a profile of its own.

    An overlay can add and tighten, and never loosen the law. Raises what loading raises, and
    `LawFaults` for text that is not TOML, changes nothing, or holds what is not a court's.
    """
    return _amended(profile, root, tuple(overlays)) if overlays else load(profile, root)


@lru_cache(maxsize=_REMEMBERED)
def _amended(profile: str, root: Path | None, overlays: tuple[Overlay, ...]) -> Lawbook:
    known = places(root)
    if profile not in known:
        raise UnknownProfile(profile, known)
    folders, broken = chain(profile, known)
    for name, text in overlays:
        folders.append(_folder(name, text, folders[-1].profile))
    return assembled(folders[-1].profile, folders, broken)


def _folder(name: str, text: str, base: str) -> Folder:
    said = _said(name, text)
    folder = Folder(name, Path("/nowhere"))
    folder.texts.append(text)
    folder.tables = [(name, "profile", {"zh": name, "en": name, "base": base})]
    folder.tables += [(name, part, content) for part, content in said.items()]
    return folder


def _said(name: str, text: str) -> dict[str, Any]:
    try:
        said = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise LawFaults([Fault(name, "", f"not TOML ({error})")]) from None
    faults = [
        Fault(name, part, f"is no part of an overlay: use {', '.join(PARTS)}")
        for part in said
        if part not in PARTS
    ]
    if faults or not said:
        raise LawFaults(faults or [Fault(name, "", f"changes nothing: use {', '.join(PARTS)}")])
    return said
