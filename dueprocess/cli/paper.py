"""Evidence (证据) presented at the desk: a file is kept under its sha-256, a text is quoted."""

from __future__ import annotations

import shutil
from hashlib import file_digest
from pathlib import Path
from typing import TypedDict


class PaperUnreadable(OSError):
    """A path was given as evidence and there is no such file."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"no file {path}: give a file that exists, or the paper's name without a slash"
        )


class Paper(TypedDict):
    """What a fact says of its evidence."""

    evidence: str
    evidence_hash: str


def presented(folder: Path, text: str) -> Paper:
    """A file is copied to `folder` under its hash; any other text is the paper's name.

    Raises `PaperUnreadable` for what is plainly a path and leads nowhere.
    """
    file = Path(text).expanduser()
    if text and file.is_file():
        return Paper(evidence=file.name, evidence_hash=kept(folder, file))
    if "/" in text and file.suffix and not text.startswith("http"):
        raise PaperUnreadable(text)
    return Paper(evidence=text, evidence_hash="")


def kept(folder: Path, file: Path) -> str:
    """Keep a copy of the file under its sha-256; the same paper again is kept once."""
    with file.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    target = folder / digest
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{digest}.part"
        shutil.copyfile(file, part)
        part.rename(target)
    return digest
