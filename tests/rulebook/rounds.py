"""A case in which everything is done that the nation and a court ask before a round ends."""

from __future__ import annotations

from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import load
from tests.rulebook.asked import refusals
from tests.rulebook.casebook import Casebook

TWELVE = load("twelve-checks")
RULING = {"debtor_missing": True, "obstructed": False}
CLASSES = ["银行", "人民银行", "证券", "互联网银行", "车辆", "不动产", "工商"]
CHECKED = {
    "debtors": ["甲", "乙"],
    "all_deceased": False,
    "natural_person": True,
    "provident_fund_checked": True,
    "wealth_products_checked": True,
    "insurance_checked": True,
    "dividends_checked": True,
    "listing_applies": False,
    "unpaid": "48000.00",
    "act_only": False,
}


def ready(*without: str, law: Lawbook = TWELVE) -> Casebook:
    """Everything done that both the nation and the court ask before a round ends on 8 April."""
    book = Casebook(law=law)
    for kind, on, said in (
        ("application_received", "2026-01-05", {}),
        ("filed", "2026-01-05", {}),
        ("handler_assigned", "2026-01-05", {"handler": "H1"}),
        ("execution_notice_issued", "2026-01-07", {}),
        ("property_report_ordered", "2026-01-07", {}),
        ("network_query_launched", "2026-01-08", {"categories": CLASSES}),
        ("property_report_checked", "2026-01-20", {}),
        ("investigation_completed", "2026-02-05", {}),
        ("consumption_restricted", "2026-02-06", {"debtor": "甲"}),
        ("consumption_restricted", "2026-02-06", {"debtor": "乙"}),
        ("dishonest_not_applicable", "2026-02-06", {"reason": "无纳入情形"}),
        ("debtor_sought", "2026-02-10", {}),
        ("applicant_heard", "2026-03-30", {}),
        ("closing_notified", "2026-03-30", {"channel": "短信"}),
        ("closing_notified", "2026-03-31", {"channel": "电话"}),
        ("panel_agreed", "2026-04-02", {"president": "P"}),
        ("termination_checked", "2026-04-07", CHECKED),
    ):
        if kind not in without and kind in book.law.facts:
            book.happens(kind, on, **said)
    return book


def ends(book: Casebook, on: str = "2026-04-08", **said: object) -> set[str]:
    return {one.gate for one in refusals(book, "round_termination_ruled", on, **(RULING | said))}


def refused(book: Casebook, gate: str, **said: object) -> str:
    found = refusals(book, "round_termination_ruled", "2026-04-08", **(RULING | said))
    lines = [f"{one.zh}\n{one.en}" for one in found if one.gate == gate]
    assert lines, [one.gate for one in found]
    return "\n".join(lines)
