"""The clocks of supervision itself (督办自身的时限): how long people have to answer one another."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.time.period import Period


@dataclass(frozen=True, slots=True)
class SupervisionTerms:
    """A court's own limits for acts of supervision; none of them is a limit of procedure."""

    receipt: Period  # 签收: from the issue of an item to its being signed for
    entry: Period  # 补录: the grace for what was done and not yet recorded
    answer: Period  # 异议答复: for the answer to an objection against an alert
    mute: Period  # 免打扰: the longest that alerts on one node may be muted
    promise: Period  # 承诺: the furthest day that a receipt may promise
    repeat: Period  # 屡次: how far back a fact sheet counts what befell the same person


@dataclass(frozen=True, slots=True)
class FeedTerms:
    """How old imported data may be (上级数据时效); a profile without terms never waits for them."""

    stale_after: Period  # from the last import, whose day is not counted
    holds_from: int  # the lowest level of a rung that waits while the data are stale
