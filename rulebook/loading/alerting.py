"""Reading how alerts reach people: the shipped file, and a court's own laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from rulebook.oversight.alerting import (
    ANY,
    Alerting,
    ChannelRule,
    Circuit,
    Emission,
    Hours,
    Mask,
    Patience,
    Push,
    Subscription,
)

SHIPPED = Path(__file__).parents[1] / "data" / "alerts.toml"


class AlertsUnreadable(ValueError):
    """The file that says how alerts reach people cannot be used."""

    def __init__(self, file: object, faults: object) -> None:
        super().__init__(f"{file}: {faults}; see docs/alerts.md for what may stand there")


@cache
def alerting(own: Path | None = None) -> Alerting:
    """The shipped data with a court's own file laid over it. Raises `AlertsUnreadable`."""
    base = tomli.loads(SHIPPED.read_text("utf-8"))
    if own is None:
        return _built(base)
    try:
        over = tomli.loads(own.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise AlertsUnreadable(own, f"cannot be read ({error})") from error
    try:
        faults = [*_unknown(base, over)]
        made = _built(_laid(base, over)) if not faults else None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AlertsUnreadable(own, f"{type(error).__name__} {error}") from error
    if made is None:
        raise AlertsUnreadable(own, "; ".join(faults))
    return made


def _laid(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Tables key by key, channels by their id; a court's subscriptions come after the shipped."""
    laid = {**base}
    for name, said in over.items():
        if name == "channel":
            own = {one["id"]: one for one in said}
            known = [{**one, **own.pop(one["id"], {})} for one in base[name]]
            laid[name] = [*known, *own.values()]
        elif name == "subscription":
            laid[name] = [*base[name], *said]
        else:
            laid[name] = {**base[name], **said}
    return laid


def _unknown(base: Mapping[str, Any], over: Mapping[str, Any]) -> Iterator[str]:
    for name, said in over.items():
        if name not in base:
            yield f"[{name}] is no part of it: use {', '.join(base)}"
        elif isinstance(base[name], dict):
            yield from (f"[{name}] knows no {key}" for key in said if key not in base[name])


def _built(said: Mapping[str, Any]) -> Alerting:
    push, work = said["push"], said["round"]
    channels = tuple(_channel(one) for one in said["channel"])
    names = {one.id for one in channels}
    return Alerting(
        hours=_hours(said["hours"]),
        pushes={
            **dict.fromkeys(push["single"], Push.SINGLE),
            **dict.fromkeys(push["screen"], Push.SCREEN),
        },
        patience=_patience(said["patience"]),
        circuit=_circuit(said["circuit"]),
        channels={one.id: one for one in channels},
        subscriptions=tuple(_subscription(one, names) for one in said["subscription"]),
        emission=_emission(said["events"]),
        round_seconds=float(_positive(work, "seconds")),
        people=_positive(work, "people"),
    )


def _hours(said: Mapping[str, Any]) -> Hours:
    opens, closes, eve = (_time(said, name) for name in ("opens", "closes", "eve_closes"))
    if not opens < eve <= closes:
        raise ValueError("[hours] opens must lie before eve_closes, and that not after closes")
    return Hours(opens, closes, eve, timedelta(minutes=int(said["gather_minutes"])))


def _time(said: Mapping[str, Any], name: str) -> time:
    if not isinstance(said[name], time):
        raise ValueError(f"[hours] {name} must be a time such as 08:20:00")
    moment: time = said[name]
    return moment


def _patience(said: Mapping[str, Any]) -> Patience:
    return Patience(
        first=timedelta(seconds=_positive(said, "first_seconds")),
        longest=timedelta(seconds=_positive(said, "longest_seconds")),
        tries=_positive(said, "tries"),
        last_tries=_positive(said, "last_tries"),
        hold=timedelta(seconds=_positive(said, "hold_seconds")),
        orphan=timedelta(minutes=_positive(said, "orphan_minutes")),
    )


def _circuit(said: Mapping[str, Any]) -> Circuit:
    return Circuit(
        failures=_positive(said, "failures"),
        within=timedelta(minutes=_positive(said, "within_minutes")),
        rest=timedelta(minutes=_positive(said, "rest_minutes")),
    )


def _emission(said: Mapping[str, Any]) -> Emission:
    late = timedelta(minutes=_positive(said, "late_minutes"))
    return Emission(tuple(said["nodes"]), _positive(said, "batch"), late)


def _channel(said: Mapping[str, Any]) -> ChannelRule:
    return ChannelRule(**{**said, "mask": Mask(said.get("mask", Mask.BRIEF))})


def _subscription(said: Mapping[str, Any], names: set[str]) -> Subscription:
    strange = [one for one in said["channels"] if one not in names]
    if strange or not said["channels"]:
        raise ValueError(f"channels {strange or 'missing'}: name some of {', '.join(names)}")
    return Subscription(said.get("role", ANY), said.get("level", ANY), tuple(said["channels"]))


def _positive(said: Mapping[str, Any], name: str) -> int:
    if not isinstance(said[name], int) or said[name] < 1:
        raise ValueError(f"{name} must be a whole number from 1 on")
    return int(said[name])
