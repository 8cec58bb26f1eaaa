"""Checking templates (模板校验): each against the context of its kind, before any issue."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notifications.documents.filling import TemplateFault, environment, filled
from notifications.documents.kinds import KINDS, Kind
from notifications.documents.shelf import SUFFIXES, Shelf, Template
from notifications.documents.specimen import specimen

GIVEN = frozenset({"mark", "header", "name", "faces"})  # by the filling itself


@dataclass(frozen=True, slots=True)
class Checked:
    """One template looked at; no faults when it may be used."""

    kind: str
    zh: str
    form: str
    template: str
    own: bool
    faults: tuple[str, ...]


def check(shelf: Shelf, own_only: bool = False) -> list[Checked]:
    """Every kind in every form, and what lies in the court's folder under no known name."""
    every = (shelf.template(kind, form) for kind in KINDS for form in SUFFIXES)
    found = [looked_at(one) for one in every if one.own or not own_only]
    strays = [
        Checked("", "", "", name, own=True, faults=("no kind of document is called that",))
        for name in shelf.strays()
    ]
    return found + strays


class TemplatesAstray(ValueError):
    """Templates of the court's own that cannot be used, each with its file and its fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def expect_own_sound(shelf: Shelf) -> None:
    """Raises `TemplatesAstray` unless all the court's own templates may be used."""
    faults = [
        f"template {one.template}: {fault}"
        for one in check(shelf, own_only=True)
        for fault in one.faults
    ]
    if faults:
        raise TemplatesAstray(faults)


def looked_at(template: Template) -> Checked:
    """One template, tried with everything known and with the least that may be known."""
    kind = KINDS[template.kind]
    faults = tuple(dict.fromkeys(_faults(template, kind)))
    return Checked(kind.id, kind.zh, template.form, template.name, template.own is not None, faults)


def expect_sound(template: Template) -> None:
    """Raises `TemplateFault` unless the template may be used. Ours are held by the tests."""
    if template.own is None:
        return
    for fault in looked_at(template).faults:
        raise TemplateFault(template.name, fault)


def _faults(template: Template, kind: Kind) -> Iterator[str]:
    try:
        unknown = _named(template) - set(kind.context.model_fields) - GIVEN
    except Exception as error:  # noqa: BLE001 - whatever a court's file holds is told, not raised
        yield f"cannot be read: {' '.join(str(error).split())}"
        return
    if unknown:
        yield f"names variables that {kind.id} does not have: {', '.join(sorted(unknown))}"
        return
    for whole in (True, False):
        try:
            filled(template, specimen(kind.context, whole), rehearsal=True, final=True)
        except TemplateFault as fault:
            yield str(fault).partition(": ")[2]


def _named(template: Template) -> set[str]:
    """Every variable the template names, in branches that are seldom taken too."""
    from jinja2 import meta

    made = environment(final=True)
    if template.form == "docx":
        from docxtpl import DocxTemplate

        document = DocxTemplate(io.BytesIO(template.content))
        named: set[str] = document.get_undeclared_template_variables(made)
        return named
    return meta.find_undeclared_variables(made.parse(template.content.decode("utf-8")))
