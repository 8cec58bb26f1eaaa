"""Shares (比例): whether a figure that a fact names keeps within the law's per cent of another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from rulebook.gates.question import Lack, Question
from rulebook.law.gate import Need, Ratio

_SHOWN = Decimal("0.0001")


def lacking(question: Question, need: Need) -> Iterator[Lack]:
    """Why the share does not hold; nothing when it does, or when the fact names no figure."""
    ratio = need.ratio
    value = _figure(question.fact.payload.get(ratio.field)) if ratio else None
    if ratio is None or value is None:
        return
    base = _base(question, ratio)
    if base is None:
        yield Lack(f"；尚无{_of_zh(question, ratio)}可比", f"; no {ratio.of} is on record")
    elif not ratio.holds(value, base):
        share = _share(value, base, ratio)
        yield Lack(
            f"；{value}元为{_of_zh(question, ratio)}{base}元的{share}",
            f"; {value} yuan is {share} of {ratio.of}, {base} yuan",
        )


def _base(question: Question, ratio: Ratio) -> Decimal | None:
    if not ratio.fact:
        return _figure(question.fact.payload.get(ratio.of))
    named = [_figure(fact.payload.get(ratio.of)) for fact in question.so_far((ratio.fact,))]
    return next((one for one in reversed(named) if one is not None), None)


def _figure(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _share(value: Decimal, base: Decimal, ratio: Ratio) -> str:
    if base <= 0:
        return "∞"
    share = value * 100 / base
    low = ratio.at_least is not None and share < ratio.at_least
    # Away from the bound: a fen beyond it must not read as if it were on it.
    shown = share.quantize(_SHOWN, ROUND_FLOOR if low else ROUND_CEILING)
    return f"{shown.normalize():f}%"


def _of_zh(question: Question, ratio: Ratio) -> str:
    kind = question.law.facts.get(ratio.fact, question.kind)
    field = kind.field(ratio.of)
    return field.zh if field else ratio.of
