"""Doing something on a page (办理): may the visitor, what the audit keeps, what a mistake says."""

from __future__ import annotations

from dueprocess.board.visit import Hidden, Visit
from dueprocess.cli.frame.mistake import is_ours
from models import clock
from models.access import audit
from models.access.asking import NotPermitted, about
from models.errors import FactRefused
from rulebook.access.deciding import Refused, may_record

_REFUSED, _WRONG = 409, 400


def refusal(visit: Visit, kind: str, case: str) -> Refused | None:
    """Why the visitor may not record such a fact of the case; None when they may."""
    with visit.desk.store.reading() as session:
        where = about(session, case)
    assert visit.asker is not None and where is not None
    law = visit.desk.law
    return may_record(visit.asker, visit.desk.rights, law.facts[kind], where, law.roles)


def expect_may(visit: Visit, kind: str, case: str, what: str = "") -> None:
    """Raise `NotPermitted`, with its line in the audit, unless the visitor may record it."""
    refused = refusal(visit, kind, case)
    if refused is not None:
        note(visit, kind, case, what, audit.REFUSED)
        raise NotPermitted(refused)


def note(visit: Visit, kind: str, case: str, what: str = "", outcome: str = audit.DONE) -> None:
    """Leave a line of the act in the audit; `what` says what it was done on, else its kind."""
    act = visit.desk.rights.of_kind(kind).id
    with visit.desk.store.writing() as session:
        now = clock.system_now()
        audit.note(session, visit.visitor, act, now, case, what or kind, outcome)


def mistake(visit: Visit, error: Exception) -> tuple[str, int]:
    """What a page says of it, and the answer's status. Raises it again unless it is ours to say."""
    if isinstance(error, FactRefused):
        told = (visit.words.of((one.zh, one.en)) for one in error.refusals)
        return "；".join(told), _REFUSED
    if not is_ours(error) or isinstance(error, Hidden):
        raise error
    return str(error), _WRONG
