"""Facts drawn by chance, and all that two cases to which they were told have in the book."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.errors import FactRefused
from models.record import record
from models.recording.arrival import Arrival
from models.tables.schema import metadata

if TYPE_CHECKING:
    from tests.models.conftest import Office

_URGENT = {"urgent": True, "approver": "J009"}
Kinds = tuple[tuple[str, str, dict[str, object]], ...]
KINDS: Kinds = (
    ("execution_notice_issued", "case", {}),
    ("applicant_asked_for_clues", "case", {}),
    ("network_query_launched", "case", {}),
    ("property_report_ordered", "case", {}),
    ("consumption_restricted", "case", {}),
    ("clue_received", "clue", {}),
    ("clue_verified", "clue", {}),
    ("asset_controlled", "asset", {"measure": "查封", **_URGENT}),
    ("reference_price_started", "asset", {"way": "网络询价"}),
    ("funds_received", "receipt", {"amount": "800.00"}),
    ("funds_received", "receipt", {"amount": "50.50", "payee": "甲|乙"}),
    ("payment_notice_sent", "receipt", {}),
    ("funds_paid", "receipt", {"amount": "300.00"}),
    ("funds_returned", "receipt", {"amount": "20.05"}),
    ("funds_deferred", "receipt", {"amount": "10.00", **_URGENT}),
    ("handler_changed", "case", {"handler": "J002"}),
    ("handler_changed", "case", {"handler": "J001"}),
)
# What names the case, comes of the moment of recording, or is numbered by the server.
_OWN = {"id", "case_id", "node_id", "number", "head", "prev", "hash", "recorded_at", "at"}
_TABLES = ("fact", "transition", "node", "ledger_entry", "case_run")


def drawn(office: Office, case: str, chance: Random, more: Kinds = ()) -> Arrival:
    """The next fact of a case: of one of `KINDS`, or of `more`; gates may refuse it."""
    kind, subject, payload = chance.choice((*KINDS, *more))
    ref = "" if subject == "case" else f"{subject}{chance.randint(1, 3)}"
    on = f"02-{chance.choice((24, 25, 25, 26, 26, 26))} {chance.randint(11, 17)}:00"
    rest: dict[str, Any] = {"subject_kind": subject, "subject_ref": ref, "payload": payload}
    return office.arrival(kind, on, case=case, by=chance.choice(("J001", "desk")), **rest)


def answer(office: Office, arrival: Arrival) -> object:
    """What comes of recording it: the refusals, or all that it changed."""
    try:
        found = record(office.store, arrival, office.law, office.calendar)
    except FactRefused as refused:
        return [(line.gate, line.zh) for line in refused.refusals]
    changed = sorted((one.key, str(one.after)) for one in found.changes.nodes)
    return found.seq, changed, [(line.gate, line.zh) for line in found.remarks]


def rows(office: Office, number: str) -> dict[str, list[dict[str, object]]]:
    """Every row of a case, but for what is its own."""
    case = metadata.tables["enforcement_case"]
    (own,) = office.rows(select(case).where(case.c.number == number))
    found = {"case": [_without(own)]}
    keys: dict[int, str] = {}
    for name in _TABLES:
        table = metadata.tables[name]
        of_it = select(table).where(table.c.case_id == own["id"]).order_by(*table.primary_key)
        listed = office.rows(of_it)
        keys |= {row["id"]: row["key"] for row in listed} if name == "node" else {}
        found[name] = [_without(row) for row in listed]
        if name == "transition":
            nodes = [row["node_id"] for row in listed]
    return found | {"shown": [{"node": keys[node]} for node in nodes]}


def _without(row: Any) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in _OWN}
