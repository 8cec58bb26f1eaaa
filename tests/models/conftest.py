"""A small court to record facts in: its officers, its cases, and words to drive them with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import RowMapping, select, text

from models import clock
from models.record import Recorded, record
from models.recording.arrival import Arrival
from models.store import Store
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer
from models.tables.schema import metadata
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import Calendar, national
from rulebook.time.zone import SHANGHAI

NUMBER = "（2026）京0105执1234号"


@dataclass
class Office:
    """An enforcement office at work on its book."""

    store: Store
    law: Lawbook
    calendar: Calendar

    def arrival(self, kind: str, on: str, **more: Any) -> Arrival:
        """A fact of the case on a day (``02-24`` of 2026), with a paper unless told otherwise."""
        day, _, hour = on.partition(" ")
        moment = datetime.fromisoformat(f"2026-{day}T{hour or '10:00'}").replace(tzinfo=SHANGHAI)
        said = {"case": NUMBER, "evidence": "卷内第1页", **more}
        return Arrival(kind=kind, occurred_at=moment, **said)

    def records(self, kind: str, on: str, **more: Any) -> Recorded:
        """Record such a fact."""
        return record(self.store, self.arrival(kind, on, **more), self.law, self.calendar)

    def files(self, on: str = "02-24", **more: Any) -> Recorded:
        """File the case and give it to 甲."""
        self.records("filed", on, **more)
        return self.records("handler_assigned", on, payload={"handler": "J001"}, **more)

    def node(self, rule: str) -> RowMapping:
        """The stored node of a rule; the last one if it opened more than once."""
        node = metadata.tables["node"]
        found = self.rows(select(node).where(node.c.rule_id == rule).order_by(node.c.id))
        return found[-1]

    def case(self) -> RowMapping:
        """The stored case."""
        case = metadata.tables["enforcement_case"]
        return self.rows(select(case).where(case.c.number == NUMBER))[0]

    def transitions(self, rule: str) -> list[str]:
        """What happened to a rule's nodes, in order."""
        node, change = metadata.tables["node"], metadata.tables["transition"]
        found = select(change.c.what).join(node, node.c.id == change.c.node_id)
        return [
            r["what"] for r in self.rows(found.where(node.c.rule_id == rule).order_by(change.c.id))
        ]

    def fires(self, rule: str, rung: str) -> None:
        """Claim a rung of a rule's node, as the patrol would."""
        node = self.node(rule)
        claim = {
            "case_id": node["case_id"],
            "node_id": node["id"],
            "rung": rung,
            "fired_at": node["due_at"],
            "due_at": node["due_at"],
            "outcome": "fired",
            "overdue_days": 0,
        }
        with self.store.writing() as session:
            session.connection().execute(metadata.tables["rung_claim"].insert(), claim)

    def days_pass(self, days: int) -> None:
        """Move the rehearsal's clock on."""
        with self.store.writing() as session:
            clock.move(session, clock.now(session) + timedelta(days=days))

    def rows(self, statement: Any) -> list[RowMapping]:
        """The rows of a query."""
        with self.store.reading() as session:
            return list(session.connection().execute(statement).mappings())

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, to see whether anything changed."""
        with self.store.reading() as session:
            connection = session.connection()
            return {
                name: [tuple(map(str, row)) for row in connection.execute(_all(name))]
                for name in metadata.tables
            }

    def unguarded(self, statement: str, **values: Any) -> None:
        """Do what nobody may: change a fact behind the book's back."""
        with self.store.writing() as session:
            connection = session.connection()
            if connection.dialect.name == "postgresql":
                connection.execute(text("ALTER TABLE fact DISABLE TRIGGER USER"))
            else:
                connection.execute(text("DROP TRIGGER fact_update"))
                connection.execute(text("DROP TRIGGER fact_delete"))
            connection.execute(text(statement), values)


def _all(name: str) -> Any:
    table = metadata.tables[name]
    return select(table).order_by(*table.primary_key.columns)


@pytest.fixture(scope="session")
def law() -> Lawbook:
    """The national rulebook."""
    return national_law()


@pytest.fixture
def office(store: Store, law: Lawbook) -> Office:
    """A basic court with two handlers and a director, and one registered case without facts."""
    with store.writing() as session:
        session.add(Court(code="京0105", name="某区人民法院", level="basic"))
        session.flush()
        for staff, name in (("J001", "甲"), ("J002", "乙"), ("J009", "局长")):
            session.add(Officer(id=staff, name=name, court_code="京0105"))
        session.add(Case(number=NUMBER, court_code="京0105"))
    return Office(store, law, national())
