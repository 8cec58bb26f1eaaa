"""A profile's folder of files, and the profiles it is laid over, each read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli

from rulebook.loading.faults import Fault

CALENDAR = "calendar"  # holiday notices live beside the profiles
SHIPPED = Path(__file__).parents[1] / "data"


class Folder:
    """Every table of a profile's files, in the order of their names."""

    def __init__(self, profile: str, path: Path, label: str = "") -> None:
        self.profile = profile
        self.tables: list[tuple[str, str, Any]] = []  # file, name of the table, content
        self.texts: list[str] = []
        self.faults: list[Fault] = []
        for file in sorted(path.glob("*.toml")):
            self._read(file, f"{label}{file.name}")

    @property
    def base(self) -> tuple[str, str]:
        """The file that names the profile it is laid over, and that profile; empty if none."""
        for file, name, content in self.tables:
            if name == "profile" and isinstance(content, dict) and content.get("base"):
                return file, str(content["base"])
        return "", ""

    def _read(self, file: Path, label: str) -> None:
        try:
            text = file.read_text(encoding="utf-8")
            document = tomli.loads(text)
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            self.faults.append(Fault(label, "", f"not TOML ({error})"))
            return
        self.texts.append(text)
        self.tables += [(label, name, content) for name, content in document.items()]


def places(root: Path | None) -> Mapping[str, Path]:
    """Every profile that can be named: those of `root` first, and the shipped ones."""
    return dict(_profiles(SHIPPED)) | (dict(_profiles(root)) if root else {})


def held(root: Path) -> list[str]:
    """The profiles that a folder holds."""
    return [name for name, _ in _profiles(root)]


def chain(
    profile: str, known: Mapping[str, Path], *, labelled: bool = False
) -> tuple[list[Folder], list[Fault]]:
    """A profile's folder and those it is laid over, the lowest first; and what breaks the chain.

    A base's files are named with its folder, the profile's own only if `labelled`.
    """
    found = [Folder(profile, known[profile], f"{profile}/" if labelled else "")]
    while base := found[-1].base[1]:
        file, names = found[-1].base[0], [folder.profile for folder in found]
        if base in names:
            circle = ", ".join((*names, base))
            fault = f"base: the profiles lie over each other in a circle: {circle}"
            return found[::-1], [Fault(file, "profile", fault)]
        if base not in known:
            choice = ", ".join(sorted(known))
            fault = f"base {base} is no profile: choose one of {choice}"
            return found[::-1], [Fault(file, "profile", fault)]
        found.append(Folder(base, known[base], f"{base}/"))
    return found[::-1], []


def _profiles(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        if path.is_dir() and path.name != CALENDAR and any(path.glob("*.toml")):
            yield path.name, path
