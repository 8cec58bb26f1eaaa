"""Names and lights from the lawbook, for rows that carry only ids (节点名称、状态)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.palette import QUIET
from dueprocess.views.frame.speech import CHINESE, Speech
from rulebook.case.clock import turn_of
from rulebook.case.light import light
from rulebook.law import inwords
from rulebook.law.lawbook import HANDLER, Lawbook
from rulebook.time.calendar import Calendar


class Clocked(Protocol):
    """A row that has a clock."""

    @property
    def rule_id(self) -> str: ...
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
    """Turns ids into the words a reader knows, in Chinese or a language that is given."""

    def __init__(self, law: Lawbook, calendar: Calendar, speech: Speech = CHINESE) -> None:
        self.law = law
        self.calendar = calendar
        self.speech = speech

    def level(self, key: str) -> Text:
        """A level of supervision, in the law's words where the palette has none."""
        return palette.level(key, self.law.levels, self.speech)

    def state(self, name: str) -> Text:
        """The state of anything but a clock as a coloured word."""
        return palette.state(name, self.speech)

    def deciders(self, ladder: str, level: str) -> list[str]:
        """Who decides on a proposal of that level: 执行局长, 分管副院长 …; else 监管人员."""
        climbed = self.law.ladders.get(ladder) or self.law.desk
        rung = next((one for one in climbed.every if one.key == level), None) if climbed else None
        named = rung.by if rung else ()
        said = [inwords.receiving(one, self.law) for one in named] or ["监管人员"]
        return [self.speech.term(one) for one in said]

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
        """That state as a coloured word; a clock that only waits bears its period's name."""
        name, rule = self.light_name(row, as_of, timeliness), self.law.rules.get(row.rule_id)
        if rule and name == "waiting":
            passed = row.due_at is not None and row.due_at <= as_of
            return palette.waits(rule, passed, self.speech)
        if rule and name == "late" and not rule.runs:
            return palette.settled_amiss(rule, self.speech)
        return palette.light(name, self.law.colours, self.speech)

    def node(self, code: str, rule_id: str, subject: str, key: str = "") -> Text:
        """A node's code and its rule's name, with the subject when it is not the case.

        Without a code it goes by its stage's letter; a time of a series, which its `key` tells,
        by its number.
        """
        rule = self.law.rules.get(rule_id)
        if rule is None:
            name = Text(f"{code} {rule_id}".lstrip())
        else:
            name = Text(self.speech.of(inwords.title(rule, turn_of(key))))
        return name.append(f" · {subject}", QUIET) if subject else name

    def fact(self, kind: str) -> str:
        """A kind of fact by its name."""
        known = self.law.facts.get(kind)
        return self.speech.of((known.zh, known.en)) if known else kind

    def owner(self, owner: str, rule_id: str = "") -> str:
        """An officer's name as it is, a role by its name; a case without handler is nobody's yet.

        Of an outsider's duty: the outsider, and who looks after it.
        """
        if owner == HANDLER:
            return self.speech("未定")
        rule = self.law.rules.get(rule_id)
        outsider = self.law.outsiders.get(rule.role, "") if rule else ""
        if outsider and owner not in self.law.outsiders:
            name = self.speech.term(outsider)
            return self.speech.of((f"{name}（{owner}跟进）", f"{name} ({owner} follows it up)"))
        return self.speech.term(self.law.roles.get(owner) or self.law.outsiders.get(owner, owner))

    def stage(self, letter: str) -> str:
        """A stage's name."""
        return self.speech.term(self.law.stages.get(letter, letter))

    def role(self, role: str) -> str:
        """A role's name."""
        return self.speech.term(self.law.roles.get(role, role))

    def subject(self, kind: str) -> str:
        """A kind of subject by its name: 财产, 案款, 异议 …"""
        return self.speech.term(self.law.subjects.get(kind, kind))
