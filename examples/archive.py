"""Cases of earlier years: ended rounds with their half-yearly queries, measures that run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import cycle

from people import HANDLERS
from story import TODAY, Story, later

HALF_YEAR = 6  # months between two queries

# When the application came, the property held, by which measure, from when and until when.
_HELD = (
    (date(2023, 10, 16), "房产1", "查封", date(2023, 11, 16), date(2026, 11, 15)),
    (date(2024, 9, 2), "车辆1", "扣押", date(2024, 10, 15), date(2026, 10, 14)),
    (date(2024, 12, 9), "设备1", "扣押", date(2025, 1, 22), date(2027, 1, 21)),
    (date(2023, 9, 4), "股权1", "冻结", date(2023, 10, 8), date(2026, 10, 7)),
)


def archive() -> Iterator[Story]:
    """Every case of an earlier year that still owes something, or keeps property under seal."""
    handlers = cycle(HANDLERS)
    yield from _queried(handlers)
    yield from _held(handlers)
    yield from _forgotten(handlers)


def _queried(handlers: Iterator[str]) -> Iterator[Story]:
    """Rounds of last winter: a query that is late, two whose days have come, a hit, a request."""
    for received in (date(2025, 11, 10), date(2025, 12, 1), date(2025, 12, 18)):
        yield _round(Story(received), next(handlers))
    story = _round(Story(date(2025, 11, 24)), next(handlers))
    yield story.then("round_query_done", date(2026, 9, 8), found=True, hits="银行存款（演练）")
    story = _round(Story(date(2025, 9, 15)), next(handlers))
    story.then("round_query_done", later(story.last, 118), found=False)
    yield story.then("resumption_requested", date(2026, 9, 23), property="房屋租金（演练）")


def _held(handlers: Iterator[str]) -> Iterator[Story]:
    """Property nobody would buy, still under seal while the round has ended; queried in time."""
    for received, asset, measure, on, until in _HELD:
        story = Story(received).filed().assigned(next(handlers)).noticed().searched()
        story.held(asset, measure, on, until).pressed()
        story.then(
            "asset_not_disposable", later(story.last, 25), asset, reason="拍卖、变卖均流拍（演练）"
        )
        ended = _ends(story)
        day = _months_on(ended, HALF_YEAR)
        while day <= TODAY:
            story.then("round_query_done", later(day, -5), found=False)
            day = _months_on(day, HALF_YEAR)
        yield story


def _forgotten(handlers: Iterator[str]) -> Iterator[Story]:
    """Suspended for a bankruptcy; the freeze of the account ran out meanwhile, or is about to."""
    for received, until in (
        (date(2025, 6, 9), date(2026, 9, 16)),
        (date(2025, 7, 7), date(2026, 9, 30)),
    ):
        story = Story(received).filed().assigned(next(handlers)).noticed().searched()
        story.held("存款1", "冻结", until.replace(year=2025), until, amount=48000)
        on = later(story.last, 20)
        yield story.then("execution_suspended", on, approver="V001", reason="移送破产审查（演练）")


def _round(story: Story, handler: str) -> Story:
    """A case without property, from its filing to the ruling that ends the round."""
    story.filed().assigned(handler).noticed().searched().pressed()
    _ends(story)
    return story


def _ends(story: Story) -> date:
    """Every condition of the ruling, and the ruling. Returns its day."""
    story.then("property_report_checked", later(story.last, 4))
    ended = max(later(story.filed_on or story.received, 72), later(story.last, 8))
    story.then("applicant_heard", later(ended, -5), opinion="无异议（演练）")
    story.then("panel_agreed", later(ended, -2), president="P001")
    story.then("round_termination_ruled", ended, debtor_missing=False, obstructed=False)
    return ended


def _months_on(day: date, months: int) -> date:
    """The same day so many months on; never past the 28th, which every month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
