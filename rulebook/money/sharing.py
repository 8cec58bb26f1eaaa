"""Sharing out (按顺位、按比例分配): who gets how much of what there is, exact to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from rulebook.money.claims import Claim
from rulebook.money.figures import CreditorClass
from rulebook.money.yuan import FEN, NOTHING


def shares(
    to_share: Decimal, claims: Sequence[Claim], classes: Sequence[CreditorClass]
) -> dict[str, Decimal]:
    """What each creditor gets, in yuan (民诉法解释第508条).

    A class is served when the one above it is satisfied: within it each claim in the order listed,
    or all by the proportion of their claims. Fen that do not divide go to the largest remainders,
    so that nothing is left over. Claims of an unknown class get nothing.
    """
    got = dict.fromkeys((claim.creditor for claim in claims), NOTHING)
    left = max(to_share, NOTHING)
    for rank in classes:
        members = [claim for claim in claims if claim.rank == rank.name]
        given = _by_proportion(left, members) if rank.proportional else _in_order(left, members)
        for claim, part in zip(members, given, strict=True):
            got[claim.creditor] += part
        left -= sum(given, NOTHING)
    return got


def _in_order(left: Decimal, members: Sequence[Claim]) -> list[Decimal]:
    given = []
    for claim in members:
        given.append(min(left, claim.amount))
        left -= given[-1]
    return given


def _by_proportion(left: Decimal, members: Sequence[Claim]) -> list[Decimal]:
    total = sum((claim.amount for claim in members), NOTHING)
    if left >= total or total == 0:
        return [claim.amount for claim in members]
    exact = [left * claim.amount / total for claim in members]
    given = [part.quantize(FEN, ROUND_DOWN) for part in exact]
    over = int((left - sum(given, NOTHING)) / FEN)
    order = sorted(range(len(members)), key=lambda at: (given[at] - exact[at], at))
    for at in order[:over]:
        given[at] += FEN
    return given
