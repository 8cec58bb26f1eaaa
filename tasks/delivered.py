"""What a round of delivery did (送达结果), in digests and in lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivered:
    """Sums of one round; they add up over batches and channels."""

    digests: int = 0
    lines: int = 0
    failed: int = 0  # digests that did not go out at this try
    moved: int = 0  # messages handed to another channel
    faults: tuple[str, ...] = ()  # one a digest that did not go out
    dead: tuple[str, ...] = ()  # channels that count as dead, each with its reason

    def __add__(self, other: Delivered) -> Delivered:
        return Delivered(
            self.digests + other.digests,
            self.lines + other.lines,
            self.failed + other.failed,
            self.moved + other.moved,
            self.faults + other.faults,
            self.dead + other.dead,
        )

    def __str__(self) -> str:
        parts = [f"送出{self.digests}份{self.lines}项"]
        parts += [f"改用其他渠道{self.moved}条"] if self.moved else []
        parts += [f"未送达{self.failed}份（{self.faults[0]}）"] if self.failed else []
        parts += [f"停用渠道：{'、'.join(self.dead)}"] if self.dead else []
        return "送达：" + "；".join(parts)
