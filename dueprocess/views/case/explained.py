"""Why a date is what it is, and why something did not happen (推算、何以未动)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.deadline import on, standing_words, steps
from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.case.explanation import Based, Cited, Explanation, WhyNot
from rulebook.law.gate import Gate
from rulebook.law.rule import Rule


def page(
    number: str, answer: Explanation, state: Text, others: Sequence[str] = ()
) -> RenderableType:
    """The node, its date, the facts it rests on, the steps, the intervals not counted."""
    head = Text.assemble(
        (f"{number}  {answer.code or answer.stage} {answer.zh}{_turn(answer)}", STRONG),
        f"  {answer.en}\n",
        (f"{answer.node}", QUIET),
    )
    if others:
        head.append(f"\n另有时钟 other clocks: {', '.join(others)}", QUIET)
    facts = _grid(_entries(answer, state))
    return Group(
        head,
        Padding(facts, (1, 0, 1, 2)),
        steps(answer.steps),
        Padding(_foot(answer), (1, 0, 0, 0)),
    )


def reasons(number: str, rule: Rule | Gate, answer: WhyNot) -> RenderableType:
    """The answer in one line, then everything that was looked at, ✓ or ✗."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in answer.conditions:
        mark = Text("✓", "green") if one.holds else Text("✗", "red")
        table.add_row(mark, Text.assemble(one.zh, "\n", (one.en, QUIET)))
    return Group(
        Text.assemble(
            (f"{number}  {rule.code or rule.stage} {rule.zh}  ", STRONG), (rule.id, QUIET)
        ),
        Padding(Text.assemble((answer.zh, STRONG), "\n", (answer.en, QUIET)), (1, 0, 1, 2)),
        table,
        Padding(Text(f"依据 {rule.source}", QUIET), (1, 0, 0, 0)),
    )


def _entries(answer: Explanation, state: Text) -> Iterable[tuple[str, Text]]:
    yield "届满 due", _due(answer)
    yield "状态 state", state
    yield "负担 borne by", Text(f"{answer.bearer_zh}  {answer.kind_zh}")
    if answer.base is not None:
        yield "基准 counted from", _base(answer.base)
    yield "起算 origin", _cited(answer.origin)
    if answer.ended is not None:
        yield "办结 ended by", _cited(answer.ended)
    for stop in answer.pauses:
        until = stop.resume or "至今 until now"
        paper = f"  {stop.paper}" if stop.paper else "  无书面依据 no paper"
        yield "扣除 excluded", Text(f"{stop.start} → {until}  {stop.zh}{paper}\n{stop.article}")


def _due(answer: Explanation) -> Text:
    if answer.due is None:
        return Text("时钟暂停，无届满日 the clock stands, no date", "cyan")
    state = "确定 firm" if answer.certainty == "firm" else "暂定 provisional"
    text = Text.assemble((on(answer.due), STRONG), f"  {state}")
    if answer.raw is not None and answer.raw != answer.due:
        text.append(f"  顺延前 before the roll {answer.raw}", QUIET)
    return text


def _turn(answer: Explanation) -> str:
    return f"（第{answer.turn}次，共{answer.times}次）" if answer.turn else ""


def _base(base: Based) -> Text:
    day = on(base.due) if base.due else "暂停，无届满日 it stands, no date"
    return Text.assemble(f"{base.zh}  {day}  ", (f"{base.rule}  {base.article}", QUIET))


def _cited(fact: Cited) -> Text:
    text = Text(f"#{fact.seq} {fact.zh}  {fact.occurred_at:%Y-%m-%d %H:%M}")
    text.append(f"  录入 {fact.recorded_at:%Y-%m-%d %H:%M} {fact.recorded_by}", QUIET)
    if fact.evidence:
        dated = f" {fact.evidence_on}" if fact.evidence_on else ""
        text.append(f"  证据 {fact.evidence}{dated}", QUIET)
    return text


def _foot(answer: Explanation) -> Text:
    lines = [
        f"依据 {answer.article}",
        f"亦见 {'、'.join(answer.also)}" if answer.also else "",
        f"性质 {standing_words(answer.legal_class, answer.status, answer.enforced)}",
        f"规则版本 {answer.version}  {answer.rulebook}  日历 {answer.calendar}",
        answer.note,
    ]
    return Text("\n".join(filter(None, lines)), QUIET)


def _grid(entries: Iterable[tuple[str, Text]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in entries:
        table.add_row(name, words)
    return table
