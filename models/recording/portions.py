"""Portions (分段) of a batch: while the server writes one, the next is worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.recording.entry import Entry

_FACTS = 64  # of one portion: the server takes longer over them than over a statement as such
_LAST = 12  # of the last portions of a batch, which nothing is worked out behind


def portions(entries: Sequence[Entry | None]) -> Iterator[tuple[slice, list[Entry]]]:
    """The places of each portion of a batch, and the cases that are complete with it.

    `entries` are the cases of the batch's facts, in the facts' order; None where there is none.
    A case is complete with its last fact, and never before: it is written once, from where it
    stands at the end. Complete cases come in the order of their ids.
    """
    last = {id(entry): (at, entry) for at, entry in enumerate(entries) if entry is not None}
    complete = sorted(last.values(), key=lambda one: one[0])
    written = 0
    for start, end in _bounds(len(entries)):
        upto = written
        while upto < len(complete) and complete[upto][0] < end:
            upto += 1
        found = [entry for _, entry in complete[written:upto]]
        yield slice(start, end), sorted(found, key=lambda entry: entry.dossier.id)
        written = upto


def _bounds(facts: int) -> Iterator[tuple[int, int]]:
    """Where each portion begins and ends; towards the end of a long batch they grow shorter."""
    start = 0
    while start < facts:
        left = facts - start
        most = max(left // 2, _LAST) if start else _FACTS
        end = start + min(left, _FACTS, most)
        yield start, end
        start = end
