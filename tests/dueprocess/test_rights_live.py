"""The matrix of rights, cell by cell, asked of the running board: role by act by case.

What is expected is the table that was written by hand in `tests/rulebook/test_rights.py`, read here
by a reach of its own; the code that decides is not asked.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import httpx
import pytest

from dueprocess.board.visit import FIELD, SESSION
from dueprocess.desk import Desk
from models import clock
from models.access import secrets, sessions
from models.access.audit import Visitor
from models.record import Arrival, record_many
from models.register import CaseEntry, CourtEntry, OfficerEntry, enter_cases, enter_courts
from models.register import enter_officers as enter
from models.tables.account import Account
from rulebook.access.matrix import ADMINISTRATOR, Scope
from rulebook.time.zone import SHANGHAI
from tests.conftest import MORNING
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.live import served
from tests.dueprocess.programs import token
from tests.rulebook.test_rights import CELLS, COLUMNS

ENGINES = ("sqlite",)  # a right is the same on either
HOME, BELOW, FOREIGN = "京01", "京0105", "京02"
ROLES = [role for role in CELLS if role != ADMINISTRATOR]
ACTS = COLUMNS.split()
# For each act a fact by which it is done. Only looked at ahead: nothing is written.
KINDS = {
    "record": "execution_notice_issued",
    "reply": "supervision_replied",
    "order": "supervision_order_opened",
    "interview": "interview_convened",
    "verify": "supervision_verified",
    "mute": "alerts_muted",
    "answer": "alert_objection_upheld",
    "letter": "letter_sent",
    "review": "review_concluded",
}
APART = {"order", "interview", "verify", "mute", "answer", "letter"}
ALL = ("own", "team", "court", "below", "foreign")
# Which cases a word of the table means; somebody's own are within every one of them.
MEANS = {
    Scope.NONE: set[str](),
    Scope.OWN: {"own"},
    Scope.TEAM: {"own", "team"},
    Scope.COURT: {"own", "team", "court"},
    Scope.SUBTREE: {"own", "team", "court", "below"},
}


@dataclass
class Officer:
    """An officer of one role at the running board, by token and by session."""

    role: str
    program: httpx.Client
    browser: httpx.Client
    form: str

    def expects(self, act: str, case: str) -> set[int]:
        """What the table says of the act on that case: hidden, forbidden, or done."""
        row = dict(zip(ACTS, CELLS[self.role], strict=True))
        if case not in MEANS[row["read"]]:
            return {404}
        may = case in MEANS[row[act]] and not (case == "own" and act in APART)
        return {200, 409} if may else {403}  # 409: the law stands against it, no right does

    def does(self, act: str, case: str) -> int:
        """Try the act on the case."""
        path = f"/api/v1/cases/{quote(number(self.role, case))}"
        if act == "read":
            return self.program.get(path).status_code
        said = {"kind": KINDS[act]}
        return self.program.post(f"{path}/facts", params={"dry_run": 1}, json=said).status_code


def number(role: str, case: str) -> str:
    """The case that stands so to an officer of the role."""
    court = {"below": BELOW, "foreign": FOREIGN}.get(case, HOME)
    serial = ROLES.index(role) + 1 if case == "own" else 100 + ALL.index(case)
    return f"（2026）{court}执{serial}号"


def furnished(desk: CourtDesk) -> None:
    """An officer of every role in one team of the court above, and the cases of all five sorts."""
    courts = [CourtEntry("京", "高院", "high"), CourtEntry(HOME, "一中院", "intermediate", "京")]
    courts += [
        CourtEntry(BELOW, "朝阳", "basic", HOME),
        CourtEntry(FOREIGN, "二中院", "basic", "京"),
    ]
    people = [OfficerEntry(staff(role), role, HOME, (role,), "一队") for role in ROLES]
    people.append(OfficerEntry("ADMIN", "管理员", HOME))
    people += [
        OfficerEntry(f"H-{case}", case, court, ("case_handler",), team)
        for case, court, team in (
            ("team", HOME, "一队"),
            ("court", HOME, "二队"),
            ("below", BELOW, "一队"),
            ("foreign", FOREIGN, "一队"),
        )
    ]
    handled = {number(role, "own"): staff(role) for role in ROLES}
    handled |= {number(ROLES[0], case): f"H-{case}" for case in ALL if case != "own"}
    with desk.store.writing() as session:
        enter_courts(session, courts)
        enter(session, people)
        cases = [CaseEntry(one, one[6 : one.index("执")]) for one in handled]
        enter_cases(session, cases)
        now = clock.system_now()
        session.add_all(
            Account(officer_id=one.id, administrator=one.id == "ADMIN", made_at=now, changed_at=now)
            for one in people
        )
    _begun(desk, handled)


def _begun(desk: CourtDesk, handled: dict[str, str]) -> None:
    _happen(handled, ("application_received", "filed", "handler_assigned"), MORNING)
    desk.does("rehearse", "until", "2026-03-20")
    # Entered late, and with a clock that runs out within the week.
    _happen(handled, ("file_received",), datetime(2026, 3, 16, 8, tzinfo=SHANGHAI))


def _happen(handled: dict[str, str], kinds: Sequence[str], when: datetime) -> None:
    opened = Desk.opened()
    facts = [
        Arrival(
            case=case,
            kind=kind,
            occurred_at=when,
            evidence="登记",
            payload={"handler": handler} if kind == "handler_assigned" else {},
        )
        for case, handler in handled.items()
        for kind in kinds
    ]
    done = record_many(opened.store, facts, opened.law, opened.calendar)
    assert not [one for one in done if hasattr(one, "error")]
    opened.store.close()


def staff(role: str) -> str:
    return "ADMIN" if role == ADMINISTRATOR else f"O-{role}"


@pytest.fixture
def officers(at_desk: Seated, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Officer]]:
    at_desk("rights", furnished)
    with served(monkeypatch) as (desk, url):
        trusted = httpx.create_ssl_context()  # one for all: it is long in the making
        found = [_officer(desk, url, role, trusted) for role in CELLS]
        yield found
        for one in found:
            one.program.close()
            one.browser.close()


def _officer(desk: Desk, url: str, role: str, trusted: ssl.SSLContext) -> Officer:
    made = token(desk, staff(role), ("list", "read", "export", *KINDS))
    with desk.store.writing() as session:
        visitor = Visitor(staff(role), "127.0.0.1")
        logged_in = sessions.begin(session, visitor, clock.system_now()).token
    return Officer(
        role,
        httpx.Client(base_url=url, verify=trusted, headers={"Authorization": f"Bearer {made}"}),
        httpx.Client(base_url=url, verify=trusted, cookies={SESSION: logged_in}),
        secrets.form_token(logged_in),
    )


def test_every_cell_of_the_matrix_is_answered_as_it_was_written(officers: list[Officer]) -> None:
    astray = [
        (one.role, act, case, found, expected)
        for one in officers
        if one.role != ADMINISTRATOR
        for act in ("read", *KINDS)
        for case in ALL
        if (found := one.does(act, case)) not in (expected := one.expects(act, case))
    ]
    assert astray == []


def test_lists_and_events_hold_the_cases_within_reach_and_no_others(
    officers: list[Officer],
) -> None:
    for one in (one for one in officers if one.role != ADMINISTRATOR):
        row = dict(zip(ACTS, CELLS[one.role], strict=True))
        for act, path in (("list", "/lists/overdue"), ("export", "/events")):
            said = one.program.get(f"/api/v1{path}", params={"rows": 500})
            assert said.status_code == (403 if row[act] is Scope.NONE else 200), (one.role, act)
            shown = {line["case"] for line in said.json().get("rows", ())}
            for case in ALL:
                there = number(one.role, case) in shown
                assert there == (case in MEANS[row[act]]), (one.role, act, case)


def test_one_s_day_the_pool_and_the_wall_reach_no_further_than_the_lists(
    officers: list[Officer],
) -> None:
    paths = ("/mine/overdue", "/mine/week", "/pool/queries", "/quality/late", "/wall")
    told = set()
    for one in (one for one in officers if one.role != ADMINISTRATOR):
        row = dict(zip(ACTS, CELLS[one.role], strict=True))
        beyond = {number(one.role, case) for case in ALL if case not in MEANS[row["list"]]}
        for path in paths:
            said = one.program.get(f"/api/v1{path}")
            assert said.status_code == (403 if row["list"] is Scope.NONE else 200), (one.role, path)
            assert not [case for case in beyond if case in said.text], (one.role, path)
            told |= {path} if number(one.role, "own") in said.text else set()
    # Where nothing at all is told, nothing too much is: no round has ended, the wall has counts.
    assert told == set(paths) - {"/pool/queries", "/wall"}


def test_acts_on_no_case_are_for_their_roles_alone(officers: list[Officer]) -> None:
    for one in officers:
        row = dict(zip(ACTS, CELLS[one.role], strict=True))
        form = {FIELD: one.form}
        tried = {
            "audit": one.browser.get("/audit"),
            "accounts": one.browser.get("/accounts"),
            "overlay": one.browser.post("/overlays", data=form),
            "approve_overlay": one.browser.post("/overlays/7", data={**form, "word": "approve"}),
        }
        for act, said in tried.items():
            refused = said.status_code == 403
            assert refused == (row[act] is Scope.NONE), (one.role, act, said.status_code)
