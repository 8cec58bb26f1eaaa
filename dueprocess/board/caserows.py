"""What a case's page shows, line by line (案件页各行), in the words of the visitor's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dueprocess.board.lamps import Lamp, lamp, level, state
from dueprocess.board.lastday import DAYS
from dueprocess.board.rows import next_step, title
from dueprocess.board.words import Words, choice
from dueprocess.views.frame.marking import Marking
from models.oversight.telling.alert import last_day
from models.reading.card import CaseCard, CaseNode, FactSheet
from models.reading.items import OpenItem
from rulebook.law.factkind import Field
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import ItemState

RUNNING = "running"
IMPORT = "import"  # who recorded what a workbook brought in


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node of the case."""

    key: str
    name: str
    subject: str
    lamp: Lamp
    charged: bool
    opened_by: int  # seq of the opening fact
    origin_at: datetime
    due_on: date | None
    days: str  # signed working days while it runs
    settled_by: int | None  # seq of the settling fact
    ended: str  # by which fact, when
    owner: str
    rungs: tuple[str, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail of a fact; `day` names its field where it says a day."""

    name: str
    text: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact with both of its times."""

    seq: int
    name: str
    subject: str
    occurred_at: datetime
    recorded_at: datetime
    lag: int  # days between the two
    by: str
    evidence: str
    evidence_on: date | None
    corrects: int | None
    said: tuple[Detail, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One supervision item."""

    id: int
    level: str
    state: str
    node: str
    opened_at: datetime
    reply_by: date | None  # the last day in time
    reply: str
    ended: str


def state_of(card: CaseCard, words: Words) -> str:
    """The state of the case in words."""
    return state(card.state, words)


def nodes(card: CaseCard, marking: Marking, words: Words) -> list[NodeRow]:
    """Running nodes first, the nearest date before the others; then those that ended."""
    rows = [(node, lit(node, card, marking, words)) for node in card.nodes]
    rows.sort(key=lambda pair: (pair[0].state != RUNNING, pair[0].due_on or date.max))
    return [row for _, row in rows]


def lit(node: CaseNode, card: CaseCard, marking: Marking, words: Words) -> NodeRow:
    """One node as the page shows it."""
    runs = node.state == RUNNING
    today = card.as_of.date()
    gone = marking.calendar.working_days_between(node.due_on, today) if node.due_on and runs else 0
    return NodeRow(
        key=node.key,
        name=title(marking.law, node.rule_id, node.code, node.key, words),
        subject=node.subject_ref,
        lamp=lamp(marking, node, card.as_of, words, node.timeliness),
        charged=node.enforced,
        opened_by=node.opened_by,
        origin_at=node.origin_at,
        due_on=node.due_on,
        days=(f"{gone:+d}" if gone else "0") if node.due_on and runs else "",
        settled_by=node.settled_by,
        ended=f"{node.settled_at:%Y-%m-%d} #{node.settled_by}" if node.settled_at else "",
        owner=marking.owner(node.owner, node.rule_id),
        rungs=tuple(_rungs(node, card, marking, words)),
        next=words.of(next_step(marking, node.rule_id, *_matter(node, card))) if runs else "",
    )


def _rungs(node: CaseNode, card: CaseCard, marking: Marking, words: Words) -> Iterator[str]:
    """Each rung that was climbed, and when; one that waits for a person is only proposed."""
    waits = {
        one.level
        for one in card.items
        if one.node_key == node.key and one.state == ItemState.PROPOSED
    }
    mark = words.of(("拟", "proposed: "))
    for rung in node.rungs:
        if rung.outcome == "fired":
            only = mark if rung.rung in waits else ""
            yield f"{only}{level(marking, rung.rung, words)} {rung.fired_at:%m-%d}"


def _matter(node: CaseNode, card: CaseCard) -> tuple[str, str]:
    """Level and state of the newest open matter on the node; nothing when there is none."""
    open_ = [one for one in card.items if one.node_key == node.key and one.ended_at is None]
    return (open_[-1].level, open_[-1].state) if open_ else ("", "")


def facts(card: CaseCard, marking: Marking, words: Words) -> list[FactRow]:
    """Every fact, the newest first."""
    return [_fact(fact, marking.law, words) for fact in reversed(card.facts)]


def items(card: CaseCard, marking: Marking, words: Words) -> list[ItemRow]:
    """Every matter of the case, the newest first."""
    return [_item(one, marking, words) for one in reversed(card.items)]


def run_of(card: CaseCard, prefect_api: str) -> str:
    """The page of the case's run in Prefect; "" for a case that has none.

    By Prefect's newer pages and at once by its log, whose first line leads back by one click.
    """
    if card.run is None or not card.run.flow_run_id:
        return ""
    return f"{prefect_api.removesuffix('/api')}/v2/runs/flow-run/{card.run.flow_run_id}?tab=Logs"


def sheet_of(card: CaseCard, prefect_api: str) -> str:
    """The node sheet of the case's run; "" for a case that has no run.

    It has a link of its own because Prefect's pages hide the tab from whoever looks at a sleeping
    run, and show it all the same when its address is opened.
    """
    return run_of(card, prefect_api).replace("?tab=Logs", "?tab=Artifacts")


def _fact(fact: FactSheet, law: Lawbook, words: Words) -> FactRow:
    kind = law.facts.get(fact.kind)
    return FactRow(
        seq=fact.seq,
        name=words.of((kind.zh, kind.en)) if kind else fact.kind,
        subject=fact.subject_ref,
        occurred_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        lag=(fact.recorded_at.date() - fact.occurred_at.date()).days,
        by=words.of(("导入", "import")) if fact.recorded_by == IMPORT else fact.recorded_by,
        evidence=fact.evidence,
        evidence_on=fact.evidence_on,
        corrects=fact.corrects,
        said=tuple(_said(fact, law, words)),
        hash=fact.hash,
    )


def _said(fact: FactSheet, law: Lawbook, words: Words) -> Iterator[Detail]:
    """The payload, each field by its name."""
    fields: Mapping[str, Field] = {field.name: field for field in law.fields_of(fact.kind)}
    for name, value in fact.payload.items():
        text = _plain(value, words)
        field = fields.get(name)
        text = choice(text, words) if field is not None and field.choices else words.term(text)
        called = words.of((field.zh if field else name, name.replace("_", " ")))
        says_day = field is not None and field.type in DAYS and bool(value)
        yield Detail(called, text, name if says_day else "")


def _plain(value: object, words: Words) -> str:
    if isinstance(value, bool):
        return words("是") if value else words("否")
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def _item(one: OpenItem, marking: Marking, words: Words) -> ItemRow:
    ended = f"{one.ended_at:%Y-%m-%d} {one.ended_why}" if one.ended_at else ""
    return ItemRow(
        id=one.id,
        level=level(marking, one.level, words),
        state=state(one.state, words),
        node=title(marking.law, one.rule_id, one.code, one.node_key, words),
        opened_at=one.opened_at,
        reply_by=last_day(one.reply_due_at) if one.reply_due_at else None,
        reply=one.reply,
        ended=ended,
    )
