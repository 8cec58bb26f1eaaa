"""A small court to try the desk on: two officers, one case, and the command line of its desk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from dueprocess.cli.main import run
from models.store import Store
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole

NUMBER = "（2026）京0105执1234号"
TYPED = "(2026)京0105执1234号"  # as a keyboard writes it


@dataclass
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class CourtDesk:
    """The command line at work on one book."""

    store: Store
    capsys: pytest.CaptureFixture[str]

    def types(self, *words: str) -> Said:
        """Run one command; its error, if any, must be one line without a traceback."""
        self.capsys.readouterr()
        code = run(words)
        out, err = self.capsys.readouterr()
        assert code in {0, 1, 2, 3, 4}
        assert "Traceback" not in err
        return Said(code, out, err)

    def does(self, *words: str) -> Said:
        """Run one command that has to succeed."""
        said = self.types(*words)
        assert (said.code, said.err) == (0, "")
        return said

    def is_refused(self, *words: str) -> str:
        """Run one command that has to be refused in one line; gives the line."""
        said = self.types(*words)
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1
        return said.err

    def records(self, kind: str, on: str, *more: str) -> Said:
        """Record a fact of the one case."""
        return self.does("record", TYPED, kind, "--on", on, *more)


def furnish(store: Store) -> None:
    """Enter the court, its officers and one case without a fact."""
    with store.writing() as session:
        session.add(Court(code="京0105", name="北京市朝阳区人民法院", level="basic"))
        session.flush()
        for staff, name, role in (
            ("J001", "沈演一", "case_handler"),
            ("L001", "陆演长", "team_leader"),
            ("S001", "周演监", "node_supervisor"),
            ("D001", "吴演局", "director"),
        ):
            session.add(Officer(id=staff, name=name, court_code="京0105"))
            session.flush()
            session.add(OfficerRole(officer_id=staff, role=role))
        session.add(Case(number=NUMBER, court_code="京0105", cause="民间借贷纠纷"))
