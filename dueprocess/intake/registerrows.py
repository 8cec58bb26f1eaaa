"""Rows of the register (名册): courts, officers, cases and assets, from cells to entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from dueprocess.intake.headers import normal, vocabulary
from dueprocess.intake.line import Line
from dueprocess.intake.roster import UNKNOWN_COURT, Roster
from dueprocess.intake.spool import IMPLIED, Entry
from models.canonical import canonical, is_case_number
from rulebook.law.lawbook import Lawbook
from rulebook.time.zone import SHANGHAI

_ROLE_BREAK = re.compile(r"[、,，;；/\s]+")
_COURT_OF = re.compile(r"（\d{4}）(.+?)执")
_RESUMED = "执恢"


def court(line: Line) -> Entry:
    """A court's row."""
    code = line.need("code")
    body = {
        "code": code,
        "name": line.need("name"),
        "level": line.word("level", "level") or line.need("level"),
        "superior_code": line.text("superior_code") or None,
    }
    return Entry("courts", code, line.number, body)


def officer(line: Line, law: Lawbook, roster: Roster) -> Entry:
    """An officer's row; the deputy is checked once every row is read."""
    court_code = line.need("court")
    if court_code and court_code not in roster.courts:
        line.fault("court", UNKNOWN_COURT)
    duty = line.flag("on_duty")
    body = {
        "id": line.need("id"),
        "name": line.need("name"),
        "court_code": court_code,
        "roles": _roles(line, law),
        "team": line.text("team"),
        "deputy_id": line.text("deputy") or None,
        "on_duty": True if duty is None else duty,
        "address": line.text("address"),
    }
    return Entry("officers", str(body["id"]), line.number, body)


def case(line: Line, roster: Roster) -> Entry:
    """A case's row, without the dates and the handler: those are facts (see `implied`)."""
    number = case_number(line, "number")
    court_code = line.text("court") or _court_of(number)
    if court_code not in roster.courts and not line.faults:
        line.fault("court" if line.text("court") else "number", UNKNOWN_COURT)
    claim = line.yuan("claim")
    body = {
        "number": number,
        "court_code": court_code,
        "kind": line.word("kind", "kind", "resumed" if _RESUMED in number else "first"),
        "cause": line.text("cause"),
        "claim": None if claim is None else str(claim),
        "applicant": line.text("applicant"),
        "debtor": line.text("debtor"),
    }
    return Entry("cases", number, line.number, body, number)


def implied(line: Line, number: str, court_code: str, roster: Roster) -> Iterator[Entry]:
    """Facts that a case's row states by its own columns, unless the sheet 事实 states them.

    收案日期 → application_received, 立案日期 → filed, 承办人 → handler_assigned on 分案日期
    (else on the day of filing), 结案日期 → case_closed by 结案方式. A register is no dated paper,
    so these carry no evidence date: what is past its limit stays unproven until one is named.
    """
    filed = line.day("filed_on")
    mode = line.text("mode")
    stated: tuple[tuple[str, str, date | None, dict[str, str]], ...] = (
        ("application_received", "received_on", line.day("received_on"), {}),
        ("filed", "filed_on", filed, {}),
        (
            "handler_assigned",
            "handler",
            (line.day("assigned_on") or filed) if line.text("handler") else None,
            {"handler": officer_of(line, "handler", roster, court_code)},
        ),
        ("case_closed", "closed_on", line.day("closed_on"), {"mode": mode} if mode else {}),
    )
    for rank, (kind, column, on, payload) in enumerate(stated):
        if on is not None:
            yield _stated(line, number, kind, column, on, payload, rank)


def asset(line: Line) -> Entry:
    """An asset's row."""
    number, ref = case_number(line, "case"), line.need("ref")
    expires, value = line.day("expires_on"), line.yuan("value")
    details = {
        "measure": line.text("measure"),
        "expires_on": "" if expires is None else expires.isoformat(),
        "value": "" if value is None else str(value),
    }
    body = {
        "case_number": number,
        "ref": ref,
        "kind": line.word("kind", "asset"),
        "title": line.text("title"),
        "owner": line.text("owner"),
        "details": [[k, v] for k, v in details.items() if v],
    }
    return Entry("assets", f"{number}|{ref}", line.number, body, number)


def case_number(line: Line, name: str) -> str:
    """A case number in its normal form; a fault when it is none."""
    written = line.need(name)
    if not written:
        return ""
    if not is_case_number(written):
        line.fault(name, "不是执行案号 / no case number: write it like （2026）京0105执1234号")
    return canonical(written)


def officer_of(line: Line, name: str, roster: Roster, court_code: str = "") -> str:
    """The staff number a cell means; empty when blank, a fault when nobody is meant."""
    text = line.text(name)
    try:
        return roster.officer(text, court_code) if text else ""
    except LookupError as error:
        line.fault(name, str(error.args[0]))
        return ""


def _stated(
    line: Line, number: str, kind: str, column: str, on: date, payload: Mapping[str, str], rank: int
) -> Entry:
    at = datetime.combine(on, time(), SHANGHAI)
    title = line.titles.get(column, column)
    body: dict[str, Any] = {
        "case": number,
        "kind": kind,
        "occurred_at": at.isoformat(),
        "payload": dict(payload),
        "evidence": "来源登记表",
    }
    # Whatever ends a case comes last on its day, whatever begins it first.
    place = rank if kind != "case_closed" else 99
    what = f"{number}|{kind}"
    return Entry(
        sheet=IMPLIED,
        key=what,
        row=line.number,
        body=body,
        number=number,
        group=title,
        what=what,
        at=int(at.timestamp()),
        rank=place,
    )


def _roles(line: Line, law: Lawbook) -> list[str]:
    known = vocabulary({key: (key, zh) for key, zh in law.roles.items()})
    roles: list[str] = []
    for word in filter(None, _ROLE_BREAK.split(line.need("roles"))):
        role = known.get(normal(word))
        if role is None:
            line.fault(
                "roles", f"不识别的职责 {word} / not known: one of {'、'.join(law.roles.values())}"
            )
        elif role not in roles:
            roles.append(role)
    return roles


def _court_of(number: str) -> str:
    """The court a case number names; only a fallback, and only a registered court counts."""
    match = _COURT_OF.match(number)
    return match[1] if match else ""
