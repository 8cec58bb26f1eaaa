"""Beside the main course (旁支): criminal property, transfers, preservation, petitions."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.rounds import DONE as READY
from tests.rulebook.rounds import RULED as ROUND_ENDED
from tests.rulebook.telling import Told, told

HOUSE = "房产1"
NOTED = told("criminal_property_noted", "2026-02-02", item="没收部分财产", named=[HOUSE])
SEPARATED = told("criminal_asset_separated", "2026-02-02", HOUSE, owner="被执行人个人")
TAKEN = told(
    "criminal_asset_taken", "2026-02-10", HOUSE,
    in_judgment=True, owner="被执行人个人", necessities_kept=True, item="没收部分财产",
)  # fmt: skip
YEAR = "首先保全超过一年未处分"
KNOWN = told("asset_identified", "2026-01-09", HOUSE, owner="乙", relation="被执行人本人")
WAITING = told("waiting_control_made", "2026-01-12", HOUSE, first_controlled_on="2025-03-02")
TRANSFER = told("transfer_requested", "2026-03-03", HOUSE, basis=YEAR)
REPLY = told("bankruptcy_reply_received", "2026-03-10", "P1", accepted=True)
TOLD_COURTS = told("courts_notified_of_transfer", "2026-03-09", "P1", courts=["京0106"])
FILE = told("bankruptcy_file_received", "2026-03-10", "P1")
AGREED = told("bankruptcy_transfer_agreed", "2026-03-05", "P1", by="申请执行人")
SUSPENDED = told("execution_suspended", "2026-03-06", approver="VP", ground="移送破产审查")
DECLARED = told("bankruptcy_declared", "2026-03-09", "P1")
ENDED_BY_IT = told("termination_ruled", "2026-03-10", ground="被执行人被宣告破产")
_BANKRUPT = "法释〔2015〕5号第"
SECURITY = told(
    "preservation_security_ordered", "2026-01-12", "B1", security=300_000, amount=1_000_000
)
PRESERVED = told("preservation_executed", "2026-01-12", "B1", pre_action=True)
SUED = told("presue_suit_filed", "2026-02-11", "B1")
ABOVE = "U1"  # an officer of the court above
PETITION = told("petition_registered", "2026-02-02", "信1", in_charge="H1")
ANSWERED = told("petition_closed", "2026-02-10", "信1", result="已答复")
LETTER = told("letter_received", "2026-02-02", "函1", due_on="2026-02-20", in_charge="H1")
DESIGNATED = told("enforcement_designated", "2026-02-09", way="提级执行", court="京03", _by=ABOVE)
HANDED = told("file_handed_over", "2026-02-10", court="京03")
ALREADY = "立案满五年、已终本且无财产"
CLAIMED = told("compensation_claimed", "2026-01-04", "赔1", filed_on="2021-01-05", ground=ALREADY)
ACCEPTED = told("compensation_claim_accepted", "2026-01-06", "赔1", ground=ALREADY)
_13, _22, _35 = "法释〔2014〕13号第", "法释〔2016〕22号第", "法释〔2022〕3号第5条第1款第3项"


def criminal(gate: str, article: str, lack: tuple[str, str], **wrong: Any) -> Scene:
    before = (NOTED, SEPARATED)
    return Scene(gate, f"{_13}{article}", lack, TAKEN.saying(**wrong), TAKEN, before=before)


def transferred(lack: tuple[str, str], wrong: Told, right: Told) -> Scene:
    return Scene("preserve-transfer-1y", f"{_22}21条", lack, wrong, right, before=(KNOWN, WAITING))


def on_letter(kind: str, **said: Any) -> Scene:
    act = told(kind, "2026-02-16", "函1", **said)
    lack = "已登记收到该督办函", "the letter was received"
    return Scene("letter-before-report", "法发〔2006〕11号", lack, act, (LETTER, act))


CRIMINAL = (
    Scene(
        "criminal-only-what-is-named", f"{_13}六条",
        ("已登记裁判确定的执行事项", "the matters that the judgment names were noted"),
        TAKEN, (NOTED, TAKEN), before=(SEPARATED,),
    ),
    criminal(
        "criminal-only-what-is-named", "六条",
        ("判项或者所附清单写明", "the judgment or its list names the asset"), in_judgment=False,
    ),
    Scene(
        "criminal-owners-apart", f"{_13}九条",
        ("已查明该财产的权属", "whose the asset is was found"),
        TAKEN, (SEPARATED, TAKEN), before=(NOTED,),
    ),
    criminal(
        "criminal-owners-apart", "九条、第十一条",
        ("权属为被执行人", "it is the debtor's own"), owner="公司",
    ),
    Scene(
        "criminal-owners-apart", f"{_13}九条",
        ("家庭共有财产只执行被执行人的份额", "only the debtor's share is taken"),
        TAKEN.saying(owner="家庭共有"), TAKEN.saying(owner="家庭共有", own_share_only=True),
        before=(NOTED, SEPARATED.saying(owner="家庭共有", share="二分之一")),
    ),
    criminal(
        "criminal-owners-apart", "九条",
        ("生活必需费用", "what the debtor and his dependants need to live"), necessities_kept=False,
    ),
)  # fmt: skip

ELSEWHERE = (
    transferred(
        ("最早2026-03-03", "the earliest day is 2026-03-03"),
        TRANSFER.moved("2026-03-02"), TRANSFER,
    ),
    transferred(
        ("首先保全已超过一年", "more than a year has passed"),
        TRANSFER.moved("2026-02-02"), TRANSFER.moved("2026-02-02").saying(basis="优先债权"),
    ),
    transferred(
        ("财产不是争议标的", "not the object in dispute"),
        TRANSFER.saying(disputed_object=True), TRANSFER.saying(disputed_object=False),
    ),
    Scene(
        "bankruptcy-lift-limits", "法答网精选答问第十一批问题2",
        ("已解除限制消费令", "the restriction of consumption was lifted"),
        REPLY, (told("consumption_lifted", "2026-03-09"), REPLY),
        before=(told("consumption_restricted", "2026-01-20"),),
    ),
    Scene(  # the courts of another application are not these
        "bankruptcy-notify-courts", "法答网精选答问第三十七批问题1",
        ("已书面通知所有已知执行法院", "every court known to enforce was told in writing"),
        (TOLD_COURTS.about("P2"), FILE), (TOLD_COURTS, FILE), before=(AGREED, SUSPENDED),
    ),
    Scene(
        "bankruptcy-transfer-agreed", f"{_BANKRUPT}511条",
        ("申请执行人之一或者被执行人同意", "one of the applicants or the debtor agreed"),
        (SUSPENDED, AGREED.about("P2"), FILE), (SUSPENDED, AGREED, FILE),
    ),
    Scene(  # a suspension on another ground is none for this
        "bankruptcy-transfer-agreed", f"{_BANKRUPT}511条",
        ("已裁定中止对该被执行人的执行", "enforcement against this debtor was suspended"),
        (AGREED, SUSPENDED.saying(ground="其他情形"), FILE), (AGREED, SUSPENDED, FILE),
    ),
    Scene(
        "bankruptcy-declared-first", f"{_BANKRUPT}513条第1款",
        ("已宣告被执行人破产", "the other court declared the debtor bankrupt"),
        ENDED_BY_IT, (DECLARED, ENDED_BY_IT),
    ),
    Scene(
        "preserve-security-30pct", f"{_22}5条", ("300000.01元", "thirty per cent"),
        SECURITY.saying(security="300000.01"), SECURITY,
    ),
    Scene(
        "preserve-presue-transfer-30d-auto", f"{_22}17条",
        ("已于2026-02-11届满", "no more than thirty days have passed"),
        SUED.moved("2026-02-12"), SUED, before=(PRESERVED,),
    ),
)  # fmt: skip

FROM_ABOVE = (
    Scene(
        "petition-registered-before-closed", "法〔2021〕322号第30条",
        ("该信访已录入系统", "the petition was registered and assigned"),
        (PETITION.about("信2"), ANSWERED), (PETITION, ANSWERED),
    ),
    on_letter("letter_reported"),
    on_letter("letter_reminded", _by=ABOVE),
    on_letter("letter_report_returned", due_on="2026-03-02", reason="未附材料", _by=ABOVE),
    on_letter("letter_withdrawn", reason="已另函督办", _by=ABOVE),
    on_letter("file_called", _by=ABOVE),
    Scene(
        "letter-names-person", "法发〔2006〕11号", ("未写明指定办理人", "say in_charge"),
        LETTER.unsaying("in_charge"), LETTER,
    ),
    Scene(
        "handover-after-designation", "法释〔2008〕13号第11条",
        ("上级法院已裁定提级执行", "the superior court has taken the case up"),
        HANDED, (DESIGNATED, HANDED),
    ),
)  # fmt: skip


def liable(lack: tuple[str, str], wrong: Facts, right: Facts) -> Scene:
    return Scene("comp-before-end", _35, lack, wrong, right, before=READY_2021, filed="2021-01-05")


READY_2021 = tuple(one.moved(one.on.replace("2026", "2021")) for one in READY)
ENDED_2021 = ROUND_ENDED.moved("2021-09-10")
LIABILITY = (
    liable(
        ("最早2026-01-06", "the earliest day is 2026-01-06"),
        (ENDED_2021, CLAIMED, ACCEPTED.moved("2026-01-05")), (ENDED_2021, CLAIMED, ACCEPTED),
    ),
    liable(
        ("已裁定终结本次执行程序", "the round of enforcement was ended by ruling"),
        (CLAIMED, ACCEPTED), (ENDED_2021, CLAIMED, ACCEPTED),
    ),
)  # fmt: skip
SCENES = (*CRIMINAL, *ELSEWHERE, *FROM_ABOVE, *LIABILITY)
