"""Templates of documents (文书模板): a court's own before the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from notifications.documents import forms

Form = Literal["docx", "html"]
SUFFIXES: dict[Form, str] = {"docx": ".docx", "html": ".html.j2"}


class NoTemplates(FileNotFoundError):
    """The folder of the court's own templates is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no folder {folder}: make it, or take DUEPROCESS_TEMPLATES away")


@dataclass(frozen=True, slots=True)
class Template:
    """One template as it is used: its content, and whether it is the court's own."""

    kind: str
    form: Form
    content: bytes
    own: Path | None = None

    @property
    def name(self) -> str:
        """How faults name it."""
        return str(self.own) if self.own else f"{self.kind}{SUFFIXES[self.form]}"

    @property
    def sha256(self) -> str:
        """The hash of its content."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where templates are looked for: the court's folder (``DUEPROCESS_TEMPLATES``), then ours.

    Raises `NoTemplates` when the folder that was named is not there.
    """

    folder: Path | None = None

    def __post_init__(self) -> None:
        if self.folder is not None and not self.folder.is_dir():
            raise NoTemplates(self.folder)

    def template(self, kind: str, form: Form) -> Template:
        """The template of a kind of document: the court's own file of that name wins."""
        own = self.folder / f"{kind}{SUFFIXES[form]}" if self.folder else None
        if own is not None and own.is_file():
            return Template(kind, form, own.read_bytes(), own)
        return Template(kind, form, shipped(kind, form))

    def strays(self) -> list[str]:
        """Files of the court's folder that no kind of document is called after."""
        from notifications.documents.kinds import KINDS

        known = {f"{kind}{suffix}" for kind in KINDS for suffix in SUFFIXES.values()}
        found = sorted(self.folder.iterdir()) if self.folder else []
        return [
            file.name
            for file in found
            if file.name.endswith(tuple(SUFFIXES.values())) and file.name not in known
        ]


def shipped(kind: str, form: Form) -> bytes:
    """The shipped template, as a court may take it and change it."""
    return forms.word_template(kind) if form == "docx" else forms.page_template(kind).encode()
