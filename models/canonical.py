"""The one written form of a case number (案号), so that every sender means the same case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDE = str.maketrans("()", "（）")
_OTHER_BRACKETS = str.maketrans("[]〔〕【】{}", "()" * 4)
_REMEMBERED = 16_384  # a batch names each of its cases many times
_BARE = r"（\d{4}）\D{1,2}\d{0,4}执\D{0,3}\d+"
_NUMBER = re.compile(_BARE + r"号(之[一二三四五六七八九十\d]+)?")
_UNENDED = re.compile(_BARE)


@lru_cache(maxsize=_REMEMBERED)
def canonical(text: str) -> str:
    """The normal form: full-width brackets, plain digits, no spaces: （2016）京0105执1234号.

    Half-width, square and tortoise-shell brackets and full-width digits are all understood, and a
    last 号 may be missing; a text that is no case number comes back tidied in the same way (see
    `is_case_number`).
    """
    plain = unicodedata.normalize("NFKC", text.translate(_OTHER_BRACKETS))
    tidy = "".join(plain.translate(_OTHER_BRACKETS).split()).translate(_WIDE)
    return f"{tidy}号" if _UNENDED.fullmatch(tidy) else tidy


def is_case_number(text: str) -> bool:
    """Whether the normal form of the text is the number of an enforcement case (执字案号)."""
    return _NUMBER.fullmatch(canonical(text)) is not None
