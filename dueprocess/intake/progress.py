"""Progress (进度) of an import, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

READING, RECORDING = "reading", "recording"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage of an import has come. `total` is None where the source does not say."""

    stage: str  # reading, recording
    sheet: str  # 法院, 人员, 案件, 财产, 事实
    done: int
    total: int | None


Teller = Callable[[Progress], None]
EVERY = 1000  # rows between two tellings
