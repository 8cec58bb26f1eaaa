"""A rule in words (规则用语): limit, origin, settling and ladder, in two languages."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from rulebook.law.ladder import Ladder, Lead, Mode, Rung
from rulebook.law.lawbook import Lawbook
from rulebook.law.receiver import receiver
from rulebook.law.rolewords import english
from rulebook.law.rule import Bearer, LegalClass, Rule, RuleKind, Several, Status
from rulebook.time.period import Period, Term

Words = tuple[str, str]  # Chinese, English

KINDS: dict[RuleKind, Words] = {
    RuleKind.DEADLINE: ("期限", "deadline"),
    RuleKind.MAX: ("上限", "maximum"),
    RuleKind.RECURRING: ("周期", "recurring"),
    RuleKind.APPOINTED: ("指定日", "appointed day"),
    RuleKind.LIMITATION: ("当事人期间", "party's period"),
    RuleKind.MIN: ("最短期限", "minimum"),
    RuleKind.MIN_INTERVAL: ("最短间隔", "minimum interval"),
    RuleKind.EFFECT: ("视为", "deemed"),
}
CLASSES: dict[LegalClass, Words] = {
    LegalClass.LEGAL: ("法定", "legal"),
    LegalClass.INTERNAL: ("内部", "internal"),
    LegalClass.TARGET: ("目标", "target"),
}
STATUSES: dict[Status, Words] = {
    Status.VERIFIED: ("原文已核", "verified"),
    Status.CORROBORATED: ("有旁证", "corroborated"),
    Status.UNVERIFIED: ("未核实", "unverified"),
}
BEARERS: dict[Bearer, Words] = {
    Bearer.COURT: ("法院", "the court"),
    Bearer.PARTY: ("当事人", "a party"),
    Bearer.OUTSIDER: ("案外机构", "an outside body"),
    Bearer.NOBODY: ("无人", "nobody"),
}
_MODES: dict[Mode, Words] = {
    Mode.AUTOMATIC: ("自动", "automatic"),
    Mode.PROPOSED: ("拟发，待确认", "proposed, a person confirms"),
    Mode.DRAFTED: ("仅拟稿", "drafted only"),
}


def title(rule: Rule, turn: int = 0) -> Words:
    """A node of the rule as it is called: official code, else the stage's letter; 第几次."""
    mark = rule.code or rule.stage
    if turn:
        return f"{mark} {rule.zh}第{turn}次", f"{mark} {rule.en}, time {turn}"
    return f"{mark} {rule.zh}", f"{mark} {rule.en}"


def kind(rule: Rule) -> Words:
    """What the rule's period does; one that a party bears is a party's period, whatever it does."""
    if rule.bearer is Bearer.PARTY:
        return KINDS[RuleKind.LIMITATION]
    if rule.kind is RuleKind.LIMITATION and rule.bearer is Bearer.OUTSIDER:
        return "案外机构期间", "an outside body's period"
    return KINDS[rule.kind]


def beginning(rule: Rule) -> Words:
    """What a node's origin is: counted from there, or, when it runs up to a day, opened then."""
    if rule.term is None or rule.term.backward:
        return "开启", "opened on"
    return "起算", "counted from"


def limit(rule: Rule) -> Words:
    """How long: ``10日``, ``此前7日``, ``每6个月，共10次``; an appointed day is named elsewhere."""
    if rule.term is None:
        return "由文书或者记录载明", "named by the paper itself"
    zh, en = _span(rule.term)
    if rule.times > 1:
        return f"每{zh}，共{rule.times}次", f"every {en}, {rule.times} times"
    return zh, en


def brief(rule: Rule) -> str:
    """The limit in as few signs as a map has room for: ``10日``, ``30日前``, ``6个月×10``."""
    if rule.term is None:
        return "指定日"
    if not rule.term.period.number:
        return _span(rule.term)[0]
    days = rule.term.period.text("zh")
    if rule.times > 1:
        return f"{days}×{rule.times}"
    return f"{days}前" if rule.term.backward else days


