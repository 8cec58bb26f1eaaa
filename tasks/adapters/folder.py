"""The file-based adapter (文件适配器): questions go out and answers come in as files of a folder.

A court network without any interface carries the files by hand or by disk:

- ``out``: one question a file, JSON;
- ``in``: whoever has an answer puts it here, JSON or CSV, at once under its last name
  (a name that ends in ``.part`` or begins with a dot is not looked at);
- ``taken``: claimed by renaming; what a killed collector left here is taken up again;
- ``done``, ``failed``: what became of it, the reason beside a failed one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tasks.adapters.protocol import Query, Result

OUT, IN, TAKEN, DONE, FAILED = "out", "in", "taken", "done", "failed"
FOLDERS = (OUT, IN, TAKEN, DONE, FAILED)
_MARK = 16  # signs of the digest that keep two files of one name apart
A_ROUND = 200  # answers taken in one round; the rest in the next


@dataclass(frozen=True, slots=True)
class FolderAdapter:
    """One interface's folder."""

    name: str
    folder: Path

    def query(self, query: Query) -> None:
        """Write the question under its key; asked again, it is the same file."""
        out = self._made(OUT)
        text = json.dumps(query.as_object(), ensure_ascii=False, indent=2)
        file = out / f"{query.key}.json"
        part = out / f".{query.key}.part"
        part.write_text(f"{text}\n", "utf-8")
        part.replace(file)

    def collect(self) -> Sequence[Result]:
        """Claim what lies in ``in``, and give all that is claimed and not settled."""
        taken = self._made(TAKEN)
        for file in self._ready():
            self._claim(file, taken)
        return tuple(self._results(taken))

    def settle(self, result: Result, fault: str) -> None:
        """Move it to ``done``, or to ``failed`` with its reason; harmless when that was done."""
        file = self.folder / TAKEN / _claimed(result)
        target = self._made(FAILED if fault else DONE) / _claimed(result)
        if fault:
            target.with_name(f"{target.name}.reason").write_text(f"{fault}\n", "utf-8")
        _moved(file, target)

    def counts(self) -> dict[str, int]:
        """How many files lie where."""
        return {name: sum(1 for _ in _files(self.folder / name)) for name in FOLDERS}

    def _made(self, name: str) -> Path:
        made = self.folder / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    def _ready(self) -> Iterator[Path]:
        files = sorted(_files(self._made(IN)))
        return (file for file in files[:A_ROUND] if not file.name.endswith(".part"))

    def _claim(self, file: Path, taken: Path) -> None:
        try:
            digest = sha256(file.read_bytes()).hexdigest()
        except FileNotFoundError:
            return  # another collector has it
        _moved(file, taken / f"{digest[:_MARK]}-{file.name}")

    def _results(self, taken: Path) -> Iterator[Result]:
        for file in sorted(_files(taken)):
            try:
                content = file.read_bytes()
            except FileNotFoundError:
                continue  # another collector has settled it
            name = file.name[_MARK + 1 :]
            yield Result(name, content, sha256(content).hexdigest())


def _files(folder: Path) -> Iterator[Path]:
    """The files that bear a name of their own; a reason belongs to the file beside it."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            hidden = entry.name.startswith(".") or entry.name.endswith(".reason")
            if entry.is_file() and not hidden:
                yield Path(entry.path)


def _claimed(result: Result) -> str:
    return f"{result.digest[:_MARK]}-{result.name}"


def _moved(file: Path, target: Path) -> None:
    try:
        file.replace(target)
    except FileNotFoundError:
        return  # another collector was quicker, and did the same
