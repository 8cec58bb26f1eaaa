"""A ladder in full (升级阶梯): each rung in words, who has a copy, and what silence brings."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.law import inwords
from rulebook.law.inwords import Words
from rulebook.law.ladder import Ladder, Mode, Rung
from rulebook.law.lawbook import Lawbook
from rulebook.law.rolewords import either


@dataclass(frozen=True, slots=True)
class RungWords:
    """One rung as a sentence in each language."""

    key: str
    zh: str
    en: str


def rungs(ladder: Ladder, law: Lawbook) -> tuple[RungWords, ...]:
    """Every rung of a ladder, lowest first, with its copies and its own reply clock."""
    return tuple(
        _with(
            rung,
            said,
            (_copies(rung, law), _short(rung), _decision(rung, law), _silence(ladder, rung)),
        )
        for rung, said in zip(ladder.rungs, inwords.rungs(ladder, law), strict=True)
    )


def _with(rung: Rung, said: Words, more: tuple[Words, ...]) -> RungWords:
    zh = "，".join((said[0], *(one[0] for one in more if one[0])))
    en = ", ".join((said[1], *(one[1] for one in more if one[1])))
    return RungWords(rung.key, zh, en)


def _copies(rung: Rung, law: Lawbook) -> Words:
    if not rung.cc:
        return "", ""
    names = "、".join(inwords.receiving(role, law) for role in rung.cc)
    return f"抄送{names}", f"copy to {', '.join(map(inwords.received, rung.cc))}"


def _short(rung: Rung) -> Words:
    least = rung.not_for_limits_under
    if least is None:
        return "", ""
    return f"短于{least.text()}的期限不发", f"not for limits under {least.text('en')}"


def _decision(rung: Rung, law: Lawbook) -> Words:
    """Who decides on it, and by which act of procedure."""
    who = "、".join(inwords.receiving(role, law) for role in rung.by)
    zh = [f"由{who}决定"] if rung.by else []
    en = [f"decided on by {either(rung.by)}"] if rung.by else []
    if rung.outcome:
        zh.append(f"以“{law.facts[rung.outcome].zh}”确认")
        en.append(f"confirmed by {rung.outcome}")
    return "，".join(zh), ", ".join(en)


def _silence(ladder: Ladder, rung: Rung) -> Words:
    if rung.reply is None:
        return "", ""
    zh, en = f"{rung.reply.text()}内回复", f"answer within {rung.reply.text('en')}"
    if not rung.on_silence:
        return zh, en
    after = ladder.rung(rung.on_silence)
    itself = (rung.silent_mode or after.mode) is Mode.AUTOMATIC
    how_zh, how_en = ("自动", "by itself") if itself else ("拟发", "proposed")
    return f"{zh}，不复则{how_zh}{after.zh}", f"{en}, else {after.en} ({how_en})"
