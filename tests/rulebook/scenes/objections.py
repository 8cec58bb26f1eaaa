"""Objections (执行异议): no silent refusal, no judge of the own act, no sale of what is claimed."""

from __future__ import annotations

from tests.rulebook.casebook import NOTICED
from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.telling import Told, told

HOUSE = "房一"
ONLINE = {
    "round": 1, "category": "动产", "starts_on": "2026-04-07", "start_price": 700, "deposit": 70,
    "notice": "书面放弃",
}  # fmt: skip
HELD = (
    told("asset_identified", "2026-01-19", "车二", owner="乙", relation="被执行人本人"),
    told("asset_identified", "2026-01-19", HOUSE, owner="乙", relation="被执行人本人"),
    told("asset_controlled", "2026-01-20", HOUSE, method="查封", category="不动产"),
)
OUTSIDER = told(
    "objection_received", "2026-02-02", "异1", kind="案外人异议", objector="丁", asset=HOUSE
)
CONDUCT = OUTSIDER.unsaying("asset").saying(kind="执行行为异议", objector="乙")
FILED = told("objection_filed", "2026-02-04", "异1")
PANEL = told("objection_panel_formed", "2026-02-05", "异1", members=["R1", "R2", "R3"])
RULED = told("objection_ruled", "2026-02-12", "异1", result="驳回")
SERVED = told("ruling_served", "2026-02-13", "异1", kind="案外人异议", result="驳回")
REFUSED = told("objection_not_accepted", "2026-02-09", "异1", ground="异议人不适格")
TOO_LATE = REFUSED.saying(ground="逾期未补足材料")
ASKED = told("objection_supplement_asked", "2026-02-03", "异1", missing=["身份证明"])
SUED = told("suit_filed", "2026-02-26", "异1")
SALE = told("sale_started", "2026-03-02", HOUSE, approver="VP")
REVIEW = told("review_ruled", "2026-03-09", "异1", result="驳回")
NOTICE = told("execution_notice_issued", "2026-01-07")  # the case's fourth fact
CORRECTED = told("act_corrected", "2026-02-13", basis="异议裁定", objection="异1", _corrects=4)
BY_ITSELF = CORRECTED.unsaying("objection").saying(
    basis="自行发现", approver="VP", reason="送错当事人"
)
ORDERED = CORRECTED.unsaying("objection").saying(basis="上级法院指令")
REVERSED = told("reversal_ruled", "2026-08-03", return_by="2026-09-01")
STAYED = told("superior_stay_notified", "2026-02-10", approver="VP", until="2026-05-10")
CONTINUED = told("superior_stay_continued", "2026-05-08", until="2026-08-08")
CLOSED = told("case_closed", "2026-03-05", mode="终结执行", ground="撤销申请", **NOTICED)
TERMINATED = told("termination_ruled", "2026-03-04", ground="申请人撤销申请")
RENT = told("housing_rent_reserved", "2026-03-02", HOUSE, amount=120_000, annual_rent=24_000)
_REFUSAL, _CORRECT = "法释〔2015〕10号第2条", "法释〔2015〕10号第17条"
_BAR = "outsider-objection-bars-disposal"
_REVIEWED = (*HELD, OUTSIDER, FILED, PANEL)


# Each way of disposal, of one of two assets whose sale has come so far.
WAYS = tuple(
    told(kind, "2026-03-02", HOUSE, **said)
    for kind, said in (
        ("disposal_ruled", {"way": "拍卖"}),
        ("auction_announced", ONLINE),
        ("sell_off_announced", {"price": 1000, "ground": "当事人及有关权利人同意"}),
        ("confirmation_ruled", {"ground": "以物抵债"}),
        ("handed_over", {}),
        ("deposit_deducted", {"amount": 100, "claim": 1000}),
        ("asset_disposed", {}),
    )
)
_CONFIRMED = told("confirmation_served", "2026-01-30")
_COMING = (
    told("reference_price_set", "2026-01-26", amount=1000, valid_until="2026-12-31"),
    told("auction_terms_decided", "2026-01-27", start_price=700),
    told(
        "in_kind_requested", "2026-01-28",
        creditor="甲公司", price=1000, basis="双方同意直接抵债", unharmed=True,
    ),
    told("confirmation_ruled", "2026-01-29", ground="以物抵债"),
)  # fmt: skip


