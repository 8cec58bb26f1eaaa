"""Attachments (附件): files that go with a digest on the channels that can carry one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file: its name, its type such as text/calendar with parameters, its text."""

    name: str
    type: str
    text: str
    parameters: Mapping[str, str] = field(default_factory=dict)
