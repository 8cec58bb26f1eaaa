"""The sixty cases of this year in the example docket: on the morning of Monday 28 September 2026.

The Mid-Autumn holiday ended the day before, the National Day holiday begins on Thursday, and the
holidays of 2027 are not published yet, so six months from now are provisional dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import cycle

from people import HANDLERS
from story import TODAY, Story, from_which, later

TUESDAY, WEDNESDAY = date(2026, 9, 29), date(2026, 9, 30)
AFTER_HOLIDAY = date(2026, 10, 8)
# Deposits frozen for half a year in the spring: one to be renewed now, one after the holiday.
_FROZEN_UNTIL = {WEDNESDAY: date(2026, 10, 2), AFTER_HOLIDAY: date(2026, 10, 23)}


def stories() -> Iterator[Story]:
    """Every case of the docket, each in a stage of its own."""
    handlers = cycle(HANDLERS)
    for group in (
        _arriving,
        _notice,
        _searching,
        _clues,
        _price,
        _money,
        _stopped,
        _half_a_year,
        _round_ended,
        _closed,
    ):
        yield from group(handlers)


def _arriving(handlers: Iterator[str]) -> Iterator[Story]:
    """Applications to be decided on, and filed cases without a handler."""
    for due_on in (date(2026, 9, 21), TODAY, WEDNESDAY):
        yield Story(from_which("filing-decision-7d", due_on)).then("application_received")
    for due_on in (date(2026, 9, 22), TODAY, AFTER_HOLIDAY):
        filed = from_which("assign-handler-7d", due_on)
        yield Story(later(filed, -1)).filed()


def _notice(handlers: Iterator[str]) -> Iterator[Story]:
    """The file has reached the handler; the execution notice is out or not."""
    for due_on in (date(2026, 9, 17), date(2026, 9, 24), TODAY, AFTER_HOLIDAY):
        taken = from_which("exec-notice-3d-2006", due_on)
        story = Story(later(taken, -1)).filed(0).assigned(next(handlers))
        yield story.asked() if later(taken, 1) <= TODAY else story
    yield Story(date(2026, 9, 22)).filed(1).assigned(next(handlers), 2)
    for received in (date(2026, 9, 8), date(2026, 9, 10), date(2026, 9, 14)):
        yield Story(received).filed().assigned(next(handlers)).noticed()


def _searching(handlers: Iterator[str]) -> Iterator[Story]:
    """Investigations under way, one of them past its month."""
    for due_on in (date(2026, 9, 21), WEDNESDAY, date(2026, 10, 14), date(2026, 10, 20)):
        started = from_which("complete-investigation-1m", due_on)
        story = Story(later(started, -6)).filed().assigned(next(handlers)).noticed()
        yield story.then("investigation_started", started)
    for received in (date(2026, 6, 15), date(2026, 7, 6), date(2026, 8, 10)):
        yield Story(received).filed(2).assigned(next(handlers)).noticed().searched()


def _clues(handlers: Iterator[str]) -> Iterator[Story]:
    """Clues to verify: in seven days, urgent ones in three."""
    for due_on, rule in (
        (date(2026, 9, 17), "clue-verify-7d"),
        (TODAY, "clue-verify-urgent-3d"),
        (WEDNESDAY, "clue-verify-7d"),
    ):
        got = from_which(rule, due_on)
        story = Story(later(got, -20)).filed().assigned(next(handlers)).noticed()
        yield story.then("clue_received", got, "线索1", urgent=rule == "clue-verify-urgent-3d")
    story = Story(date(2026, 7, 8)).filed().assigned(next(handlers)).noticed().searched()
    story.then("clue_received", date(2026, 8, 20), "线索1", specific=True)
    yield story.then("clue_verified", date(2026, 8, 25), "线索1")


def _price(handlers: Iterator[str]) -> Iterator[Story]:
    """Controlled property whose reference price is to be fixed within thirty days."""
    for due_on in (date(2026, 9, 7), WEDNESDAY, date(2026, 10, 15)):
        held = from_which("refprice-start-30d", due_on)
        story = Story(later(held, -30)).filed().assigned(next(handlers)).noticed().searched()
        story.held("房产1", "查封", held, _years_on(held, 3))
        yield story
    for received in (date(2026, 5, 11), date(2026, 6, 1), date(2026, 6, 22)):
        story = Story(received).filed().assigned(next(handlers)).noticed().searched()
        held = later(story.last, 3)
        story.held("车辆1", "扣押", held, _years_on(held, 2))
        yield story.then("reference_price_started", later(held, 12), "车辆1", way="网络询价")


def _money(handlers: Iterator[str]) -> Iterator[Story]:
    """Money has come in: to be noticed to finance, to be paid out, disputed, paid."""
    for due_on in (TODAY, TUESDAY):
        got = from_which("funds-paynotice-10wd", due_on)
        story = Story(later(got, -45)).filed().assigned(next(handlers)).noticed().searched()
        yield story.then("funds_received", got, "款1", amount=86000)
    for due_on in (date(2026, 9, 24), WEDNESDAY):
        told = from_which("funds-finance-pay-5wd", due_on)
        story = Story(later(told, -50)).filed().assigned(next(handlers)).noticed().searched()
        story.then("funds_received", later(told, -7), "款1", amount=152300)
        yield story.then("payment_notice_sent", told, "款1")
    story = Story(date(2026, 6, 8)).filed().assigned(next(handlers)).noticed().searched()
    yield story.then("funds_received", date(2026, 8, 5), "款1", amount=40000, disputed=True)
    story = Story(date(2026, 5, 18)).filed().assigned(next(handlers)).noticed().searched()
    yield story.paid("款1", 23500, date(2026, 8, 3)).paid("款2", 12000, date(2026, 9, 1))


def _stopped(handlers: Iterator[str]) -> Iterator[Story]:
    """Suspended, stayed, under appraisal, on sale: the six months stand still."""
    for received, kind, on in (
        (date(2026, 3, 16), "execution_suspended", date(2026, 6, 10)),
        (date(2026, 4, 7), "stay_granted", date(2026, 7, 15)),
    ):
        story = Story(received).filed().assigned(next(handlers)).noticed().searched()
        yield story.then(kind, on, approver="V001", reason="演练")
    for received, kind, on in (
        (date(2026, 4, 13), "appraisal_commissioned", date(2026, 8, 17)),
        (date(2026, 4, 20), "sale_started", date(2026, 9, 7)),
    ):
        story = Story(received).filed().assigned(next(handlers)).noticed().searched()
        held = later(story.last, 2)
        story.held("房产1", "查封", held, _years_on(held, 3))
        story.then("reference_price_started", later(held, 10), "房产1", way="委托评估")
        yield story.then(kind, on, "房产1", approver="D001")
    story = Story(date(2026, 3, 9)).filed().assigned(next(handlers)).noticed().searched()
    story.then("execution_suspended", date(2026, 5, 12), approver="V001", reason="演练")
    yield story.then("execution_resumed", date(2026, 7, 13))


def _half_a_year(handlers: Iterator[str]) -> Iterator[Story]:
    """Cases near the end of their six months, past it, and extended."""
    for due_on in (date(2026, 9, 2), WEDNESDAY, AFTER_HOLIDAY, date(2026, 10, 27)):
        filed = from_which("case-6m", due_on)
        story = Story(later(filed, -1)).filed().assigned(next(handlers)).noticed().searched()
        if due_on in _FROZEN_UNTIL:
            story.held("存款1", "冻结", later(story.last, 2), _FROZEN_UNTIL[due_on], amount=26000)
        yield story.pressed()
    story = Story(date(2026, 3, 2)).filed().assigned(next(handlers)).noticed().searched().pressed()
    yield story.then(
        "extension_approved",
        date(2026, 8, 25),
        rule="case-6m",
        number=3,
        unit="month",
        approver="P001",
        approver_role="president",
        asked_on=date(2026, 8, 20),
    )


def _round_ended(handlers: Iterator[str]) -> Iterator[Story]:
    """No property found: the round ended by ruling, every condition met."""
    for received, missing in (
        (date(2026, 2, 2), True),
        (date(2026, 2, 9), False),
        (date(2026, 3, 5), True),
        (date(2026, 4, 1), False),
        (date(2026, 5, 6), True),
    ):
        story = Story(received).filed().assigned(next(handlers)).noticed().searched().pressed()
        story.then("property_report_checked", later(story.last, 4))
        if missing:
            story.then("debtor_sought", later(story.last, 2))
        ended = later(story.filed_on or received, 72)
        story.then("applicant_heard", later(ended, -5), opinion="无异议（演练）")
        story.then("panel_agreed", later(ended, -2), president="P001")
        yield story.then("round_termination_ruled", ended, debtor_missing=missing, obstructed=False)


def _closed(handlers: Iterator[str]) -> Iterator[Story]:
    """Paid in full, or ended by withdrawal; and one into which money came afterwards."""
    for received, amount in (
        (date(2026, 1, 6), 58000),
        (date(2026, 1, 19), 120000),
        (date(2026, 2, 4), 33600),
        (date(2026, 4, 15), 207500),
    ):
        story = Story(received).filed().assigned(next(handlers)).noticed().searched()
        story.paid("款1", amount, later(story.last, 8))
        yield story.closed("执行完毕", 3, way="强制执行到位")
    for received in (date(2026, 1, 12), date(2026, 3, 23)):
        story = Story(received, resumed=True).filed().assigned(next(handlers)).noticed()
        yield story.closed("终结执行", 30, ground="申请人撤销申请")
    story = Story(date(2026, 2, 25)).filed().assigned(next(handlers)).noticed().searched()
    story.closed("终结执行", 20, ground="申请人撤销申请")
    yield story.then("funds_received", date(2026, 9, 18), "款1", amount=5000)
    story = Story(date(2026, 5, 25)).filed().assigned(next(handlers)).noticed(6)
    yield story.searched().pressed()


def _years_on(day: date, years: int) -> date:
    return day.replace(year=day.year + years)
