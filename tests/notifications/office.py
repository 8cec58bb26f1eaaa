"""LibreOffice as a reader of what was written: pages made, text given back."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOFFICE = shutil.which("soffice")
ABSENT = "LibreOffice is not installed here: the documents are only read back"


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as LibreOffice shows it."""

    text: str
    pages: int


def opened(files: list[Path], folder: Path) -> dict[str, Opened]:
    """Each file by its stem, all laid out by one start of LibreOffice."""
    for form in ("pdf", "txt:Text (encoded):UTF8"):
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation=file://{folder / 'profile'}",
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                str(folder),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
    return {
        file.stem: Opened(
            (folder / f"{file.stem}.txt").read_text("utf-8-sig"),
            len(re.findall(rb"/Type\s*/Page\b", (folder / f"{file.stem}.pdf").read_bytes())),
        )
        for file in files
    }
