"""What the auditor asks of deliveries (送达复核): each message on its way, arrived or given up."""

from __future__ import annotations

from sqlmodel import Session

from models.oversight.auditing.auditing import Scope, places


def stateless_messages(session: Session, scope: Scope) -> list[str]:
    """Messages of new claims whose state is not that of their deliveries.

    On its way: one delivery under way. Arrived: on one channel, and only there. Given up: on
    every channel that was tried, and it says why.
    """
    return places(
        session,
        """
        SELECT m.officer_id || ' #' || CAST(m.id AS VARCHAR) AS place
        FROM message m LEFT JOIN delivery d ON d.message_id = m.id
        WHERE m.claim_id > :claims_after
        GROUP BY m.id, m.officer_id, m.state, m.sent_at, m.error
        HAVING NOT (
            (m.state IN ('waiting', 'shown') AND m.sent_at IS NULL AND COUNT(d.id) = 0)
            OR (m.state = 'routed' AND m.sent_at IS NULL
                AND SUM(CASE WHEN d.state IN ('waiting', 'claimed') THEN 1 ELSE 0 END) = 1
                AND SUM(CASE WHEN d.state IN ('sent', 'failed') THEN 1 ELSE 0 END) = 0)
            OR (m.state = 'sent' AND m.sent_at IS NOT NULL
                AND SUM(CASE WHEN d.state = 'sent' THEN 1 ELSE 0 END) = 1
                AND SUM(CASE WHEN d.state IN ('sent', 'fell_back') THEN 0 ELSE 1 END) = 0)
            OR (m.state = 'failed' AND m.error <> ''
                AND SUM(CASE WHEN d.state = 'failed' THEN 1 ELSE 0 END) = 1
                AND SUM(CASE WHEN d.state IN ('failed', 'fell_back') THEN 0 ELSE 1 END) = 0)
        )
        """,
        scope,
    )


def stateless_deliveries(session: Session, scope: Scope) -> list[str]:
    """Deliveries of new claims whose state contradicts their other columns."""
    return places(
        session,
        """
        SELECT d.officer_id || ' ' || d.channel || ' #' || CAST(m.id AS VARCHAR) AS place
        FROM message m JOIN delivery d ON d.message_id = m.id
        WHERE m.claim_id > :claims_after AND NOT (
            (d.state = 'waiting' AND d.sent_at IS NULL AND d.claimed_until IS NULL)
            OR (d.state = 'claimed' AND d.claimed_until IS NOT NULL AND d.digest <> '')
            OR (d.state = 'sent' AND d.sent_at IS NOT NULL AND d.digest <> '')
            OR (d.state = 'failed' AND d.error <> '' AND d.sent_at IS NULL)
            OR (d.state = 'fell_back' AND d.error <> '' AND d.sent_at IS NULL AND EXISTS (
                SELECT 1 FROM delivery n
                WHERE n.message_id = d.message_id AND n.rank = d.rank + 1
            ))
        )
        """,
        scope,
    )


def stuck_messages(session: Session, scope: Scope) -> list[str]:
    """Messages that should have been given to a channel for some time."""
    return places(
        session,
        """
        SELECT m.officer_id || ' #' || CAST(m.id AS VARCHAR) AS place FROM message m
        WHERE m.state = 'waiting' AND m.not_before <= :patient_until
        """,
        scope,
    )


def stuck_deliveries(session: Session, scope: Scope) -> list[str]:
    """Deliveries that nobody took up, or that were taken up and never settled, for some time."""
    return places(
        session,
        """
        SELECT d.officer_id || ' ' || d.channel || ' #' || CAST(d.message_id AS VARCHAR) AS place
        FROM delivery d
        WHERE d.state IN ('waiting', 'claimed') AND d.next_at <= :patient_until
            AND (d.claimed_until IS NULL OR d.claimed_until <= :patient_until)
        """,
        scope,
    )
