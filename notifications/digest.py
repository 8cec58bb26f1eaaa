"""Digests (一人一时一份): all waiting lines of one person as one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from models.oversight.telling.alert import REHEARSAL_MARK
from models.oversight.telling.deliveries import Bundle, Waiting
from notifications.attachment import Attachment
from notifications.letters import environment
from notifications.masking import masked
from rulebook.oversight.alerting import Mask

# The sternest line comes first; a level that is not named stands with the notices. What is over
# since it was written comes last.
_ORDER = (
    "interview", "order", "urge", "chase", "reminder",
    "renew_last", "renew_second", "renew_first", "due_soon", "notice",
)  # fmt: skip
_RANK: Mapping[str, int] = {level: rank for rank, level in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a digest, as far as its channel may carry it."""

    level: str
    case: str  # empty under the mask `count`
    subject: str  # level, case number, node, days
    body: str
    route: str
    link: str  # the case's page; empty when the installation has no address


@dataclass(frozen=True, slots=True)
class Digest:
    """What a channel sends: one person, one moment. `id` is the same when it is sent again."""

    id: str
    officer_id: str
    address: str  # the person's on this channel; empty: the channel needs none
    title: str
    body: str
    entries: tuple[Entry, ...]
    again: bool  # it was tried before, and may have arrived
    attachments: tuple[Attachment, ...] = ()

    @property
    def lines(self) -> int:
        """How many matters it tells of."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Manner:
    """How an installation writes to one channel: masked how far, with links to where."""

    mask: Mask = Mask.FULL
    base_url: str = ""
    rehearsal: bool = False


def compose(
    bundle: Bundle,
    name: str,
    address: str,
    manner: Manner,
    as_of: datetime,
    attachments: Sequence[Attachment] = (),
) -> Digest:
    """The digest of a bundle: case numbers, nodes, days and levels, nothing of any party."""
    lines = sorted(bundle.lines, key=_rank)
    mark = REHEARSAL_MARK if manner.rehearsal else ""
    who = f"{name}（{bundle.officer_id}）" if name else bundle.officer_id
    title = f"{mark}督程 {as_of:%Y-%m-%d %H:%M} 致{who}：{len(lines)}项"
    entries = tuple(_entry(line, manner) for line in lines)
    body = (
        environment()
        .get_template("digest.j2")
        .render(entries=entries, id=bundle.id, rehearsal=manner.rehearsal, mask=manner.mask.value)
    )
    again = any(line.attempts for line in lines)
    # A channel that may name no case carries no file that does.
    files = tuple(attachments) if manner.mask is Mask.FULL else ()
    return Digest(bundle.id, bundle.officer_id, address, title, body.strip(), entries, again, files)


def _entry(line: Waiting, manner: Manner) -> Entry:
    if manner.mask is Mask.COUNT:
        return Entry(line.level, "", "", "", "", "")
    full = manner.mask is Mask.FULL
    return Entry(
        level=line.level,
        case=line.case,
        subject=masked(line.subject) + (f" 〔此后{line.since}〕" if line.since else ""),
        body=masked(line.body) if full else "",
        route=line.route if full else "",
        link=_link(line.case, manner.base_url),
    )


def _link(case: str, base_url: str) -> str:
    return f"{base_url.rstrip('/')}/cases/{quote(case)}" if case and base_url else ""


def _rank(line: Waiting) -> tuple[bool, int, int]:
    return bool(line.since), _RANK.get(line.level, len(_ORDER)), line.id
