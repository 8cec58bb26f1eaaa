"""Numbers that a Chinese and an English text name, in digits or in words, to be compared."""

from __future__ import annotations

import re

_DIGITS = {zh: number for number, zh in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_COUNTED = r"个?(?:工作日|日|天|月|年|小时|分钟|元|条|项|款|次|名|份|类|种|期|加|周年|点|、)"
_ZH = re.compile(
    rf"百分之([{''.join(_DIGITS | _PLACES)}]+)|(?<!周)([一二三四五六七八九十百千万]+)(?={_COUNTED})"
)
_SPELLED = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_TENTHS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: number for number, word in enumerate(_SPELLED.split())}
_TENS = {word: 10 * number for number, word in enumerate(_TENTHS.split(), start=2)}
_TIMES = {"hundred": 100, "thousand": 1000}
_RANKS = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "thirtieth": 30}
_YEAR = """
    January February March April May June July August September October November December
"""
_MONTHS = _YEAR.split()
_DATED = re.compile(rf"(?<=\d )May|May(?= \d)|{'|'.join(set(_MONTHS) - {'May'})}")
_NO_NUMBER = re.compile(r"third (?:party|parties)")


def in_chinese(text: str) -> set[int]:
    """Every number from three on: one and two are in too many words that count nothing."""
    said = (found[1] or found[2] for found in _ZH.finditer(text))
    found = {*map(int, re.findall(r"\d+", text)), *map(_chinese, said)}
    return {number for number in found if number > 2}


def _chinese(text: str) -> int:
    total = place = digit = 0
    for sign in text:
        if sign == "万":
            total, place, digit = (place + digit) * 10_000, 0, 0
        elif sign in _PLACES:
            place, digit = place + (digit or 1) * _PLACES[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + place + digit


def in_english(text: str) -> set[int]:
    """Every number from three on, months of dates among them."""
    said = _NO_NUMBER.sub("", text.replace(",000", "000"))
    months = {_MONTHS.index(one[0]) + 1 for one in _DATED.finditer(said)}
    words = re.findall(r"[a-z]+", said.lower())
    found = {*map(int, re.findall(r"\d+", said)), *months, *_spelled(words)}
    return {number for number in found if number > 2}


def _spelled(words: list[str]) -> set[int]:
    found, whole = {_RANKS[word] for word in words if word in _RANKS}, 0
    for word in [*words, ""]:
        if word in _TIMES and whole:
            whole *= _TIMES[word]
        elif word in _ONES or word in _TENS:
            number = _ONES.get(word, 0) + _TENS.get(word, 0)
            goes_on = whole % (10 if number < 10 else 100) == 0
            found |= set() if goes_on else {whole}
            whole = whole + number if goes_on else number
        elif word != "and" or whole < min(_TIMES.values()):
            found.add(whole)
            whole = 0
    return found
