"""A deviation (偏离) from the lawful order, or a lawful way past it (合法例外)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong; each with its Chinese name."""

    NOT_FIRST = "not_first"
    AGAIN = "again"
    LACKING = "lacking"
    TOO_EARLY = "too_early"
    BARRED = "barred"
    TOO_LATE = "too_late"
    UNANSWERED = "unanswered"
    LATE = "late"
    OVERDUE = "overdue"


FAULTS = {
    Fault.NOT_FIRST: "此前没有立卷",
    Fault.AGAIN: "重复发生",
    Fault.LACKING: "缺少前置事项",
    Fault.TOO_EARLY: "期限未满即办理",
    Fault.BARRED: "已有不得办理的情形",
    Fault.TOO_LATE: "期限已过仍办理",
    Fault.UNANSWERED: "应办未办",
    Fault.LATE: "逾期办结",
    Fault.OVERDUE: "逾期未办",
}


class Way(StrEnum):
    """A lawful way past a constraint: named, and counted as no fault."""

    IMPORT = "import"  # 旧案导入: an older system did it without
    CORRECTION = "correction"  # 更正: what was needed stood then, and was put right since
    TRANSFER = "transfer"  # 移送: the case came from another court


WAYS = {Way.IMPORT: "旧案导入", Way.CORRECTION: "事后更正", Way.TRANSFER: "他院移送"}


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place at which a case leaves the order; with `way`, lawfully."""

    case: str
    constraint: str
    fault: Fault
    seq: int  # of the fact that activated the constraint; 0: of the case as a whole
    kind: str
    subject: str  # the reference of what that fact is about; "" for the case
    at: datetime  # when that fact happened
    way: Way | None = None
