"""Supervision items (督办事项) for programs: listed, acknowledged, answered, decided, verified."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import Field

from dueprocess.board.api.answers import Recorded
from dueprocess.board.api.caller import Caller, Program
from dueprocess.board.api.cases import Number
from dueprocess.board.api.paging import Page, Paged, cut
from dueprocess.board.api.problems import READING, WRITING
from dueprocess.board.api.wording import Day, Moment, Name, Said, Text, day, moment
from dueprocess.board.api.writing import Write, Writing, enter, expect_act
from dueprocess.board.filters import selection
from dueprocess.board.visit import Hidden
from dueprocess.cli.supervision.deciding import confirming
from models.oversight.limits import Limit, limits
from models.oversight.watch import watch
from models.reading.card import card
from models.reading.items import OpenItem, item, items
from models.recording.arrival import Arrival
from models.tables.columns import LARGEST_ID

router = APIRouter(responses=READING)
Item = Annotated[int, Path(ge=1, le=LARGEST_ID, description="number of the item")]


class Chosen(Paged):
    """The filters of the items."""

    every: bool = Field(False, description="the ended ones too")


class Acted(Said):
    """What every act may say."""

    on: Moment | None = Field(None, description="when it happened; else the book's now")
    evidence: Text = Field("", description="the paper's name")


class Acknowledged(Acted):
    """签收: a promised day holds the ladder back until it is over."""

    promise_on: Day | None = Field(None, examples=["2026-03-18"])


class Replied(Acted):
    """回复: the answer alone never closes it."""

    text: Text = Field(min_length=1, examples=["执行通知书已于3月10日发出，送达回证附卷。"])


class Reasoned(Acted):
    """An act that says why."""

    reason: Text = Field(min_length=1, examples=["附件未见送达回证"])


class Verified(Acted):
    """核验: not by the case's own handler."""

    reason: Text = Field("", description="what was checked")


class Confirmed(Acted):
    """签发拟发事项: what the level asks for; other fields are left out."""

    text: Text = Field("", description="what an order or a measure asks for")
    reason: Text = ""
    set_for: Moment | None = Field(None, description="of an interview; else the next working day")
    place: Text = ""
    to: Name = Field("", description="new handler, or leader of a joint handling")
    members: list[Name] = Field([], max_length=50)
    receiver: Text = Field("", description="to whom it is referred")


class Ordered(Acted):
    """督办单: an order that no ladder proposed."""

    node: Name = Field(description="key of the node", examples=["exec-notice@3"])
    text: Text = Field(min_length=1, examples=["三日内发出执行通知书并回复"])
    source: Text = Field(min_length=1, examples=["抽查", "投诉", "领导批示", "系统"])
    reason: Text = ""
    level: Name = Field("", description="a rung of the node's ladder; none: an order")


@router.get("/items")
def listed(visit: Caller, chosen: Annotated[Chosen, Query()]) -> Page[OpenItem]:
    """Open matters within reach, the oldest first; filtered by level, state and source."""
    desk, extent = visit.desk, visit.extent("list")
    with desk.store.reading() as session:
        every = chosen.every or bool(chosen.state)
        found = items(session, every, selection(session, chosen, extent))
    return cut(found, lambda one: (one.id,), chosen, desk.now())


@router.get("/items/{number}")
def one(visit: Caller, number: Item) -> OpenItem:
    """One matter: its clocks, the reply with its evidence, what it was verified against."""
    visit.expect_scope("read")
    found = expect_item(visit, number)
    visit.note("read", found.case)
    return found


@router.get("/items/{number}/limits")
def derived(visit: Caller, number: Item) -> list[Limit]:
    """How each limit of the item came about: of the reply, the signing, a promise, an interview."""
    visit.expect_scope("read")
    found, desk = expect_item(visit, number), visit.desk
    with desk.store.reading() as session:
        seen = watch(session, desk.now(), desk.law, desk.calendar)
        answer = list(limits(session, number, seen))
    visit.note("read", found.case)
    return answer


_WRITES: dict[str, Any] = {
    "status_code": 201,
    "response_model": Recorded,
    "responses": WRITING,
}


@router.post("/items/{number}/ack", **_WRITES)
def ack(writing: Write, number: Item, said: Acknowledged) -> Response:
    """Acknowledge an item."""
    promised = day(said.promise_on).isoformat() if said.promise_on else ""
    return act(writing, number, "supervision_receipted", said, {"promise_on": promised})


