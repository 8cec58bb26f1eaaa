"""From an entry of a rulebook file to a ladder, and from a ladder's kept text back to it."""

from __future__ import annotations

import json
from datetime import date, time
from fractions import Fraction
from hashlib import sha256
from typing import Any

from rulebook.law.ladder import Channel, Ladder, Lead, Mode, Rung, Transition
from rulebook.law.repetition import Per, Repetition
from rulebook.loading.reading import Entry

_HOURS = ("at", "convene_at", "quiet_from", "eve_from")
_NOT_CLIMBING = ("transition", "source", "example")  # saying them otherwise changes no climb


def ladder(entry: Entry) -> Ladder:
    """One ladder."""
    text = _text(entry.raw)
    return Ladder(
        id=entry.text("id"),
        zh=entry.text("zh"),
        at=entry.hour("at", required=True) or time(),
        rungs=tuple(_rung(one) for one in entry.tables("rung")),
        convene_after=entry.period("convene_after"),
        convene_at=entry.hour("convene_at"),
        hold_within=entry.period("hold_within"),
        urgent=entry.text("urgent", ""),
        quiet_from=entry.hour("quiet_from"),
        eve_from=entry.hour("eve_from"),
        repeats=tuple(_repetition(one) for one in entry.tables("repeat")),
        transition=entry.one_of("transition", Transition, Transition.KEEP),
        source=entry.text("source", ""),
        example=entry.flag("example"),
        desk=entry.flag("desk"),
        text=text,
        version=sha256(text.encode()).hexdigest()[:12],
    )


def kept(text: str) -> Ladder:
    """The ladder whose `text` a book has kept; it was checked when it was loaded."""
    said = json.loads(text)
    hours = {key: time.fromisoformat(said[key]) for key in _HOURS if key in said}
    return ladder(Entry("book", "ladder", said | hours))


def _text(said: Any) -> str:
    climbing = {key: value for key, value in said.items() if key not in _NOT_CLIMBING}
    return json.dumps(climbing, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, time | date) else str(value)


def _rung(entry: Entry) -> Rung:
    lead = entry.table("lead")
    silent = entry.one_of("silent_mode", Mode, Mode.PROPOSED) if entry.has("silent_mode") else None
    found = Rung(
        key=entry.text("key"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        level=entry.whole("level", required=True) or 0,
        mode=entry.one_of("mode", Mode),
        to=entry.texts("to", required=True),
        cc=entry.texts("cc"),
        offset=entry.whole("offset"),
        lead=_lead(lead) if lead else None,
        before=entry.period("before"),
        after=entry.period("after"),
        used=_share(entry),
        since=entry.period("since"),
        idle=entry.period("idle"),
        idle_on_subject=entry.flag("idle_on_subject"),
        not_for_limits_under=entry.period("not_for_limits_under"),
        channel=entry.one_of("channel", Channel, Channel.DIGEST),
        reply=entry.period("reply"),
        on_silence=entry.text("on_silence", ""),
        silent_mode=silent,
        outcome=entry.text("outcome", ""),
        by=entry.texts("by"),
        paper=entry.text("paper", ""),
        closes=entry.flag("closes"),
    )
    entry.done()
    return found


def _lead(entry: Entry) -> Lead:
    found = Lead(
        share=entry.number("share"),
        least=entry.whole("least", required=True) or 0,
        most=entry.whole("most", required=True) or 0,
    )
    entry.done()
    return found


def _share(entry: Entry) -> Fraction | None:
    said = entry.text("used", "")
    if not said:
        return None
    try:
        share = Fraction(said)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share < 1:
        entry.fault(f"used {said!r} is no share of a limit: write a fraction such as 2/3")
        return None
    return share


def _repetition(entry: Entry) -> Repetition:
    found = Repetition(
        of=entry.text("of"),
        per=entry.one_of("per", Per),
        times=entry.whole("times", required=True) or 0,
        then=entry.text("then"),
        within=entry.period("within"),
        any_ladder=entry.flag("any_ladder"),
        issued=entry.flag("issued"),
    )
    entry.done()
    return found
