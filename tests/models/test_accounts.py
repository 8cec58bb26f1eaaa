"""Accounts, log-ins and tokens: one-time links, wrong passwords, sessions that end, the audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models.access import accounts, audit, secrets, sessions, tokens
from models.access.accounts import LinkSpent, PasswordUnfit
from models.access.asking import about, asker
from models.access.audit import Visitor
from models.access.sessions import DoorShut, NotLoggedIn
from models.access.tokens import TokenUnfit
from models.errors import UnknownOfficer
from models.reading.extent import Extent, looked_up
from models.register import CourtEntry, OfficerEntry, enter_courts, enter_officers
from models.store import Store
from models.tables.account import Account, ApiToken, BoardSession, Invitation
from models.tables.case import Case
from rulebook.access.deciding import reaches
from rulebook.access.door import door
from rulebook.access.matrix import ADMINISTRATOR, Act, Scope
from rulebook.loading.rights import rights
from tests.conftest import MORNING, Prepared

PASSWORD = "朝阳区的第一场雪落在一月里"
ADDRESS = "10.1.2.3"
ADMIN, HANDLER = Visitor("D001", ADDRESS), Visitor("J001", ADDRESS)
LATER = timedelta(minutes=1)


@pytest.fixture
def court(prepared: Prepared) -> Iterator[Store]:
    """A book with two teams under one court above, and D001's account."""
    store = prepared.book("accounts", _furnish)
    yield store
    prepared.drop(store)


def _furnish(store: Store) -> None:
    with store.writing() as session:
        enter_courts(
            session,
            [
                CourtEntry("京", "高院", "high"),
                CourtEntry("京0105", "朝阳法院", "basic", "京"),
                CourtEntry("京0106", "丰台法院", "basic", "京"),
            ],
        )
        enter_officers(
            session,
            [
                OfficerEntry("J001", "甲", "京0105", ("case_handler",), "一队"),
                OfficerEntry("J002", "乙", "京0105", ("case_handler",), "二队"),
                OfficerEntry("J106", "丙", "京0106", ("case_handler",), "一队"),
                OfficerEntry("L001", "丁", "京0105", ("team_leader",), "一队"),
                OfficerEntry("D001", "戊", "京0105", ("director",)),
                OfficerEntry("U001", "己", "京", ("upper_supervisor",)),
            ],
        )
        for number, code, handler in (
            ("（2026）京0105执1号", "京0105", "J001"),
            ("（2026）京0105执2号", "京0105", "J002"),
            ("（2026）京0105执3号", "京0105", None),
            ("（2026）京0106执1号", "京0106", "J106"),
        ):
            session.add(Case(number=number, court_code=code, handler_id=handler))
        token = accounts.invite(session, "", "setup", MORNING, door(), administrator=True)
    with store.writing() as session:
        accounts.redeem(session, token, "D001", PASSWORD, ADMIN, door(), MORNING)


def _logs_in(store: Store, visitor: Visitor, password: str, now: datetime) -> str:
    return sessions.log_in(store, visitor, password, door(), now).token


def test_the_first_link_makes_one_administrator_and_no_second(court: Store) -> None:
    with court.writing() as session:
        account = session.get_one(Account, "D001")
        assert account.administrator and account.secret.startswith("$argon2id$")
        assert PASSWORD not in account.secret
        assert not accounts.nobody_yet(session)
        again = accounts.invite(session, "", "setup", MORNING, door(), administrator=True)
        with pytest.raises(LinkSpent):
            accounts.invited(session, again, MORNING)


def test_a_link_is_good_once_and_for_a_day(court: Store) -> None:
    with court.writing() as session:
        old = accounts.invite(session, "J001", "D001", MORNING, door())
        new = accounts.invite(session, "J001", "D001", MORNING, door())
        with pytest.raises(LinkSpent):
            accounts.invited(session, old, MORNING)
        with pytest.raises(LinkSpent):
            accounts.invited(session, new, MORNING + door().invitation)
        assert (
            accounts.redeem(session, new, "D001", PASSWORD, HANDLER, door(), MORNING) == "J001"
        )  # whom the link names, whatever is typed
        with pytest.raises(LinkSpent):
            accounts.redeem(session, new, "", PASSWORD, HANDLER, door(), MORNING)
        kept = session.exec(select(Invitation.digest)).all()
        assert new not in kept and secrets.digest(new) in kept
        with pytest.raises(UnknownOfficer):
            accounts.invite(session, "X999", "D001", MORNING, door())


@pytest.mark.parametrize("password", ["短口令", "a" * 12, "密码J001密码密码密码密码", "长" * 201])
def test_a_password_that_will_not_do_changes_nothing(court: Store, password: str) -> None:
    with court.writing() as session:
        link = accounts.invite(session, "J001", "D001", MORNING, door())
        with pytest.raises(PasswordUnfit):
            accounts.redeem(session, link, "", password, HANDLER, door(), MORNING)
        assert session.get(Account, "J001") is None
        assert accounts.invited(session, link, MORNING).used_at is None


