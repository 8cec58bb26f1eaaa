"""Repetition (屡次): how often a step comes back before a sterner one is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rulebook.time.period import Period


class Per(StrEnum):
    """On whom or what the count runs."""

    NODE = "node"  # 同一节点
    MATTER = "matter"  # 同一案件
    OWNER = "owner"  # 同一责任人


@dataclass(frozen=True, slots=True)
class Repetition:
    """So many times a rung of the key `of`: then the rung `then` is proposed, never issued.

    Counted from the claims themselves, the one being fired among them, within `within` (no
    bound without it) and since `then` was last fired on the same node, case or person. What was
    declined is not counted; with `issued` only what was issued is, from its issue on.
    """

    of: str
    per: Per
    times: int
    then: str
    within: Period | None = None
    any_ladder: bool = False  # rungs of that key on other ladders count too
    issued: bool = False  # a proposal that waits for a person is not counted yet
