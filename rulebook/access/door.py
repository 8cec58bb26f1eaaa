"""The door of the board (登录限制): shut after failures, and how long a log-in lasts; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import tomli

SHIPPED = Path(__file__).parents[1] / "data" / "login.toml"


@dataclass(frozen=True, slots=True)
class Door:
    """What `login.toml` says."""

    account_failures: int
    address_failures: int
    within: timedelta  # how far back failures count
    rest: timedelta  # how long the door stays shut after the last of them
    idle: timedelta
    longest: timedelta
    invitation: timedelta
    token: timedelta
    password_least: int  # signs
    password_most: int
    answer_kept: timedelta
    answer_tried: timedelta  # how long a write may take before another try takes it up
    federated: timedelta  # how long a log-in may be on its way to the identity provider
    federated_most: int  # of one address at once
    settling: timedelta  # what was written later than this is not exported yet

    def shut_until(self, failures: Sequence[datetime], most: int) -> datetime | None:
        """Until when nobody comes in, after these failures within the window; None: it is open."""
        return max(failures) + self.rest if len(failures) >= most else None

    def over(self, made_at: datetime, seen_at: datetime, now: datetime) -> bool:
        """Whether a session has ended: too long unused, or too old altogether."""
        return now - seen_at >= self.idle or now - made_at >= self.longest

    def faults(self, password: str, officer: str) -> tuple[str, ...]:
        """What is wrong with a password that somebody chooses; empty when it will do.

        Length alone is asked for, as composition rules make passwords that are written down.
        """
        found = []
        if len(password) < self.password_least:
            found.append(f"口令至少{self.password_least}个字符")
        if len(password) > self.password_most:
            found.append(f"口令至多{self.password_most}个字符")
        if officer and officer.casefold() in password.casefold():
            found.append("口令不得含有工号")
        if len(set(password)) <= 2:
            found.append("口令不得只是一两个字符的重复")
        return tuple(found)


@cache
def door() -> Door:
    """The shipped limits."""
    said: Mapping[str, Any] = tomli.loads(SHIPPED.read_text("utf-8"))
    failures, session, interface = said["failures"], said["session"], said["interface"]
    return Door(
        account_failures=failures["account"],
        address_failures=failures["address"],
        within=timedelta(minutes=failures["within_minutes"]),
        rest=timedelta(minutes=failures["rest_minutes"]),
        idle=timedelta(minutes=session["idle_minutes"]),
        longest=timedelta(hours=session["longest_hours"]),
        invitation=timedelta(hours=said["invitation"]["hours"]),
        token=timedelta(days=said["token"]["days"]),
        password_least=said["password"]["least"],
        password_most=said["password"]["most"],
        answer_kept=timedelta(hours=interface["answer_hours"]),
        answer_tried=timedelta(seconds=interface["answer_seconds"]),
        federated=timedelta(minutes=said["federated"]["minutes"]),
        federated_most=said["federated"]["most"],
        settling=timedelta(seconds=interface["settle_seconds"]),
    )
