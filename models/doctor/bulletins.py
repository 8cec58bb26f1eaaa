"""Checks of bulletins (通报): frozen as they were, issued in time, without a month left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import BULLETIN, BULLETIN_LIST
from models.tables.bulletin import BulletinState
from rulebook.figures.pack import digest
from rulebook.figures.span import Span, span
from rulebook.time.zone import SHANGHAI

FAMILY = Family()


@FAMILY.check(
    "bulletin-altered",
    Level.ERROR,
    (
        "冻结的通报及其清单须与哈希一致",
        "a frozen bulletin and its lists have the hash they were kept with",
    ),
    (
        "请从备份恢复改动前的案册；仍属草稿的，可重新编制（dueprocess bulletin --anew）",
        "restore the book from a backup; a draft may be made anew (`dueprocess bulletin --anew`)",
    ),
)
def _altered(visit: Visit) -> Iterator[Place]:
    b, kept = BULLETIN.c, BULLETIN_LIST.c
    query = (
        select(b.number, b.report, b.sha256, kept.entries, kept.sha256)
        .join(BULLETIN_LIST, kept.number == b.number, isouter=True)
        .order_by(b.id)
    )
    for number, report, seal, entries, list_seal in visit.rows(query):
        if digest(report) != seal:
            yield Place(f"通报{number}的数据被改动", f"the figures of {number} were altered")
        if entries is None:
            yield Place(f"通报{number}的清单不在", f"the lists of {number} are not there")
        elif sha256(entries).hexdigest() != list_seal:
            yield Place(f"通报{number}的清单被改动", f"the lists of {number} were altered")


@FAMILY.check(
    "bulletin-not-issued",
    Level.WARNING,
    ("已编制的通报须按时签发", "a drafted bulletin is issued in time"),
    (
        "请核对后签发：dueprocess bulletin issue 编号",
        "look it through and issue it: `dueprocess bulletin issue NUMBER`",
    ),
)
def _waiting(visit: Visit) -> Iterator[Place]:
    late = visit.as_of - timedelta(days=visit.limits.bulletin_draft_days)
    query = (
        select(BULLETIN.c.number, BULLETIN.c.known_at)
        .where(BULLETIN.c.state == BulletinState.DRAFTED.value, BULLETIN.c.known_at < late)
        .order_by(BULLETIN.c.id)
    )
    for number, at in visit.rows(query):
        zh = f"通报{number}自{at:%Y-%m-%d}起仍为草稿"
        yield Place(zh, f"bulletin {number} is a draft since {at:%Y-%m-%d}")


@FAMILY.check(
    "bulletin-missing",
    Level.WARNING,
    (
        "各法院的月度通报自首期起不得缺期",
        "a court's monthly bulletins have no gap since its first",
    ),
    (
        "请编制该期：dueprocess bulletin --period 月份 --court 法院代字",
        "make it: `dueprocess bulletin --period MONTH --court CODE`",
    ),
)
def _missing(visit: Visit) -> Iterator[Place]:
    query = select(BULLETIN.c.court_code, BULLETIN.c.span).where(BULLETIN.c.corrects == "")
    there: dict[str, set[str]] = {}
    for court, written in visit.rows(query.order_by(BULLETIN.c.court_code, BULLETIN.c.id)):
        if span(written).months == 1:
            there.setdefault(court, set()).add(written)
    last = _last(visit.as_of, visit.limits.bulletin_draft_days)
    for court, months in there.items():
        for key in _between(min(months), last):
            if key not in months:
                yield Place(f"{court}缺{span(key).zh}通报", f"{court} has no bulletin of {key}")


def _last(as_of: datetime, days: int) -> Span:
    """The newest month whose bulletin should be there."""
    looked = as_of.astimezone(SHANGHAI) - timedelta(days=days)
    return span(f"{looked:%Y-%m}").before()


def _between(first: str, last: Span) -> Iterator[str]:
    """The months from the first to the last, newest first."""
    month = last
    while month.key > first:
        yield month.key
        month = month.before()