def test_a_session_is_kept_as_a_digest_and_ends_by_itself(court: Store) -> None:
    token = _logs_in(court, ADMIN, PASSWORD, MORNING)
    with court.reading() as session:
        rows = session.exec(select(BoardSession.digest)).all()
        assert token not in rows and secrets.digest(token) in rows
        who = sessions.found(session, token, door(), MORNING + LATER)
        assert who is not None and who.roles == {"director", ADMINISTRATOR}
        assert sessions.found(session, token, door(), MORNING + door().idle) is None
        assert sessions.found(session, "made up", door(), MORNING) is None
    used = MORNING
    while used < MORNING + door().longest:
        sessions.seen(court, token, used)
        used += door().idle / 2
    with court.reading() as session:
        assert sessions.found(session, token, door(), used) is None


def test_a_new_password_ends_the_sessions_that_stood(court: Store) -> None:
    token = _logs_in(court, ADMIN, PASSWORD, MORNING)
    with court.writing() as session:
        link = accounts.invite(session, "D001", "D001", MORNING, door())
        accounts.redeem(session, link, "", PASSWORD[::-1], ADMIN, door(), MORNING)
    with court.reading() as session:
        assert sessions.found(session, token, door(), MORNING + LATER) is None
        assert session.get_one(Account, "D001").administrator


def test_the_door_is_shut_after_wrong_passwords_even_to_the_right_one(court: Store) -> None:
    now = MORNING
    for _ in range(door().account_failures):
        with pytest.raises(NotLoggedIn):
            _logs_in(court, ADMIN, "wrong", now)
        now += LATER
    with pytest.raises(DoorShut):
        _logs_in(court, ADMIN, PASSWORD, now)
    assert _logs_in(court, ADMIN, PASSWORD, now + door().rest)
    with court.reading() as session:
        told = [(one.act, one.outcome, one.detail) for one in audit.lines(session, officer="D001")]
    assert told[:2] == [("login", "done", ""), ("login", "refused", "shut")]
    assert told.count(("login", "refused", "wrong")) == door().account_failures


def test_an_unknown_account_is_refused_in_the_same_words(court: Store) -> None:
    with pytest.raises(NotLoggedIn) as unknown:
        _logs_in(court, Visitor("X999", ADDRESS), PASSWORD, MORNING)
    with pytest.raises(NotLoggedIn) as wrong:
        _logs_in(court, ADMIN, "wrong", MORNING)
    assert str(unknown.value) == str(wrong.value)


def test_one_address_cannot_try_account_after_account(court: Store) -> None:
    for number in range(door().address_failures):
        with pytest.raises(NotLoggedIn):
            _logs_in(court, Visitor(f"X{number}", ADDRESS), "wrong", MORNING)
    with pytest.raises(DoorShut):
        _logs_in(court, ADMIN, PASSWORD, MORNING)
    assert _logs_in(court, Visitor("D001", "10.9.9.9"), PASSWORD, MORNING)


def test_a_token_is_good_for_its_acts_until_it_ends(court: Store) -> None:
    with court.writing() as session:
        wanted = (session, ADMIN, "月报", ["list", "read"])
        token = tokens.issue(*wanted, timedelta(days=1), rights(), door(), MORNING)
        bearer = tokens.bearer(session, token, MORNING)
        assert bearer is not None and bearer.acts == {"list", "read"}
        assert bearer.asker.roles == {"director"}  # a program is nobody's administrator
        assert tokens.bearer(session, token, MORNING + timedelta(days=1)) is None
        kept = session.exec(select(ApiToken)).one()
        assert token not in kept.digest and kept.id is not None
        assert not tokens.revoke(session, kept.id, HANDLER, MORNING)
        assert tokens.revoke(session, kept.id, ADMIN, MORNING)
        assert tokens.bearer(session, token, MORNING) is None
        with pytest.raises(TokenUnfit):
            tokens.issue(*wanted, door().token * 2, rights(), door(), MORNING)


@pytest.mark.parametrize("officer", ["J001", "J002", "J106", "L001", "D001", "U001"])
def test_a_list_holds_exactly_the_cases_that_are_reached_one_by_one(
    court: Store, officer: str
) -> None:
    with court.reading() as session:
        who = asker(session, officer)
        numbers = session.exec(select(Case.number)).all()
        for scope in Scope:
            act = Act("read", "看", "look", dict.fromkeys(who.roles, scope))
            reach = Extent.of(who, act)
            chosen = select(Case.number).where(reach.holds())
            one_by_one = {
                number
                for number in numbers
                if (case := about(session, number)) and reaches(who, scope, case)
            }
            assert set(session.exec(chosen)) == one_by_one
            known = looked_up(session, reach)
            assert set(session.exec(select(Case.number).where(known.holds()))) == one_by_one
            assert not known.whole or one_by_one == set(numbers)
