"""The ways out (出口): an installation's channels, with its hours and its patience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from notifications.channels.channel import Channel
from notifications.channels.opening import opened
from notifications.channels.settings import ChannelSettings
from rulebook.loading.alerting import alerting
from rulebook.oversight.alerting import Alerting


@dataclass(frozen=True, slots=True)
class Ways:
    """What a round of delivery sends with."""

    channels: tuple[Channel, ...]
    alerting: Alerting
    base_url: str = ""

    @classmethod
    def opened(cls) -> Ways:
        """Those of the environment. Raises `AddressUnusable`, `AlertsUnreadable`."""
        said = ChannelSettings()
        return cls(opened(said), said.alerting, said.base_url)

    @classmethod
    def of(cls, channels: Sequence[Channel]) -> Ways:
        """These channels, with the shipped hours and patience."""
        return cls(tuple(channels), alerting())
