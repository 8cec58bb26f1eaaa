"""The limits of one supervision item (督办时限): each with what it was set from, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.oversight.acts.clocks import rung_of
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.telling.alert import last_day
from models.oversight.watch import Watch
from models.tables.fact import Fact
from models.tables.hold import AlertHold
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from rulebook.oversight.limit import GROUND_NAMES, Reckoned, ReplyGround, reckoned
from rulebook.oversight.standstill import DONE, HOLD_NAMES, OBJECTED, HoldKind
from rulebook.oversight.supervision import ItemState
from rulebook.time.derivation import Step
from rulebook.time.period import Period

Pair = tuple[str, str]  # Chinese, English
REPLY, RECEIPT, PROMISE, HOLD, INTERVIEW = "reply", "receipt", "promise", "hold", "interview"
NAMES = {
    REPLY: ("回复期限", "answer by"),
    RECEIPT: ("签收期限", "sign by"),
    PROMISE: ("承诺办结日", "promised day"),
    HOLD: ("暂缓至", "held back until"),
    INTERVIEW: ("约谈时间", "interview set for"),
}
_OWN_TERMS = ("督办自身的时限（法院内部规定）", "the court's own terms of supervision")
_RECEIPT_OF = ("签收期", "the time to sign")
_SAID = ("由事实载明，并非推算", "as the fact names it, not reckoned")
_OLDER = ("此前版本登记，未留推算依据", "set before its ground was kept")
_HELD_BY = ("约谈进行期限", "to be held by")
_CONVENED = ("督办阶梯的约谈日", "the ladder's day for an interview")
_FURTHEST = ("由签收时承诺；至迟不超过", "promised on signing; at the latest")


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of an item. Without steps it was named or put off, as `ground` says."""

    which: str  # reply, receipt, promise, hold, interview
    name: Pair
    on: date  # the last day in time
    at: datetime | None  # the very moment, where it is one
    ground: Pair
    source: Pair  # whose figure the period is: the ladder and its step, or the court's own terms
    since: datetime | None = None
    period: Period | None = None
    set_by: int | None = None  # seq of the fact; None: the ladder by itself
    steps: tuple[Step, ...] = ()
    now: date | None = None  # what it would be by law and calendar as they are now, if another
    provisional: bool = False


def limits(session: Session, item_id: int, watch: Watch) -> tuple[Limit, ...]:
    """Every limit that an item has now; none for a number that no item bears."""
    found = entries(session, ITEM.c.id == item_id)
    row = session.get(SupervisionItem, item_id) if found else None
    if row is None:
        return ()
    return tuple(_Item(session, found[0], row, watch).all())


@dataclass(frozen=True, slots=True)
class _Way:
    """How a day was come by: reckoned once, however often it is spoken of."""

    since: datetime
    period: Period
    found: Reckoned


