"""What a gate asks for and how it is looked at (闸门条件), in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dueprocess.lawwords.conditions import condition
from rulebook.law.factkind import FactKind
from rulebook.law.gate import Counted, Gate, Need, Ratio
from rulebook.law.inwords import Words
from rulebook.law.lawbook import Lawbook


def looked_at(law: Lawbook, gate: Gate, need: Need) -> Words:
    """How the gate sees whether the need is met: in facts, figures, days or the act's own words."""
    kinds = [law.facts[name] for name in gate.on]
    found = (way(law, kinds, need) for name, way in _WAYS.items() if getattr(need, name))
    zh, en = next(found, ("", ""))
    if need.evidence:
        zh, en = f"{zh}，须附依据", f"{en}, with its paper"
    if need.when is not None:
        only_zh, only_en = condition(need.when, kinds)
        zh, en = f"{only_zh}时：{zh}", f"if {only_en}: {en}"
    return zh, en


def _has(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    zh, en = f"案内有{_either(law, need.has)}", f"on record: {' or '.join(need.has)}"
    if need.that is None:
        return zh, en
    that_zh, that_en = condition(need.that, [law.facts[name] for name in need.has])
    return f"{zh}，{that_zh}", f"{en}, where {that_en}"


def _none_of(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    return f"案内没有{_either(law, need.none_of)}", f"not on record: {' or '.join(need.none_of)}"


def _each(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    opening, *closing = need.each
    return (
        f"每一{law.facts[opening].zh}都有{_either(law, closing)}",
        f"for each {opening}: {' or '.join(closing)}",
    )


def _says(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    names = "、".join(_field(kinds, name) for name in need.says)
    return f"写明{names}", f"says {', '.join(need.says)}"


def _payload(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    assert need.payload is not None
    return condition(need.payload, kinds)


def _ratio(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    assert need.ratio is not None
    ratio = need.ratio
    base = [law.facts[ratio.fact]] if ratio.fact else kinds
    zh, en = _bounds(ratio)
    of = f"{ratio.of} of {ratio.fact}" if ratio.fact else ratio.of
    return f"{_field(kinds, ratio.field)}为{_field(base, ratio.of)}的{zh}", (
        f"{ratio.field} is {en} of {of}"
    )


def _bounds(ratio: Ratio) -> Words:
    zh, en = [], []
    if ratio.at_least is not None:
        zh.append(f"{ratio.at_least:f}%以上")
        en.append(f"at least {ratio.at_least:f}%")
    if ratio.at_most is not None:
        zh.append(f"{ratio.at_most:f}%以下")
        en.append(f"at most {ratio.at_most:f}%")
    return "、".join(zh), ", ".join(en)


def _elapsed(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    return f"{_term(law, need.elapsed)}已经届满", f"{need.elapsed} has run out"


def _within(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    return f"{_term(law, need.within)}尚未届满", f"{need.within} has not run out"


def _by(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    assert need.by is not None
    date_zh, date_en = _date(kinds, need.by)
    return (
        f"不晚于按{_term(law, need.by.rule)}自{date_zh}倒数之日",
        f"no later than {need.by.rule} counts back from {date_en}",
    )


def _cap(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    assert need.cap is not None
    date_zh, date_en = _date(kinds, need.cap)
    return (
        f"{date_zh}不超过{_term(law, need.cap.rule)}",
        f"{date_en} lies within {need.cap.rule} of the act",
    )


def _check(law: Lawbook, kinds: Iterable[FactKind], need: Need) -> Words:
    assert need.check is not None
    zh, en = [f"逐项核对（{need.zh}）"], [f"looked at fact by fact ({need.check.by})"]
    if need.check.rule:
        zh.append(f"按{_term(law, need.check.rule)}")
        en.append(f"by {need.check.rule}")
    if need.check.classes:
        zh.append("、".join(law.definitions[need.check.classes].members))
        en.append(f"for each of {need.check.classes}")
    return "，".join(zh), ", ".join(en)


def _date(kinds: Iterable[FactKind], counted: Counted) -> Words:
    return _field(kinds, counted.date), counted.date


def _term(law: Lawbook, rule: str) -> str:
    found = law.rules[rule]
    return f"“{found.zh}”（{found.term.period.text()}）" if found.term else f"“{found.zh}”"


def _either(law: Lawbook, names: Iterable[str]) -> str:
    return "或者".join(f"“{law.facts[name].zh}”" for name in names)


def _field(kinds: Iterable[FactKind], name: str) -> str:
    found = (field for kind in kinds if (field := kind.field(name)))
    return next((field.zh for field in found), name)


_WAYS: Mapping[str, Callable[[Lawbook, Iterable[FactKind], Need], Words]] = {
    "has": _has,
    "none_of": _none_of,
    "each": _each,
    "says": _says,
    "payload": _payload,
    "ratio": _ratio,
    "elapsed": _elapsed,
    "within": _within,
    "by": _by,
    "cap": _cap,
    "check": _check,
}
