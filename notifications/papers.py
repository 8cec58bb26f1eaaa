"""Papers of supervision (督办文书): drafted for each item, notice and record for each interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, literal, literal_column, or_, select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.alert import last_day
from models.oversight.interviews import INTERVIEW
from models.oversight.ledger import ITEM, Entry, entries
from models.oversight.watch import Watch
from models.tables.fact import Fact
from models.tables.interview import InterviewState
from models.tables.letter import Letter
from notifications.drafts import LETTER, court_name, keep, officer_name
from notifications.letters import render
from rulebook.case.payload import day
from rulebook.law import inwords
from rulebook.oversight.supervision import STATE_NAMES

FACT = table_of(Fact)
LEADER = "team_leader"

# The paper of each level; an interview's papers hang on the interview itself.
OF_LEVEL: Mapping[str, str] = {"urge": "urge_note", "order": "supervision_order"}
# Word for word the condition of the partial index, which then serves the query.
_OPEN: ColumnElement[bool] = literal_column(
    "supervision_item.state NOT IN ('struck_off', 'superseded', 'lapsed')"
)


def _key(kind: str, id_column: ColumnElement[Any]) -> ColumnElement[str]:
    return literal(f"{kind}:") + cast(id_column, String)


# A proposal is drafted for whoever decides on it, and again, with its dates, when it is issued.
_ITEM_KEY = _key("item", ITEM.c.id) + case((ITEM.c.issued_at.is_(None), ":draft"), else_=":issued")


@dataclass(frozen=True, slots=True)
class _Owed:
    """One interview that lacks a paper."""

    kind: str  # interview_notice, interview_record
    row: Any  # the interview


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many papers were drafted, and one line for each that could not be."""

    count: int = 0
    faults: tuple[str, ...] = ()


def draft_owed(session: Session, watch: Watch, limit: int) -> Drafted:
    """Draft what open items and interviews lack, at most `limit` of each.

    A paper once drafted stands as it was: its key is the item's or the interview's. One that
    cannot be drafted never holds up the others.
    """
    owed: list[Callable[[], bool]] = [
        partial(_of_item, session, entry, watch) for entry in _items(session, limit)
    ]
    owed += [partial(_of_interview, session, one, watch) for one in _interviews(session, limit)]
    outcomes = [_attempt(session, work) for work in owed]
    faults = tuple(outcome for outcome in outcomes if isinstance(outcome, str))
    return Drafted(sum(outcome is True for outcome in outcomes), faults)


def _attempt(session: Session, work: Callable[[], bool]) -> bool | str:
    try:
        with session.begin_nested():
            return work()
    except Exception as error:  # noqa: BLE001 - told by the patrol, which goes on
        return f"{type(error).__name__}: {error}".splitlines()[0]


def _items(session: Session, limit: int) -> Sequence[Entry]:
    lacking = (
        select(ITEM.c.id)
        .where(_OPEN, ITEM.c.level.in_(list(OF_LEVEL)), ~_drafted(_ITEM_KEY))
        .order_by(ITEM.c.id)
        .limit(limit)
    )
    ids = session.connection().execute(lacking).scalars().all()
    return entries(session, ITEM.c.id.in_(ids)) if ids else []


def _drafted(key: ColumnElement[str]) -> ColumnElement[bool]:
    return select(LETTER.c.id).where(LETTER.c.key == key).exists()


def _interviews(session: Session, limit: int) -> list[_Owed]:
    c = INTERVIEW.c
    notice = (c.state == InterviewState.CONVENED) & ~_drafted(_key("interview_notice", c.id))
    record = (c.state == InterviewState.HELD) & ~_drafted(_key("interview_record", c.id))
    rows = session.connection().execute(
        select(INTERVIEW).where(or_(notice, record)).order_by(c.id).limit(limit)
    )
    return [
        _Owed("interview_record" if row.state == InterviewState.HELD else "interview_notice", row)
        for row in rows
    ]


def _of_item(session: Session, entry: Entry, watch: Watch) -> bool:
    kind = OF_LEVEL[entry.level]
    issued = entry.issued_at is not None
    context = {
        **_about(session, entry, watch),
        "item": entry.id,
        "acts": _acts(session, entry, watch),
        "asked": _asked(session, entry),
        "reply_on": last_day(entry.reply_due_at) if entry.reply_due_at else None,
        "issued_on": entry.issued_at,
    }
    key = f"item:{entry.id}:{'issued' if issued else 'draft'}"
    return _keep(session, key, kind, entry, context, watch)


