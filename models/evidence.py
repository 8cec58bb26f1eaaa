"""Papers (证据材料) kept as files, each under its sha-256, so that the same paper is kept once."""

from __future__ import annotations

import shutil
from hashlib import file_digest, sha256
from pathlib import Path

FOLDER = "evidence"  # under the installation's home


class PaperLost(LookupError):
    """The kept file of a document is missing, or is not what was kept."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number}的文件缺失或者已被改动，请告知技术保障人员 / "
            f"the file of {number} is missing or was changed: tell the IT officer"
        )


def sealed(file: Path) -> str:
    """The file's sha-256."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def content_of(file: Path, digest: str) -> bytes | None:
    """The kept file, read once; None when it is missing or is not what was kept."""
    if not file.is_file():
        return None
    content = file.read_bytes()
    return content if sha256(content).hexdigest() == digest else None


def keep(file: Path, target: Path) -> bool:
    """Copy the file to its place; False when the same paper lies there already."""
    if target.exists():
        return False
    part = _part(target)
    shutil.copyfile(file, part)
    part.rename(target)
    return True


def keep_content(content: bytes, target: Path) -> bool:
    """As `keep`, for a paper that came as bytes."""
    if target.exists():
        return False
    part = _part(target)
    part.write_bytes(content)
    part.rename(target)
    return True


def _part(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.with_name(f".{target.name}.part")
