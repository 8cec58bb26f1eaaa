"""A case in which everything is done that the nation and a court ask before a round ends."""

from __future__ import annotations

from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import load
from tests.rulebook.asked import refusals
from tests.rulebook.casebook import Casebook, filed
from tests.rulebook.telling import told

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
# What the nation asks before a round ends on 8 April, and, with the last, a court's profile.
DONE = (
    told("execution_notice_issued", "2026-01-07"),
    told("property_report_ordered", "2026-01-07"),
    told("network_query_launched", "2026-01-08", categories=CLASSES),
    told("property_report_checked", "2026-01-20"),
    told("investigation_completed", "2026-02-05"),
    told("consumption_restricted", "2026-02-06", debtor="甲"),
    told("consumption_restricted", "2026-02-06", debtor="乙"),
    told("dishonest_not_applicable", "2026-02-06", reason="无纳入情形"),
    told("debtor_sought", "2026-02-10"),
    told("applicant_heard", "2026-03-30"),
    told("closing_notified", "2026-03-30", channel="短信"),
    told("closing_notified", "2026-03-31", channel="电话"),
    told("panel_agreed", "2026-04-02", president="P"),
)
LISTED = told("termination_checked", "2026-04-07", **CHECKED)
RULED = told("round_termination_ruled", "2026-04-08", **RULING)


def ready(*without: str, law: Lawbook = TWELVE) -> Casebook:
    """Everything done that both the nation and the court ask before a round ends on 8 April."""
    told_of = [one for one in (*DONE, LISTED) if one.kind in law.facts]
    return filed(law=law).tells(*(one for one in told_of if one.kind not in without))


def ends(book: Casebook, on: str = "2026-04-08", **said: object) -> set[str]:
    return {one.gate for one in refusals(book, "round_termination_ruled", on, **(RULING | said))}


def refused(book: Casebook, gate: str, **said: object) -> str:
    found = refusals(book, "round_termination_ruled", "2026-04-08", **(RULING | said))
    lines = [f"{one.zh}\n{one.en}" for one in found if one.gate == gate]
    assert lines, [one.gate for one in found]
    return "\n".join(lines)
