"""Accounts (科目) of a case's ledger, and the places of money within them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Account(StrEnum):
    """Where money comes from or lies. The first two give, all others hold."""

    RECEIVED = "received"  # 到账: all that came into the case's bank account
    TRANSFERRED = "transferred"  # 专户往来: between a case and the court's suspense file
    UNIDENTIFIED = "unidentified"  # 待确认: nobody knows yet for whom it is
    PAYABLE = "payable"  # 待领: to be paid, to a payee or to one still to be named
    DEFERRED = "deferred"  # 暂缓: held back on a lawful ground
    PAID = "paid"  # 已付
    REFUNDED = "refunded"  # 已退
    DEPOSITED = "deposited"  # 提存
    COSTS = "costs"  # 执行费用

    @property
    def zh(self) -> str:
        """Its name in a court's books."""
        return _ZH[self]


_ZH = {
    Account.RECEIVED: "到账",
    Account.TRANSFERRED: "专户往来",
    Account.UNIDENTIFIED: "待确认",
    Account.PAYABLE: "待领",
    Account.DEFERRED: "暂缓",
    Account.PAID: "已付",
    Account.REFUNDED: "已退",
    Account.DEPOSITED: "提存",
    Account.COSTS: "执行费用",
}

GIVING = frozenset({Account.RECEIVED, Account.TRANSFERRED})
# Money that lies with the court and grows old.
HELD = (Account.UNIDENTIFIED, Account.PAYABLE, Account.DEFERRED)


class Place(NamedTuple):
    """One account of one receipt, and of one payee where money is somebody's. "": not yet named."""

    account: Account
    receipt: str
    payee: str = ""

    @property
    def zh(self) -> str:
        """The place in words."""
        who = f"（{self.payee}）" if self.payee else ""
        return f"{self.receipt}{self.account.zh}{who}"

    @property
    def en(self) -> str:
        """The place in words."""
        who = f" of {self.payee}" if self.payee else ""
        return f"{self.account} of {self.receipt}{who}"
