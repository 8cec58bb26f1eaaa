"""Endings (结案): six ways to close, each with its paper; what is performed; the archive."""

from __future__ import annotations

from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.scenes.terms import TOLD_OF_END
from tests.rulebook.telling import Told, told

PERFORMED = told("debt_performed", "2026-03-04", way="自动履行")
TERMINATED = told("termination_ruled", "2026-03-04", ground="申请人撤销申请")
CANCELLED = told("cancellation_approved", "2026-03-04", ground="其他法院立案在先", approver="VP")
NOT_ENFORCED = told("nonenforcement_ruled", "2026-03-04", "不1", outcome="不予执行")
DISMISSED = told("application_dismissed", "2026-03-04", reason="不符合受理条件")
PAPERS = {
    "执行完毕": PERFORMED,
    "终结执行": TERMINATED,
    "销案": CANCELLED,
    "不予执行": NOT_ENFORCED,
    "驳回申请": DISMISSED,
}
DEBT = told("debt_confirmed", "2026-01-06", "债权1", principal=10_000, due_on="2025-12-31")
STATED = told("claim_stated", "2026-01-08", claim=10_000, interest=0, costs=50)
RECEIVED = told("funds_received", "2026-01-30", "款1", amount="10052.50", account="6222")
PAID_OUT = told("funds_paid", "2026-01-30", "款1", amount="10052.50", payee="甲公司")
SETTLED = told(
    "settlement_reached", "2026-02-02", "S1", performed_by="2026-02-27", form="各方共同提交书面协议"
)
BY_SETTLEMENT = told("debt_performed", "2026-03-02", way="和解协议履行完毕")
ARCHIVE_BY = told("archive_due_set", "2026-03-12", due_on="2026-06-12")
ARCHIVED = told("case_archived", "2026-03-12")
OLD_ROUND = told("round_termination_ruled", "2015-09-07", debtor_missing=True, obstructed=False)
RELIED = told("interference_reported", "2026-07-30", object="房产1")
_26, _64 = "法发〔2014〕26号第", "法释〔1998〕15号第64条"


def closed(mode: str) -> Told:
    return told("case_closed", "2026-03-10", mode=mode, ground=f"{mode}，见文书")


def wordless(gate: str, article: str, zh: str, en: str, mode: str) -> Scene:
    """Closed by its paper, and without a word on why."""
    end = closed(mode)
    return Scene(
        gate, f"{_26}{article}", (f"{zh}；未写明", f"{en}; say ground"),
        end.unsaying("ground"), end, before=(*TOLD_OF_END, PAPERS[mode]),
    )  # fmt: skip


def paperless(gate: str, article: str, lack: tuple[str, str], mode: str) -> Scene:
    end = closed(mode)
    return Scene(gate, article, lack, end, (PAPERS[mode], end), before=TOLD_OF_END)


def unpaid(
    lack: tuple[str, str], wrong: Facts, right: Facts, *before: Told, beside: tuple[str, ...] = ()
) -> Scene:
    return Scene(
        "close-paid-in-full", _64, lack, wrong, right,
        before=before, applicant="甲公司", beside=beside,
    )  # fmt: skip


MODES = (
    Scene(
        "case-must-be-filed", _64, ("已立案", "the case was filed"),
        told("case_closed", "2026-03-10", mode="销案", ground="见批准"),
        (told("filed", "2026-01-07"), told("case_closed", "2026-03-10", mode="销案",
                                          ground="见批准")),
        before=(*TOLD_OF_END, CANCELLED), filed="",
    ),
    Scene(  # no round ends of a case that never began; the article had its old number then
        "case-must-be-filed", "法释〔1998〕15号第108条", ("已立案", "the case was filed"),
        OLD_ROUND, (told("filed", "2015-03-02"), OLD_ROUND), filed="", applied="2015-03-02",
    ),
    Scene(
        "close-six-modes", _64,
        ("执行完毕、终结执行、销案、不予执行、驳回申请之一", "refusal or dismissal"),
        closed("终结本次执行程序"), closed("终结执行"), before=(*TOLD_OF_END, TERMINATED),
    ),
    wordless("close-complete", "十五条", "已写明怎样全部履行",
             "how all was performed is stated", "执行完毕"),
    wordless("close-terminate", "十七条", "已写明终结执行的法定情形",
             "the ground of termination is stated", "终结执行"),
    wordless("close-cancel", "十八条", "已写明销案的情形",
             "the ground of cancellation is stated", "销案"),
    wordless("close-no-enforce", "十九条", "已写明不予执行的裁定",
             "the ruling that refuses enforcement is stated", "不予执行"),
    wordless("close-dismiss", "二十条", "已写明驳回申请的裁定及理由",
             "the ruling that dismisses the application is stated", "驳回申请"),
    paperless("close-by-its-paper", f"{_26}十五条",
              ("确认债务全部履行完毕", "all that is owed was performed"), "执行完毕"),
    paperless("close-by-its-paper", f"{_26}十八条",
              ("销案的批准", "the approval of cancelling"), "销案"),
    paperless("close-by-its-paper", f"{_26}二十条",
              ("驳回执行申请的裁定", "the ruling that dismisses the application"), "驳回申请"),
    paperless("termination-before-closing", "民事诉讼法第268条",
              ("已裁定终结执行", "enforcement was ended by ruling"), "终结执行"),
    paperless("close-refused-by-ruling", "民事诉讼法第248条、第249条",
              ("不予执行的裁定", "the ruling that refuses enforcement"), "不予执行"),
)  # fmt: skip

