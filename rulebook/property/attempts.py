"""Attempts to sell (拍卖次数): how often auctions of an asset failed, and which comes next."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check

ONLINE = "网络司法拍卖"
TRADITIONAL = "传统拍卖"
_FAILED = "auction_failed"
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


def _failures(question: Question) -> list[FactView]:
    since = question.so_far(_ANEW)
    seqs = since[-1].occurred_at if since else None
    return [one for one in question.so_far((_FAILED,)) if seqs is None or one.occurred_at >= seqs]


def _round(fact: FactView) -> int:
    said = fact.payload.get("round")
    return said if isinstance(said, int) else 1


def _way(fact: FactView) -> str:
    return str(fact.payload.get("way") or ONLINE)