def _of_interview(session: Session, owed: _Owed, watch: Watch) -> bool:
    row = owed.row
    entry = entries(session, ITEM.c.id == row.item_id)[0]
    context = {
        **_about(session, entry, watch),
        "interview": row.id,
        "interviewer": officer_name(session, row.interviewer_id),
        "leader": _leader(session, entry, watch),
        "set_for": row.set_for,
        "issued_on": row.convened_at,
        "acts": [
            {**act, "name": _level_name(entry, str(act["level"]), watch)}
            for act in row.fact_sheet.get("acts", [])
            if act["item"] != row.item_id
        ],
        "done": _done(entry, row, watch),
        "workload": row.fact_sheet.get("workload", {}),
        "held_at": row.held_at,
        "attendees": row.attendees,
        "causes": row.causes,
        "recorded_by": officer_name(session, row.recorded_by),
        "promises": _promises(session, row.case_id, row.id),
    }
    return _keep(session, f"{owed.kind}:{row.id}", owed.kind, entry, context, watch)


def _done(entry: Entry, row: Any, watch: Watch) -> list[str]:
    """The acts that were really issued before the interview, each level once."""
    acts = (act for act in row.fact_sheet.get("acts", []) if act["item"] != row.item_id)
    names = (_level_name(entry, str(act["level"]), watch) for act in acts if act["issued_on"])
    return list(dict.fromkeys(names))


def _about(session: Session, entry: Entry, watch: Watch) -> dict[str, object]:
    """What every paper on a node says of it, as of the day the act was issued or proposed."""
    moment = entry.issued_at or entry.opened_at
    node, then = entry.node, watch.at(moment)
    rule = watch.law.rules[node.rule_id]
    late = then.delay(node)
    return {
        "court": court_name(session, entry.post.court),
        "case_number": entry.post.number,
        "node": then.heading(node, entry.post).node,
        "basis": rule.source.cited_on(node.origin_at.date()),
        "handler": officer_name(session, node.owner_id or entry.post.handler_id),
        "origin_on": node.origin_at,
        "beginning": inwords.beginning(rule)[0],
        "due_on": node.due_on,
        "as_of": moment,
        "delay": late.text if late else "",
    }


def _acts(session: Session, entry: Entry, watch: Watch) -> list[dict[str, object]]:
    earlier = entries(session, ITEM.c.node_id == entry.node.id, ITEM.c.id < entry.id)
    return [
        {
            "item": one.id,
            "name": _level_name(one, one.rung, watch),
            "issued_on": f"{one.issued_at:%Y-%m-%d}" if one.issued_at else "",
            "state": STATE_NAMES[one.state],
            "reply": one.reply,
        }
        for one in earlier
    ]


def _asked(session: Session, entry: Entry) -> str:
    """What the person who issued the order asked for, if it was written down."""
    said = session.connection().execute(
        select(FACT.c.payload)
        .where(
            FACT.c.case_id == entry.post.case_id,
            FACT.c.kind == "supervision_order_issued",
            FACT.c.subject_ref == str(entry.id),
        )
        .order_by(FACT.c.seq.desc())
        .limit(1)
    )
    payload = said.scalar_one_or_none() or {}
    return str(payload.get("text") or "")


def _level_name(entry: Entry, rung: str, watch: Watch) -> str:
    return watch.ladder(entry.node).rung(rung).zh


def _leader(session: Session, entry: Entry, watch: Watch) -> str:
    owner = entry.node.owner_id or entry.post.handler_id
    people = watch.roster.people(entry.post.court, LEADER, owner)
    return "、".join(officer_name(session, one.officer_id) for one in people)


def _promises(session: Session, case_id: int, interview_id: int) -> list[dict[str, object]]:
    rows = session.connection().execute(
        select(FACT.c.payload)
        .where(
            FACT.c.case_id == case_id,
            FACT.c.kind == "promise_made",
            FACT.c.subject_ref.like(f"{interview_id}-%"),
        )
        .order_by(FACT.c.seq)
    )
    return [
        {"due_on": day(row.payload["due_on"]), "text": row.payload.get("text", "")} for row in rows
    ]


def _keep(
    session: Session,
    key: str,
    kind: str,
    entry: Entry,
    context: Mapping[str, object],
    watch: Watch,
) -> bool:
    title, body = render(kind, context, watch.rehearsal)
    letter = Letter(
        key=key,
        case_id=entry.post.case_id,
        node_id=entry.node.id,
        kind=kind,
        title=title,
        body=body,
        drafted_at=watch.as_of,
    )
    return keep(session, letter)
