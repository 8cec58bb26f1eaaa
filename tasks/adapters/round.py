"""One round of the adapters (对接一遍): questions out, answers in; made with each patrol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models import clock, evidence
from models.place import Place
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from tasks.adapters.opening import adapters
from tasks.adapters.protocol import Adapter
from tasks.adapters.sending import Sent, send
from tasks.adapters.taking import Taken, Taker


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went out and what came in."""

    sent: Sent
    taken: Taken

    def __str__(self) -> str:
        s, t = self.sent, self.taken
        figures = (
            ("发出查询{}件", s.put),
            ("未能发出{}件", s.failed),
            ("久未反馈{}件", s.given_up),
            ("收到反馈{}件", t.files),
            ("入册事实{}项", t.facts),
            ("未能入册{}件", t.failed),
        )
        parts = ["，".join(words.format(n) for words, n in figures if n) or "无往来"]
        parts += [f"系统不通：{fault}" for fault in t.faults]
        return f"系统对接：{'；'.join(parts)}"


def make_round(
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    home: Path | None = None,
    through: Sequence[Adapter] | None = None,
) -> Traffic:
    """Put what is due, take what has come. Doing it twice puts and records nothing twice.

    `home` defaults to the installation's; `through` to its adapters. A system that is broken is
    named in the answer; raises `BookError` only when the book itself cannot be used.
    """
    folder = home or Place().folder
    ways = adapters(folder) if through is None else through
    with store.reading() as session:
        as_of = clock.now(session)
    sent = send(store, law, ways, as_of)
    return Traffic(sent, Taker(store, law, calendar, folder / evidence.FOLDER).collect(ways))
