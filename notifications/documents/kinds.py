"""Kinds of documents (文书种类): name, word in the document number, and context of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from notifications.documents.contexts.answering import Explanation, RectificationReport
from notifications.documents.contexts.approving import (
    ClockChange,
    PayoutApproval,
    PayoutDeferral,
    Reassignment,
)
from notifications.documents.contexts.head import CaseHead, Head, NodeHead
from notifications.documents.contexts.interviewing import (
    InterviewNotice,
    InterviewRecord,
    InterviewWithdrawal,
)
from notifications.documents.contexts.noticing import ExecutionNotice, PropertyReportOrder
from notifications.documents.contexts.reporting import BulletinSheet, DutyHandover
from notifications.documents.contexts.reviewing import (
    ReferralLetter,
    ReviewSheet,
    TerminationChecklist,
)
from notifications.documents.contexts.supervising import (
    Circular,
    Reminder,
    SupervisionLetter,
    SupervisionOrder,
    UrgeNote,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document. `word` stands in its number, counted by court, year and word."""

    id: str
    zh: str
    word: str
    context: type[Head]
    from_above: bool = False  # signed in the court of its signer, to the court of the case
    withdraws: str = ""  # the kind whose document it replaces and takes back

    @property
    def on_case(self) -> bool:
        """Whether it is about one case."""
        return issubclass(self.context, CaseHead)

    @property
    def on_node(self) -> bool:
        """Whether it is about one node of a case."""
        return issubclass(self.context, NodeHead)


class UnknownKind(LookupError):
    """No kind of document is called that."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"no document is called {kind!r}: choose one of {', '.join(KINDS)}")


KINDS: Mapping[str, Kind] = {
    one.id: one
    for one in (
        Kind("reminder", "提醒单", "执提", Reminder),
        Kind("urge_note", "催办单", "执催", UrgeNote),
        Kind("supervision_order", "督办单", "执督", SupervisionOrder),
        Kind("circular", "情况通报", "执情通", Circular),
        Kind("supervision_letter", "督办函", "执督函", SupervisionLetter, from_above=True),
        Kind("explanation", "情况说明", "执情", Explanation),
        Kind("rectification_report", "整改报告", "执改", RectificationReport),
        Kind("interview_notice", "约谈通知书", "执约", InterviewNotice),
        Kind(
            "interview_withdrawal",
            "约谈撤销通知书",
            "执约撤",
            InterviewWithdrawal,
            withdraws="interview_notice",
        ),
        Kind("interview_record", "约谈记录", "执约录", InterviewRecord),
        Kind("clock_change", "期限变更审批表", "执期", ClockChange),
        Kind("payout_approval", "案款发放审批表", "执发", PayoutApproval),
        Kind("payout_deferral", "延缓发放审批表", "执缓", PayoutDeferral),
        Kind("reassignment", "更换承办人审批表", "执换", Reassignment),
        Kind("referral_letter", "移送函", "执移", ReferralLetter),
        Kind("termination_checklist", "终本审查表", "执终审", TerminationChecklist),
        Kind("review_sheet", "评查表", "执评", ReviewSheet),
        Kind("duty_handover", "值班交接表", "执交", DutyHandover),
        Kind("bulletin", "通报", "执通报", BulletinSheet),
        Kind("execution_notice", "执行通知书", "执通", ExecutionNotice),
        Kind("property_report_order", "报告财产令", "执报", PropertyReportOrder),
    )
}


def kind(name: str) -> Kind:
    """The kind of that name. Raises `UnknownKind`."""
    if name not in KINDS:
        raise UnknownKind(name)
    return KINDS[name]
