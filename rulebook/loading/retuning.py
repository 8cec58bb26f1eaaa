"""A court's own figures for its reviews (本院核查尺度), put in the place of the shipped ones."""

from __future__ import annotations

from dataclasses import replace

from rulebook.law.review import Retune, Review
from rulebook.loading.gathering import Gathering
from rulebook.loading.reading import Entry


def apply(gathering: Gathering) -> None:
    """Put the figures of each court's own profile in the place of the shipped ones."""
    shelf = gathering.shelf
    for said in gathering.said("retune"):
        one: Retune = said.one
        shelf.knows(said.entry, "review", shelf.reviews, one.review)
        if one.review in shelf.reviews:
            shelf.reviews[one.review] = _retuned(said.entry, shelf.reviews[one.review], one)


def _retuned(entry: Entry, kind: Review, by: Retune) -> Review:
    unknown = sorted(set(by.limits) - set(kind.limits or {}))
    if unknown:
        entry.fault(f"{kind.id} has no limit {', '.join(unknown)}")
    return replace(
        kind,
        cron=kind.cron if by.cron is None else by.cron,
        to=by.to or kind.to,
        limits={**(kind.limits or {}), **by.limits},
    )
