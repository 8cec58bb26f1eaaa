"""What a person opens at the desk (立项督办): an order issued, or any step put forward."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, exists, select, update
from sqlmodel import Session

from models.insertion import insert_many
from models.oversight.acts import announcing, clocks, courtletter, ledger
from models.oversight.acts.ledger import ITEM, NODE, Entry, NodeRow, Post, entries
from models.oversight.acts.replyclock import ReplyClock
from models.oversight.firing.claims import CLAIM, Won, make_claims
from models.oversight.firing.firing import ranks_below, take_up
from models.oversight.firing.planning import in_force
from models.oversight.firing.repeating import on_issue
from models.oversight.telling import alert
from models.oversight.telling.alert import Alert
from models.oversight.watch import Watch
from models.tables.node import NodeState
from rulebook.case.casefile import FactView
from rulebook.case.light import NEAR, light
from rulebook.law.ladder import Mode, Rung, bare
from rulebook.oversight.limit import ReplyGround
from rulebook.oversight.objecting import Objection
from rulebook.oversight.opening import URGE, Ground, faults_of, openable, proposable
from rulebook.oversight.supervision import OPEN, ItemState, reply_due

OPENED, PROPOSED = "supervision_order_opened", "supervision_measure_proposed"
KINDS = frozenset({OPENED, PROPOSED})
ORDER = "order"


def faults(
    session: Session, case_id: int, handler: str | None, fact: FactView, watch: Watch
) -> tuple[Objection, ...]:
    """All that stands against opening an item on a node, before anything is written."""
    levels = openable if fact.kind == OPENED else proposable
    found = ledger.node_at(session, case_id, fact.subject_ref)
    if found is None:
        return faults_of(None, _level(fact), fact.recorded_by, levels)
    node, _ = found
    open_items = _open(session, node)
    there = next((one for one in open_items if one.level == _level(fact)), None)
    ground = Ground(
        state=node.state,
        running=node.state == NodeState.RUNNING,
        handlers=frozenset(one for one in (handler, node.owner_id) if one),
        rungs=watch.ladder(node).every,
        open_item=there.id if there else None,
        proposed=there is not None and there.state is ItemState.PROPOSED,
        held=in_force(open_items, watch),
        near=_near(node, watch),
        fired=_level(fact) == URGE and _urged(session, node),
    )
    return faults_of(ground, _level(fact), fact.recorded_by, levels)


def carry_out(session: Session, case_id: int, fact: FactView, watch: Watch) -> None:
    """An order stands issued and its reply clock runs; any other step waits for whoever decides."""
    found = ledger.node_at(session, case_id, fact.subject_ref)
    assert found is not None, "faults() has seen the node"
    node, post = found
    rung = watch.ladder(node).rung(_level(fact))
    if fact.kind == PROPOSED:
        _propose(session, node, post, rung, fact, watch)
    else:
        issue(
            session, node, post, rung, fact, f"立项签发{rung.zh}（{fact.payload['source']}", watch
        )


def _propose(
    session: Session, node: NodeRow, post: Post, rung: Rung, fact: FactView, watch: Watch
) -> None:
    key = _passed_over(session, node, post, rung, watch)
    entry = _opened(session, node, post, rung, key, {"state": ItemState.PROPOSED}, watch)
    why = fact.payload["reason"]
    detail = f"提请{rung.zh}（事项{entry.id}）：{why}"
    ledger.note(session, node.id, post.case_id, "escalated", detail, watch.as_of, fact.seq)
    words = alert.put_forward(watch.heading(node, post), rung, entry.id, str(why))
    announcing.tell(session, entry, fact, (rung.cc or rung.to, words), watch)


def issue(
    session: Session,
    node: NodeRow,
    post: Post,
    rung: Rung,
    fact: FactView,
    said: str,
    watch: Watch,
) -> None:
    """Open an item that stands issued; it takes up what is open beneath it."""
    below = ranks_below(watch.ladder(node), rung.key)
    beneath = [one for one in _open(session, node) if one.level in below]
    key = _passed_over(session, node, post, rung, watch)
    above = fact.kind in courtletter.FROM_ABOVE
    issued = {
        "state": ItemState.ISSUED,
        "issued_at": watch.as_of,
        "issued_by": fact.recorded_by,
        **ReplyClock(
            reply_due(rung.reply, watch.as_of, watch.calendar),
            ReplyGround.LADDER,
            watch.as_of,
            fact.seq,
        ).columns,
        "court_code": watch.roster.superior(post.court) if above else None,
    }
    entry = _opened(session, node, post, rung, key, issued, watch)
    take_up(session, beneath, f"由事项{entry.id}接续", watch)
    on_issue(session, entry, watch)
    detail = f"{said}，事项{entry.id}）"
    ledger.note(session, node.id, post.case_id, "escalated", detail, watch.as_of, fact.seq)
    announcing.tell(session, entry, fact, _told(entry, rung, watch), watch)


def _told(entry: Entry, rung: Rung, watch: Watch) -> tuple[tuple[str, ...], Alert]:
    """What the ladder sends by itself goes to the same people in the same words by hand."""
    heading, clock = watch.heading(entry.node, entry.post), clocks.fresh_clock(entry, watch)
    late = watch.delay(entry.node)
    if rung.mode is Mode.AUTOMATIC and late is not None:
        return (*rung.to, *rung.cc), alert.climbed(heading, rung, late, clock)
    return rung.to, alert.issued(heading, rung, entry.id, clock)


def _opened(
    session: Session,
    node: NodeRow,
    post: Post,
    rung: Rung,
    key: str,
    standing: Mapping[str, object],
    watch: Watch,
) -> Entry:
    row = {
        "case_id": post.case_id,
        "node_id": node.id,
        "level": rung.key,
        "rung": key,
        "opened_at": watch.as_of,
        "issued_at": None,
        "issued_by": "",
        "reply_due_at": None,
        "reply": "",
        "returned": 0,
        "verified_by": "",
        "ended_why": "",
        **standing,
    }
    (new,) = insert_many(session, ITEM, [row], returning=("id",))
    entry = entries(session, ITEM.c.id == new.id)[0]
    _count(session, entry)
    return entry


def _count(session: Session, entry: Entry) -> None:
    """The rung that was passed over bears the item, so that repetition counts it."""
    session.connection().execute(
        update(CLAIM)
        .where(CLAIM.c.node_id == entry.node.id, CLAIM.c.rung == entry.rung)
        .where(CLAIM.c.item_id.is_(None))
        .values(item_id=entry.id)
    )


def _passed_over(session: Session, node: NodeRow, post: Post, rung: Rung, watch: Watch) -> str:
    """The ladder climbs past the rung that a person took before it; the rung's key there."""
    keys = _keys(session, node, rung.key)
    make_claims(session, [Won(node, post, key, None) for key in keys], watch)
    return keys[-1]


