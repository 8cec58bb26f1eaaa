"""The channels of an installation, as its environment names them."""

from __future__ import annotations

from pydantic import Field

from models.place import Place
from notifications.channel import Channel
from notifications.mailbox import Mailbox
from notifications.post import Post
from notifications.terminal import Terminal


class Channels(Place):
    """Where messages go: always the mailbox folder and the terminal, and Apprise addresses."""

    apprise_urls: str = Field(
        default="",
        description="Apprise addresses for messages, separated by blanks; "
        "empty: the mailbox folder under the home, and the terminal.",
    )

    def open(self) -> tuple[Channel, ...]:
        """The channels in the order of sending.

        The mailbox comes first because it can tell a second copy; the terminal last, because
        it says that a digest went out. Raises `AddressUnusable`.
        """
        return (
            Mailbox(self.folder / "mailbox"),
            Post(self.apprise_urls.split()),
            Terminal(),
        )
