"""A province's book: a town's cases shared out among a hundred courts, their clocks over a year."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Column, Connection, Date, Integer, MetaData, Table, insert, text

from benchmarks.engines import NewUrl, settle
from benchmarks.population import MORNING, Town, town
from models.register import CourtEntry, OfficerEntry, enter_courts, enter_officers
from models.tables.columns import Moment

COURTS = 100
HANDLERS = 500  # five to a court
HIGHEST, BASIC = "S000", "S007"  # who watches the whole province, and who watches one court

_TOP, _FIRST = "京", 1000
_PLACES = 1000  # last moments among which the clocks are spread
_LATE, _SOON = 30, 40  # of these places: overdue, and due within the week
_SOON_HOURS, _LATER_DAYS = 4, 8

_PLACED = Table(
    "placed",
    MetaData(),
    Column("place", Integer, primary_key=True),
    Column("due_at", Moment),
    Column("due_on", Date),
    prefixes=["TEMPORARY"],
)


def province(new_url: NewUrl, cases: int) -> Town:
    """A book of that many cases in a hundred courts: of its clocks 3 % are overdue, 4 % are due
    within the week."""
    one = town(new_url, cases)
    with one.store.writing() as session:
        courts = [CourtEntry(_court(n), f"京{n:02}法院", "basic", "京03") for n in range(COURTS)]
        enter_courts(session, courts)
        handlers = [_officer(f"H{n:03}", n % COURTS, "case_handler") for n in range(HANDLERS)]
        enter_officers(session, handlers)
        highest = OfficerEntry(HIGHEST, "省院监管员", _TOP, ("node_supervisor",))
        enter_officers(session, [highest, _officer(BASIC, 7, "node_supervisor")])
    with one.store.entering() as connection:
        _share_out(connection)
    settle(one.store)
    return one


def handler_name(place: int) -> str:
    """What a handler is called."""
    return f"法官{place:03}"


def _court(place: int) -> str:
    return f"京{_FIRST + place}"


def _officer(number: str, court: int, role: str) -> OfficerEntry:
    return OfficerEntry(number, handler_name(int(number[1:])), _court(court), (role,), f"组{court}")


def _share_out(connection: Connection) -> None:
    _PLACED.create(connection)
    connection.execute(insert(_PLACED), [_moment(place) for place in range(_PLACES)])
    for statement in (_CASES, _NODES):
        connection.execute(text(statement))
    _PLACED.drop(connection)


def _moment(place: int) -> dict[str, object]:
    """The last moment of every clock at that place."""
    if place < _LATE:
        due = MORNING - timedelta(days=1 + place)
    elif place < _LATE + _SOON:
        due = MORNING + timedelta(hours=_SOON_HOURS * (place - _LATE))
    else:
        due = MORNING + timedelta(days=_LATER_DAYS + place % 300)
    return {"place": place, "due_at": due, "due_on": due.date()}


_HANDLER = f"id % {HANDLERS}"
_NUMBER = f"substr(CAST({_FIRST} + {_HANDLER} AS text), 2)"

_CASES = f"""
UPDATE enforcement_case SET handler_id = 'H' || {_NUMBER},
  court_code = '{_TOP}' || CAST({_FIRST} + id % {COURTS} AS text),
  applicant = '申请人' || CAST(id AS text) || '有限公司',
  debtor = '被执行人' || CAST(id * 7 AS text)
"""

_NODES = f"""
UPDATE node SET
  owner_id = CASE WHEN owner_id IS NULL THEN NULL ELSE
    (SELECT handler_id FROM enforcement_case c WHERE c.id = node.case_id) END,
  due_at = (SELECT placed.due_at FROM placed WHERE place = (node.id * 7) % {_PLACES}),
  due_on = (SELECT placed.due_on FROM placed WHERE place = (node.id * 7) % {_PLACES})
WHERE state = 'running'
"""
