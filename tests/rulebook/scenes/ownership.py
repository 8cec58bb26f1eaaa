"""Whose property (财产权属): the debtor's alone, unless the law gives a ground."""

from __future__ import annotations

from tests.rulebook.gatescene import Scene
from tests.rulebook.telling import Told, told

HOUSE = "房产1"
SEIZED = told("asset_controlled", "2026-01-13", HOUSE, method="查封", category="不动产")
OUR_OWN = told("asset_identified", "2026-01-09", HOUSE, owner="乙", relation="被执行人本人")
JOINED = "已裁定变更追加为被执行人"
CONFIRMED = "权利人书面确认属于被执行人"
ASKED = told("change_requested", "2026-02-02", "追加1", who="丙", side="被执行人")
HEARD = told("change_hearing_held", "2026-03-02", "追加1")
RULED = told(
    "change_ruled", "2026-03-16", "追加1", result="变更或追加", ground="第17条", insufficient=True
)
SERVED = told("change_ruling_served", "2026-03-18", "追加1", remedy="执行异议之诉")
SALE = told("disposal_ruled", "2026-04-07", HOUSE, way="拍卖")
SUED = told("change_suit_filed", "2026-03-30", "追加1")
REVIEW = told("change_review_requested", "2026-03-27", "追加1")


def whose(relation: str, ground: str = "", owner: str = "乙") -> Told:
    found = OUR_OWN.saying(relation=relation, owner=owner)
    return found.saying(ground=ground) if ground else found


def apart(relation: str, article: str, lack: tuple[str, str], ground: str) -> Scene:
    """The asset of another is refused without the ground that the article knows."""
    return Scene(
        "debtors-property-only",
        article,
        lack,
        (whose(relation), SEIZED),
        (whose(relation, ground), SEIZED),
    )


OWNERS = (
    apart(
        "案外人", "法释〔2004〕15号第2条第3款",
        ("案外人的财产须有法定依据", "an outsider's property"), CONFIRMED,
    ),
    apart(
        "被执行人的公司", "法释〔2004〕15号第2条；法释〔2016〕21号第13条",
        ("公司财产与股东财产分开", "a company's property is not its shareholder's"),
        "个人独资企业的投资人为被执行人",
    ),
    apart(
        "被执行人的股东", "法释〔2004〕15号第2条；法释〔2016〕21号第17条至第20条",
        ("股东财产与公司财产分开", "a shareholder's property is not the company's"),
        "个体工商户字号为被执行人",
    ),
    apart(
        "被执行人的分支机构", "法释〔2016〕21号第15条",
        ("执行分支机构的财产须写明依据", "why a branch's property is taken is said"),
        "法人分支机构的财产",
    ),
    apart(
        "家庭成员", "法释〔2004〕15号第2条、第12条",
        ("家庭成员的财产与被执行人的分开", "a relative's property is not the debtor's"),
        "共同财产",
    ),
    Scene(  # a ground of another relation does not do
        "debtors-property-only", "法释〔2004〕15号第2条第3款",
        ("案外人的财产须有法定依据", "an outsider's property"),
        (whose("案外人", "共同财产"), SEIZED),
        (whose("案外人", "被执行人购买并占有尚未过户"), SEIZED),
    ),
    Scene(
        "debtors-property-only", "法释〔2016〕21号第1条",
        ("没有变更、追加丙的裁定", "no ruling made 丙 a debtor"),
        SEIZED.moved("2026-03-19"),
        (ASKED, HEARD, RULED, SERVED, SEIZED.moved("2026-03-19")),
        before=(whose("被执行人的股东", JOINED, "丙"),),
    ),
    Scene(
        "debtors-property-only", "法释〔2004〕15号第2条第3款",
        ("案外人的财产须有法定依据", "an outsider's property"),
        (whose("案外人"), told("deposit_deducted", "2026-01-14", HOUSE, amount=100, claim=1000)),
        (OUR_OWN, told("deposit_deducted", "2026-01-14", HOUSE, amount=100, claim=1000)),
    ),
    Scene(
        "debtors-property-only", "法释〔2004〕15号第2条第3款",
        ("案外人的财产须有法定依据", "an outsider's property"),
        (whose("案外人"), SALE),
        (OUR_OWN, SALE),
    ),
    *(
        Scene(
            "asset-identified", "法〔2016〕401号第二条",
            ("登记财产权属（登记、证书、占有和证据）", "it is on record whose it is"),
            touched, (OUR_OWN, touched),
        )
        for touched in (
            SEIZED,
            told("waiting_control_made", "2026-01-13", HOUSE, first_controlled_on="2025-05-06"),
            told("deposit_deducted", "2026-01-14", HOUSE, amount=100, claim=1000),
        )
    ),
    Scene(
        "urgent-control-approved", "法发〔2006〕35号第三条",
        ("未写明紧急控制的批准人", "say approver"),
        SEIZED.saying(urgent=True), SEIZED.saying(urgent=True, approver="VP"),
    ),
    Scene(  # what was taken in urgency is identified before it is sold
        "asset-identified-before-sale", "法〔2016〕401号第二条",
        ("登记财产权属", "it is on record whose it is"),
        SALE, (OUR_OWN.moved("2026-01-20"), SALE),
        before=(SEIZED.saying(urgent=True, approver="VP"),),
    ),
    Scene(
        "co-owners-told", "法释〔2004〕15号第12条第1款",
        ("已通知共有人", "the co-owners were told"),
        SALE,
        (told("co_owners_notified", "2026-01-20", HOUSE, co_owner="丁"), SALE),
        before=(whose("共有"), SEIZED),
    ),
)  # fmt: skip

