"""Evidence (证据) presented at the desk: a file is kept under its sha-256, a text is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from models.evidence import keep, sealed


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


@contextmanager
def presented(folder: Path, text: str) -> Iterator[Paper]:
    """A file is kept in `folder` under its hash; any other text is the paper's name.

    The copy is taken back when what it was presented for fails. Raises `PaperUnreadable` for
    what is plainly a path and leads nowhere.
    """
    file = Path(text).expanduser()
    if not (text and _is_file(file)):
        if "/" in text and (file.suffix or _is_folder(file)) and not text.startswith("http"):
            raise PaperUnreadable(text)
        yield Paper(evidence=text, evidence_hash="")
        return
    digest = sealed(file)
    fresh = keep(file, folder / digest)
    try:
        yield Paper(evidence=file.name, evidence_hash=digest)
    except BaseException:
        if fresh:
            (folder / digest).unlink()
        raise


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name longer than any file's is a text
        return False


def _is_folder(file: Path) -> bool:
    try:
        return file.is_dir()
    except OSError:
        return False
