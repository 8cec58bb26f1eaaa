"""One review done (核查办理): found and told, drawn as a sample, listed for Monday or the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from models.oversight.watch import watch
from models.reading.handover import DUTY
from models.reviews import dutycall, monday, running, sampling
from models.reviews.finding import Look
from models.reviews.sampling import Drawing
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI


def run(store: Store, law: Lawbook, calendar: Calendar, kind: str, as_of: datetime) -> str:
    """Do one kind of review at `as_of` (aware); one line of what came of it. `UnknownReview`."""
    review = running.kind_of(law, kind)
    if kind == sampling.SAMPLE:
        first = sampling.month_before(as_of.astimezone(SHANGHAI).date())
        # The month is its own seed, so that anybody can draw the same cases again.
        drawing = Drawing(first, review.number("size"), int(f"{first:%Y%m}"))
        return str(draw(store, law, calendar, drawing, as_of))
    if kind == monday.MONDAY:
        return _monday(store, law, calendar, as_of)
    if kind == DUTY:
        return _duty(store, law, calendar, as_of)
    return str(running.run(store, law, calendar, kind, as_of))


def draw(
    store: Store, law: Lawbook, calendar: Calendar, drawing: Drawing, as_of: datetime
) -> running.Ran:
    """Draw a sample and enter it. Drawn before with this seed, it stays as it was drawn."""
    review = running.kind_of(law, sampling.SAMPLE)
    with store.reading() as session:
        look = Look(session, review, law, calendar, as_of)
        before = sampling.drawn(session, drawing)
        found = () if before else tuple(sampling.sample(look, drawing))
    with store.writing() as session:
        done = running.write(session, review, found, watch(session, as_of, law, calendar))
    return replace(done, found=before or done.found)


def _monday(store: Store, law: Lawbook, calendar: Calendar, as_of: datetime) -> str:
    with store.writing() as session:
        found = monday.monday(session, law, calendar, as_of)
        told = monday.tell(session, found, watch(session, as_of, law, calendar))
    return (
        f"周一清单 {as_of:%Y-%m-%d %H:%M}：临近或者已过期限{len(found.near)}件，"
        f"长期未结{len(found.pending)}件，消息{told}条"
    )


def _duty(store: Store, law: Lawbook, calendar: Calendar, as_of: datetime) -> str:
    with store.writing() as session:
        used = len(dutycall.desks(session))
        told = dutycall.call(session, watch(session, as_of, law, calendar))
    return f"值班交接 {as_of:%Y-%m-%d %H:%M}：在用的值班台{used}个，消息{told}条"
