"""One case of the example docket, told as the facts that happened in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from rulebook.loading.loader import national as law
from rulebook.time import counting
from rulebook.time.calendar import national as calendar
from rulebook.time.zone import SHANGHAI

WORKDAYS = calendar()
TODAY = date(2026, 9, 28)  # the morning on which the rehearsal begins

PAPERS = {
    "application_received": "申请执行书收件登记",
    "filed": "立案登记表",
    "handler_assigned": "分案记录",
    "file_received": "案卷交接单",
    "execution_notice_issued": "执行通知书及送达回证",
    "property_report_ordered": "报告财产令及送达回证",
    "property_report_checked": "财产报告核查笔录",
    "applicant_asked_for_clues": "提供财产线索通知书",
    "network_query_launched": "总对总查控发起记录",
    "clue_received": "申请执行人线索材料",
    "clue_verified": "线索核查结果告知书",
    "investigation_started": "财产调查启动表",
    "investigation_completed": "财产调查结果汇总表",
    "asset_identified": "权属登记查询结果",
    "asset_controlled": "查封裁定书及协助执行通知书",
    "asset_released": "解除查封裁定书",
    "asset_not_disposable": "财产不能处置说明",
    "reference_price_started": "网络询价委托记录",
    "funds_received": "案款到账凭证",
    "payment_notice_sent": "案款支付通知",
    "funds_paid": "案款支付流水",
    "consumption_restricted": "限制消费令",
    "dishonest_listed": "失信决定书",
    "dishonest_not_applicable": "不纳入失信名单说明",
    "debtor_sought": "查找被执行人工作记录",
    "applicant_heard": "终本约谈笔录",
    "panel_agreed": "合议庭评议笔录及院长批准表",
    "round_termination_ruled": "终结本次执行程序裁定书",
    "round_query_done": "终本后查询结果及告知记录",
    "resumption_requested": "恢复执行申请书",
    "debt_performed": "履行完毕确认笔录",
    "termination_ruled": "终结执行裁定书",
    "closing_notified": "结案告知记录",
    "case_closed": "结案审批表",
    "execution_suspended": "中止执行裁定书",
    "execution_resumed": "恢复执行通知书",
    "stay_granted": "暂缓执行决定书",
    "stay_ended": "暂缓期满记录",
    "sale_started": "拍卖公告",
    "sale_ended": "拍卖成交确认书",
    "appraisal_commissioned": "评估委托书",
    "appraisal_returned": "评估报告签收单",
    "extension_approved": "延长执行期限审批表",
}


@dataclass(frozen=True)
class Happening:
    """One row of the sheet 事实."""

    kind: str
    on: date
    ref: str
    paper: str
    said: dict[str, object]

    @property
    def kind_zh(self) -> str:
        """The kind's name as the sheet writes it."""
        return law().facts[self.kind].zh


@dataclass
class Story:
    """A case from the day its application came in. Days between acts are working days."""

    received: date
    happened: list[Happening] = field(default_factory=list)
    handler: str = ""
    resumed: bool = False

    def then(self, kind: str, on: date | None = None, ref: str = "", **said: object) -> Self:
        """Something happened, on the day of reception unless said, with its paper of that day."""
        on = on or self.received
        self.happened.append(Happening(kind, on, ref, PAPERS[kind], said))
        return self

    def filed(self, after: int = 1) -> Self:
        """Received, and filed so many working days later."""
        self.then("application_received")
        return self.then("filed", later(self.received, after))

    def assigned(self, handler: str, after: int = 1) -> Self:
        """Given to a handler, who has the file the same day."""
        self.handler = handler
        on = later(self.last, after)
        self.then("handler_assigned", on, handler=handler)
        return self.then("file_received", on)

    def asked(self, after: int = 1) -> Self:
        """The applicant asked for clues and the network query launched; no notice yet."""
        on = later(self.last, after)
        return self.then("applicant_asked_for_clues", on).then("network_query_launched", on)

    def noticed(self, after: int = 1) -> Self:
        """Notice and report order issued, with everything else the first days ask for."""
        on = later(self.last, after)
        for kind in (
            "execution_notice_issued",
            "property_report_ordered",
            "applicant_asked_for_clues",
            "network_query_launched",
        ):
            self.then(kind, on)
        return self

    def pressed(self, after: int = 12) -> Self:
        """Consumption restricted and the debtor listed."""
        on = later(self.last, after)
        self.then("consumption_restricted", on)
        return self.then("dishonest_listed", on, "被执行人")

    def searched(self, start: int = 2, took: int = 14) -> Self:
        """The investigation from its start to its end."""
        self.then("investigation_started", later(self.last, start))
        return self.then("investigation_completed", later(self.last, took))

    def paid(self, ref: str, amount: int, on: date) -> Self:
        """Money in, noticed to finance and paid out, each within its limit."""
        self.then("funds_received", on, ref, amount=amount)
        self.then("payment_notice_sent", later(on, 6), ref)
        return self.then("funds_paid", later(on, 9), ref, amount=amount)

    def held(self, ref: str, measure: str, on: date, until: date, **said: object) -> Self:
        """An asset identified as the debtor's own, and controlled."""
        self.then("asset_identified", later(on, -1), ref, owner="被执行人", relation="被执行人本人")
        return self.then("asset_controlled", on, ref, measure=measure, expires_on=until, **said)

    def closed(self, mode: str, after: int, **said: object) -> Self:
        """Ended on its paper, the applicant told by telephone and text message."""
        on = later(self.last, after)
        kind = "debt_performed" if mode == "执行完毕" else "termination_ruled"
        self.then(kind, later(on, -1), **said)
        for before, channel in ((-2, "电话"), (-1, "短信")):
            self.then("closing_notified", later(on, before), channel=channel)
        return self.then("case_closed", on, mode=mode)

    @property
    def last(self) -> date:
        """The day of the last happening."""
        return self.happened[-1].on if self.happened else self.received

    @property
    def filed_on(self) -> date | None:
        """The day of filing; None before it."""
        return next((one.on for one in self.happened if one.kind == "filed"), None)


def later(day: date, working_days: int) -> date:
    """The day so many working days after."""
    return WORKDAYS.shift(day, working_days)


def from_which(rule: str, due_on: date) -> date:
    """The latest working day, today at most, from which the rule's limit ends on that day."""
    term = law().rules[rule].term
    assert term is not None
    day = min(due_on, later(TODAY, 1))
    while True:
        day = WORKDAYS.shift(day, -1)
        found = counting.due(
            datetime(day.year, day.month, day.day, tzinfo=SHANGHAI), term, WORKDAYS
        )
        if found.on == due_on:
            return day
        if found.on < due_on:
            raise ValueError(f"no working day from which {rule} ends on {due_on}")
