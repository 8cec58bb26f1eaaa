"""One case in the terminal (案件卡片): head, clocks, supervision, facts, drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.cells import chop_cells
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dueprocess.views.case import petitions
from dueprocess.views.frame import palette
from dueprocess.views.frame.deadline import on
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import QUIET, REHEARSAL, STRONG
from dueprocess.views.supervision.items import listing
from models.reading.card import CaseCard, CaseNode, FactSheet
from models.reading.letters import LetterSheet

SHEET_COLUMNS = 92  # of a draft within its frame
_KINDS = {"first": "首执", "resumed": "恢执"}
_LINKS = {"first": "原案", "next": "恢复执行案件", "reversal": "执行回转案件"}


def page(marking: Marking, card: CaseCard, rehearsal: bool) -> RenderableType:
    """The whole card; parties' names stay in the register and are not shown here."""
    return Group(
        _head(marking, card, rehearsal),
        titled("节点 NODES", _nodes(marking, card)),
        *_matters(marking, card),
        titled("事实 FACTS", _facts(marking, card.facts)),
        *([titled("文书草稿 DRAFTS", _letters(card.letters))] * bool(card.letters)),
    )


def _matters(marking: Marking, card: CaseCard) -> Iterable[RenderableType]:
    petitions_ = petitions.listing(marking, card)
    if petitions_ is not None:
        yield titled("信访与督办函 PETITIONS", petitions_)
    if card.items:
        yield titled("督办 SUPERVISION", listing(marking, card.items, card.as_of))


def drafts(number: str, sheets: Sequence[LetterSheet]) -> RenderableType:
    """Every draft in full, in a frame of its own."""
    if not sheets:
        return Text(f"{number} 尚无文书草稿 no draft yet", QUIET)
    return Group(*(_draft(sheet) for sheet in sheets))


def titled(title: str, body: RenderableType) -> RenderableType:
    """A body under its heading, with a blank line above."""
    return Padding(Group(Text(title, STRONG), body), (1, 0, 0, 0))


def _head(marking: Marking, card: CaseCard, rehearsal: bool) -> RenderableType:
    line = Text.assemble((card.number, STRONG), "  ", palette.state(card.state))
    line.append(f"  {marking.stage(card.stage)}", QUIET)
    if rehearsal:
        line.append("  ").append(" 演练 ", REHEARSAL)
    about = [card.court, _KINDS.get(card.kind, card.kind), card.cause, _yuan(card)]
    dates = [f"承办人 {card.handler or '未定'}", f"立案 {card.filed_on or '—'}"]
    dates += [f"结案 {card.closed_on}"] if card.closed_on else []
    text = Text("\n").join(
        [line, Text("  ".join(filter(None, about))), Text("  ".join(dates), QUIET)]
    )
    for link in card.links:
        said = _LINKS[link.role]
        text.append(f"\n{said} {link.number}  ").append(
            palette.state(link.state) if link.state else Text("不在册 not in the book", QUIET)
        )
    for fault in _faults(card):
        text.append(f"\n{fault}", "bold red")
    return text


def _yuan(card: CaseCard) -> str:
    return f"标的 {card.claim:,.2f} 元" if card.claim is not None else ""


def _faults(card: CaseCard) -> Iterable[str]:
    if card.broken:
        yield f"巡查未能处理本案 the patrol could not serve this case: {card.broken}"
    if card.missing_since:
        yield f"来源中已不见此案 missing in the source since {card.missing_since:%Y-%m-%d}"


def _nodes(marking: Marking, card: CaseCard) -> RenderableType:
    if not card.nodes:
        return Text("  尚无 none yet", QUIET)
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for _ in range(4):
        table.add_column(no_wrap=True)
    for node in card.nodes:
        table.add_row(*_node(marking, node, card.as_of))
    return table


def _node(marking: Marking, node: CaseNode, as_of: datetime) -> Iterable[Text]:
    name = marking.node(node.code, node.rule_id, node.subject_ref, node.key)
    yield marking.light(node, as_of, node.timeliness)
    charged = node.enforced or node.state == "waiting"  # whose own word says who bears it
    yield name if charged else Text.assemble(name, (" 仅提示", QUIET))
    yield Text(f"{node.origin_at:%Y-%m-%d} →", QUIET)
    yield Text(on(node.due_on) if node.due_on else "—")
    yield _end(node, as_of)
    fired = [rung for rung in node.rungs if rung.outcome == "fired"]
    yield Text(" ").join(marking.level(rung.rung) for rung in fired[-2:])


def _end(node: CaseNode, as_of: datetime) -> Text:
    if node.settled_at is not None:
        return Text(f"{node.settled_at:%m-%d} 由 #{node.settled_by}", QUIET)
    return palette.signed(node.due_on, as_of.date()) if node.state == "running" else Text("")


def _facts(marking: Marking, facts: Iterable[FactSheet]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(justify="right", style=QUIET, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True, style=QUIET)
    for fact in facts:
        said = Text(marking.fact(fact.kind))
        said.append(f" · {fact.subject_ref}" if fact.subject_ref else "", QUIET)
        said.append(f" 更正 #{fact.corrects}" if fact.corrects else "", "magenta")
        said.append(f"  {fact.evidence}" if fact.evidence else "", QUIET)
        happened = f"{fact.occurred_at:%Y-%m-%d %H:%M}"
        lag = (fact.recorded_at - fact.occurred_at).days
        entered = f"录入 +{lag} 天 {fact.recorded_by}" if lag else f"录入 {fact.recorded_by}"
        table.add_row(f"#{fact.seq}", happened, said, entered)
    return table


def _letters(letters: Iterable[LetterSheet]) -> RenderableType:
    return Text("\n").join(
        Text.assemble(f"  {letter.title}", (f"  {letter.drafted_at:%Y-%m-%d %H:%M}", QUIET))
        for letter in letters
    )


def _draft(letter: LetterSheet) -> RenderableType:
    foot = f"{letter.drafted_at:%Y-%m-%d %H:%M}"
    return Panel(_sheet(letter.body), title=letter.title, subtitle=foot, padding=(1, 3))


def _sheet(body: str) -> Text:
    """The draft's own lines; a longer one is broken where it is full, as Chinese is set.

    Broken at blanks, the wide gaps inside 依    据 would tear the word apart.
    """
    lines = (
        piece for line in body.splitlines() for piece in chop_cells(line, SHEET_COLUMNS) or [""]
    )
    return Text("\n".join(lines))
