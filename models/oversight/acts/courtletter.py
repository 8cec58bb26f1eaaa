"""Letters of supervision between courts (督办函): who sends them, whom they reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlmodel import Session

from models.insertion import among, table_of
from models.oversight.acts.ledger import (
    CASE,
    CASE_COLUMNS,
    NODE,
    NODE_COLUMNS,
    NodeRow,
    Post,
    node_of,
    post_of,
)
from models.oversight.firing.duty import Addressee, Roster
from models.oversight.telling import outbox
from models.oversight.telling.alert import Alert
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from models.tables.fact import Fact
from models.tables.officer import Officer
from rulebook.case.casefile import FactView
from rulebook.oversight.objecting import Objection

FACT = table_of(Fact)
ARTICLE = "法发〔2006〕11号"
RULE = "supervise-report-in-term"
SENT, RECEIVED, REPORTED = "letter_sent", "letter_received", "letter_reported"
RETURNED, FILE_CALLED = "letter_report_returned", "file_called"
REMINDED, DESIGNATED = "letter_reminded", "enforcement_designated"
WITHDRAWN = "letter_withdrawn"
FROM_ABOVE = frozenset({SENT, RETURNED, FILE_CALLED, REMINDED, DESIGNATED, WITHDRAWN})
_OF_SENDER = FROM_ABOVE - {SENT}  # decided by the court that wrote, or by one above it
KINDS = frozenset({SENT, RECEIVED, REPORTED, RETURNED, WITHDRAWN})
NAMING = frozenset({SENT, RETURNED})  # they name the day by which the report is wanted
SUPERIOR = ("upper_supervisor", "director")


def faults(session: Session, case_id: int, fact: FactView) -> tuple[Objection, ...]:
    """A letter of supervision comes from a court above the one that handles the case."""
    court = session.connection().execute(select(CASE.c.court_code).where(CASE.c.id == case_id))
    code = court.scalar_one()
    officer = session.get(Officer, fact.recorded_by)
    roster = Roster.read(session)
    writer = _writer(session, case_id, fact)
    above = roster.above(writer) if writer else roster.above(code)[1:]
    sender = str(fact.payload.get("sender") or "")
    found = []
    if officer is None or officer.court_code not in above:
        found.append(_from_below(roster, code, writer))
    elif fact.kind == SENT and sender and sender != officer.court_code:
        found.append(
            Objection(
                f"发函法院应为{roster.court_name(officer.court_code)}（{officer.court_code}）",
                f"sender must be the officer's own court, {officer.court_code}",
            )
        )
    return tuple(found)


def _writer(session: Session, case_id: int, fact: FactView) -> str:
    """The court whose letter an act is about; a designation is about the case's newest letter."""
    if fact.kind not in _OF_SENDER:
        return ""
    return sender(session, case_id, fact.subject_ref if fact.subject_kind == "letter" else None)


def _from_below(roster: Roster, code: str, writer: str) -> Objection:
    if writer:
        return Objection(
            f"该督办函由{roster.court_name(writer)}制发：后续措施由该院或者其上级法院的人员办理",
            f"the letter is from {writer}: an officer of it or of a court above has to act",
        )
    return Objection(
        f"督办函由上级法院制发：请由{roster.court_name(code)}的上级法院人员办理",
        f"only an officer of a court above {code} can do this",
    )


def in_charge(session: Session, node_ids: Collection[int], roster: Roster) -> dict[int, Addressee]:
    """Whom the court below named for the letter of each of these nodes, or who stands in."""
    named = session.connection().execute(
        select(NODE.c.id, FACT.c.payload)
        .join_from(
            NODE,
            FACT,
            (FACT.c.case_id == NODE.c.case_id) & (FACT.c.subject_ref == NODE.c.subject_ref),
        )
        .where(among(session, NODE.c.id, node_ids), NODE.c.rule_id == RULE)
        .where(FACT.c.kind == RECEIVED)
        .order_by(FACT.c.seq)
    )
    people = {row.id: roster.reach(str(row.payload.get("in_charge") or "")) for row in named}
    return {node_id: one for node_id, one in people.items() if one is not None}


