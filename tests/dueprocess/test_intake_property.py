"""Property in a docket: what its row says of it, and the measure's last day."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import select

from dueprocess.intake import bring
from models.store import Store
from models.tables.fact import Fact
from models.tables.node import Node
from tests.dueprocess.intake_paper import FACTS, docket
from tests.rulebook.casebook import CALENDAR, LAW

ELEVEN = "（2026）京0105执11号"


def test_property_is_of_the_kind_that_its_own_row_says(store: Store, tmp_path: Path) -> None:
    """A freeze brought in with its last day is watched, and a deposit has no price to be fixed."""
    assets = (
        ("案号", "财产编号", "财产类型", "措施到期日"),
        (ELEVEN, "存款1", "存款", "2026-08-20"),
        (ELEVEN, "房产1", "不动产", "2029-02-20"),
    )
    held = [
        (ELEVEN, what, day, "裁定书", day, None, ref, said)
        for ref, until in (("存款1", "2026-08-20"), ("房产1", "2029-02-20"))
        for what, day, said in (
            ("甄别财产权属", "2026-02-19", "owner=被执行人；relation=被执行人本人"),
            ("查封、扣押、冻结财产", "2026-02-20", f"金额=500；期限届满日={until}"),
        )
    ]
    head = (*FACTS[0], "标的编号", "其他")
    rows = [(*row, None, None) for row in FACTS[1:] if row[0] == ELEVEN]

    report = bring(
        store,
        LAW,
        CALENDAR,
        docket(tmp_path / "docket.xlsx", 财产=assets, 事实=(head, *rows, *held)),
    )

    assert report.rejected == 0
    with store.reading() as session:
        nodes = session.exec(select(Node).where(Node.subject_kind == "asset")).all()
        facts = session.exec(select(Fact).where(Fact.kind == "asset_controlled")).all()
    assert {one.payload["category"] for one in facts} == {"银行存款", "不动产"}
    open_ = {(one.rule_id, one.subject_ref) for one in nodes}
    assert {("renew-before-expiry", ref) for ref in ("存款1", "房产1")} <= open_
    assert [ref for rule, ref in open_ if rule == "refprice-start-30d"] == ["房产1"]
