"""The head that documents have in common (公文要素), and what one on a case or a node adds.

A field without a default has to be known before the document is issued; a draft shows a marked
gap. A field that may be ``None`` is left out where it is not known. Dates are days in Shanghai,
moments aware datetimes, money Decimal yuan.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def said(zh: str, about: str | None = None) -> Any:
    """A field that has to be known; `zh` is its name on the document."""
    return Field(title=zh, description=about)


def maybe(zh: str, about: str | None = None) -> Any:
    """A field that may be unknown; a template asks `if` first."""
    return Field(default=None, title=zh, description=about)


def listed(zh: str, about: str | None = None) -> Any:
    """A list, empty where there is nothing."""
    return Field(default=(), title=zh, description=about)


class Part(BaseModel):
    """One line of a list in a document (清单行)."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(BaseModel):
    """What every document bears (公文要素). `number` is given when it is issued, never before."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Words = said("文号", "given at issue")
    version: int = Field(default=1, title="版次")
    supersedes: str | None = maybe("所替代文书的文号")
    status: Words = said("状态", "草稿 or 签发")
    level: str | None = maybe("文书层级")
    security: str | None = maybe("密级")
    court: Words = said("法院")
    court_code: Words = said("法院代字")
    office: Words = said("制发部门")
    issuer: Words = said("签发人")
    issued_on: date = said("签发日期")
    recipients: tuple[str, ...] = listed("主送")
    received_at: datetime | None = maybe("签收时间")
    basis: str | None = maybe("依据", "the article of the law")
    rule: str | None = maybe("规则及版本", "the rule and the rulebook's version")
    violation: str | None = maybe("关联事项编号")


class CaseHead(Head):
    """A document on a case (案件文书)."""

    case_number: Words = said("案号")
    cause: str | None = maybe("案由")
    applicant: str | None = maybe("申请执行人")
    debtor: str | None = maybe("被执行人")
    claim: Decimal | None = maybe("申请执行标的额")
    filed_on: date | None = maybe("立案日期")
    handler: Words = said("承办人")
    leader: str | None = maybe("团队负责人")


class NodeHead(CaseHead):
    """A document on a node of a case (节点文书), as of the moment `as_of`."""

    node: Words = said("节点")
    beginning: Words = said("起算事由", "the event the clock starts at")
    origin_on: date = said("起算日期")
    due_on: date = said("届满日期")
    delay: Words = said("期限状况", "超期3日, 还剩2日 …")
    as_of: datetime = said("统计时点")


class Act(Part):
    """An earlier act of supervision on the same node (此前措施)."""

    item: int = said("事项编号")
    name: Words = said("措施")
    issued_on: date | None = maybe("发出日期")
    state: Words = said("状态")
    reply: str | None = maybe("回复")


class Step(Part):
    """Something that was done, with its paper (办理步骤)."""

    on: date = said("日期")
    what: Words = said("事项")
    paper: str | None = maybe("证据材料")


class Promise(Part):
    """Something promised for a day (承诺)."""

    due_on: date = said("期限")
    text: Words = said("内容")
