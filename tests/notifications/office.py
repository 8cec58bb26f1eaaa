"""LibreOffice as a reader of what was written: pages made, text given back."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOFFICE = shutil.which("soffice") if shutil.which("pdftotext") else None
ABSENT = "LibreOffice or poppler is not installed here: the documents are only read back"


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as LibreOffice shows it."""

    text: str
    pages: int


def opened(files: list[Path], folder: Path) -> dict[str, Opened]:
    """Each file by its stem, all laid out by one start of LibreOffice."""
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {file.stem: _shown(folder / f"{file.stem}.pdf") for file in files}


def _shown(file: Path) -> Opened:
    said = subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True)
    return Opened(said.stdout.decode("utf-8"), said.stdout.count(b"\f"))