@dataclass(frozen=True, slots=True)
class _Item:
    session: Session
    entry: Entry
    row: SupervisionItem
    watch: Watch

    def all(self) -> Iterator[Limit]:
        yield from self._receipt()
        yield from self._reply()
        yield from self._promise()
        yield from self._interview()
        yield from self._held()

    @property
    def _ladder(self) -> Pair:
        ladder, rung = self.watch.ladder(self.entry.node), rung_of(self.entry, self.watch)
        return f"{ladder.zh} · {rung.zh}", f"{ladder.id} · {rung.en}"

    def _counted(
        self,
        which: str,
        day: date,
        ground: Pair,
        source: Pair,
        way: _Way,
        set_by: int | None = None,
        at: datetime | None = None,
    ) -> Limit:
        """A limit with its steps; where they lead to another day now, both stand."""
        return Limit(
            which=which,
            name=NAMES[which],
            on=day,
            at=at,
            ground=ground,
            source=source,
            since=way.since,
            period=way.period,
            set_by=set_by,
            steps=way.found.steps,
            now=way.found.on if way.found.on != day else None,
            provisional=way.found.provisional,
        )

    def _way(self, since: datetime, period: Period) -> _Way:
        return _Way(since, period, reckoned(since, period, self.watch.calendar))

    def _receipt(self) -> Iterator[Limit]:
        issued = self.row.issued_at
        if self.row.state == ItemState.ISSUED and issued is not None:
            period = self.watch.law.supervision.receipt
            way = self._way(issued, period)
            yield self._counted(RECEIPT, way.found.on, _RECEIPT_OF, _OWN_TERMS, way)

    def _reply(self) -> Iterator[Limit]:
        if self.row.reply_due_at is None:
            return
        day, ground = last_day(self.row.reply_due_at), self._ground()
        since, by = self.row.reply_since, self.row.reply_set_by
        way = None
        if ground is None:
            way = self._older(day)
            since, ground = (way.since, ReplyGround.LADDER) if way else (None, None)
        said = GROUND_NAMES[ground] if ground else _OLDER
        source = _OWN_TERMS if ground is ReplyGround.HELD else self._ladder
        period = self._period(ground)
        if since and period:
            limit = self._counted(REPLY, day, said, source, way or self._way(since, period), by)
            held = ground is ReplyGround.APPOINTMENT
            yield replace(limit, name=_HELD_BY) if held else limit
        else:
            yield Limit(REPLY, NAMES[REPLY], day, None, said, source, since, set_by=by)

    def _ground(self) -> ReplyGround | None:
        return ReplyGround(self.row.reply_ground) if self.row.reply_ground else None

    def _period(self, ground: ReplyGround | None) -> Period | None:
        """The period that leads to the day; None where a day was named or data are awaited."""
        terms = self.watch.law.supervision
        match ground:
            case ReplyGround.LADDER:
                return rung_of(self.entry, self.watch).reply
            case ReplyGround.APPOINTMENT:
                return self.watch.ladder(self.entry.node).hold_within
            case ReplyGround.HELD:
                asked = self._fact(self.row.reply_set_by)
                return {DONE: terms.entry, OBJECTED: terms.answer}.get(asked)
            case _:
                return None

    def _fact(self, seq: int | None) -> str:
        """The kind of a fact of the case."""
        found = select(Fact.kind).where(Fact.case_id == self.row.case_id, Fact.seq == seq)
        return self.session.exec(found).one_or_none() or ""

    def _older(self, day: date) -> _Way | None:
        """How a row that kept no ground came by its day, where its issue explains it."""
        period, issued = rung_of(self.entry, self.watch).reply, self.row.issued_at
        if period is None or issued is None:
            return None
        way = self._way(issued, period)
        return way if way.found.on == day else None

    def _promise(self) -> Iterator[Limit]:
        day, signed = self.row.promised_on, self.row.receipted_at
        if day is None or signed is None:
            return
        period = self.watch.law.supervision.promise
        furthest = self._way(signed, period).found
        zh, en = _FURTHEST
        yield Limit(
            which=PROMISE,
            name=NAMES[PROMISE],
            on=day,
            at=None,
            ground=(f"{zh}{furthest.on}", f"{en} {furthest.on}"),
            source=_OWN_TERMS,
            since=signed,
            period=period,
            set_by=self._newest("supervision_receipted"),
            steps=furthest.steps,
        )

    def _newest(self, *kinds: str) -> int | None:
        """The newest such fact about the item (seq)."""
        found = select(Fact.seq).where(
            Fact.case_id == self.row.case_id,
            col(Fact.kind).in_(kinds),
            Fact.subject_kind == "item",
            Fact.subject_ref == str(self.row.id),
        )
        return self.session.exec(found.order_by(col(Fact.seq).desc()).limit(1)).one_or_none()

    def _interview(self) -> Iterator[Limit]:
        met = select(Interview).where(Interview.item_id == self.row.id)
        talk = self.session.exec(met).one_or_none()
        if talk is None:
            return
        ladder, on = self.watch.ladder(self.entry.node), talk.set_for.date()
        chosen = self._newest("interview_convened", "interview_rescheduled")
        period = ladder.convene_after
        said, since, name = self._ladder, talk.convened_at, NAMES[INTERVIEW]
        way = self._way(since, period) if period and not talk.moved else None
        if way and way.found.on == on:
            yield self._counted(INTERVIEW, on, _CONVENED, said, way, chosen, talk.set_for)
        else:
            yield Limit(INTERVIEW, name, on, talk.set_for, _SAID, said, set_by=chosen)

    def _held(self) -> Iterator[Limit]:
        hold = self.session.get(AlertHold, self.row.node_id)
        if hold is None or hold.until <= self.watch.as_of or hold.kind == HoldKind.UPHELD:
            return
        kind = HoldKind(hold.kind)
        terms = self.watch.law.supervision
        period = {HoldKind.DONE: terms.entry, HoldKind.OBJECTED: terms.answer}.get(kind)
        zh = HOLD_NAMES[kind]
        ground = (f"{zh}：{hold.reason}" if hold.reason else zh, kind.value.replace("_", " "))
        steps = self._way(hold.since, period).found.steps if period else ()
        yield Limit(
            which=HOLD,
            name=NAMES[HOLD],
            on=hold.until.date(),
            at=hold.until,
            ground=ground,
            source=_OWN_TERMS,
            since=hold.since,
            period=period,
            steps=steps,
        )
