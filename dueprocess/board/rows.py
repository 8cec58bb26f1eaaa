"""The rows of a list of clocks (时钟行): each with its word, colour, days and next lawful step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from dueprocess.board.lamps import Lamp, lamp, level
from dueprocess.board.words import EN, ZH, Words
from dueprocess.views.frame.marking import Marking
from models.reading.breaching import Breaching, When
from models.reading.picture import NodeLine
from rulebook.case.clock import turn_of
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import ItemState

Pair = tuple[str, str]
PARTS: dict[When, Pair] = {
    When.OVERDUE: ("已超期", "Overdue"),
    When.TODAY: ("今日到期", "Due today"),
    When.WEEK: ("七日内到期", "Due within seven days"),
}
# What a person does next with a matter that waits for one, by its state.
_STEPS: dict[str, Pair] = {
    "proposed": ("确认或退回拟发的%s", "confirm or decline the proposed %s"),
    "issued": ("待签收%s", "%s waits to be acknowledged"),
    "receipted": ("待回复%s", "%s waits for an answer"),
    "replied": ("核验%s的回复", "verify the answer to the %s"),
    "returned": ("待重新回复%s", "%s waits for a new answer"),
}
_SETTLES = 2  # facts named at most


@dataclass(frozen=True, slots=True)
class Row:
    """One clock as the page shows it."""

    case: str
    court: str
    key: str
    node: str
    subject: str
    due_on: date
    days: str  # signed working days
    lamp: Lamp
    charged: bool  # false: shown, never a breach
    provisional: bool
    owner: str
    last: str
    next: str
    item: int | None


def rows(
    found: Breaching, marking: Marking, words: Words, now: datetime
) -> list[tuple[When, str, list[Row]]]:
    """The rows in their parts: overdue, today, this week."""
    step = step_of(found, marking)
    parts: dict[When, list[Row]] = {part: [] for part in PARTS}
    for line in found.lines:
        said = words.of(step(line))
        parts[found.part(line)].append(_row(line, said, found, marking, words, now))
    return [(part, words.of(PARTS[part]), listed) for part, listed in parts.items() if listed]


def step_of(found: Breaching, marking: Marking) -> Callable[[NodeLine], Pair]:
    """What is lawfully done next about a line: a matter that waits, else what settles the node."""

    def step(line: NodeLine) -> Pair:
        _, act, state = found.matters.get(line.node_id, (0, "", ""))
        return next_step(marking, line.rule_id, act, state)

    return step


def next_step(marking: Marking, rule_id: str, act: str, state: str) -> Pair:
    """What comes next about a node whose newest open matter is at that level and state, if any."""
    if state not in _STEPS:
        return settles(marking.law, rule_id)
    zh, en = _STEPS[state]
    return zh % level(marking, act, Words(ZH)), en % level(marking, act, Words(EN))


def settles(law: Lawbook, rule_id: str) -> Pair:
    """What has to be recorded for the node to end in time."""
    rule = law.rules.get(rule_id)
    kinds = [law.facts[one] for one in (rule.settles if rule else ())][:_SETTLES]
    if not kinds:
        return "查看案件", "look at the case"
    zh, en = "或者".join(one.zh for one in kinds), " or ".join(one.en for one in kinds)
    return f"办理并录入：{zh}", f"do and record: {en}"


def title(law: Lawbook, rule_id: str, code: str, key: str, words: Words) -> str:
    """A node by its code and its rule's name."""
    rule = law.rules.get(rule_id)
    return words.of(inwords.title(rule, turn_of(key))) if rule else f"{code} {rule_id}".lstrip()


def _row(
    line: NodeLine, step: str, found: Breaching, marking: Marking, words: Words, now: datetime
) -> Row:
    gone = marking.calendar.working_days_between(line.due_on, now.date())
    matter = found.matters.get(line.node_id)
    return Row(
        case=line.case,
        court=line.court,
        key=line.key,
        node=title(marking.law, line.rule_id, line.code, line.key, words),
        subject=line.subject_ref,
        due_on=line.due_on,
        days=f"{gone:+d}" if gone else "0",
        lamp=lamp(marking, line, now, words),
        charged=line.enforced,
        provisional=line.provisional,
        owner=marking.owner(line.owner, line.rule_id),
        last=_last(marking, line, words, matter),
        next=step,
        item=matter[0] if matter else None,
    )


def _last(
    marking: Marking, line: NodeLine, words: Words, matter: tuple[int, str, str] | None
) -> str:
    """The last rung that was climbed, and when; one that waits for a person is only proposed."""
    if not line.last_act or line.last_act_at is None:
        return ""
    proposed = matter is not None and matter[2] == ItemState.PROPOSED
    mark = words.of(("拟", "proposed: ")) if proposed else ""
    return f"{mark}{level(marking, line.last_act, words)} {line.last_act_at:%m-%d}"
