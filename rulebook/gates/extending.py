"""What an extension (延长) needs: a rule that allows it, an approver, time left, its bound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rulebook.case.payload import day, moment
from rulebook.case.replay import EXTENSION, Clock, extension
from rulebook.case.timing import due_of, stops
from rulebook.gates.pausing import not_by_handler
from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Refusal
from rulebook.law.rolewords import either, holder
from rulebook.law.rule import ExtensionBound, Rule
from rulebook.time import counting
from rulebook.time.counting import Due
from rulebook.time.period import BY_THE_CLOCK, Extension, Roll, Term

_GATE = "extension"


def refusals(question: Question) -> Iterator[Refusal]:
    """What forbids the extension; nothing when the fact is another, or its fields are missing."""
    if question.fact.kind != EXTENSION:
        return
    more, name = extension(question.fact), str(question.fact.payload.get("rule") or "")
    if more is None or not name:
        return
    rule = question.law.rules.get(name)
    if rule is None or rule.extension is None or rule.term is None:
        yield _not_extensible(question, name)
        return
    yield from not_by_handler(question, _GATE, _cited(rule), rule.id)
    yield from _wrong_role(question, rule, rule.extension)
    clock = _running(question, rule)
    if clock is None:
        yield refusal(
            _GATE,
            f"{rule.zh}没有进行中的期限，无可延长",
            f"no clock of {name} is running that could be extended",
            _cited(rule),
            rule.id,
        )
    elif (more.period.unit in BY_THE_CLOCK) is not (rule.term.period.unit in BY_THE_CLOCK):
        zh, en = rule.term.period.text("zh"), rule.term.period.text("en")
        said = f"{zh}的期限不能这样延长", f"a term of {en} is not extended by hours"
        yield refusal(_GATE, *said, rule=rule.id)
    else:
        yield from _bounded(question, clock, rule.extension, more)


def remarks(question: Question) -> Iterator[Refusal]:
    """What is taken but said: an extension asked later than the law wants it."""
    if question.fact.kind != EXTENSION:
        return
    rule = question.law.rules.get(str(question.fact.payload.get("rule")))
    clock = _running(question, rule) if rule else None
    bound = rule.extension if rule else None
    if rule is None or clock is None or bound is None or bound.ask_before is None:
        return
    due, _ = _due(question, clock)
    before = Term(bound.ask_before, Roll.NONE, backward=True)
    latest = counting.due(moment(due.on), before, question.calendar).on
    asked_on = day(question.fact.payload["asked_on"])
    if asked_on > latest:
        yield refusal(
            _GATE,
            f"延长申请提出于{asked_on}，稳妥的最迟日为{latest}（届满日{due.on}）",
            f"the extension was asked on {asked_on}, later than {latest} (the term ends {due.on})",
            _cited(rule),
            rule.id,
        )


def _not_extensible(question: Question, name: str) -> Refusal:
    rules = question.law.rules
    meant, able = rules.get(name), [rule for rule in rules.values() if rule.extension]
    zh = "、".join(dict.fromkeys(rule.zh for rule in able))
    en = ", ".join(dict.fromkeys(rule.en for rule in able))
    return refusal(
        _GATE,
        f"“{meant.zh if meant else name}”的期限不能延长，可以延长的有：{zh}",
        f"the term of “{meant.en if meant else name}” cannot be extended; those that can: {en}",
    )


def _wrong_role(question: Question, rule: Rule, bound: ExtensionBound) -> Iterator[Refusal]:
    role = str(question.fact.payload.get("approver_role") or "")
    if role and role not in bound.approvers:
        names = question.law.roles
        zh = "或者".join(names[one] for one in bound.approvers)
        yield refusal(
            _GATE,
            f"{names.get(role, role)}无权批准延长，须由{zh}批准",
            f"{holder(role)} may not approve it: have {either(bound.approvers)} approve",
            _cited(rule),
            rule.id,
        )


def _bounded(
    question: Question, clock: Clock, bound: ExtensionBound, more: Extension
) -> Iterator[Refusal]:
    due, paused = _due(question, clock)
    if not paused and question.fact.occurred_at >= due.at:
        yield refusal(
            _GATE,
            f"期限已于{due.on}届满，届满后不得延长",
            f"the term ran out on {due.on}: it can no longer be extended",
            _cited(clock.rule),
            clock.rule.id,
        )
    asked = (*clock.extensions, more)
    if _last(question, clock, asked) > _last(question, clock, (Extension(bound.most),)):
        yield refusal(
            _GATE,
            f"延长合计不得超过{bound.most.text('zh')}",
            f"all extensions together may not exceed {bound.most.text('en')}",
            _cited(clock.rule),
            clock.rule.id,
        )


def _running(question: Question, rule: Rule) -> Clock | None:
    ref = "" if rule.subject == "case" else question.fact.subject_ref
    return question.run.running.get((rule.id, ref))


def _due(question: Question, clock: Clock) -> tuple[Due, bool]:
    """The clock's end as far as known, and whether it stands still."""
    pauses, lasting = stops(clock, question.run)
    found = due_of(clock, question.run, pauses, clock.extensions)
    return found, lasting is not None


def _last(question: Question, clock: Clock, extensions: tuple[Extension, ...]) -> date:
    """The last day before any roll, pauses apart: so that extensions compare in any unit."""
    return due_of(clock, question.run, (), extensions).raw


def _cited(rule: Rule) -> str:
    return f"{rule.source.number}{rule.source.article}"
