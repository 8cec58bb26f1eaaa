"""What each of the desk's lists shows (各类清单): its columns, and how much a line weighs."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import date, datetime
from typing import Any

from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import QUIET
from dueprocess.views.frame.speech import CHINESE, Speech
from dueprocess.views.lists.listing import Column, Listing, Weight
from dueprocess.views.supervision.items import awaiting
from models.money.balances import Balance
from models.money.terms import Terms
from models.reading.items import OpenItem
from models.reading.lag import LateEntry
from models.reading.paused import PausedLine
from models.reading.picture import NodeLine
from rulebook.money.account import Account

_CASE = Column("案号", lambda row: row.case)


def clocks(
    name: str,
    title: str,
    lines: Sequence[NodeLine],
    marking: Marking,
    as_of: datetime,
    proposed: Container[int] = (),
) -> Listing:
    """Running clocks: late, due, or to be renewed; of those in `proposed` the act is proposed."""
    today = as_of.date()
    columns = (
        Column(
            "状态", lambda row: marking.light(row, as_of).plain, lambda r: marking.light(r, as_of)
        ),
        _CASE,
        Column("节点", _charged(marking)),
        _day("届满日", lambda row: row.due_on),
        Column(
            "日",
            lambda row: (today - row.due_on).days,
            lambda r: palette.signed(r.due_on, today, marking.speech),
            True,
        ),
        Column("工作日", _working(marking, today), _signed(marking, today), right=True),
        Column("责任人", lambda row: marking.owner(row.owner, row.rule_id)),
        Column("法院", lambda row: row.court, on_screen=False),
        Column("已采取", _act(marking, proposed)),
    )
    return Listing(name, title, lines, columns, _late(as_of), wide=2)


def paused(lines: Sequence[PausedLine], marking: Marking) -> Listing:
    """Clocks that stand still; how long, and why."""
    columns = (
        _CASE,
        Column("节点", _named(marking)),
        _day("暂停自", lambda row: row.since.date()),
        Column("已停日", lambda row: row.days, right=True),
        Column("事由", lambda row: _cause(marking, row.cause)),
        Column("依据", lambda row: row.paper),
        Column("批准人", lambda row: row.approver),
        Column("责任人", lambda row: marking.owner(row.owner, row.rule_id)),
    )
    return Listing("paused", "暂停的时钟 PAUSED", lines, columns, lambda _: Weight.NOTE, wide=1)


def late_entries(lines: Sequence[LateEntry], marking: Marking) -> Listing:
    """Facts entered late, the longest lag first; what was not proved in time is marked."""
    columns = (
        _CASE,
        Column("序号", lambda row: row.seq, right=True),
        Column("事实", lambda row: marking.fact(row.kind)),
        _day("发生", lambda row: row.occurred_at.date()),
        _day("录入", lambda row: row.recorded_at.date()),
        Column("时差日", lambda row: row.lag, right=True),
        Column("及时性", lambda row: "迟录待证" if row.unproven else "", _unproven(marking)),
        Column("录入人", lambda row: row.by),
        Column("承办人", lambda row: row.handler),
    )

    def weigh(row: LateEntry) -> Weight:
        return Weight.WARNING if row.unproven else Weight.NOTE

    return Listing("late-entry", "迟录 LATE ENTRY", lines, columns, weigh, wide=2)


def funds(
    lines: Sequence[Balance], terms: Terms, today: date, oldest: int, speech: Speech = CHINESE
) -> Listing:
    """Money that lies with the court, the longest first, with its nearest term; in yuan."""

    def days(row: Balance) -> int | None:
        return (today - row.arrived_on).days if row.arrived_on else None

    def weigh(row: Balance) -> Weight:
        return Weight.WARNING if (days(row) or 0) > oldest else Weight.NOTE

    columns = (
        _CASE,
        Column("款项", lambda row: row.receipt),
        Column("科目", lambda row: speech.term(Account(row.account).zh)),
        Column("金额", lambda row: row.amount, right=True),
        _day("到账", lambda row: row.arrived_on),
        Column("已存日", days, right=True),
        _day("最近期限", terms.due_on),
        Column("收款人", lambda row: row.payee),
    )
    return Listing("funds", "在账案款 FUNDS", lines, columns, weigh, wide=1)


def items(lines: Sequence[OpenItem], marking: Marking, as_of: datetime) -> Listing:
    """Open supervision items; what is late to be answered weighs most."""
    columns = (
        Column("编号", lambda row: row.id, right=True),
        Column(
            "层级", lambda row: marking.level(row.level).plain, lambda r: marking.level(r.level)
        ),
        Column(
            "状态", lambda row: marking.state(row.state).plain, lambda r: marking.state(r.state)
        ),
        _CASE,
        Column("节点", lambda r: marking.node(r.code, r.rule_id, "", r.node_key).plain),
        _day("届满日", lambda row: row.due_on),
        Column("责任人", lambda row: marking.owner(row.owner)),
        Column(
            "答复",
            lambda row: awaiting(marking, row, as_of).plain,
            lambda row: awaiting(marking, row, as_of),
        ),
    )
    return Listing("items", "督办事项 ITEMS", lines, columns, _unanswered(as_of), wide=4)


def _named(marking: Marking) -> Callable[[Any], str]:
    return lambda row: marking.node(row.code, row.rule_id, row.subject_ref, row.key).plain


def _charged(marking: Marking) -> Callable[[Any], str]:
    """The node, and whether it may be charged as a breach at all."""
    named, hint = _named(marking), marking.speech("仅提示")
    return lambda row: named(row) if row.enforced else f"{hint} {named(row)}"


def _day(title: str, value: Callable[[Any], date | None]) -> Column:
    def shown(row: Any) -> Text:
        day = value(row)
        return Text(f"{day:%Y-%m-%d}" if day else "—", QUIET)

    return Column(title, value, shown)


def _working(marking: Marking, today: date) -> Callable[[Any], int]:
    """Signed working days past the last day; below zero there are some left."""
    return lambda row: marking.calendar.working_days_between(row.due_on, today)


def _signed(marking: Marking, today: date) -> Callable[[Any], Text]:
    """The same with its sign, as on the first page."""
    gone = _working(marking, today)
    return lambda row: Text(f"{gone(row):+d}" if gone(row) else "0")


def _act(marking: Marking, proposed: Container[int]) -> Callable[[Any], str]:
    """The last rung, and when; what waits for a decision has not been done."""
    mark = marking.speech.of(("拟", "proposed: "))

    def last(row: NodeLine) -> str:
        if not row.last_act or row.last_act_at is None:
            return ""
        only = mark if row.node_id in proposed else ""
        return f"{only}{marking.level(row.last_act).plain} {row.last_act_at:%m-%d}"

    return last


def _cause(marking: Marking, cause: str) -> str:
    known = marking.law.causes.get(cause)
    return marking.speech.of((known.zh, known.en)) if known else cause


def _unproven(marking: Marking) -> Callable[[Any], Text]:
    shown = palette.light("late_or_unproven", speech=marking.speech)
    return lambda row: shown if row.unproven else Text("")


def _late(as_of: datetime) -> Callable[[Any], Weight]:
    def weigh(row: NodeLine) -> Weight:
        if not row.enforced:
            return Weight.NOTE
        return Weight.ERROR if row.due_at <= as_of else Weight.WARNING

    return weigh


def _unanswered(as_of: datetime) -> Callable[[Any], Weight]:
    def weigh(row: OpenItem) -> Weight:
        late = row.reply_due_at is not None and row.reply_due_at <= as_of
        return Weight.ERROR if late else Weight.WARNING

    return weigh