PERFORMING = (
    unpaid(
        ("按执行依据尚欠52.50元", "52.50 yuan are unpaid"),
        (RECEIVED.saying(amount="10000"), PAID_OUT.saying(amount="10000"),
         PERFORMED.moved("2026-02-27")),
        (RECEIVED, PAID_OUT, PERFORMED.moved("2026-02-27")),
        DEBT,
    ),
    unpaid(
        ("其中10,000.00元已到账而未发放", "10,000.00 lie with the court"),
        closed("执行完毕"), (PAID_OUT.saying(amount="10000"), PERFORMED, closed("执行完毕")),
        *TOLD_OF_END, STATED.saying(costs=0), RECEIVED.saying(amount="10000"),
        beside=("close-by-its-paper",),
    ),
    unpaid(
        ("执行费用尚欠50.00元", "costs of 50.00 yuan are not taken"),
        closed("执行完毕"),
        (told("execution_costs_taken", "2026-03-03", "款1", amount=50, item="申请执行费"),
         PERFORMED, closed("执行完毕")),
        *TOLD_OF_END, STATED, RECEIVED.saying(amount="10050"), PAID_OUT.saying(amount="10000"),
        beside=("close-by-its-paper",),
    ),
    Scene(
        "performed-settlement-behind", "法释〔2018〕3号第8条",
        ("和解协议履行完毕", "the settlement was performed"),
        BY_SETTLEMENT, (told("settlement_performed", "2026-02-27", "S1"), BY_SETTLEMENT),
        before=(SETTLED,),
    ),
    Scene(
        "closing-second-channel", "督程工作安排：结案告知",
        ("尚未告知", "nobody told the applicant"),
        closed("终结执行"), (*TOLD_OF_END, closed("终结执行")), before=(TERMINATED,),
    ),
    Scene(
        "closing-second-channel", "督程工作安排：结案告知",
        ("只用过短信", "only by 短信"),
        closed("终结执行"), (TOLD_OF_END[1], closed("终结执行")),
        before=(TERMINATED, TOLD_OF_END[0]),
    ),
    Scene(
        "closing-second-channel", "督程工作安排：结案告知",
        ("或者写明不能的理由", "or why that could not be is said"),
        closed("终结执行"), closed("终结执行").saying(notice_reason="没有申请执行人"),
        before=(TERMINATED,),
    ),
    Scene(
        "archive-after-end", "法发〔2006〕35号", ("已终本或者结案", "has ended"),
        ARCHIVED, (TERMINATED, closed("终结执行"), ARCHIVED), before=TOLD_OF_END,
    ),
    Scene(
        "archive-after-end", "法发〔2006〕35号", ("已终本或者结案", "has ended"),
        ARCHIVE_BY, (TERMINATED, closed("终结执行"), ARCHIVE_BY),
        before=TOLD_OF_END,
    ),
    Scene(
        "dispossess-6m-after-close", "民诉法解释第519条",
        ("已于2026-07-30届满", "no more than six months have passed"),
        RELIED.moved("2026-07-31"), RELIED,
        before=(*(one.moved("2026-01-28") for one in (*TOLD_OF_END, PERFORMED)),
                closed("执行完毕").moved("2026-01-30").saying(delivered=True)),
    ),
)  # fmt: skip
SCENES = (*MODES, *PERFORMING)
