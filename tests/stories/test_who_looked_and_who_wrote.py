"""Whoever looks at a case is on record, and whoever edits a fact is found out."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from sqlalchemy import text

from dueprocess.board.app import build
from dueprocess.board.visit import SESSION
from dueprocess.desk import Desk
from models import clock
from models.access import audit, sessions
from models.access.audit import Visitor
from models.recording import chain
from models.tables.account import Account
from tests.dueprocess.browser import Browser
from tests.stories.court import DIRECTOR, HANDLER, Court

NUMBER = "（2026）京0105执215号"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_look_at_a_case_leaves_a_line_and_an_edited_fact_breaks_the_chain(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scenario 15: the case and its papers are read over the board; then a fact is edited."""
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", court.store.url)
    with court.store.writing() as session:
        now = clock.system_now()
        session.add(Account(officer_id=DIRECTOR, made_at=now, changed_at=now))
        session.flush()
        token = sessions.begin(session, Visitor(DIRECTOR, "10.0.0.1"), now).token
    desk = Desk.opened()
    browser = Browser(build(desk))
    browser.cookies.set(SESSION, token)
    assert browser.get(f"/cases/{quote(NUMBER)}").status_code == 200
    desk.store.close()
    with court.store.reading() as session:
        (line, *_) = audit.lines(session, NUMBER)
    assert (line.officer_id, line.act, line.case_number) == (DIRECTOR, "read", NUMBER)
    court.chains_hold()

    # Somebody takes the guard away and edits a line behind the book's back.
    with court.store.writing() as session:
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'fact'"
        for (name,) in session.connection().execute(text(guards)).all():
            session.connection().execute(text(f"DROP TRIGGER {name}"))
        edit = "UPDATE fact SET evidence = '另一份文书' WHERE seq = 2"
        session.connection().execute(text(edit))
    with court.store.reading() as session:
        (broken,) = chain.verify_book(session).broken
    assert (broken.case, broken.seq) == (NUMBER, 2)