def on_sale(act: Told) -> tuple[Told, ...]:
    """What had come to both assets before the act."""
    behind = (*_COMING, _CONFIRMED) if act.kind == "handed_over" else _COMING
    return (*HELD, *(one.about(asset) for asset in (HOUSE, "车二") for one in behind))


def turned_away(lack: tuple[str, str], wrong: Facts, right: Facts) -> Scene:
    gate = "objection-refusal-ground"
    return Scene(gate, _REFUSAL, lack, wrong, right, before=(*HELD, OUTSIDER))


def barred(article: str, lack: tuple[str, str], right: Facts, *before: Told) -> Scene:
    return Scene(_BAR, article, lack, SALE, right, before=before)


def corrected(article: str, lack: tuple[str, str], wrong: Facts, right: Facts) -> Scene:
    return Scene(
        "act-corrected-on-paper", article, lack, wrong, right,
        before=(NOTICE, CONDUCT, FILED, PANEL),
    )  # fmt: skip


def capped(lack: tuple[str, str], wrong: Told, right: Told, *before: Told) -> Scene:
    article = "法释〔1998〕15号第77条"
    return Scene("supreme-suspend-3m", article, lack, wrong, right, before=before)


RECEIVING = (
    turned_away(("未写明不予受理事由", "say ground"), REFUSED.unsaying("ground"), REFUSED),
    turned_away(("请附文书", "name it as evidence"), REFUSED.bare(), REFUSED),
    turned_away(
        ("尚未一次性告知补足", "was not told what is missing"), TOO_LATE, (ASKED, TOO_LATE)
    ),
    turned_away(
        ("最早2026-02-07", "the earliest day is 2026-02-07"),
        (ASKED, TOO_LATE.moved("2026-02-06")), (ASKED, TOO_LATE),
    ),
    turned_away(
        ("已由第9项补足", "it came with fact 9"),
        (ASKED, told("objection_supplemented", "2026-02-05", "异1"), TOO_LATE),
        (ASKED, TOO_LATE),
    ),
    Scene(
        "objection-filed-first", _REFUSAL, ("执行异议已立案", "the objection was filed"),
        (PANEL, RULED), (FILED, PANEL, RULED), before=(*HELD, OUTSIDER),
    ),
    Scene(
        "objection-handler-apart", "法释〔2015〕10号第11条",
        ("H1是本案承办人", "H1 handles the case"),
        PANEL.saying(members=["R1", "H1"]), PANEL, before=(*HELD, OUTSIDER, FILED),
    ),
    Scene(
        "collegiate-objection", "法释〔2015〕10号第11条",
        ("已组成合议庭", "a panel was formed"),
        RULED, (PANEL, RULED), before=(*HELD, OUTSIDER, FILED),
    ),
    Scene(
        "collegiate-review", "法释〔2015〕10号第11条",
        ("未写明合议庭成员", "say panel"),
        REVIEW, REVIEW.saying(panel=["S1", "S2", "S3"]),
        before=(CONDUCT, FILED, PANEL, RULED, told("review_requested", "2026-02-16", "异1")),
    ),
    Scene(
        "objection-timing-gate", "法释〔2015〕10号第6条",
        ("2026-03-05", "enforcement has not ended"),
        CONDUCT.moved("2026-03-09"), CONDUCT.moved("2026-03-09").saying(against_ending=True),
        before=(TERMINATED, CLOSED),
    ),
    Scene(
        "objection-timing-gate", "法释〔2015〕10号第6条",
        ("异议指向的标的尚未执行终结", "the thing objected to is not yet disposed of"),
        OUTSIDER.saying(target_ended=True), OUTSIDER.saying(target_ended=False),
    ),
)  # fmt: skip

