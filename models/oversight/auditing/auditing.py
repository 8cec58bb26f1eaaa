"""What the auditor asks of the rows (复核查询): written apart from the patrol's own statements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, text
from sqlmodel import Session

from models.tables.columns import Moment
from rulebook.time.zone import SHANGHAI

MOST = 1_000  # findings of one kind that are counted


@dataclass(frozen=True, slots=True)
class Scope:
    """How far one audit looks."""

    settled_by: datetime  # what was due by then has to be done
    patient_until: datetime  # messages due by then have to be on their way
    leases_until: datetime  # by the server's clock
    nodes_after: int  # ids of the moving window
    nodes_upto: int
    claims_after: int


# A case that received a fact a moment ago may have rungs that the next sweep will fire.
_RESTING = """
    AND NOT EXISTS (
        SELECT 1 FROM fact f
        WHERE f.case_id = n.case_id AND f.seq = c.facts AND f.recorded_at > :settled_by
    )
    AND NOT EXISTS (
        SELECT 1 FROM alert_hold h
        WHERE h.node_id = n.id AND h.until > :settled_by
            AND (h.due_at IS NULL OR h.due_at = n.due_at)
    )
"""
_RUNGS = {
    "sqlite": """
        SELECT c.number || ' ' || n.code || ' ' || json_extract(r.value, '$[0]') AS place
        FROM node n JOIN enforcement_case c ON c.id = n.case_id, json_each(n.schedule) r
        WHERE n.id > :nodes_after AND n.id <= :nodes_upto AND n.state = 'running'
            AND json_extract(r.value, '$[1]') <= :settled_text
            AND NOT EXISTS (
                SELECT 1 FROM rung_claim k
                WHERE k.node_id = n.id AND k.rung = json_extract(r.value, '$[0]')
            )
    """,
    "postgresql": """
        SELECT c.number || ' ' || n.code || ' ' || (r.value ->> 0) AS place
        FROM node n JOIN enforcement_case c ON c.id = n.case_id,
            jsonb_array_elements(n.schedule) AS r(value)
        WHERE n.id > :nodes_after AND n.id <= :nodes_upto AND n.state = 'running'
            AND (r.value ->> 1)::timestamptz <= :settled_by
            AND NOT EXISTS (
                SELECT 1 FROM rung_claim k
                WHERE k.node_id = n.id AND k.rung = (r.value ->> 0)
            )
    """,
}


def unclaimed_rungs(session: Session, scope: Scope) -> list[str]:
    """Rungs of running clocks that were due and that nobody claimed: case, node and rung."""
    return places(session, _RUNGS[_engine(session)] + _RESTING, scope)


def silent_claims(session: Session, scope: Scope) -> list[str]:
    """Rungs that were fired without a message to anybody."""
    return places(
        session,
        """
        SELECT c.number || ' ' || k.rung AS place
        FROM rung_claim k JOIN enforcement_case c ON c.id = k.case_id
        WHERE k.id > :claims_after AND k.outcome = 'fired'
            AND NOT EXISTS (SELECT 1 FROM message m WHERE m.claim_id = k.id)
        """,
        scope,
    )


def doubled_messages(session: Session, scope: Scope) -> list[str]:
    """People who were written to twice about one rung fired."""
    return places(
        session,
        """
        SELECT m.officer_id AS place FROM message m
        WHERE m.claim_id > :claims_after
        GROUP BY m.claim_id, m.officer_id HAVING COUNT(*) > 1
        """,
        scope,
    )


def unanswered_items(session: Session, scope: Scope) -> list[str]:
    """Items whose reply clock ran out and that nobody took up."""
    return places(
        session,
        """
        SELECT c.number || ' #' || CAST(i.id AS VARCHAR) AS place
        FROM supervision_item i JOIN enforcement_case c ON c.id = i.case_id
        WHERE i.reply_due_at <= :settled_by
        """,
        scope,
    )


def stale_leases(session: Session, scope: Scope) -> list[str]:
    """Runs whose worker died long enough ago for the patrol to have taken them up."""
    return places(
        session,
        """
        SELECT c.number AS place FROM case_run r JOIN enforcement_case c ON c.id = r.case_id
        WHERE r.lease_until <= :leases_until
        """,
        scope,
    )


def window_end(session: Session, after: int, window: int | None) -> int:
    """The last node id of the window that begins after `after`; all nodes for None."""
    if window is None:
        statement = text("SELECT COALESCE(MAX(id), 0) FROM node")
    else:
        statement = text(
            "SELECT COALESCE(MAX(id), 0) FROM "
            "(SELECT id FROM node WHERE id > :after ORDER BY id LIMIT :window) w"
        ).bindparams(after=after, window=window)
    return int(session.connection().execute(statement).scalar_one())


def figures(session: Session, scope: Scope) -> Mapping[str, int]:
    """How far the audit came, so that the next one goes on from there."""
    newest = run(
        session,
        "SELECT id FROM rung_claim WHERE fired_at <= :settled_by ORDER BY id DESC LIMIT 1",
        scope,
    )
    more = text("SELECT 1 FROM node WHERE id > :upto LIMIT 1").bindparams(upto=scope.nodes_upto)
    at_end = session.connection().execute(more).first() is None
    return {
        # At the end of the book the window begins anew.
        "node_after": 0 if at_end else scope.nodes_upto,
        "claim_after": max([scope.claims_after, *(row[0] for row in newest)]),
    }


def places(session: Session, statement: str, scope: Scope) -> list[str]:
    """The places that a query over the rows finds, up to `MOST`."""
    return [row.place for row in run(session, f"{statement} LIMIT {MOST}", scope)]


def run(session: Session, statement: str, scope: Scope) -> Sequence[Row[Any]]:
    """The rows of a query that may name any of the scope's values."""
    values: dict[str, object] = {
        **asdict(scope),
        # A schedule keeps its moments as text of one width, in the court's own time.
        "settled_text": scope.settled_by.astimezone(SHANGHAI).isoformat(timespec="seconds"),
    }
    named = [
        bindparam(name, value, Moment() if isinstance(value, datetime) else None)
        for name, value in values.items()
        if re.search(rf":{name}\b", statement)
    ]
    return session.connection().execute(text(statement).bindparams(*named)).all()


def _engine(session: Session) -> str:
    return session.get_bind().dialect.name