def origin(rule: Rule, law: Lawbook) -> Words:
    """From when it is counted."""
    if rule.from_due:
        base = law.rules[rule.from_due]
        return f"“{base.zh}”届满之日", f"the last day of “{base.en}”"
    joint = ("与", " and ") if rule.several is Several.LATEST else ("或者", " or ")
    zh, en = _facts(rule.origin, law, joint)
    if rule.several is Several.LATEST:
        zh, en = f"{zh}，以在后者为准", f"{en}, the later of them"
    if rule.for_each:
        about = law.subjects.get(rule.subject, rule.subject)
        zh, en = f"{zh}，每一{about}各自起算", f"{en}, for each {rule.subject} apart"
    field = rule.from_date or rule.appointed
    named = (one.field(field) for kind in rule.origin if (one := law.facts.get(kind)))
    stated = next((one for one in named if one), None)
    if stated is not None:
        return f"{zh}所载“{stated.zh}”", f"the day “{field}” that {en} names"
    return zh, en


def settling(rule: Rule, law: Lawbook) -> Words:
    """What settles it; a dash where nothing has to."""
    return _facts(rule.settles, law, ("或者", " or ")) if rule.settles else ("—", "—")


def responsible(rule: Rule, law: Lawbook) -> str:
    """Who bears it, by the Chinese name of the role."""
    return law.roles.get(rule.role) or law.outsiders.get(rule.role, rule.role)


def rungs(ladder: Ladder, law: Lawbook) -> Iterable[Words]:
    """Each rung in words: when, what, to whom, and whether by itself."""
    for rung in ladder.rungs:
        zh, en = ("随时", "at any time") if ladder.desk else _when(rung)
        mode = _MODES[rung.mode]
        to = "、".join(receiving(one, law) for one in rung.to)
        yield (
            f"{zh} {rung.zh}（{mode[0]}）→ {to}",
            f"{en}: {rung.en} ({mode[1]}) to {', '.join(map(received, rung.to))}",
        )


def receiving(said: str, law: Lawbook) -> str:
    """Who receives a rung: 责任人, 执行局长, 上一级法院执行局长."""
    wanted = receiver(said)
    return f"{wanted.where}{law.roles.get(wanted.role, '责任人')}"


def received(said: str) -> str:
    """The same in English."""
    wanted = receiver(said)
    role = "the person responsible" if wanted.role == "owner" else english(wanted.role)
    return f"{role}{wanted.whose}"


def _span(term: Term) -> Words:
    zh, en = term.period.text("zh"), term.period.text("en")
    if not term.period.number:
        zh, en = ("当日", "the very day") if term.backward else ("立即", "at once")
    elif term.backward:
        zh, en = f"此前{zh}", f"{en} before"
    if term.clear:
        zh, en = f"{zh}（首尾不计）", f"{en} (clear days)"
    if term.start_counted:
        zh, en = f"{zh}（当日计入）", f"{en} (first day counted)"
    return zh, en


def _facts(kinds: Iterable[str], law: Lawbook, joint: Words) -> Words:
    known = [law.facts[kind] for kind in kinds]
    return joint[0].join(one.zh for one in known), joint[1].join(one.en for one in known)


def _when(rung: Rung) -> Words:
    if rung.lead is not None:
        return _lead(rung.lead)
    if not rung.timed:
        return "依前级", "after another step"
    if rung.offset is None:
        return _by_count(rung)
    days = rung.offset or 0
    if days == 0:
        return "末日", "on the last day"
    plural = "" if abs(days) == 1 else "s"
    if days < 0:
        return f"末日前{-days}个工作日", f"{-days} working day{plural} before"
    return f"逾期第{days}个工作日", f"{days} working day{plural} after"


def _by_count(rung: Rung) -> Words:
    """Triggers other than an offset from the last day."""
    where = ("本标的", " on this subject") if rung.idle_on_subject else ("", "")
    said: tuple[tuple[Period | Fraction | None, str, str], ...] = (
        (rung.before, "末日前{}", "{} before"),
        (rung.after, "逾期{}", "{} after"),
        (rung.since, "自起算满{}", "{} after the beginning"),
        (rung.idle, f"{where[0]}满{{}}无进展", f"{{}} without an act{where[1]}"),
        (rung.used, "期限已用{}", "{} of the limit used"),
    )
    by, zh, en = next(one for one in said if one[0] is not None)
    if isinstance(by, Period):
        return zh.format(by.text()), en.format(by.text("en"))
    return zh.format(by), en.format(by)


def _lead(lead: Lead) -> Words:
    share = f"{lead.share:.0%}"
    return (
        f"剩余期限{share}时（末日前{lead.least}至{lead.most}个工作日）",
        f"with {share} of the limit left ({lead.least} to {lead.most} working days before)",
    )
