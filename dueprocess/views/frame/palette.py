"""Words and colours of a clock's state; the word and the days always stand beside the colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from dueprocess.views.frame.speech import CHINESE, Speech
from rulebook.law import inwords
from rulebook.law.ladder import bare
from rulebook.law.rule import Rule, RuleKind

QUIET = "dim"
STRONG = "bold"
REHEARSAL = "bold black on yellow"
ALARM = "bold red"


@dataclass(frozen=True, slots=True)
class Tone:
    """How one state is said and coloured."""

    zh: str
    en: str
    style: str


# A profile's word for a colour → the terminal's.
COLOURS = {
    "red": "red",
    "orange": "dark_orange",
    "yellow": "yellow",
    "green": "green",
    "cyan": "cyan",
    "blue": "blue",
    "purple": "magenta",
    "grey": "bright_black",
    "plain": "default",
}
NO_CHOICE: Mapping[str, str] = {}

LIGHTS: dict[str, Tone] = {
    "running": Tone("进行", "running", "default"),
    "due_soon": Tone("将到期", "due soon", "yellow"),
    "due_critical": Tone("临期", "critical", "bold yellow"),
    "overdue": Tone("逾期", "overdue", "red"),
    "overdue_severe": Tone("严重逾期", "severe", "bold red"),
    "waiting": Tone("等待", "waiting", "default"),
    "paused": Tone("暂停", "paused", "cyan"),
    "settled": Tone("办结", "settled", "green"),
    "moot": Tone("终止", "moot", "dim"),
    "late": Tone("逾期办结", "settled late", "magenta"),
    "late_or_unproven": Tone("迟录待证", "late or unproven", "magenta"),
    "provisional": Tone("暂定", "provisional", "blue"),
}

# Of a clock that only waits: its period's own name, and what is said when its day has passed.
PASSED: dict[RuleKind, str] = {
    RuleKind.MIN: "已满",
    RuleKind.LIMITATION: "已过",
    RuleKind.EFFECT: "已发生",
}
# How one that was settled late is called where nobody of the court was late.
AMISS: dict[RuleKind, Tone] = {RuleKind.MIN: Tone("未满即办", "too early", "magenta")}
OVERDRAWN = Tone("届满后办理", "after expiry", "default")

# The state of a case, an item, an interview or a message, in the words of the field.
STATES: dict[str, Tone] = {
    "received": Tone("待立案", "received", "default"),
    "open": Tone("在办", "open", "default"),
    "round_ended": Tone("终本", "round ended", "cyan"),
    "closed": Tone("结案", "closed", "dim"),
    "proposed": Tone("拟发", "to confirm", "bold yellow"),
    "issued": Tone("已发", "issued", "yellow"),
    "receipted": Tone("已签收", "receipted", "default"),
    "replied": Tone("已回复", "to verify", "bold cyan"),
    "returned": Tone("退回", "returned", "red"),
    "lapsed": Tone("逾期未复", "lapsed", "red"),
    "struck_off": Tone("销号", "struck off", "green"),
    "superseded": Tone("终止", "ended", "dim"),
    "declined": Tone("不予签发", "declined", "dim"),
    "convened": Tone("已通知", "convened", "bold yellow"),
    "held": Tone("已约谈", "held", "cyan"),
    "cancelled": Tone("已取消", "cancelled", "dim"),
    "not_held": Tone("未进行", "not held", "red"),
    "waiting": Tone("待发", "waiting", "default"),
    "claimed": Tone("发送中", "sending", "default"),
    "sent": Tone("已发送", "sent", "green"),
    "failed": Tone("发送失败", "failed", "bold red"),
}

LEVELS: dict[str, Tone] = {
    "due_soon": Tone("预警", "notice", "yellow"),
    "renew_first": Tone("续办预告", "to be renewed", "yellow"),
    "renew_second": Tone("续办再告", "second notice", "yellow"),
    "renew_last": Tone("续办三告", "last notice", "yellow"),
    "reminder": Tone("提醒", "reminder", "yellow"),
    "chase": Tone("督促", "chasing", "yellow"),
    "urge": Tone("催办", "urging", "dark_orange"),
    "order": Tone("督办", "order", "red"),
    "interview": Tone("约谈", "interview", "bold red"),
    "report_urged": Tone("催报", "report urged", "red"),
    "file_called": Tone("调卷", "file called for", "bold red"),
    "designated": Tone("提级指定", "designated", "bold red"),
    "bulletin": Tone("通报", "bulletin", "bold red"),
    "circulate": Tone("通报", "circular", "bold red"),
    "refer": Tone("移送", "referral", "bold red"),
    "notice": Tone("通知", "notice", "default"),
}


def light(name: str, colours: Mapping[str, str] = NO_CHOICE, speech: Speech = CHINESE) -> Text:
    """A clock's state as a coloured word; `colours` are those that the court chose itself."""
    word, chosen = said(LIGHTS, name, speech), colours.get(name)
    if chosen:
        word.stylize(COLOURS[chosen])
    return word


def waits(rule: Rule, passed: bool, speech: Speech = CHINESE) -> Text:
    """A clock that no one of the court can be late under: 当事人期间, 最短期限, 视为 …"""
    zh, en = inwords.kind(rule)
    if passed:
        zh, en = f"{zh}{PASSED.get(rule.kind, '已届满')}", f"{en}, over"
    return Text(speech.of((zh, en)))


def settled_amiss(rule: Rule, speech: Speech = CHINESE) -> Text:
    """Settled too early under a minimum term, or by others after their period was over."""
    tone = AMISS.get(rule.kind, OVERDRAWN)
    return Text(speech.of((tone.zh, tone.en)), tone.style)


def state(name: str, speech: Speech = CHINESE) -> Text:
    """The state of anything but a clock as a coloured word."""
    return said(STATES, name, speech)


def level(name: str, names: Mapping[str, str] = NO_CHOICE, speech: Speech = CHINESE) -> Text:
    """A rung or a level of supervision as a coloured word; a second round is marked ×2.

    `names` are the law's words for levels that only its own ladders have.
    """
    key, _, rounds = name.partition("#")
    known = bare(key)
    word = said(LEVELS, known, speech) if known in LEVELS else Text(names.get(known, known), "red")
    return word + (Text(f"×{rounds}", QUIET) if rounds else Text())


def said(tones: dict[str, Tone], name: str, speech: Speech = CHINESE) -> Text:
    """The word of a name in its colour; the bare name when the profile has its own."""
    tone = tones.get(name)
    return Text(speech.of((tone.zh, tone.en)), tone.style) if tone else Text(name)


def signed(due_on: date | None, today: date, speech: Speech = CHINESE) -> Text:
    """Signed calendar days from the last day, beside the light's own word: +5 天, -3 天."""
    if due_on is None:
        return Text("—", QUIET)
    gone = (today - due_on).days
    style = "red" if gone > 0 else "bold yellow" if gone == 0 else ""
    return Text(speech.of((f"{gone:+d} 天", f"{gone:+d} d") if gone else ("今日", "today")), style)


def days(due_on: date | None, today: date) -> Text:
    """Signed calendar days from the last day: 逾期 +5, 今日 0, 余 3."""
    if due_on is None:
        return Text("—", QUIET)
    gone = (today - due_on).days
    if gone > 0:
        return Text(f"逾期 +{gone} 天", "red")
    return Text("今日 0 天", "bold yellow") if gone == 0 else Text(f"余 {-gone} 天")
