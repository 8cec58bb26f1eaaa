"""Attempts to sell (拍卖次数): how often auctions of an asset failed, and which comes next."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.gates.question import Lack, Question
from rulebook.gates.terms import counted
from rulebook.law.check import Check

ONLINE = "网络司法拍卖"
TRADITIONAL = "传统拍卖"
_FAILED = "auction_failed"
_BEGUN, _ENDED = ("bidding_started",), ("bidding_ended",)
_ANEW = ("reference_price_set",)  # with a new price the attempts begin anew


def failed(question: Question, way: str) -> int:
    """The last round of the arriving fact's asset that failed in this way; 0 for none."""
    return max((_round(one) for one in _failures(question) if _way(one) == way), default=0)


def in_turn(question: Question, check: Check) -> Iterator[Lack]:
    """The second auction follows the first's failure, the third the second's, in the same way."""
    number, way = _round(question.fact), _way(question.fact)
    before = number - 1
    if before and before not in {_round(one) for one in _failures(question) if _way(one) == way}:
        yield Lack(f"；第{before}次拍卖尚未流拍", f"; auction {before} has not failed")


def bidding_kept(question: Question, check: Check) -> Iterator[Lack]:
    """The bidding of an online auction ended no sooner than the rule's term after its last origin.

    The end is the platform's `bidding_ended`, or the act itself where none is on record. A bidding
    that nobody recorded as begun is not asked about, and a bid counts for the bidding it fell in.
    """
    rule, fact = question.law.rules[check.rule], question.fact
    begun = question.so_far(_BEGUN)
    if _way(fact) != ONLINE or not begun:
        return
    start = begun[-1].occurred_at
    last = [one for one in question.so_far(rule.origin) if one.occurred_at >= start]
    ended = [one for one in question.so_far(_ENDED) if one.occurred_at >= start]
    end = ended[-1].occurred_at if ended else fact.occurred_at
    if last and end < (earliest := counted(question, rule, last[-1].occurred_at).at):
        came, bound = f"{end:%m-%d %H:%M:%S}", f"{earliest:%m-%d %H:%M:%S}"
        yield Lack(f"；{came}结束，最早应为{bound}", f"; it ended {came}, the earliest is {bound}")


def _failures(question: Question) -> list[FactView]:
    since = question.so_far(_ANEW)
    seqs = since[-1].occurred_at if since else None
    return [one for one in question.so_far((_FAILED,)) if seqs is None or one.occurred_at >= seqs]


def _round(fact: FactView) -> int:
    said = fact.payload.get("round")
    return said if isinstance(said, int) else 1


def _way(fact: FactView) -> str:
    return str(fact.payload.get("way") or ONLINE)