BARRING = (
    barred(
        "法释〔2008〕13号第15条",
        ("异1（2026-02-02收到）尚在审查", "异1, received 2026-02-02, is under review"),
        (told("objection_withdrawn", "2026-02-09", "异1"), SALE), *HELD, OUTSIDER,
    ),
    barred(
        "民事诉讼法第238条", ("异1成立", "异1 was upheld"),
        (SUED, told("objection_suit_decided", "2026-08-03", "异1", outcome="准许执行该标的"),
         SALE.moved("2026-08-10")),
        *_REVIEWED, RULED.saying(result="成立"), SERVED.saying(result="成立"),
    ),
    barred(
        "民诉法解释第313条",
        ("异1已于2026-02-26起诉，尚未审结", "异1: sued over since 2026-02-26"),
        (told("continuation_permitted", "2026-03-02", HOUSE, security="保函"), SALE),
        *_REVIEWED, RULED, SERVED, SUED,
    ),
    *(
        Scene(
            _BAR, "法释〔2008〕13号第15条", ("尚在审查", "is under review"),
            act, act.about("车二"), before=(*on_sale(act), OUTSIDER),
        )
        for act in WAYS
    ),
    *(
        Scene(
            "outsider-no-disposal-15d", "民诉法解释第463条",
            ("异1的裁定尚未送达", "the ruling on 异1 is not served"),
            act, (SERVED, act), before=(*on_sale(act), OUTSIDER, FILED, PANEL, RULED),
        )
        for act in WAYS
    ),
    Scene(  # the fifteenth day is a Saturday on which the courts work
        "outsider-no-disposal-15d", "民诉法解释第463条",
        ("最早2026-03-01", "the earliest day is 2026-03-01"),
        SALE.moved("2026-02-28"), SALE.moved("2026-03-01"),
        before=(*_REVIEWED, RULED, SERVED),
    ),
    Scene(
        "outsider-no-disposal-15d", "民诉法解释第463条",
        ("异1的裁定尚未送达", "the ruling on 异1 is not served"),
        SALE, (SERVED, SALE), before=(*_REVIEWED, RULED),
    ),
)  # fmt: skip

CORRECTING = (
    corrected(
        _CORRECT, ("请写明纠正第几项", "give the number of the fact it corrects"),
        BY_ITSELF.unsaying("_corrects"), BY_ITSELF,
    ),
    corrected(
        _CORRECT, ("第8项裁定驳回", "fact 8 let the act stand"),
        (RULED, CORRECTED), (RULED.saying(result="成立"), CORRECTED),
    ),
    corrected(
        _CORRECT, ("异9没有异议裁定", "no objection_ruled on it"),
        (RULED.saying(result="成立"), CORRECTED.saying(objection="异9")),
        (RULED.saying(result="成立"), CORRECTED),
    ),
    corrected(
        "法释〔1998〕15号第72条", ("上级法院的纠正指令", "the superior court's order"),
        ORDERED, (told("superior_order_received", "2026-02-12", order="指令1"), ORDERED),
    ),
    corrected(
        "法释〔1998〕15号第72条", ("自行纠正的批准人和理由", "say approver, reason"),
        BY_ITSELF.unsaying("approver", "reason"), BY_ITSELF,
    ),
    Scene(
        "reversal-upon-revocation", "法释〔1998〕15号第65条",
        ("撤销或者变更执行依据的文书", "the paper that set the title aside"),
        REVERSED, (told("title_revoked", "2026-07-20", document="（2026）京03民再1号"), REVERSED),
    ),
    Scene(
        "housing-rent-5-8y", "法释〔2015〕10号第20条",
        ("扣留金额为年租金的五至八倍", "five to eight years' rent"),
        RENT.saying(amount="119999.99"), RENT,
    ),
    Scene(
        "housing-rent-5-8y", "法释〔2015〕10号第20条",
        ("八倍", "eight years' rent"), RENT.saying(amount="192000.01"), RENT.saying(amount=192_000),
    ),
    capped(
        ("2026-05-11超过上限2026-05-10", "2026-05-11 lies beyond the bound, 2026-05-10"),
        STAYED.saying(until="2026-05-11"), STAYED,
    ),
    capped(  # counted anew from the day on which the stay was continued
        ("2026-08-09超过上限2026-08-08", "2026-08-09 lies beyond the bound, 2026-08-08"),
        CONTINUED.saying(until="2026-08-09"), CONTINUED, STAYED,
    ),
)  # fmt: skip
SCENES = (*RECEIVING, *BARRING, *CORRECTING)
