"""What documents of an invented court would say: people and cases of a rehearsal, none real."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rulebook.time.zone import SHANGHAI


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


HEAD: dict[str, Any] = {
    "number": "演0105执督〔2026〕7号",
    "version": 1,
    "supersedes": None,
    "status": "签发",
    "level": "督办",
    "security": None,
    "court": "演示市演示区人民法院",
    "court_code": "演0105",
    "office": "演示市演示区人民法院执行局",
    "issuer": "周演监",
    "issued_on": date(2026, 3, 16),
    "recipients": ("沈演一",),
    "received_at": None,
    "basis": "《最高人民法院关于人民法院办理执行案件若干期限的规定》（法发〔2006〕35号）第三条",
    "rule": "exec-notice-3d-2006",
    "violation": "17",
}
CASE: dict[str, Any] = {
    **HEAD,
    "case_number": "（2026）演0105执1234号",
    "cause": "民间借贷纠纷",
    "applicant": "演甲贸易有限公司",
    "debtor": "演乙",
    "claim": Decimal("1234567.80"),
    "filed_on": date(2026, 2, 27),
    "handler": "沈演一",
    "leader": "陆演长",
}
NODE: dict[str, Any] = {
    **CASE,
    "node": "003 发出执行通知书",
    "beginning": "承办人收到案件材料",
    "origin_on": date(2026, 3, 2),
    "due_on": date(2026, 3, 5),
    "delay": "超期11日（7个工作日）",
    "as_of": _at("2026-03-16T10:00"),
}
ACTS: list[dict[str, Any]] = [
    {"item": 11, "name": "催办", "issued_on": date(2026, 3, 6), "state": "逾期未回复"},
    {"item": 14, "name": "督办", "state": "拟发", "reply": "正在办理，材料未齐"},
]
STEP = {"on": date(2026, 3, 4), "what": "发起网络查控", "paper": "查控反馈汇总表"}
INTERVIEW: dict[str, Any] = {
    **NODE,
    "recipients": ("沈演一", "陆演长"),
    "interview": 3,
    "person": "沈演一",
    "post": "执行员",
    "interviewer": "吴演局",
    "matter": "执行通知书逾期未发出",
    "place": "执行局第二会议室",
}
MONEY: dict[str, Any] = {
    **CASE,
    "receipt": "演收0031",
    "amount": Decimal("86400.00"),
    "arrived_on": date(2026, 3, 2),
}
TASK = {"what": "指挥中心交办：协助查封", "case": CASE["case_number"], "due_on": date(2026, 3, 18)}

SAID: dict[str, dict[str, Any]] = {
    "reminder": {**NODE, "delay": "还剩2日", "days_left": "还剩2日", "expected": "发出执行通知书"},
    "urge_note": {
        **NODE,
        "reply_on": date(2026, 3, 19),
        "acts": ACTS,
        "contacts": [{"at": _at("2026-03-06T09:10"), "how": "电话", "note": "已告知本人"}],
    },
    "supervision_order": {
        **NODE,
        "source": "流程节点监管系统",
        "problem": "该节点期限至2026年3月5日届满，经催办仍未办结。",
        "requirement": "三日内发出执行通知书并附送达回证。\n同时说明超期原因。",
        "reply_on": date(2026, 3, 26),
        "acts": ACTS,
    },
    "supervision_letter": {
        **CASE,
        "court": "演示市中级人民法院",
        "addressed_court": "演示市演示区人民法院",
        "source": "申请执行人信访反映长期未执行",
        "petition_on": date(2026, 3, 2),
        "problem": "该案立案后六个月内未进行网络查控以外的财产调查。",
        "opinion": "应当依法完成财产调查，并将结果告知申请执行人。",
        "requirement": "一个月内完成财产调查并报告。",
        "report_on": date(2026, 4, 16),
        "contact": "郑演上 0000-0000000",
        "attachments": ["信访材料复印件", "流程节点清单"],
    },
    "explanation": {
        **NODE,
        "cause_code": "被执行人下落不明",
        "reason": "被执行人住所地变更，送达地址无法核实。",
        "steps": [STEP],
        "planned_on": date(2026, 3, 20),
    },
    "rectification_report": {
        **NODE,
        "measures": [
            {
                "problem": "执行通知书逾期发出",
                "measure": "已补发并公告送达",
                "done_on": date(2026, 3, 18),
                "evidence": "公告回执",
            },
            {"problem": "未录入节点", "measure": "逐案核对补录"},
        ],
        "prevention": "每日核对到期节点清单。",
    },
    "interview_notice": {
        **INTERVIEW,
        "set_for": _at("2026-03-25T15:00"),
        "materials": "案卷；办理情况说明；拟采取的措施和期限",
        "done": ["催办", "督办"],
        "acts": ACTS,
        "workload": {"open_cases": 86, "running_nodes": 240, "overdue_nodes": 9},
    },
    "interview_withdrawal": {
        **{name: INTERVIEW[name] for name in (*CASE, "node", "interview", "place")},
        "notice": "京0105执约〔2026〕1号",
        "set_for": _at("2026-03-25T15:00"),
        "why": "节点已办结，随督办事项销号",
    },
    "interview_record": {
        **INTERVIEW,
        "held_at": _at("2026-03-25T15:00"),
        "attendees": ["沈演一", "陆演长"],
        "recorded_by": "周演监",
        "causes": "案多人少，送达地址未核实。",
        "statement": "对超期事实没有异议。",
        "promises": [{"due_on": date(2026, 3, 27), "text": "发出执行通知书"}],
        "rectify_by": date(2026, 3, 31),
    },
    "clock_change": {
        **NODE,
        "kind": "中止",
        "legal_cause": "被执行人的财产需要评估",
        "proof": "委托评估书（2026）演评5号",
        "from_on": date(2026, 3, 3),
        "until": "评估报告送达之日",
    },
    "payout_approval": {
        **MONEY,
        "payee": "演甲贸易有限公司",
        "account": "演示银行演示支行 尾号0000",
        "deductions": [{"what": "申请执行费", "amount": Decimal("1196.00")}],
        "net": Decimal("85204.00"),
    },
    "payout_deferral": {
        **MONEY,
        "days_held": 14,
        "reason": "案外人提出执行异议，尚在审查",
        "planned_on": date(2026, 4, 10),
    },
    "reassignment": {
        **CASE,
        "old_handler": "沈演一",
        "new_handler": "韩演二",
        "reason": "三个月未结，责令更换承办人",
        "step_reached": "已完成网络查控，未发出执行通知书",
        "new_due_on": date(2026, 4, 16),
        "open_nodes": [{"node": "003 发出执行通知书", "due_on": date(2026, 3, 5)}],
    },
    "circular": {
        **NODE,
        "matter": "两次催办未复",
        "problem": "截至3月12日超期5个工作日，尚未办结。",
        "requirement": "立即办理；办结后附证据材料回复。",
        "acts": ACTS,
    },
    "referral_letter": {
        **NODE,
        "receiver": "机关纪委",
        "matter": "沈演一拒不落实督办要求",
        "facts": "经催办、督办、约谈后仍未办结，且未说明理由。",
        "breached": "本院执行案件流程节点管理办法",
        "acts": ACTS,
        "materials": ["节点清单", "督办单及回复"],
    },
    "termination_checklist": {
        **CASE,
        "items": [
            {
                "what": "已发出执行通知书",
                "article": "法〔2016〕373号第一条第一项",
                "met": True,
                "evidence": "2026年3月18日 执行通知书回证",
            },
            {
                "what": "已核查被执行人的财产报告",
                "article": "法〔2016〕373号第二条第二项",
                "met": False,
                "evidence": "缺：核查财产报告",
            },
        ],
        "lacking": 1,
        "conclusion": "尚缺1项，不得终结本次执行程序",
    },
    "review_sheet": {
        **CASE,
        "closing": "执行完毕",
        "findings": [{"item": "送达", "finding": "送达回证齐全", "grade": "合格"}],
        "grade": "合格",
        "reviewer": "周演监",
        "reviewed_on": date(2026, 3, 16),
    },
    "duty_handover": {
        **HEAD,
        "day": date(2026, 3, 16),
        "giver": "周演监",
        "taker": "钱演值",
        "signed_in_at": _at("2026-03-16T08:20"),
        "tasks": [TASK],
        "open": [{**TASK, "state": "办理中"}],
    },
    "bulletin": {
        **HEAD,
        "title": "2026年2月执行流程节点监管情况通报",
        "period": "2026年2月",
        "scope": "演示市演示区人民法院",
        "cut_off": _at("2026-03-01T08:00"),
        "figures": "〔图表〕",
        "demands": "各团队应当逐案核对超期节点。",
    },
    "execution_notice": {
        **CASE,
        "article": "第二百五十一条",
        "perform_within": "七日",
        "fee": Decimal("14745.68"),
    },
    "property_report_order": {
        **CASE,
        "article": "第二百五十二条",
        "report_within": "十日",
        "supplement_within": "十日",
    },
}
