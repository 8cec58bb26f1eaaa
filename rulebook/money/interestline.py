"""One line of an interest account (利息计算表): so many days of so much at such a rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.money.yuan import rounded, shown

GENERAL, DOUBLED, PRINCIPAL = "general", "doubled", "principal"
KINDS_ZH = {GENERAL: "一般利息", DOUBLED: "加倍部分", PRINCIPAL: "本金"}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class InterestLine:
    """Interest on one debt from a day, itself not counted, to a day that is."""

    debt: str
    kind: str  # general, doubled
    start: date
    end: date
    base: Decimal
    rate: Decimal  # general: per cent a year; doubled: a day
    year_days: int = 0
    article: str = ""
    currency: str = ""  # "": yuan

    @property
    def days(self) -> int:
        """Days charged."""
        return (self.end - self.start).days

    @property
    def amount(self) -> Decimal:
        """The line's interest, to the fen."""
        exact = self.base * self.rate * self.days
        return rounded(exact / _HUNDRED / self.year_days if self.kind == GENERAL else exact)

    @property
    def zh(self) -> str:
        """The line as a sum that a clerk can check."""
        unit = self.currency or "元"
        return (
            f"{self.debt}{KINDS_ZH[self.kind]}：{self.start}次日至{self.end}共{self.days}日，"
            f"{shown(self.base)}{unit}×{self._at}×{self.days}日＝{shown(self.amount)}{unit}（{self.article}）"
        )

    @property
    def en(self) -> str:
        """The same in English."""
        unit = self.currency or "yuan"
        return (
            f"{self.debt} {self.kind}: after {self.start} to {self.end}, {self.days} days, "
            f"{shown(self.base)} {unit} × {self._at} × {self.days} = {shown(self.amount)} {unit}"
        )

    @property
    def _at(self) -> str:
        if self.kind == GENERAL:
            return f"{self.rate.normalize():f}%÷{self.year_days}"
        return f"{(self.rate * _HUNDRED).normalize():f}%"
