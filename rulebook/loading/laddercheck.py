"""Whether a ladder can be climbed: its rungs known, each brought by one thing."""

from __future__ import annotations

from rulebook.law.ladder import Ladder, Mode, Rung
from rulebook.law.receiver import receiver
from rulebook.law.repetition import Repetition
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf
from rulebook.time.period import Period, Unit

OWNER = "owner"
_DAYS = (Unit.DAY, Unit.WORKING_DAY)
_TRIGGERS = "offset, lead, before, after, used, since, idle"
_TIMES_AT_LEAST = 2


def ladder(shelf: Shelf, entry: Entry, one: Ladder) -> None:
    """Check one ladder's rungs."""
    keys = [rung.key for rung in one.rungs]
    if not keys:
        entry.fault("has no rung")
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        entry.fault(f"rung {key} stands twice")
    shelf.knows(entry, "rung", keys, one.urgent)
    for rung in one.rungs:
        _rung(shelf, entry, rung, keys)
        if one.desk:
            _at_desk(entry, rung)
        elif not rung.timed and rung.key not in _called(one):
            entry.fault(f"rung {rung.key}: nothing brings it: say one of {_TRIGGERS}")
    for repeat in one.repeats:
        _repeat(shelf, entry, one, repeat)
    outcomes = {rung.key for rung in one.rungs if rung.outcome}
    for rung in one.rungs:
        if rung.silent_mode is Mode.AUTOMATIC and rung.on_silence in outcomes:
            entry.fault(f"rung {rung.key}: silence cannot decide on {rung.on_silence}: propose it")


def _at_desk(entry: Entry, rung: Rung) -> None:
    if rung.timed or rung.mode is Mode.AUTOMATIC:
        entry.fault(f"rung {rung.key}: a person brings it at the desk, no clock: propose it")


def _called(one: Ladder) -> set[str]:
    """Rungs that silence, repetition or urgency brings."""
    called = {rung.on_silence for rung in one.rungs} | {repeat.then for repeat in one.repeats}
    return called | {one.urgent}


def _rung(shelf: Shelf, entry: Entry, rung: Rung, keys: list[str]) -> None:
    own = [said for said in (*rung.to, *rung.cc, *rung.by) if said != OWNER]
    shelf.knows(entry, "role", shelf.names["roles"], *(receiver(said).role for said in own))
    shelf.knows(entry, "rung", keys, rung.on_silence)
    shelf.knows(entry, "fact kind", shelf.facts, rung.outcome)
    if sum(trigger is not None for trigger in rung.triggers) > 1:
        entry.fault(f"rung {rung.key}: say one of {_TRIGGERS}")
    if rung.on_silence and rung.reply is None:
        entry.fault(f"rung {rung.key}: on_silence needs a reply period")
    if rung.outcome and rung.mode is Mode.AUTOMATIC:
        entry.fault(f"rung {rung.key}: a person decides on an outcome: propose or draft it")
    if rung.closes and rung.reply is not None:
        entry.fault(f"rung {rung.key}: what closes by the decision has no reply clock")
    if rung.by and rung.mode is Mode.AUTOMATIC:
        entry.fault(f"rung {rung.key}: by names who decides: an automatic rung needs nobody")
    if rung.idle_on_subject and rung.idle is None:
        entry.fault(f"rung {rung.key}: idle_on_subject is for a rung with idle")
    for name, period in (("before", rung.before), ("after", rung.after), ("idle", rung.idle)):
        _in_days(entry, rung, name, period)


def _in_days(entry: Entry, rung: Rung, name: str, period: Period | None) -> None:
    if period is not None and period.unit not in _DAYS:
        entry.fault(f"rung {rung.key}: {name} {period} must be in days or working days")


def _repeat(shelf: Shelf, entry: Entry, one: Ladder, repeat: Repetition) -> None:
    keys = [rung.key for rung in one.rungs]
    shelf.knows(entry, "rung", keys, repeat.of, repeat.then)
    if repeat.times < _TIMES_AT_LEAST:
        entry.fault(f"repeat of {repeat.of}: times {repeat.times} is no repetition")
    if repeat.then in keys and one.rung(repeat.then).mode is Mode.AUTOMATIC:
        entry.fault(f"repeat of {repeat.of}: {repeat.then} would be automatic: propose it")
