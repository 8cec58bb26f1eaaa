"""A rule in full (规则全貌), row by row: its term, its facts, its law, its kin, its examples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from dueprocess.lawentry import Kin
from dueprocess.lawwords.conditions import condition
from dueprocess.lawwords.kinds import kind
from dueprocess.lawwords.ladders import rungs
from dueprocess.lawwords.terms import manner
from dueprocess.views.frame.bilingual import Row, both, facts, ids, lines, stacked
from dueprocess.views.frame.deadline import standing_of
from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.law.rolewords import either
from rulebook.law.rule import Example, ExtensionBound, Rule


def rows(law: Lawbook, rule: Rule, kin: Kin, on: date | None) -> Iterator[Row]:
    """Everything the entry says and everything that refers to it."""
    yield from _term(law, rule)
    yield from _course(law, rule)
    yield from _bounds(law, rule)
    yield from _law(rule, on)
    yield from _kin(rule, kin)
    if rule.ladder:
        ladder = law.ladders[rule.ladder]
        head = Text(f"{ladder.zh} {ladder.id}\n")
        yield (
            "升级 ladder",
            head + Text("\n").join(stacked((one.zh, one.en)) for one in rungs(ladder, law)),
        )
    yield "算例 examples", Text("\n").join(map(_example, rule.examples))
    if rule.note:
        yield "说明 note", Text(rule.note)


def _term(law: Lawbook, rule: Rule) -> Iterator[Row]:
    zh, en = inwords.limit(rule)
    yield "期限 term", Text.assemble((zh, STRONG), "  ", (en, QUIET))
    yield "计算 counted", lines(manner(rule))
    yield "类别 kind", both(kind(rule))
    if rule.code:
        yield "节点 node", Text(f"{rule.code} {law.nodes[rule.code]}")
    yield "阶段 stage", Text(f"{rule.stage} {law.stages[rule.stage]}")
    yield "对象 subject", Text(f"{law.subjects.get(rule.subject, '')} {rule.subject}".strip())


def _course(law: Lawbook, rule: Rule) -> Iterator[Row]:
    begun = stacked(inwords.origin(rule, law))
    named = Text(f"\n{' '.join(rule.origin) or rule.from_due}", QUIET)
    yield "起算 opened by", begun + named
    if rule.when:
        kinds = [law.facts[name] for name in rule.origin]
        yield "条件 only if", Text("\n").join(stacked(condition(one, kinds)) for one in rule.when)
    if rule.settles:
        yield "办结 settled by", facts(law.facts, rule.settles)
    if rule.moot_by:
        yield "终止 made moot by", facts(law.facts, rule.moot_by)
    if rule.evidence:
        yield "证据 evidence", Text("、".join(rule.evidence))
    if rule.drafts:
        yield "文书 drafts", Text("、".join(rule.drafts))


def _bounds(law: Lawbook, rule: Rule) -> Iterator[Row]:
    yield "责任 role", Text.assemble(inwords.responsible(rule, law), (f" {rule.role}", QUIET))
    yield "承担 borne by", both(inwords.BEARERS[rule.bearer])
    if rule.exclusions:
        listed = law.exclusions[rule.exclusions]
        causes = ((law.causes[name].zh, law.causes[name].en) for name in listed.causes)
        yield "扣除 excluded", lines(causes) + Text(f"\n{listed.source}", QUIET)
    if rule.extension:
        yield "延长 extension", _extension(law, rule.extension)


def _extension(law: Lawbook, bound: ExtensionBound) -> Text:
    approvers = "、".join(law.roles.get(role, role) for role in bound.approvers)
    ask = bound.ask_before
    zh = f"合计不超过{bound.most.text()}，{approvers}批准"
    en = f"at most {bound.most.text('en')} in all, approved by {either(bound.approvers)}"
    if ask is not None:
        zh, en = f"{zh}，届满前{ask.text()}申请", f"{en}, asked {ask.text('en')} before expiry"
    return stacked((zh, en))


def _law(rule: Rule, on: date | None) -> Iterator[Row]:
    yield "依据 source", Text(rule.source.cited_on(on) if on else str(rule.source))
    if rule.source.articles:
        numbers = (f"{one.since}起{one.article}" for one in rule.source.articles)
        yield "条号 numbering", Text("、".join(numbers))
    yield "性质 standing", Text(standing_of(rule))
    yield "施行 in force", Text(f"{rule.effective_from} → {rule.effective_to or '现行 still'}")
    yield "版本 version", Text(rule.version[:12])


def _kin(rule: Rule, kin: Kin) -> Iterator[Row]:
    for label, names in (
        ("旧版 before", kin.before),
        ("新版 after", kin.after),
        ("重申 restates", (rule.restates,) if rule.restates else ()),
        ("另有重申 restated by", kin.restated_by),
        ("推导 derived from it", kin.derived),
        ("闸门 gates that use it", kin.gates),
        ("同一事项 same matter", kin.variants),
    ):
        if names:
            yield label, ids(names)


def _example(one: Example) -> Text:
    text = Text(f"{one.origin} → {'、'.join(one.dues) or one.due}")
    said = [f"扣除 {pause}" for pause in one.pauses]
    said += [f"延长 {extension}" for extension in one.extensions]
    said += [f"截至 {one.known_on} 所知"] if one.known_on else []
    said += ["暂定 provisional"] if one.state != "firm" else []
    said += [one.shows] if one.shows else []
    return text + Text(f"  {'；'.join(said)}" if said else "", QUIET)
