"""A court to look at from above: a case with property and money, late clocks, courts around it."""

from __future__ import annotations

from models import clock
from models.tables.account import Account
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from tests.dueprocess.court import CourtDesk, furnish

ABOVE, BESIDE = "京01", "京0106"
OTHER = "（2026）京0106执9号"  # a case of the court beside
HOUSE, BANKED, RECEIPT = "asset:房产1", "asset:账户1", "款1"
PEOPLE = (
    ("U001", "郑演督", "upper_supervisor", ABOVE),
    ("V001", "韩演副", "vice_president", ABOVE),
    ("P001", "杨演长", "president", ABOVE),
    ("B106", "冯演局", "director", BESIDE),
    ("F001", "褚演财", "fund_clerk", "京0105"),
    ("T001", "卫演本", "termination_manager", "京0105"),
    ("I001", "蒋演技", "it_officer", "京0105"),
)


def furnished(desk: CourtDesk) -> None:
    """It is 2026-03-11; the case owes its execution notice since 2026-03-03."""
    furnish(desk.store)
    _around(desk)
    desk.records("application_received", "2026-02-26", "--evidence", "收件登记")
    desk.records("filed", "2026-02-27", "--evidence", "立案登记表")
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001")
    desk.records("file_received", "2026-02-27", "--evidence", "交接单")
    _property(desk)
    _money(desk)
    desk.does("rehearse", "until", "2026-03-11")


def _around(desk: CourtDesk) -> None:
    """A court above, one beside, somebody of each who looks, and accounts for all of them."""
    now = clock.system_now()
    with desk.store.writing() as session:
        session.add(Court(code=ABOVE, name="北京市第一中级人民法院", level="intermediate"))
        session.flush()
        session.add(
            Court(code=BESIDE, name="北京市丰台区人民法院", level="basic", superior_code=ABOVE)
        )
        session.get_one(Court, "京0105").superior_code = ABOVE
        session.flush()
        for number, name, role, court in PEOPLE:
            session.add(Officer(id=number, name=name, court_code=court))
            session.flush()
            session.add(OfficerRole(officer_id=number, role=role))
        session.add(Case(number=OTHER, court_code=BESIDE, applicant="张三", debtor="李四"))
        session.flush()
        for number in ("J001", "L001", "S001", "D001", *(one[0] for one in PEOPLE)):
            session.add(Account(officer_id=number, made_at=now, changed_at=now))


def _property(desk: CourtDesk) -> None:
    desk.records("claim_stated", "2026-02-27", "--set", "claim=900000", "--set", "costs=100000")
    for asset, harm in ((HOUSE, "较小"), (BANKED, "无")):
        desk.records(
            "asset_identified", "2026-02-27", "--subject", asset, "--set", "owner=甲",
            "--set", "relation=被执行人本人", "--set", f"harm={harm}", "--evidence", "登记查询结果",
        )  # fmt: skip
    desk.records(
        "asset_controlled", "2026-02-28", "--subject", BANKED, "--set", "category=银行存款",
        "--set", "method=冻结", "--set", "amount=200000", "--evidence", "冻结裁定",
    )  # fmt: skip
    desk.records(
        "asset_controlled", "2026-02-28", "--subject", HOUSE, "--set", "category=不动产",
        "--set", "method=查封", "--set", "value=700000", "--set", "value_basis=市价",
        "--set", "valued_on=2026-02-20", "--evidence", "查封裁定",
    )  # fmt: skip
    for asset, category, until in (
        (BANKED, "银行存款", "2026-03-31"),
        (HOUSE, "不动产", "2029-02-27"),
    ):
        desk.records(
            "control_took_effect", "2026-03-01", "--subject", asset, "--set",
            f"category={category}", "--set", "effective_on=2026-02-28", "--set",
            f"expires_on={until}", "--evidence", "回执",
        )  # fmt: skip


def _money(desk: CourtDesk) -> None:
    said = ("--set", "amount=5000", "--set", "account=6222", "--set", "reference=S1")
    desk.records("funds_received", "2026-02-27", "--subject", RECEIPT, *said, "--set", "payer=丁")
    payee = ("--set", "payee=甲公司", "--set", "payee_paper=委托书", "--set", "reference=S2")
    desk.records("funds_paid", "2026-03-01", "--subject", RECEIPT, "--set", "amount=2000", *payee)
