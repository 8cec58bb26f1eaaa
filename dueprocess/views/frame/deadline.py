"""A deadline and its derivation (期限与推算) as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueprocess.deadline import Deadline
from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.law import inwords
from rulebook.law.rule import LegalClass, Rule, RuleKind, Status
from rulebook.time.derivation import Step

WEEK = "一二三四五六日"
_KINDS = {
    RuleKind.DEADLINE: "届满 last day",
    RuleKind.MIN: "最短期限届满 minimum term ends",
    RuleKind.APPOINTED: "约定日 appointed day",
    RuleKind.MAX: "上限届满 may last until",
    RuleKind.RECURRING: "第一次 first time",
    RuleKind.LIMITATION: "当事人期间届满 the party's period ends",
    RuleKind.MIN_INTERVAL: "至迟之日 latest day",
    RuleKind.EFFECT: "视为发生之日 takes effect",
}
_CLASSES = {
    LegalClass.LEGAL: "法定期限 legal",
    LegalClass.INTERNAL: "内部期限 internal",
    LegalClass.TARGET: "目标期限 target",
}
_STATUSES = {
    Status.VERIFIED: "原文已核 verified",
    Status.CORROBORATED: "有旁证 corroborated",
    Status.UNVERIFIED: "未核实 unverified",
}


def page(answer: Deadline) -> RenderableType:
    """The whole answer: the rule, the date, what it rests on, and every step to it."""
    return Group(
        heading(answer.rule),
        Padding(_answer(answer), (1, 0, 1, 2)),
        steps(answer.derivation),
        Padding(foot(answer.rule, answer.calendar, answer.origin), (1, 0, 0, 0)),
    )


def heading(rule: Rule) -> Text:
    """The rule's code, name and id."""
    return Text.assemble((inwords.title(rule)[0], STRONG), f"  {rule.en}  ", (rule.id, QUIET))


def on(at: date | datetime) -> str:
    """A date with its weekday, and the hour when it is a moment."""
    hour = f" {at:%H:%M}" if isinstance(at, datetime) else ""
    return f"{at:%Y-%m-%d} 周{WEEK[at.weekday()]}{hour}"


def steps(derivation: Iterable[Step]) -> RenderableType:
    """Each step in Chinese and in English, how far it moved and where the count then stood."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(justify="right", style=QUIET)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", style=QUIET, no_wrap=True)
    table.add_column(no_wrap=True)
    for number, step in enumerate(derivation, 1):
        words = Text.assemble(step.zh, "\n", (step.en, QUIET))
        table.add_row(str(number), words, _moved(step), on(step.result))
    return table


def foot(rule: Rule, calendar: str = "", origin: datetime | None = None) -> Text:
    """Where the rule stood on the day of the origin, its class, its version, the calendar's."""
    source = rule.source.cited_on(origin.date()) if origin else str(rule.source)
    lines = [f"依据 {source}", f"性质 {standing_of(rule)}"]
    version = f"规则版本 {rule.version[:12]}"
    lines.append(f"{version}  日历 {calendar}" if calendar else version)
    return Text("\n".join(lines), QUIET)


def standing_of(rule: Rule) -> str:
    """Class and status of a rule in words; an unverified one says that it is never charged."""
    return standing_words(rule.legal_class, rule.status, rule.enforced)


def standing_words(legal_class: str, status: str, enforced: bool) -> str:
    """Class and status in words, and whether a breach is charged."""
    words = f"{_CLASSES[LegalClass(legal_class)]} · {_STATUSES[Status(status)]}"
    return words if enforced else f"{words} · 仅提示，不作违规 shown, not enforced"


def _answer(answer: Deadline) -> Text:
    firm = answer.state == "firm"
    state = Text(" 确定 firm", "green") if firm else Text(" 暂定 provisional", "bold blue")
    text = Text.assemble((on(answer.due), STRONG), f"  {_KINDS[answer.rule.kind]} ", state)
    if not firm:
        text.append("\n该年度放假通知尚未全部公布，公布后自动重算", QUIET)
        text.append(" / recounted when the holiday notice is out", QUIET)
    if answer.dues:
        times = "、".join(f"{day}" for day in answer.dues)
        text.append(
            f"\n共{len(answer.dues)}次，均自同一起算日计 each from the same origin：{times}"
        )
    if answer.earliest is not None:
        text.append(f"\n最早可为之日 earliest lawful day {on(answer.earliest)}")
    return text


def _moved(step: Step) -> str:
    if step.seconds:
        return f"{step.seconds / 3600:+g} h"
    return f"{step.days:+d} d" if step.days else ""
