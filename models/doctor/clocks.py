"""Checks of clocks (时钟): paused on paper, settled on paper, known to the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import exists, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, FACT, LIVING, NODE, stands
from models.recounting.moves import moves
from models.tables.node import NodeState

FAMILY = Family()


@FAMILY.check(
    "pause-without-paper",
    Level.ERROR,
    ("中止的时钟须有列明事由的文书", "a paused clock rests on a listed cause with a paper"),
    (
        "请更正中止事实并附上裁定或者决定；没有文书的，请更正为无效",
        "correct the pausing fact and attach its paper, or void it",
    ),
)
def _unpapered_pause(visit: Visit) -> Iterator[Place]:
    for name, listed in visit.law.exclusions.items():
        rules = [rule.id for rule in visit.law.rules.values() if rule.exclusions == name]
        kinds = {kind for cause in listed.causes for kind in visit.law.causes[cause].starts}
        if rules:
            yield from _paused(visit, rules, kinds)


def _paused(visit: Visit, rules: Iterable[str], kinds: Iterable[str]) -> Iterator[Place]:
    paper = select(FACT.c.id).where(
        FACT.c.case_id == NODE.c.case_id,
        FACT.c.kind.in_(sorted(kinds)),
        FACT.c.evidence != "",
        stands(FACT),
    )
    query = (
        select(CASE.c.number, NODE.c.key)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .where(NODE.c.state == NodeState.PAUSED.value, NODE.c.rule_id.in_(sorted(rules)))
        .where(~exists(paper))
        .order_by(NODE.c.id)
    )
    for case, node in visit.rows(query):
        yield Place("中止而无文书", "paused without a paper", case, node)


@FAMILY.check(
    "pause-without-cause",
    Level.ERROR,
    ("只有法律列明事由的时钟可以中止", "only a clock whose law lists causes stands still"),
    ("请运行 dueprocess rules simulate 并重新推算", "recount the clocks of the case"),
)
def _causeless_pause(visit: Visit) -> Iterator[Place]:
    rules = visit.law.rules.values()
    # A derived day stands still with the clock that it is counted from.
    never = sorted(rule.id for rule in rules if not (rule.exclusions or rule.from_due))
    query = (
        select(CASE.c.number, NODE.c.key)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .where(NODE.c.state == NodeState.PAUSED.value, NODE.c.rule_id.in_(never))
        .order_by(NODE.c.id)
    )
    for case, node in visit.rows(query):
        yield Place("该期限不得扣除", "this clock is never stopped", case, node)


@FAMILY.check(
    "settled-without-evidence",
    Level.WARNING,
    ("节点办结须有证明材料", "what settled a node bears the paper that proves it"),
    (
        "请以更正补附材料：dueprocess record … correction --evidence",
        "attach the paper by a correction of the settling fact",
    ),
)
def _unproven(visit: Visit) -> Iterator[Place]:
    asking = sorted(rule.id for rule in visit.law.rules.values() if rule.evidence)
    more = FACT.alias()
    added = select(more.c.id).where(
        more.c.case_id == FACT.c.case_id, more.c.corrects == FACT.c.seq, more.c.evidence != ""
    )
    query = (
        select(CASE.c.number, NODE.c.key, FACT.c.seq)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .join(FACT, (FACT.c.case_id == NODE.c.case_id) & (FACT.c.seq == NODE.c.settled_by))
        .where(NODE.c.state == NodeState.SETTLED.value, NODE.c.rule_id.in_(asking))
        .where(FACT.c.evidence == "", ~exists(added))
        .order_by(NODE.c.id)
    )
    for case, node, seq in visit.rows(query):
        zh, en = f"第{seq}项事实未附材料", f"fact {seq} bears no paper"
        yield Place(zh, en, case, node)


@FAMILY.check(
    "clock-unknown-to-law",
    Level.ERROR,
    ("进行中的时钟须有现行规则", "a clock that runs has a rule in the lawbook"),
    (
        "请恢复该规则文件，或者以 dueprocess rules 重新推算",
        "put the rule's file back, or recount under the present law",
    ),
)
def _unruled(visit: Visit) -> Iterator[Place]:
    query = (
        select(CASE.c.number, NODE.c.key, NODE.c.rule_id)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .where(NODE.c.state.in_(LIVING), NODE.c.rule_id.not_in(sorted(visit.law.rules)))
        .order_by(NODE.c.id)
    )
    for case, node, rule in visit.rows(query):
        yield Place(f"没有规则{rule}", f"no rule {rule}", case, node)


@FAMILY.check(
    "clock-without-day",
    Level.ERROR,
    ("进行中的时钟须有届满日", "a running clock has a last day"),
    ("请更正其开启事实后重新推算", "correct the fact that opened it; the clock follows"),
)
def _dayless(visit: Visit) -> Iterator[Place]:
    query = (
        select(CASE.c.number, NODE.c.key)
        .join(NODE, NODE.c.case_id == CASE.c.id)
        .where(NODE.c.state == NodeState.RUNNING.value, NODE.c.due_at.is_(None))
        .order_by(NODE.c.id)
    )
    for case, node in visit.rows(query):
        yield Place("没有届满日", "it has no last day", case, node)


@FAMILY.check(
    "clock-astray",
    Level.ERROR,
    ("时钟须如现行法律与日历所定", "every open clock stands where law and calendar put it"),
    (
        "请以 dueprocess rules simulate 或者 dueprocess calendar load --apply 重新推算",
        "recount: `dueprocess calendar load --apply`, or apply the changed rule",
    ),
    deep=True,
)
def _astray(visit: Visit) -> Iterator[Place]:
    for move in moves(visit.store, visit.law, visit.calendar):
        was = move.before.due_on if move.before else None
        zh = f"现为{was or '无'}，应为{move.after.due_on or move.after.state}"
        en = f"it is {was or 'absent'} and should be {move.after.due_on or move.after.state}"
        yield Place(zh, en, move.case, move.node)
