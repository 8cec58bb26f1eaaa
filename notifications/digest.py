"""Digests (一人一时一份): all waiting lines of one person as one message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.oversight.alert import REHEARSAL_MARK
from models.oversight.outbox import Bundle, Waiting
from notifications.letters import environment

# The sternest line comes first; a level that is not named stands with the notices.
_ORDER = (
    "interview", "order", "urge", "chase", "reminder",
    "renew_last", "renew_second", "renew_first", "due_soon", "notice",
)  # fmt: skip
_RANK: Mapping[str, int] = {level: rank for rank, level in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Digest:
    """What a channel sends: one person, one moment. `id` is the same when it is sent again."""

    id: str
    officer_id: str
    address: str  # an Apprise URL of the person's own; empty: the installation's
    title: str
    body: str
    lines: int
    again: bool  # it was tried before, and may have arrived


def compose(bundle: Bundle, name: str, address: str, rehearsal: bool, as_of: datetime) -> Digest:
    """The digest of a bundle: case numbers, nodes, days and levels, nothing else."""
    lines = sorted(bundle.lines, key=_rank)
    mark = REHEARSAL_MARK if rehearsal else ""
    who = f"{name}（{bundle.officer_id}）" if name else bundle.officer_id
    title = f"{mark}督程 {as_of:%Y-%m-%d %H:%M} 致{who}：{len(lines)}项"
    body = (
        environment()
        .get_template("digest.j2")
        .render(lines=lines, id=bundle.id, rehearsal=rehearsal)
    )
    again = any(line.attempts for line in lines)
    return Digest(bundle.id, bundle.officer_id, address, title, body.strip(), len(lines), again)


def _rank(line: Waiting) -> tuple[int, int]:
    return _RANK.get(line.level, len(_ORDER)), line.id
