"""The duty desk's sheet as a page says it (值班交接表): its parts and health, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dueprocess.board.beats import duty
from dueprocess.board.leads import REPLY, last_day, limit, why
from dueprocess.board.sentences import HAN
from dueprocess.board.words import EN, Words
from dueprocess.views.supervision.handing import parts
from models.reading.handover import Handing, Matter
from notifications.documents.gathering.duty import STATES

Section = tuple[str, list[Matter]]
_ENGLISH = {
    "拟发待定": "proposed, to be decided",
    "逾期未复": "answer is late",
    "已回复待核验": "answered, to be verified",
    "销号": "struck off",
}


def sections(found: Handing, words: Words) -> list[Section]:
    """The sheet part by part under its names, each line in the visitor's language."""
    return [
        (_head(name, words), [_said(one, words) for one in lines]) for name, lines in parts(found)
    ]


def _head(name: tuple[str, str], words: Words) -> str:
    said = words.of(name)
    return said[0].upper() + said[1:]


def health(found: Handing, words: Words) -> Iterator[str]:
    """How feeds and channels stood, a sentence each."""
    never, sound = words("从未"), words("正常")
    for beat in found.beats:
        when = f"{beat.beat_at:%m-%d %H:%M}" if beat.beat_at else never
        yield f"{duty(beat.name, words)} {beat.fault or sound} {when}"
    yield words("未送达消息%(n)s条", n=found.undelivered)
    yield words("对外查询放弃%(n)s次", n=found.unanswered_requests)


def lead(one: Matter) -> str:
    """Where the day of a line leads; "" in a sheet frozen before its lines said of what."""
    if one.key:
        return why(one.case, one.key)
    if one.item:
        return limit(one.item, REPLY)
    return last_day(one.case, one.seq, one.field) if one.seq and one.field else ""


def _said(one: Matter, words: Words) -> Matter:
    """The line in the language; a frozen sheet may be older than its English."""
    what = one.en if words.language == EN and one.en and not HAN.search(one.en) else one.what
    zh = STATES.get(one.state, one.state)
    return replace(
        one,
        what=what,
        who=words.term(one.who),
        state=words.of((zh, _ENGLISH.get(zh) or words.term(zh))),
    )
