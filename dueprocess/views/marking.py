"""Names and lights from the lawbook, for rows that carry only ids (节点名称、状态)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from rich.text import Text

from dueprocess.views import palette
from dueprocess.views.palette import QUIET
from rulebook.case.light import light
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

HANDLER = "case_handler"


class Clocked(Protocol):
    """A row that has a clock."""

    @property
    def state(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def provisional(self) -> bool: ...


class Timed(Clocked, Protocol):
    """A row whose clock may have been settled, in time or not."""

    @property
    def timeliness(self) -> str: ...


class Marking:
    """Turns ids into the words a reader knows."""

    def __init__(self, law: Lawbook, calendar: Calendar) -> None:
        self.law = law
        self.calendar = calendar

    def light_name(self, row: Clocked, as_of: datetime, timeliness: str = "") -> str:
        """The semantic state of the row's clock; a settled one keeps its lateness."""
        if row.state == "moot" or (row.state == "settled" and timeliness == "late"):
            return timeliness or row.state
        if row.state == "waiting":
            return row.state
        return light(
            row.state,
            row.due_on,
            row.due_at,
            row.provisional,
            timeliness,
            as_of,
            self.calendar,
            self.law.lights,
        ).value

    def clock(self, row: Timed, as_of: datetime) -> Text:
        """A node's state as a coloured word, its lateness with it."""
        return self.light(row, as_of, row.timeliness)

    def light(self, row: Clocked, as_of: datetime, timeliness: str = "") -> Text:
        """That state as a coloured word."""
        return palette.light(self.light_name(row, as_of, timeliness), self.law.colours)

    def node(self, code: str, rule_id: str, subject: str) -> Text:
        """A node's code and its rule's name, with the subject when it is not the case."""
        rule = self.law.rules.get(rule_id)
        name = Text(f"{code} {rule.zh if rule else rule_id}")
        return name.append(f" · {subject}", QUIET) if subject else name

    def fact(self, kind: str) -> str:
        """A kind of fact in Chinese."""
        known = self.law.facts.get(kind)
        return known.zh if known else kind

    def owner(self, owner: str) -> str:
        """An officer's name as it is, a role in Chinese; a case without handler is nobody's yet."""
        if owner == HANDLER:
            return "未定"
        return self.law.roles.get(owner, owner)

    def stage(self, letter: str) -> str:
        """A stage's name."""
        return self.law.stages.get(letter, letter)

    def role(self, role: str) -> str:
        """A role's name in Chinese."""
        return self.law.roles.get(role, role)
