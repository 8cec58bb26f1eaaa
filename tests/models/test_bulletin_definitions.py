"""Each definition of the bulletin against a figure counted by hand from the facts of its court."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from models.figures.bulletins import Press
from models.store import Store
from rulebook.figures.definitions import definitions
from rulebook.figures.span import span
from rulebook.time.calendar import national
from tests.databases import NewUrl
from tests.models.bulletinbook import LAW
from tests.models.countedbook import (
    CASES,
    CLOCKS,
    CORE,
    ENTRIES,
    HIGH,
    MONEY,
    NODES,
    countedbook,
)
from tests.models.countedsupervision import COURT, countedsupervision

# Figure, value, and the number that it rests on. How each was counted stands beside it.
COUNTED: Mapping[str, Mapping[str, tuple[Any, int]]] = {
    CASES: {
        "cases.start": (10, 10),  # S1 to S10
        "cases.received": (2, 2),  # R1, R2
        "cases.reopened": (1, 1),  # S1
        "cases.closed": (11, 11),  # S1 to S10, S1 again
        "cases.open": (2, 2),  # 10 + 2 + 1 - 11
        # 28+29+30+33+34+35+36+37+40+41 = 343 from 6 May, and 14 of S1 again: 357 / 11
        "cases.closed_days_gross": ("32.5", 11),
        "cases.closed_days": ("31.4", 11),  # less S9's twelve days: 345 / 11
    },
    NODES: {
        "nodes.running": (6, 6),  # 031 of N1, N7, N8, N9; K20 of N1; K2 of N7
        "nodes.due": (26, 26),  # 21 clues of N1, one of N6; 031 of N2 to N5
        "nodes.on_time": (13, 13),  # twelve clues, N5
        "nodes.late": (10, 10),  # seven clues, N2, N3, N4
        "nodes.undone": (1, 1),  # N6's clue
        "nodes.open": (1, 1),  # K20
        "nodes.unproven": (1, 1),  # K21
        "nodes.overdue": (12, 12),  # 10 + 1 + 1
        "nodes.overdue_legal": (12, 12),  # both limits are the law's
        "nodes.carried": (2, 2),  # N7's two clues
        "nodes.carried_done": (1, 1),
        "nodes.corrected": (11, 11),  # 10 + 1
        "nodes.outstanding": (2, 2),  # K20, N7's K2
        "nodes.hidden": (1, 1),  # N5: done on 8 June, due on the 1st but for the pause
        "nodes.on_time_rate": ("50.00", 26),  # 13 of 26
        "nodes.on_time_rate_gross": ("46.15", 26),  # 12 of 26
        "nodes.on_time_rate_all": ("46.43", 28),  # 13 of 28
        "nodes.paused": (2, 2),  # N8, N9
        "nodes.paused_beyond": (1, 1),  # N9
        # From 8 June: 1 1 2 2 4 (9, 10, 12 June), 4 (N6), 14 14 (22 June), 23 (1 July); from 3 June
        # to the 10th 7 7 7; from 18 May: 14 (1 June), 44 (1 July). In order: 1 1 2 2 4 4 7|7 7 14 …
        "nodes.overdue_median": (7, 14),
        # Working days of the same: 1 1 2 2 4, 4, 9 9, 16, 5 5 5, 10, 31: 1 1 2 2 4 4 5|5 5 9 9 10 …
        "nodes.overdue_median_working": (5, 14),
        # But for the pause N2 to N4 were due on 20 May: 21 each. 1 1 2 2 4 4 14|14 14 21 21 21 …
        "nodes.overdue_median_gross": (14, 14),
        "nodes.overdue_worst": (44, 14),  # N7's K2, 18 May to 1 July
        "nodes.overdue_worst_working": (31, 14),  # 4 + 5 in May, 5 + 5 + 4 + 5 + 2 in June, 1 July
        "advice.kept": (1, 1),  # N1's query
        "advice.late": (1, 1),  # N7's
    },
    CLOCKS: {
        "pauses.used": (3, 3),  # G1 twice, G2; G11's ended with the case in May
        "pauses.begun": (2, 2),  # G1 on the 25th, G2
        "pauses.days": (23, 3),  # 10 + 4 + 9
        "pauses.case_rate": ("20.00", 10),  # G1 and G2 of ten
        "extensions.granted": (2, 2),
        "extensions.days": (40, 2),  # ten days, and 10 June to 10 July
    },
    ENTRIES: {
        "entries.made": (12, 12),  # the filing, ten clues received and one verified
        # Full days: 0 0 0 0 0 1|2 2 3 (an hour short of four) 4 9 9
        "entries.lag_median": ("1.5", 12),
        "entries.late": (3, 3),  # 4, 9, 9
        "entries.late_rate": ("25.00", 12),  # 3 of 12
    },
    MONEY: {
        "money.paid": (10, 10),
        "money.deferred": (1, 1),  # R10
        "money.deferred_share": ("10.00", 10),
        "money.days_gross": ("5.7", 10),  # five of 3, four of 7, one of 14: 57 / 10
        "money.days": ("4.7", 10),  # less R10's ten days: 47 / 10
    },
    COURT: {
        "items.issued": (14, 14),  # twelve urgings, orders to 7 and 8; none of what was proposed
        "items.answered": (9, 9),  # 1 to 6, 1 again, 7 twice
        "items.returned": (3, 3),  # 1, 2, 7; that of July apart
        "items.verified": (3, 3),  # 3, 4, 7
        "items.unanswered": (7, 7),  # urgings of 7, 8, 9, 10, 12 and, sent back, 2; the order to 8
        "interviews.convened": (2, 2),  # 8 by the ladder, 5 by the director
        "interviews.held": (1, 1),
        "interviews.verified": (1, 1),
        "alerts.fired": (12, 12),
        "objections.raised": (2, 2),  # 11, 12
        "objections.upheld": (1, 1),
        "alerts.false_rate": ("8.33", 12),  # 1 of 12
    },
    CORE: {
        "core.property": ("80.00", 10),  # P1 to P8; P9 was late, P10 not performed, P11 has none
        "core.termination": ("90.00", 10),  # all but the first
        "core.petition": ("70.00", 10),  # 2 of May and 8 of June; X1 and X3 to X8 closed
        "core.three_years": ("95.45", 22),  # P1–P11, T1–T10, Q1 filed; all but Q1 closed: 21 / 22
        "core.key_overdue": ("0.08", 12),  # P9's 031 in P1–P11 and Q1: 1 / 12
    },
}
FIGURES = [(court, name) for court, counted in COUNTED.items() for name in counted]


@pytest.fixture(scope="module")
def figures(new_url: NewUrl) -> Mapping[str, Any]:
    """June's figures, court by court, of both books."""
    found: dict[str, Any] = {}
    for make, court in ((countedbook, HIGH), (countedsupervision, COURT)):
        store = Store(new_url())
        make(store)
        report: Any = Press(store, LAW, national()).preview(court, span("2026-06")).bulletin.report
        found |= {one["code"]: one["figures"] for one in report["courts"] if not one["own"]}
        store.close()
    return found


@pytest.mark.parametrize(("court", "name"), FIGURES, ids=[name for _, name in FIGURES])
def test_a_figure_is_what_was_counted_by_hand(
    figures: Mapping[str, Any], court: str, name: str
) -> None:
    found = figures[court][name]
    assert (found["value"], found["n"]) == COUNTED[court][name]


def test_no_definition_is_left_without_a_count_by_hand() -> None:
    assert sorted(name for _, name in FIGURES) == sorted(definitions().figures)
