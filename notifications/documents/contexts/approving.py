"""Approval forms (审批表): a term changed, money paid out or held back, another handler."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from notifications.documents.contexts.head import (
    CaseHead,
    NodeHead,
    Part,
    Words,
    listed,
    maybe,
    said,
)


class ClockChange(NodeHead):
    """期限变更审批表: a clock extended, a span deducted, a clock paused or a node put off."""

    kind: Words = said("变更种类", "延长, 扣除, 中止, 暂缓")
    legal_cause: Words = said("法定事由")
    proof: Words = said("证明材料")
    from_on: date = said("变更起日")
    until: Words = said("变更止日或者条件")
    days_asked: str | None = maybe("申请天数")
    new_due_on: date | None = maybe("变更后届满日期")
    decision: str | None = maybe("审批结论")
    approved_by: str | None = maybe("批准人")
    cause_ended_on: date | None = maybe("事由消失日期")
    resumed_on: date | None = maybe("恢复计算日期")


class Deduction(Part):
    """What is taken from a payout first (扣除项目)."""

    what: Words = said("项目")
    amount: Decimal = said("金额")


class _Money(CaseHead):
    receipt: Words = said("案款收据号")
    amount: Decimal = said("金额")
    arrived_on: date = said("到账日期")


class PayoutApproval(_Money):
    """案款发放审批表: what is paid to whom, out of which receipt."""

    payee: Words = said("收款人")
    account: Words = said("收款账户")
    deductions: tuple[Deduction, ...] = listed("扣除项目")
    net: Decimal = said("实发金额")
    fund_clerk: str | None = maybe("案款管理员")
    threshold: str | None = maybe("审批权限", "who decides on such an amount in this court")


class PayoutDeferral(_Money):
    """延缓发放审批表: why money already there is not paid yet, and until when."""

    days_held: int = said("已到账天数")
    reason: Words = said("延缓事由")
    planned_on: date = said("拟发放日期")


class OpenNode(Part):
    """A node that goes over with the case (在办节点)."""

    node: Words = said("节点")
    due_on: date | None = maybe("届满日期")
    delay: str | None = maybe("期限状况")


class Reassignment(CaseHead):
    """更换承办人审批表: who hands over to whom, where the case stands."""

    old_handler: Words = said("原承办人")
    new_handler: Words = said("新承办人")
    reason: Words = said("更换理由")
    step_reached: Words = said("办理进度")
    new_due_on: date | None = maybe("新的办理期限")
    open_nodes: tuple[OpenNode, ...] = listed("移交的在办节点")