def sender(session: Session, case_id: int, ref: str | None) -> str:
    """The court that wrote a letter of the case, or with None its newest; "" when none did."""
    own = [] if ref is None else [FACT.c.subject_ref == ref]
    found = session.connection().execute(
        select(FACT.c.payload)
        .where(FACT.c.case_id == case_id, FACT.c.kind == SENT, *own)
        .order_by(FACT.c.seq.desc())
        .limit(1)
    )
    payload = found.scalar_one_or_none() or {}
    return str(payload.get("sender") or "")


def newest(session: Session, case_id: int) -> str:
    """The reference of the case's newest letter; "" when it has none."""
    found = session.connection().execute(
        select(FACT.c.subject_ref)
        .where(FACT.c.case_id == case_id, FACT.c.kind == SENT)
        .order_by(FACT.c.seq.desc())
        .limit(1)
    )
    return str(found.scalar_one_or_none() or "")


def tell(session: Session, case_id: int, fact: FactView, watch: Watch) -> None:
    """A letter reaches the court below at once; a report reaches the court that wrote."""
    found = node_of_letter(session, case_id, fact.subject_ref)
    if found is None:
        return
    node, post = found
    match fact.kind:
        case "letter_sent":
            body = f"请指定专人办理，最迟于{fact.payload['due_on']}书面报告。"
            _post(session, node, post, fact, ("director", "owner"), post.court, body, watch)
        case "letter_received":
            _named(session, node, post, fact, watch)
        case "letter_reported":
            above = sender(session, case_id, fact.subject_ref) or watch.roster.superior(post.court)
            if above:
                body = "已书面报告，请审查。"
                _post(session, node, post, fact, SUPERIOR, above, body, watch)
        case "letter_report_returned":
            body = f"报告退回：{fact.payload['reason']}；最迟于{fact.payload['due_on']}重新报告。"
            _post(session, node, post, fact, ("director", "owner"), post.court, body, watch)
        case "letter_withdrawn":
            body = f"督办函已撤回：{fact.payload['reason']}；不再需要报告。"
            _post(session, node, post, fact, ("director", "owner"), post.court, body, watch)


def _named(session: Session, node: NodeRow, post: Post, fact: FactView, watch: Watch) -> None:
    person = watch.roster.reach(str(fact.payload.get("in_charge") or ""))
    if person is not None:
        words = _words(node, post, "指定办理督办函", f"最迟于{node.due_on}书面报告。", watch)
        key = f"fact:{post.case_id}:{fact.seq}:letter:to:{person.officer_id}"
        line = Line(key, person, words, post.case_id, node.id)
        outbox.post(session, [line], watch.as_of)


def _post(
    session: Session,
    node: NodeRow,
    post: Post,
    fact: FactView,
    roles: Iterable[str],
    court: str,
    body: str,
    watch: Watch,
) -> None:
    words = _words(node, post, "督办函", body, watch)
    if court == post.court:
        people = watch.roster.told(court, roles, node.owner_id or post.handler_id, node.role)
    else:
        people = watch.roster.any_of(court, roles)
    place = f"fact:{post.case_id}:{fact.seq}:letter"
    lines = [
        Line(f"{place}:to:{one.officer_id}", one, words, post.case_id, node.id) for one in people
    ]
    outbox.post(session, lines, watch.as_of)


def _words(node: NodeRow, post: Post, title: str, body: str, watch: Watch) -> Alert:
    return watch.heading(node, post).alert("order", title, "", body)


def node_of_letter(session: Session, case_id: int, ref: str) -> tuple[NodeRow, Post] | None:
    """The term in which a letter is to be reported on, with its case; None for no such letter."""
    found = session.connection().execute(
        select(*NODE_COLUMNS, *CASE_COLUMNS)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(NODE.c.case_id == case_id, NODE.c.rule_id == RULE, NODE.c.subject_ref == ref)
        .order_by(NODE.c.id.desc())
        .limit(1)
    )
    row = found.one_or_none()
    return None if row is None else (node_of(row), post_of(row))
