"""Whether a fact says what its kind demands: subject, fields, paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from rulebook.case.casefile import FactView
from rulebook.case.payload import fits, wanted
from rulebook.gates.question import refusal
from rulebook.law.factkind import FactKind, Field
from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Lawbook

_GATE = "wellformed"
_UNSAID = (None, "")
# Signs that no paper bears: they would move a terminal's cursor or turn a line around.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_UNSEEN_IN_PROSE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LONGEST_NAME = 200  # signs of a subject or a person's number
_LONGEST_PAPER = 1000
_LONGEST_PROSE = 10_000


def unknown_kind(fact: FactView, law: Lawbook) -> Refusal | None:
    """A refusal, with the nearest kind, when the law knows no such fact."""
    if fact.kind in law.facts:
        return None
    near = get_close_matches(fact.kind, law.facts, 1)
    zh, en = (f"，是否指{near[0]}", f": is {near[0]} meant?") if near else ("", "")
    return refusal(_GATE, f"没有{fact.kind}这类事实{zh}", f"no kind of fact is {fact.kind}{en}")


def refusals(fact: FactView, kind: FactKind, known: Iterable[Field]) -> Iterator[Refusal]:
    """What is missing from the fact or cannot be read in it; `known` is all that it may say."""
    yield from _subject(fact, kind)
    yield from _legible(fact)
    if faulty := _faulty(fact, kind):
        for field in kind.fields:
            if field.name in faulty:
                yield _fault(kind, field, fact.payload.get(field.name))
    if any(kind.field(name) is None for name in fact.payload):
        yield from _unknown(fact, kind, known)
    if kind.evidence_required and not fact.evidence.strip():
        yield refusal(
            _GATE,
            f"{kind.zh}须附依据：请写明文书或者上传附件",
            f"{kind.id} needs a paper: name it or attach it as evidence",
        )


def _subject(fact: FactView, kind: FactKind) -> Iterator[Refusal]:
    if kind.subject != fact.subject_kind:
        yield refusal(
            _GATE,
            f"{kind.zh}的对象应为{kind.subject}，不是{fact.subject_kind}",
            f"{kind.id} is about a subject of kind {kind.subject}, not {fact.subject_kind}",
        )
    elif kind.subject != "case" and not fact.subject_ref.strip():
        yield refusal(
            _GATE,
            f"{kind.zh}须写明是哪一个{kind.subject}",
            f"{kind.id} must say which {kind.subject} it is about",
        )


def _legible(fact: FactView) -> Iterator[Refusal]:
    """Texts that a screen, a letter and either database can hold and show as they are."""
    said = "".join((fact.subject_ref, fact.recorded_by, fact.evidence, *fact.payload))
    if _is_plain(said) and all(map(_is_plain, fact.payload.values())):
        return
    for name, text, most in (
        ("subject", fact.subject_ref, _LONGEST_NAME),
        ("recorded_by", fact.recorded_by, _LONGEST_NAME),
        ("evidence", fact.evidence, _LONGEST_PAPER),
    ):
        yield from _readable(name, text, most, _UNSEEN)
    for name, value in fact.payload.items():
        yield from _readable("name", name, _LONGEST_NAME, _UNSEEN)
        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str):
                yield from _readable(name, text, _LONGEST_PROSE, _UNSEEN_IN_PROSE)


def _is_plain(value: object) -> bool:
    """Whether it is no text or a short one of signs that are seen; a list is looked at closely."""
    if type(value) is str:
        return len(value) <= _LONGEST_NAME and value.isprintable()
    return value is None or type(value) in (int, bool)


def _readable(name: str, text: str, most: int, unseen: re.Pattern[str]) -> Iterator[Refusal]:
    if len(text) > most:
        yield refusal(
            _GATE,
            f"{name}过长（{len(text)}字）：至多{most}字，余文请作为附件",
            f"{name} has {len(text)} signs: give at most {most}, the rest as a paper",
        )
    elif not text.isprintable() and unseen.search(text):
        yield refusal(
            _GATE,
            f"{name}含有不可见的控制字符：请重新录入",
            f"{name} holds control characters: type it anew",
        )


def _faulty(fact: FactView, kind: FactKind) -> list[str]:
    """The fields that are demanded and not said, or said amiss."""
    said = fact.payload
    found = [name for name in kind.required if said.get(name) in _UNSAID]
    for name, value in said.items():
        field = kind.field(name)
        if field is not None and value not in _UNSAID and not fits(field, value):
            found.append(name)
    return found


def _fault(kind: FactKind, field: Field, value: object) -> Refusal:
    zh, en = wanted(field)
    if value in _UNSAID:
        return refusal(
            _GATE,
            f"{kind.zh}缺少{field.zh}（{field.name}）：{zh}",
            f"{kind.id} lacks {field.name}: give {en}",
        )
    return refusal(
        _GATE,
        f"{kind.zh}的{field.zh}（{field.name}）不能是{value!r}，应为{zh}",
        f"{field.name} of {kind.id} cannot be {value!r}: give {en}",
    )


def _unknown(fact: FactView, kind: FactKind, known: Iterable[Field]) -> Iterator[Refusal]:
    """A field that the kind does not have, with the nearest that it has."""
    names = [field.name for field in known]
    for name in fact.payload:
        if name not in names:
            near = get_close_matches(name, names, 1)
            zh, en = (f"，是否指{near[0]}", f": is {near[0]} meant?") if near else ("", ":")
            yield refusal(
                _GATE,
                f"{kind.zh}没有{name}一项{zh}（各项见dueprocess facts {kind.id}）",
                f"{kind.id} has no field {name}{en} see dueprocess facts {kind.id}",
            )
