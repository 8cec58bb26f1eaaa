"""What is still owed on a debt, and what of its account a judge must see to (计算说明)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.money.debts import Debt
from rulebook.money.figures import Figures
from rulebook.money.yuan import NOTHING
from rulebook.time.period import ONE_DAY

Note = tuple[str, str]


@dataclass(slots=True)
class Owed:
    """What is still owed on one debt, in its own money."""

    debt: Debt
    principal: Decimal
    general: Decimal
    doubled: Decimal = NOTHING

    def take(self, kind: str, most: Decimal) -> Decimal:
        """Satisfy one part as far as the money goes; gives what was used."""
        part: Decimal = min(most, getattr(self, kind))
        setattr(self, kind, getattr(self, kind) - part)
        return part


def notes(owed: Iterable[Owed], paid: bool, law: Figures, as_of: date) -> Iterator[Note]:
    """Time before the interpretation, and money that is not yuan."""
    for one in owed:
        old = (min(law.doubled_from - ONE_DAY, as_of) - one.debt.due_on).days
        if old > 0:
            yield _before(one.debt, old, law)
        if one.debt.yuan_rate is not None:
            yield _converted(one.debt, law)
        elif one.debt.currency:
            yield _foreign(one.debt, law)
            if paid:
                yield _not_set_off(one.debt, law)


def _before(debt: Debt, days: int, law: Figures) -> Note:
    zh = f"{debt.ref}在{law.doubled_from}以前迟延{days}日，按当时的规定另算（第7条）"
    en = (
        f"{debt.ref} was late for {days} days before {law.doubled_from}: "
        "reckon them by the rules of their time (article 7)"
    )
    return zh, en


def _converted(debt: Debt, law: Figures) -> Note:
    rate = f"{debt.yuan_rate:f}"
    zh = (
        f"{debt.ref}按申请执行人主张以人民币计算，一单位外币折合{rate}元；"
        f"中间价须为{debt.due_on}（起算之日）的中间价（{law.number}第5条）"
    )
    en = (
        f"{debt.ref} is reckoned in yuan as the applicant claims, at {rate}: the middle rate must "
        f"be that of {debt.due_on}, from which the interest runs (article 5)"
    )
    return zh, en


def _foreign(debt: Debt, law: Figures) -> Note:
    zh = (
        f"{debt.ref}以{debt.currency}计算，不并入人民币合计；申请执行人主张以人民币计算的，"
        f"登记{debt.due_on}的中间价（{law.number}第5条）"
    )
    en = (
        f"{debt.ref} is reckoned in {debt.currency} and not summed with yuan: where the applicant "
        f"claims yuan, say yuan_rate, the middle rate of {debt.due_on} (article 5)"
    )
    return zh, en


def _not_set_off(debt: Debt, law: Figures) -> Note:
    zh = (
        f"到账的人民币没有冲抵{debt.ref}：{law.number}第5条没有规定冲抵按哪一日折算，"
        "由合议庭确定后另行登记"
    )
    en = (
        f"no yuan is set off against {debt.ref}: article 5 names no day for converting payments, "
        "a panel decides and the debt is noted anew"
    )
    return zh, en
