"""What a simulation left in the book (模拟结果): sums, and how much of the law it touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from dueprocess.simulator.office import Office
from dueprocess.simulator.simulation import Simulation
from models.tables.schema import metadata
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule

_CASE = metadata.tables["enforcement_case"]
_FACT = metadata.tables["fact"]
_NODE = metadata.tables["node"]
_ITEM = metadata.tables["supervision_item"]
_INTERVIEW = metadata.tables["interview"]

_LATE = ("late", "late_or_unproven")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one list of the law was touched, and what was not."""

    touched: int
    whole: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The sums of one simulation."""

    digest: str
    first: date
    last: date
    cases: Mapping[str, int]  # by state
    facts: int
    nodes: Mapping[str, int]  # by state
    timed: int  # nodes that were settled in time, late or unproven
    late: int
    items: Mapping[str, int]  # by level
    interviews: Mapping[str, int]  # by state
    refused: Mapping[str, int]  # by gate
    given_up: Mapping[str, int]
    coverage: Mapping[str, Coverage]  # rules, facts, gates

    @property
    def late_share(self) -> float:
        """The share of the settled clocks that were late or unproven."""
        return self.late / self.timed if self.timed else 0.0


def report(simulation: Simulation) -> Report:
    """The sums of the book as the simulation left it."""
    office, tally = simulation.office, simulation.tally
    timeliness = _counted(office, _NODE.c.timeliness, enforced=True)
    return Report(
        digest=office.digest(),
        first=simulation.first,
        last=simulation.last,
        cases=_counted(office, _CASE.c.state),
        facts=sum(_counted(office, _FACT.c.kind).values()),
        nodes=_counted(office, _NODE.c.state),
        timed=sum(count for name, count in timeliness.items() if name),
        late=sum(timeliness.get(name, 0) for name in _LATE),
        items=_counted(office, _ITEM.c.level),
        interviews=_counted(office, _INTERVIEW.c.state),
        refused=dict(tally.refused.most_common()),
        given_up=dict(tally.given_up.most_common()),
        coverage=_coverage(simulation),
    )


def _counted(office: Office, column: Any, enforced: bool = False) -> dict[str, int]:
    query: Select[Any] = select(column, func.count()).group_by(column).order_by(column)
    if enforced:
        query = query.where(_NODE.c.enforced)
    with office.store.reading() as session:
        return {row[0]: row[1] for row in session.connection().execute(query)}


def _coverage(simulation: Simulation) -> dict[str, Coverage]:
    office, law = simulation.office, simulation.office.law
    rules = [rule.id for rule in law.rules.values() if _could_run(rule, simulation)]
    gates = [
        gate.id
        for gate in law.gates.values()
        if gate.in_force(simulation.first) or gate.in_force(simulation.last)
    ]
    return {
        "rules": _covered(rules, _counted(office, _NODE.c.rule_id)),
        "facts": _covered(_kinds(law), _counted(office, _FACT.c.kind)),
        "gates": _covered(gates, dict.fromkeys(simulation.tally.gates, 1)),
    }


def _could_run(rule: Rule, simulation: Simulation) -> bool:
    """Whether somebody could have been late under the rule while the simulation lasted."""
    lasts = rule.in_force(simulation.first) or rule.in_force(simulation.last)
    # A bound that only a gate counts opens no clock.
    opens = rule.origin or rule.from_due
    return bool(opens) and rule.runs and lasts and not rule.restates


def _kinds(law: Lawbook) -> list[str]:
    return [kind for kind in law.facts if kind != "clocks_recounted"]


def _covered(whole: list[str], touched: Mapping[str, int]) -> Coverage:
    missing = tuple(name for name in whole if name not in touched)
    return Coverage(len(whole) - len(missing), len(whole), missing)
