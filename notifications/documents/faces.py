"""Typefaces (字体) of official papers, by name: the reader's machine has them, none is shipped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface and what stands in for it where a machine lacks it, nearest first."""

    name: str
    others: tuple[str, ...]

    @property
    def css(self) -> str:
        """The names as a style sheet lists them."""
        return ", ".join(f'"{name}"' for name in (self.name, *self.others))


TITLE = Face("方正小标宋简体", ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "SimSun", "宋体"))
BODY = Face("仿宋_GB2312", ("仿宋", "FangSong", "FangSong_GB2312", "STFangsong"))
HEAD = Face("黑体", ("SimHei", "STHeiti", "Noto Sans CJK SC"))
POINT = Face("楷体_GB2312", ("楷体", "KaiTi", "STKaiti"))
FIGURES = Face("宋体", ("SimSun", "STSong", "Noto Serif CJK SC"))
FACES = (TITLE, BODY, HEAD, POINT, FIGURES)
LATIN = "Times New Roman"
