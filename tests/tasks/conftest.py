"""A small court to patrol: two levels of courts, officers with roles, cases with facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, SQLModel, col, select

from models import clock
from models.record import Arrival, Recorded, record
from models.store import Store
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.court import Court
from models.tables.fact import Fact
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.letter import Letter
from models.tables.message import Message
from models.tables.node import Node
from models.tables.officer import Officer, OfficerRole
from models.tables.transition import Transition
from notifications.channels.channel import Channel, NotDelivered
from notifications.digest import Digest
from rulebook.law.lawbook import Lawbook
from rulebook.loading import loader
from rulebook.time import calendar
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI
from tasks import patrol
from tasks.delivered import Delivered
from tasks.delivery import deliver
from tasks.patrol import RoundReport, SweepResult
from tasks.ways import Ways

BASIC, MIDDLE = "京0105", "京01"
HANDLER, DEPUTY, LEADER, DIRECTOR, VICE, SUPERVISOR = "J1", "J2", "T1", "D1", "V1", "S1"
UPPER = "U1"
ROLES = {
    HANDLER: "case_handler",
    LEADER: "team_leader",
    DIRECTOR: "director",
    VICE: "vice_president",
    SUPERVISOR: "node_supervisor",
}


def at(text: str) -> datetime:
    """A moment in Shanghai, from its ISO text without zone."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@dataclass
class Records:
    """A channel that keeps what it was given, and fails when told to."""

    sent: list[Digest] = field(default_factory=list)
    fault: str = ""
    name: str = "folder"
    wants_address: bool = False

    def send(self, digest: Digest, timeout: float = 0) -> None:
        if self.fault:
            raise NotDelivered(self.name, self.fault)
        self.sent.append(digest)