@router.post("/items/{number}/reply", **_WRITES)
def reply(writing: Write, number: Item, said: Replied) -> Response:
    """Answer an item."""
    return act(writing, number, "supervision_replied", said, {"text": said.text})


@router.post("/items/{number}/verify", **_WRITES)
def verify(writing: Write, number: Item, said: Verified) -> Response:
    """Verify and strike off."""
    return act(writing, number, "supervision_verified", said, {"reason": said.reason})


@router.post("/items/{number}/return", **_WRITES)
def send_back(writing: Write, number: Item, said: Reasoned) -> Response:
    """Send an answer back; its reply clock starts again."""
    return act(writing, number, "supervision_returned", said, {"reason": said.reason})


@router.post("/items/{number}/object", **_WRITES)
def object_to(writing: Write, number: Item, said: Reasoned) -> Response:
    """Object to the alerts on the item's node; someone else answers with reasons."""
    found = _seen(writing, number)
    about = ("node", found.node_key)
    fact = _fact(writing, found.case, "alert_objected", about, said, {"reason": said.reason})
    return enter(writing, fact, timed=said.on is not None)


@router.post("/items/{number}/confirm", **_WRITES)
def confirm(writing: Write, number: Item, said: Confirmed) -> Response:
    """Confirm what is proposed: an order, an interview, a change of handler … its clock starts."""
    found = _seen(writing, number)
    words = {
        "text": said.text,
        "reason": said.reason,
        "set_for": moment(said.set_for).isoformat() if said.set_for else "",
        "place": said.place,
        "handler": said.to,
        "leader": said.to,
        "members": list(said.members),
        "receiver": said.receiver,
    }
    kind = confirming(writing.visit.desk, found)
    about = ("item", str(number)) if _on_item(writing, kind) else ("case", "")
    fact = _fact(writing, found.case, kind, about, said, words)
    return enter(writing, fact, timed=said.on is not None)


@router.post("/items/{number}/decline", **_WRITES)
def decline(writing: Write, number: Item, said: Reasoned) -> Response:
    """Decline a proposal, with the reason; the ladder climbs on."""
    return act(writing, number, "proposal_declined", said, {"reason": said.reason})


@router.post("/cases/{number}/orders", **_WRITES)
def order(writing: Write, number: Number, said: Ordered) -> Response:
    """Open an order on a node; its reply clock starts. A proposed one is confirmed as an item."""
    kind = "supervision_order_opened"
    case = expect_act(writing, number, kind)
    with writing.visit.desk.store.reading() as session:
        if said.node not in {node.key for node in card(session, case).nodes}:
            raise Hidden
    words = {name: getattr(said, name) for name in ("text", "reason", "source", "level")}
    fact = _fact(writing, case, kind, ("node", said.node), said, words)
    return enter(writing, fact, timed=said.on is not None)


def act(
    writing: Writing, number: int, kind: str, said: Acted, words: Mapping[str, object]
) -> Response:
    """Record an act on an item of a case that the caller may see."""
    found = _seen(writing, number)
    fact = _fact(writing, found.case, kind, ("item", str(number)), said, words)
    return enter(writing, fact, timed=said.on is not None)


def expect_item(visit: Program, number: int) -> OpenItem:
    """The item, if its case lies within the caller's reach; `Hidden` else."""
    with visit.desk.store.reading() as session:
        found = item(session, number)
        if found is None:
            raise Hidden
        visit.expect_case(session, found.case)
    return found


def _seen(writing: Writing, number: int) -> OpenItem:
    return expect_item(writing.visit, number)


def _on_item(writing: Writing, kind: str) -> bool:
    """Whether the kind is said of items; a change of handler, say, is a fact of the case."""
    return writing.visit.desk.law.facts[kind].subject == "item"


def _fact(
    writing: Writing,
    case: str,
    kind: str,
    about: tuple[str, str],
    said: Acted,
    words: Mapping[str, object],
) -> Arrival:
    desk, asker = writing.visit.desk, writing.visit.asker
    assert asker is not None
    known = {field.name for field in desk.law.facts[kind].fields}
    return Arrival(
        case=case,
        kind=kind,
        occurred_at=moment(said.on) if said.on else desk.now(),
        subject_kind=about[0],
        subject_ref=about[1],
        payload={name: one for name, one in words.items() if one and name in known},
        evidence=said.evidence,
        by=asker.officer,
        source="api",
    )
