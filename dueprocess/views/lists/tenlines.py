"""A leader's ten lines (领导十行) in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.deadline import on
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from dueprocess.views.running.live import kind
from models.reading.picture import NodeLine
from models.reading.tenlines import TenLines
from rulebook.money.yuan import shown

Row = tuple[str, int, Text]


def page(marking: Marking, lines: TenLines, rehearsal: bool) -> RenderableType:
    """Ten lines: what, how many, and the one thing to know of it."""
    head = Text.assemble(("十行 TEN LINES  ", STRONG), on(lines.as_of), "  ", kind(rehearsal))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for place, (title, count, detail) in enumerate(rows(marking, lines), start=1):
        number = Text(str(count), STRONG if count else QUIET)
        table.add_row(Text(f"{place:>2} {title}"), number, detail)
    return Group(head, Text(), table)


def rows(marking: Marking, lines: TenLines) -> Iterator[Row]:
    """The ten lines: title in both languages, figure, and what to know of it."""
    yield "逾期 overdue", lines.overdue, _oldest(marking, lines.oldest, lines)
    yield "今日届满 due today", lines.today, Text("dueprocess list due --within 0", QUIET)
    stop, comma = marking.speech.of(("；", "; ")), marking.speech.of(("、", ", "))
    worst = stop.join(f"{_rule(marking, rule)} {count}" for rule, count in lines.worst_nodes)
    yield "逾期集中于 mostly", len(lines.worst_nodes), Text(worst or "—")
    yield "待您决定 to decide", len(lines.to_decide), _deciding(marking, lines)
    yield "待核验 to verify", lines.to_verify, Text("dueprocess list items --state replied", QUIET)
    gone = marking.speech.of(("答复期限已过", "past the time to answer"))
    unanswered = Text(gone, ALARM) if lines.unanswered else Text("—")
    yield "逾期未复 unanswered", lines.unanswered, unanswered
    people = comma.join(f"{marking.owner(name)} {count}" for name, count in lines.repeated)
    yield "多项在身 repeated", len(lines.repeated), Text(people or "—")
    yield "一周内查封到期 renewals", lines.renewals, _first(marking, lines)
    yuan = shown(lines.money)
    money = marking.speech.of((f"{yuan}元", f"{yuan} yuan")) if lines.receipts else "—"
    yield "久存案款 old money", lines.receipts, Text(money)
    yield "暂停 paused", lines.paused, _stopped(marking, lines)


def _rule(marking: Marking, rule: str) -> str:
    known = marking.law.rules.get(rule)
    return marking.node(known.code if known else "", rule, "").plain


def _oldest(marking: Marking, line: NodeLine | None, lines: TenLines) -> Text:
    if line is None:
        return Text("—")
    node = marking.node(line.code, line.rule_id, line.subject_ref, line.key).plain
    late = palette.signed(line.due_on, lines.as_of.date(), marking.speech)
    longest = marking.speech.of(("最久 ", "longest "))
    return Text.assemble(
        longest, late, f"  {line.case} {node}  {marking.owner(line.owner, line.rule_id)}"
    )


def _deciding(marking: Marking, lines: TenLines) -> Text:
    if not lines.to_decide:
        return Text("—")
    whole, comma = len(lines.to_decide), marking.speech.of(("、", ", "))
    shown = [Text.assemble(marking.level(one.level), f" #{one.id}") for one in lines.to_decide[:5]]
    more = marking.speech.of((f" 等{whole}项", f" … {whole} in all"))
    return Text(comma).join(shown).append(more if whole > len(shown) else "")


def _first(marking: Marking, lines: TenLines) -> Text:
    first = lines.first_renewal
    if first is None:
        return Text("—")
    earliest = marking.speech.of(("最早", "first"))
    return Text(f"{earliest} {first.due_on:%m-%d}  {first.case} {first.subject_ref}")


def _stopped(marking: Marking, lines: TenLines) -> Text:
    said, days, n = marking.speech.of, lines.stopped_longest, lines.undelivered
    known = said((f"最久已停{days}日", f"stopped for {days} days at most")) if lines.paused else "—"
    failed = said((f"；未送达 undelivered {n}", f"; {n} undelivered")) if n else ""
    return Text(f"{known}{failed}")
