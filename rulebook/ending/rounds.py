"""The end of a round (终本): what must be true of its queries, restrictions and notices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.case.payload import moment
from rulebook.ending.listing import RESTRICTED, last_about
from rulebook.gates.question import Lack, Question
from rulebook.gates.terms import counted
from rulebook.law.check import Check

CHECKLIST = "termination_checked"  # the court's own list of checks (终本合规校验表)
_QUERIES = ("network_query_launched",)


def runs(question: Question, check: Check) -> Iterator[Lack]:
    """A round that has ended does not end again before it was resumed."""
    if question.run.state == "round_ended":
        last = [one for one in question.stands if one.kind == "round_termination_ruled"][-1]
        on = day_of(last.occurred_at)
        yield Lack(
            f"；已于{on}终本（第{last.seq}项），恢复执行后方可再次终本",
            f"; it ended on {on} (fact {last.seq}): record case_resumed first",
        )


def queried_lately(question: Question, check: Check) -> Iterator[Lack]:
    """Each class of property was queried within the rule's term (natural days) before the act.

    A class that the court has not opened is named in the query; a debtor without an organisation
    code is exempt, as the checklist says.
    """
    if _listed(question, "unit_without_code") is True:
        return
    since = _first_day(question, check.rule)
    lately = [q for q in question.so_far(_QUERIES) if day_of(q.occurred_at) >= since]
    seen = {name for query in lately for name in _names(query, "categories", "unopened")}
    missing = [one for one in question.law.definitions[check.classes].members if one not in seen]
    if missing:
        yield Lack(
            f"；自{since}起未查询{'、'.join(missing)}",
            f"; not queried since {since}: {', '.join(missing)}",
        )


def restricted_throughout(question: Question, check: Check) -> Iterator[Lack]:
    """Each living debtor of the checklist is restricted on the day of the act."""
    dead = _texts(_listed(question, "deceased"))
    for name in _texts(_listed(question, "debtors")):
        last = last_about(question, name)
        if name in dead or (last is not None and last.kind == RESTRICTED):
            continue
        if last is None:
            yield Lack(f"；未对{name}限制消费", f"; {name} is not restricted")
        else:
            on = day_of(last.occurred_at)
            yield Lack(f"；对{name}的限制已于{on}解除", f"; {name}: lifted on {on}")


def restriction_stays(question: Question, check: Check) -> Iterator[Lack]:
    """After the round the restriction stands: whoever lifts it says on which ground."""
    if question.run.state == "round_ended" and not question.fact.payload.get("ground"):
        yield Lack("；终本后须写明解除事由", "; the round is over: say ground")


def heard_before(question: Question, check: Check) -> Iterator[Lack]:
    """The applicant was met on an earlier day, unless the checklist says why not."""
    if _listed(question, "talk_exempt"):
        return
    today = day_of(question.fact.occurred_at)
    held = [day_of(fact.occurred_at) for fact in question.so_far(("applicant_heard",))]
    if not held:
        yield Lack("；未约谈", "; the applicant was not met")
    elif min(held) >= today:
        yield Lack(f"；约谈在{min(held)}，须早于当日", f"; met on {min(held)}, not before that day")


def told_two_ways(question: Question, check: Check) -> Iterator[Lack]:
    """The applicant was told of the coming end by two channels that differ, or why not is said."""
    if question.fact.payload.get("notice_reason"):
        return
    told = question.so_far(("closing_notified",))
    ways = list(dict.fromkeys(str(fact.payload.get("channel")) for fact in told))
    if not ways:
        yield Lack("；尚未告知", "; nobody told the applicant")
    elif len(ways) == 1:
        yield Lack(f"；只用过{ways[0]}", f"; only by {ways[0]}")


def bears_paper(question: Question, check: Check) -> Iterator[Lack]:
    """The arriving fact names its own paper."""
    if not question.fact.evidence.strip():
        yield Lack("；请附文书", "; name it as evidence")


def _first_day(question: Question, rule: str) -> date:
    acted = moment(day_of(question.fact.occurred_at))
    return counted(question, question.law.rules[rule], acted).raw


def _listed(question: Question, field: str) -> object:
    """What the last checklist says of a field; None without one."""
    lists = question.so_far((CHECKLIST,))
    return lists[-1].payload.get(field) if lists else None


def _texts(value: object) -> Collection[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _names(fact: FactView, *fields: str) -> Iterator[str]:
    for field in fields:
        yield from _texts(fact.payload.get(field))
