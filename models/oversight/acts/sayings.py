"""What is said about the alerts on a node (预警处理): held, muted, objected to, answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts import announcing, holds, ledger, objections
from models.oversight.acts.holds import Hold
from models.oversight.acts.ledger import ITEM, NodeRow, Post, entries
from models.oversight.firing.duty import Addressee
from models.oversight.telling import outbox
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from models.tables.fact import Fact
from models.tables.node import NodeState
from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.law.lawbook import Lawbook
from rulebook.oversight import standstill
from rulebook.oversight.objecting import Objection as Fault
from rulebook.oversight.standstill import HoldKind, Standing
from rulebook.oversight.supervision import OPEN, ItemState
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due
from rulebook.time.period import Period
from rulebook.time.zone import SHANGHAI

FACT = table_of(Fact)
CLERK, SUPERVISOR = "clerk", "node_supervisor"
_SHOWN = {
    standstill.DONE: "已办未录入",
    standstill.MUTED: "免打扰",
    standstill.UNMUTED: "解除免打扰",
    standstill.OBJECTED: "提出异议",
    standstill.UPHELD: "异议成立",
    standstill.DISMISSED: "异议不成立",
}


def faults(
    session: Session,
    case_id: int,
    handler: str | None,
    fact: FactView,
    law: Lawbook,
    calendar: Calendar,
) -> tuple[Fault, ...]:
    """All that stands against the saying, before anything is written."""
    found = ledger.node_at(session, case_id, fact.subject_ref)
    if found is None:
        return (_unknown(fact),)
    node, _ = found
    at = fact.recorded_at
    waits = objections.waiting(session, node.id)
    known = Standing(
        running=node.state == NodeState.RUNNING and node.ladder != "",
        handler_id=handler,
        said_done=_said(session, case_id, fact),
        muted=any(
            one.kind == HoldKind.MUTED
            for one in holds.held(session, {node.id: node.due_at}, at).values()
        ),
        open_objection_by=waits.raised_by if waits else "",
        dismissed=objections.dismissed(session, node.id),
    )
    return standstill.faults(
        fact.kind,
        known,
        fact.recorded_by,
        _until(fact),
        fact.evidence,
        at.astimezone(SHANGHAI),
        law.supervision,
        calendar,
    )


def carry_out(session: Session, case_id: int, fact: FactView, watch: Watch) -> None:
    """Write what a saying that was not refused does to its node, and tell who has to act."""
    found = ledger.node_at(session, case_id, fact.subject_ref)
    assert found is not None, "faults() has seen the node"
    _Saying(session, *found, fact, watch).carry_out()


def promised(
    session: Session, node: NodeRow, post: Post, until: date, by: str, watch: Watch
) -> None:
    """A receipt promised the work by a day: till then nobody is told more; the reply is owed."""
    goes_on = morning_after(until, node, watch)
    hold = Hold(node, post.case_id, HoldKind.PROMISED, goes_on, None, by, f"承诺{until}办结")
    holds.place(session, hold, watch.as_of)


@dataclass(frozen=True, slots=True)
class _Saying:
    session: Session
    node: NodeRow
    post: Post
    fact: FactView
    watch: Watch

    @property
    def why(self) -> str:
        said = self.fact.payload
        return str(said.get("reason") or said.get("text") or "")

    def carry_out(self) -> None:
        terms = self.watch.law.supervision
        match self.fact.kind:
            case standstill.DONE:
                self._done(self._end(terms.entry))
            case standstill.MUTED:
                self._mute()
            case standstill.UNMUTED:
                holds.release(self.session, self.node.id, {HoldKind.MUTED}, self.watch.as_of)
            case standstill.OBJECTED:
                self._object(self._end(terms.answer))
            case standstill.UPHELD:
                self._uphold()
            case standstill.DISMISSED:
                self._dismiss()
        self._show()

    def _end(self, period: Period) -> Due:
        return standstill.last(period, self.watch.as_of, self.watch.calendar)

    def _done(self, end: Due) -> None:
        self._hold(HoldKind.DONE, end)
        done = self.fact.payload.get("done_on")
        said = f"据报已于{done}办结" if done else "据报已办结"
        body = f"{said}，尚未录入：请最迟于{end.on}补录并附当日材料。"
        self._tell((CLERK,), "已办未录入", body)

    def _object(self, end: Due) -> None:
        objections.raised(self.session, self.node, self.post, self.fact, end.at, self.watch.as_of)
        self._hold(HoldKind.OBJECTED, end)
        self._tell((SUPERVISOR,), "异议", f"理由：{self.why}。请最迟于{end.on}答复并说明理由。")

    def _mute(self) -> None:
        on = _until(self.fact)
        assert on is not None, "the kind demands it"
        until = morning_after(on, self.node, self.watch)
        self._place(HoldKind.MUTED, until, until)

    def _uphold(self) -> None:
        """The alert was wrong: its open matters end, and this clock raises no other."""
        open_ = entries(
            self.session, ITEM.c.node_id == self.node.id, ITEM.c.state.in_(sorted(OPEN))
        )
        ids = [one.id for one in open_]
        ledger.end(self.session, ids, ItemState.SUPERSEDED, "异议成立", self.watch.as_of)
        announcing.call_off(self.session, open_, "异议成立", self.watch)
        self._place(HoldKind.UPHELD, holds.FOR_GOOD, None)
        self._answer("异议成立", upheld=True)

    def _dismiss(self) -> None:
        holds.release(self.session, self.node.id, {HoldKind.OBJECTED}, self.watch.as_of)
        self._answer("异议不成立", upheld=False)

    def _answer(self, title: str, *, upheld: bool) -> None:
        raised_by = objections.answered(
            self.session, self.node.id, self.fact, upheld, self.watch.as_of
        )
        concerned = {raised_by, self.node.owner_id or self.post.handler_id or ""} - {""}
        reached = [self.watch.roster.reach(one) for one in sorted(concerned)]
        self._post([one for one in reached if one], title, f"理由：{self.why}")

    def _hold(self, kind: HoldKind, end: Due) -> None:
        self._place(kind, morning_after(end.on, self.node, self.watch), end.at)

    def _place(self, kind: HoldKind, until: datetime, replies: datetime | None) -> None:
        by = self.fact.recorded_by
        case, why, seq = self.post.case_id, self.why, self.fact.seq
        hold = Hold(self.node, case, kind, until, replies, by, why, seq)
        holds.place(self.session, hold, self.watch.as_of)

    def _tell(self, roles: Iterable[str], title: str, body: str) -> None:
        owner = self.node.owner_id or self.post.handler_id
        people = self.watch.roster.told(self.post.court, roles, owner, self.node.role)
        self._post(people, title, body)

    def _post(self, people: Iterable[Addressee], title: str, body: str) -> None:
        words = self.watch.heading(self.node, self.post).alert("notice", title, "", body)
        place = f"fact:{self.post.case_id}:{self.fact.seq}:node:{self.node.id}"
        lines = [
            Line(f"{place}:to:{one.officer_id}", one, words, self.post.case_id, self.node.id)
            for one in people
        ]
        outbox.post(self.session, lines, self.watch.as_of)

    def _show(self) -> None:
        zh = _SHOWN[self.fact.kind]
        detail = f"{zh}：{self.why}" if self.why else zh
        ledger.note(
            self.session,
            self.node.id,
            self.post.case_id,
            "held",
            detail,
            self.watch.as_of,
            self.fact.seq,
        )


def morning_after(on: date, node: NodeRow, watch: Watch) -> datetime:
    """The ladder's hour of the first working day after the last day of a hold."""
    first = watch.calendar.shift(on, 1)
    return datetime.combine(first, watch.ladder(node).at, SHANGHAI)


def _until(fact: FactView) -> date | None:
    given = fact.payload.get("until")
    try:
        return day(given) if given else None
    except ValueError:
        return None  # the gates have said so


def _said(session: Session, case_id: int, fact: FactView) -> bool:
    found = session.connection().execute(
        select(FACT.c.id).where(
            FACT.c.case_id == case_id,
            FACT.c.kind == standstill.DONE,
            FACT.c.subject_ref == fact.subject_ref,
        )
    )
    return found.first() is not None


def _unknown(fact: FactView) -> Fault:
    return Fault(
        f"本案没有节点{fact.subject_ref or '（未写明）'}：请用 --subject node:节点键 指明",
        f"this case has no node {fact.subject_ref!r}; name it as node:KEY, see `dueprocess case`",
    )
