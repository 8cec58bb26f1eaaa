"""The duty desk is called to change hands (值班交接提示): what its sheet counts so far."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from models.oversight.firing.duty import Addressee
from models.oversight.telling import outbox
from models.oversight.telling.alert import REHEARSAL_MARK, Alert
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from models.reading.handover import Handing, sheet
from models.tables.review import Handover
from rulebook.time.zone import SHANGHAI

_LADDER = "default"  # whose hour of the day a message waits for


def desks(session: Session) -> Sequence[Handover]:
    """The last handover of each desk that ever changed hands."""
    newest = select(func.max(col(Handover.id))).group_by(col(Handover.court_code))
    query = select(Handover).where(col(Handover.id).in_(newest))
    return session.exec(query.order_by(col(Handover.court_code))).all()


def call(session: Session, seen: Watch) -> int:
    """Tell whoever holds each desk what it would hand over, in the caller's transaction.

    Once a day and desk. Nobody is told on a rest day, or of a desk that nobody has taken up yet.
    Returns how many messages were written.
    """
    day = seen.as_of.astimezone(SHANGHAI).date()
    if not seen.calendar.is_working(day):
        return 0
    lines = [
        Line(
            f"handover:{day}:{desk.court_code}:{desk.handed_to}",
            Addressee(desk.handed_to),
            _alert(session, desk, seen),
            None,
        )
        for desk in desks(session)
    ]
    quiet = outbox.quiet_until(seen.law.ladders[_LADDER], seen.as_of, seen.calendar)
    return outbox.post(session, lines, seen.as_of, quiet)


def _alert(session: Session, desk: Handover, seen: Watch) -> Alert:
    mark = REHEARSAL_MARK if seen.rehearsal else ""
    name, holder = desk.court_code or "全部", desk.handed_to
    option = f" --court {desk.court_code}" if desk.court_code else ""
    found = sheet(session, seen.law, seen.as_of, desk.handed_at, desk.court_code)
    if desk.taken_at is None:
        asks = f"请先签收：dueprocess handover --take --by {holder}{option}"
    else:
        asks = f"请交班：dueprocess handover --to 接班人 --by {holder}{option}"
    body = f"{mark}自{desk.handed_at:%Y-%m-%d %H:%M}起：{_counts(found)}。{asks}"
    return Alert("notice", f"{mark}[值班交接] {name} {_counts(found)}", body)


def _counts(found: Handing) -> str:
    return (
        f"新超期{len(found.overdue)}个，今日到期{len(found.today)}个，"
        f"未复{len(found.unanswered)}项，上级交办{len(found.tasks)}件，异常{len(found.incidents)}件"
    )