@dataclass
class Bench:
    """The court under test, in the words of the field."""

    store: Store
    law: Lawbook
    calendar: Calendar
    channel: Records = field(default_factory=Records)
    number: str = "（2026）京0105执1号"

    def files(self, number: str = "", received: str = "2026-03-02", handler: str = HANDLER) -> str:
        """A case whose file its handler received: the notice is due three days later."""
        self.number = number or self.number
        day = at(received)
        self.registers()
        self.says("application_received", day)
        self.says("filed", day)
        self.says("handler_assigned", day, handler=handler)
        self.says("file_received", day)
        return self.number

    def registers(self) -> None:
        """Enter the case under test in the register; nothing has happened in it yet."""
        with self.store.writing() as session:
            session.add(Case(number=self.number, court_code=BASIC, cause="借款合同纠纷"))

    def says(self, kind: str, when: datetime, by: str = "desk", **payload: Any) -> Recorded:
        """A fact about the case itself."""
        return self.arrives(
            Arrival(case=self.number, kind=kind, occurred_at=when, by=by, payload=payload)
        )

    def acts(
        self,
        kind: str,
        item: int | None,
        when: datetime,
        by: str = SUPERVISOR,
        evidence: str = "",
        **payload: Any,
    ) -> Recorded:
        """An act of supervision on an item."""
        return self.arrives(
            Arrival(
                case=self.number,
                kind=kind,
                occurred_at=when,
                by=by,
                payload=payload,
                subject_kind="item",
                subject_ref=str(item),
                evidence=evidence,
            )
        )

    def reaches(self, moment: datetime) -> datetime:
        """The book's clock stands at that moment at least."""
        with self.store.writing() as session:
            if clock.now(session) < moment:
                clock.move(session, moment)
        return moment

    def arrives(self, arrival: Arrival) -> Recorded:
        """Any fact, through the one write path."""
        self.reaches(arrival.occurred_at)
        return record(self.store, arrival, self.law, self.calendar)

    def corrects(self, kind: str, occurred: datetime, by: str = SUPERVISOR) -> Recorded:
        """The newest fact of that kind happened at another moment than was recorded."""
        with self.store.reading() as session:
            case_id = session.exec(select(Case.id).where(Case.number == self.number)).one()
            seqs = select(Fact.seq).where(Fact.case_id == case_id, Fact.kind == kind)
            seq = session.exec(seqs.order_by(col(Fact.seq).desc())).first()
        return self.arrives(
            Arrival(
                case=self.number,
                kind="correction",
                occurred_at=occurred,
                payload={"occurred_at": occurred.isoformat(), "reason": "笔误"},
                corrects=seq,
                by=by,
                evidence="更正说明",
            )
        )

    def goes_off_duty(self, *officers: str) -> None:
        """These officers are away."""
        with self.store.writing() as session:
            session.execute(
                update(Officer).where(col(Officer.id).in_(officers)).values(on_duty=False)
            )

    def sweeps(self, moment: str, **options: Any) -> SweepResult:
        """One sweep as of a moment."""
        return patrol.sweep(
            self.store, self.law, self.calendar, self.reaches(at(moment)), **options
        )

    def rounds(self, moment: str) -> RoundReport:
        """One whole round as of a moment."""
        return patrol.round(
            self.store, self.law, self.calendar, [self.channel], self.reaches(at(moment))
        )

    def delivers(self, moment: datetime, *channels: Channel, **options: Any) -> Delivered:
        """One delivery as of a moment, over these channels, else over the one that keeps all."""
        ways = replace(Ways.of(channels or (self.channel,)), **options)
        return deliver(self.store, self.calendar, ways, moment)

    def rows(self, model: type[SQLModel], *which: Any) -> list[Any]:
        """The rows of a table that fit, oldest first."""
        with self.store.reading() as session:
            key: Any = model.__table__.primary_key.columns.values()[0]  # type: ignore[attr-defined]
            return list(session.exec(select(model).where(*which).order_by(key)))

    def node(self, rule_id: str = "exec-notice-3d-2006") -> Node:
        """The newest node of a rule in the case under test."""
        with self.store.reading() as session:
            case = session.exec(select(Case).where(Case.number == self.number)).one()
            found = select(Node).where(Node.case_id == case.id, Node.rule_id == rule_id)
            return session.exec(found.order_by(col(Node.id).desc())).first()  # type: ignore[return-value]

    def claims(self, node: Node | None = None) -> list[tuple[str, str]]:
        """Rung and outcome of the node's claims."""
        one = node or self.node()
        return [(c.rung, c.outcome) for c in self.rows(Claim, Claim.node_id == one.id)]

    def items(self, node: Node | None = None) -> list[tuple[str, str]]:
        """Level and state of the node's items."""
        one = node or self.node()
        found = self.rows(SupervisionItem, SupervisionItem.node_id == one.id)
        return [(item.level, item.state) for item in found]

    def item(self, level: str) -> SupervisionItem:
        """The newest item of a level on the node of the execution notice."""
        which = (SupervisionItem.node_id == self.node().id, SupervisionItem.level == level)
        found: SupervisionItem = self.rows(SupervisionItem, *which)[-1]
        return found

    def told(self, level: str, node: Node | None = None) -> list[str]:
        """Officers written to at a level about the node."""
        one = node or self.node()
        return sorted(
            m.officer_id
            for m in self.rows(Message, Message.level == level, Message.node_id == one.id)
        )

    def shown(self, node: Node | None = None) -> list[str]:
        """What happened to the node, in order."""
        one = node or self.node()
        return [t.what for t in self.rows(Transition, Transition.node_id == one.id)]

    def letters(self, kind: str) -> list[Letter]:
        """The drafts of a kind."""
        return self.rows(Letter, Letter.kind == kind)

    def interview(self) -> Interview:
        """The one interview of the book."""
        found: list[Interview] = self.rows(Interview)
        assert len(found) == 1
        return found[0]


def staff(session: Session) -> None:
    """Two courts and the people of the lower one; an upper supervisor above."""
    session.add(Court(code=MIDDLE, name="北京市第一中级人民法院", level="intermediate"))
    session.flush()
    session.add(Court(code=BASIC, name="北京市朝阳区人民法院", level="basic", superior_code=MIDDLE))
    session.flush()
    session.add(Officer(id=DEPUTY, name="代理", court_code=BASIC))
    session.flush()
    for officer in (HANDLER, LEADER, DIRECTOR, VICE, SUPERVISOR):
        deputy = DEPUTY if officer == HANDLER else None
        session.add(Officer(id=officer, name=f"官{officer}", court_code=BASIC, deputy_id=deputy))
    session.add(Officer(id=UPPER, name="上级", court_code=MIDDLE))
    session.flush()
    for officer, role in ROLES.items():
        session.add(OfficerRole(officer_id=officer, role=role))
    session.add(OfficerRole(officer_id=UPPER, role="director"))


@pytest.fixture
def bench(store: Store) -> Bench:
    """A staffed court on the morning of Monday, 2 March 2026."""
    with store.writing() as session:
        staff(session)
    return Bench(store, loader.national(), calendar.national())