def _keys(session: Session, node: NodeRow, level: str) -> list[str]:
    """The level's rung with the marks of this clock's round; its bare key where none is set."""
    schedule = (
        session.connection()
        .execute(select(NODE.c.schedule).where(NODE.c.id == node.id))
        .scalar_one()
    )
    return [str(key) for key, _ in schedule or () if bare(key) == level] or [level]


def _urged(session: Session, node: NodeRow) -> bool:
    """Whether the clock's rung has fired, or bears the item of an earlier urging by hand."""
    done: ColumnElement[bool] = (CLAIM.c.outcome == "fired") | CLAIM.c.item_id.is_not(None)
    claimed = exists().where(
        CLAIM.c.node_id == node.id, CLAIM.c.rung.in_(_keys(session, node, URGE)), done
    )
    return bool(session.connection().execute(select(claimed)).scalar_one())


def _near(node: NodeRow, watch: Watch) -> bool:
    shown = light(
        node.state,
        node.due_on,
        node.due_at,
        False,
        node.timeliness,
        watch.as_of,
        watch.calendar,
        watch.law.lights,
    )
    return shown in NEAR


def _open(session: Session, node: NodeRow) -> list[Entry]:
    return entries(session, ITEM.c.node_id == node.id, ITEM.c.state.in_(sorted(OPEN)))


def _level(fact: FactView) -> str:
    return str(fact.payload.get("level") or ORDER)
