"""Articles of the law (条款项) said in English; documents keep their Chinese titles and numbers."""

from __future__ import annotations

import re

# A document by title and number, where the number may have brackets of its own, by number alone,
# or as it is called for short.
_TITLED = r"《.+》（(?:[^（）]|（[^（）]*）)*）"
_NUMBERED = r"[\u4e00-\u9fff]{1,4}〔\d{4}〕\d+号(?:（[^（）]*）)?"
_SHORT = r"民事诉讼法|民诉法解释|十二项|法答网精选答问第[一二三四五六七八九十]+批"
_CITED = re.compile(rf"({_TITLED}|{_NUMBERED}|{_SHORT})(.*)")
_DIGITS = {zh: number for number, zh in enumerate("零一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_COUNT = r"[\d零一二三四五六七八九十百千]+"
_PART = re.compile(
    rf"第({_COUNT})条至第({_COUNT})条|第({_COUNT})([条款项点])|问题(\d+)|(\d{{4}})年"
)
_NAMES = {"条": "article", "款": "paragraph", "项": "item", "点": "point"}


def cited(text: str) -> tuple[str, str]:
    """The document that is cited, "" without one, and the article."""
    found = _CITED.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


def in_english(text: str) -> str | None:
    """“第5条第1款、第9条” as “article 5, paragraph 1; article 9”; None for anything else."""
    said = [_one(part) for part in text.split("、")]
    return "; ".join(filter(None, said)) if None not in said else None


def _one(text: str) -> str | None:
    found = [*_PART.finditer(text)]
    if not found or "".join(one[0] for one in found) != text:
        return None
    return ", ".join(map(_named, found))


def _named(part: re.Match[str]) -> str:
    first, last, count, kind, question, year = part.groups()
    if first:
        return f"articles {_number(first)} to {_number(last)}"
    if count:
        return f"{_NAMES[kind]} {_number(count)}"
    return f"question {question}" if question else year


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    whole = digit = 0
    for sign in text:
        if sign in _PLACES:
            whole, digit = whole + (digit or 1) * _PLACES[sign], 0
        else:
            digit = _DIGITS[sign]
    return whole + digit