_LISTED = "法释〔2016〕21号第1条至第25条"
_SHAREHOLDER = (whose("被执行人的股东", JOINED, "丙"), ASKED, HEARD)
PARTIES = (
    Scene(
        "change-closed-list", _LISTED,
        ("依据条款在规定列明的情形之内", "the ground is one of those that the provisions list"),
        RULED.saying(ground="公平原则"),
        RULED,
        before=(ASKED, HEARD),
    ),
    Scene(  # a ground for applicants adds no debtor
        "change-closed-list", "法释〔2016〕21号第2条至第9条",
        ("变更、追加的是申请执行人", "articles 2 to 9 add an applicant"),
        (ASKED, HEARD, RULED.saying(ground="第9条")),
        (ASKED.saying(side="申请执行人"), HEARD, RULED.saying(ground="第9条")),
    ),
    Scene(  # and the reverse
        "change-closed-list", "法释〔2016〕21号第10条至第25条",
        ("变更、追加的是被执行人", "articles 10 to 25 add a debtor"),
        (ASKED.saying(side="申请执行人"), HEARD, RULED),
        (ASKED, HEARD, RULED),
    ),
    Scene(
        "change-closed-list", "法释〔2016〕21号第13条至第20条",
        ("被执行人不能清偿或者财产不足以清偿债务", "the debtor cannot pay, or has not enough"),
        RULED.saying(insufficient=False),
        RULED,
        before=(ASKED, HEARD),
    ),
    Scene(
        "change-hearing", "法释〔2016〕21号第28条第2款",
        ("已组成合议庭公开听证", "a panel heard it in public"),
        (ASKED, RULED),
        (ASKED, HEARD, RULED),
    ),
    Scene(
        "change-hearing", "法释〔2016〕21号第28条第2款",
        ("已组成合议庭公开听证", "a panel heard it in public"),
        RULED,
        RULED.saying(simple=True),
        before=(ASKED,),
    ),
    Scene(
        "change-remedy", "法释〔2016〕21号第32条",
        ("告知执行异议之诉", "the way is a suit"),
        SERVED.saying(remedy="复议"),
        SERVED,
        before=(ASKED, HEARD, RULED),
    ),
    Scene(
        "change-remedy", "法释〔2016〕21号第30条",
        ("告知复议", "the way is review"),
        SERVED,
        SERVED.saying(remedy="复议"),
        before=(ASKED, HEARD, RULED.saying(ground="第22条")),
    ),
    Scene(
        "change-no-disposal", "法释〔2016〕21号第31条第2款、第33条第2款",
        ("尚未审结", "is still pending"),
        (SUED, SALE),
        (SUED, told("change_suit_ended", "2026-09-01", "追加1", result="驳回诉讼请求"),
         SALE.moved("2026-09-02")),
        before=(*_SHAREHOLDER, RULED, SERVED, SEIZED.moved("2026-03-19")),
    ),
    Scene(
        "change-no-disposal", "法释〔2016〕21号第31条第2款、第33条第2款",
        ("尚未审结", "is still pending"),
        SALE.moved("2026-04-09"),
        (told("change_security_provided", "2026-04-08", "追加1", amount=500000),
         SALE.moved("2026-04-09")),
        before=(*_SHAREHOLDER, RULED.saying(ground="第22条"), SERVED.saying(remedy="复议"),
                SEIZED.moved("2026-03-19"), REVIEW),
    ),
)  # fmt: skip
DEDUCTED = told("deposit_deducted", "2026-04-07", HOUSE, amount=100, claim=1000)
CONTESTED = Scene(
    "change-no-disposal", "法释〔2016〕21号第31条第2款、第33条第2款",
    ("尚未审结", "is still pending"),
    (SUED, DEDUCTED), DEDUCTED, before=(*_SHAREHOLDER, RULED, SERVED),
)  # fmt: skip
SCENES = (CONTESTED, *OWNERS, *PARTIES)
