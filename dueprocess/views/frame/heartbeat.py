"""Heartbeats and runs (心跳与运行) in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

from rich.text import Text

from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from models.reading.picture import Beat, Runs

# The patrol beats every minute; three silent ones are a fault.
SILENT_AFTER = timedelta(minutes=3)
DUTIES = {
    "patrol": "巡查 patrol",
    "auditor": "审计 auditor",
    "audit": "审计 auditor",
    "delivery": "送达 delivery",
    "events": "事件 events",
}


def foot(runs: Runs, beats: tuple[Beat, ...], now: datetime) -> Text:
    """How the cases' runs stand, and each duty's heartbeat; `now` is the book's clock."""
    text = Text.assemble(
        ("案件运行 RUNS  ", STRONG),
        f"运行 awake {runs.awake}   睡眠 asleep {runs.asleep}   待唤醒 pending {runs.pending}",
        (f"   共 {runs.cases} 案", QUIET),
        ("\n心跳 HEARTBEAT  ", STRONG),
    )
    if not beats:
        text.append("巡查未曾运行 the patrol has never run", QUIET)
    for number, beat in enumerate(beats):
        text.append("   " if number else "")
        text.append(*pulse(beat, now))
    return text


def pulse(beat: Beat, now: datetime) -> tuple[str, str]:
    """A duty's heartbeat in plain words, and the style it is said in."""
    name = DUTIES.get(beat.name, beat.name)
    if beat.fault:
        return f"{name} 异常 fault: {' '.join(beat.fault.split())}", ALARM
    if beat.beat_at is None:
        return f"{name} 尚无心跳 no beat yet", ALARM
    age = now - beat.beat_at
    if age > SILENT_AFTER:
        return f"{name} 已停 {_age(age)} silent; is its schedule running?", ALARM
    return f"{name} 正常 {_age(age)}前", "green"


def _age(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    if seconds < 100:
        return f"{seconds} 秒"
    minutes = seconds // 60
    return f"{minutes} 分钟" if minutes < 100 else f"{minutes // 60} 小时"
