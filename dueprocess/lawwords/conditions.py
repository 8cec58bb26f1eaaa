"""A condition on what a fact says (条件), in words."""

from __future__ import annotations

from collections.abc import Iterable

from rulebook.law.condition import Condition
from rulebook.law.factkind import FactKind
from rulebook.law.inwords import Words

_FLAGS = {True: ("是", "yes"), False: ("否", "no")}


def condition(one: Condition, kinds: Iterable[FactKind]) -> Words:
    """What must be said in the field; the field bears its name from the kinds that have it."""
    found = (field for kind in kinds if (field := kind.field(one.field)))
    zh = next((field.zh for field in found), one.field)
    said_zh, said_en = _said(one)
    silent_zh, silent_en = _silence(one)
    return f"{zh}{said_zh}{silent_zh}", f"{one.field} {said_en}{silent_en}"


def _said(one: Condition) -> Words:
    if one.at_most is not None:
        return f"不超过{one.at_most}元", f"is at most {one.at_most} yuan"
    if one.less_than is not None:
        return f"不足{one.less_than}元", f"is less than {one.less_than} yuan"
    if one.more_than is not None:
        return f"超过{one.more_than}元", f"is more than {one.more_than} yuan"
    if one.one_of:
        return f"为{'或者'.join(one.one_of)}", f"is one of {', '.join(one.one_of)}"
    zh, en = _value(one.equals)
    return f"为{zh}", f"is {en}"


def _silence(one: Condition) -> Words:
    """What counts when the field is left out."""
    if one.default is None:
        return "", ""
    zh, en = _value(one.default)
    return f"（未写视为{zh}）", f" (unsaid: {en})"


def _value(value: object) -> Words:
    if isinstance(value, bool):
        return _FLAGS[value]
    return str(value), str(value)
