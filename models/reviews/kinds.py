"""Which finder looks for which kind of review (核查类别); a sample or a list has none."""

from __future__ import annotations

from collections.abc import Mapping

from models.reviews import (
    conduct,
    crossing,
    entries,
    expiring,
    hopping,
    idle,
    overtaking,
    pending,
    restricted,
    rounds,
    standstill,
)
from models.reviews.finding import Finder

FINDERS: Mapping[str, Finder] = {
    "round-query": rounds.queries,
    "old-rounds": rounds.old_rounds,
    "long-pending": pending.long_pending,
    "paused-long": standstill.paused_long,
    "cause-ended": standstill.cause_ended,
    "measures-expiring": expiring.measures,
    "instalments": expiring.instalments,
    "money-idle": idle.money,
    "restrictions": restricted.restrictions,
    "no-act": conduct.no_act,
    "last-day": conduct.last_day,
    "pause-hopping": hopping.pause_hopping,
    "served-later": overtaking.served_later,
    "late-entry-spike": entries.late_entry_spike,
    "cross-candidates": crossing.cross_candidates,
}
