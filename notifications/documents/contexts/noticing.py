"""Documents to the debtor (送达文书): the execution notice and the property report order."""

from __future__ import annotations

from decimal import Decimal

from notifications.documents.contexts.head import CaseHead, Words, maybe, said


class _ToDebtor(CaseHead):
    applicant: Words = said("申请执行人")
    debtor: Words = said("被执行人")
    cause: Words = said("案由")
    article: Words = said("所依据的条文", "by its number on the day of the document")
    telephone: str | None = maybe("联系电话")


class ExecutionNotice(_ToDebtor):
    """执行通知书: orders the debtor to perform what the instrument says."""

    claim: Decimal = said("申请执行标的额")
    perform_within: Words = said("履行期限", "such as 7日")
    fee: Decimal | None = maybe("申请执行费")


class PropertyReportOrder(_ToDebtor):
    """报告财产令: orders the debtor to report property."""

    report_within: Words = said("报告期限", "such as 7日")
    supplement_within: Words = said("补充报告期限", "such as 10日")
