"""Text messages (短信) through a gateway's HTTP interface: case number, node, days and level."""

from __future__ import annotations

from collections.abc import Mapping

from models.oversight.telling.alert import REHEARSAL_MARK
from notifications.channels.http import post_json, refused
from notifications.digest import Digest
from notifications.letters import environment

_NAME = "短信 sms"


class Sms:
    """Posts ``{phone, text, id}`` to the gateway, under the names that the gateway has for them.

    The id is the digest's: a gateway that keeps it (as most do under a name such as out_id)
    takes no second copy.
    """

    name = "sms"
    wants_address = True

    def __init__(self, url: str, token: str = "", fields: Mapping[str, str] | None = None) -> None:
        self._url, self._token = url, token
        self._fields = {"phone": "phone", "text": "text", "id": "id", **(fields or {})}

    def send(self, digest: Digest, timeout: float) -> None:
        """Send the sternest line and how many there are; a ``code`` other than 0 is a refusal."""
        values = {"phone": digest.address, "text": text(digest), "id": digest.id}
        said = {self._fields[name]: value for name, value in values.items()}
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        answer = post_json(_NAME, self._url, said, timeout, headers)
        code = answer.get("code") if isinstance(answer, dict) else None
        if code not in (None, 0, "0", "OK", "ok", 200):
            raise refused(_NAME, code, "")


def text(digest: Digest) -> str:
    """What the message says; at most one line of it is told."""
    first = digest.entries[0].subject or "有流程节点事项待处理"
    rehearsal = digest.title.startswith(REHEARSAL_MARK)
    return (
        environment()
        .get_template("sms.j2")
        .render(
            subject=first.removeprefix(REHEARSAL_MARK),
            count=digest.lines,
            id=digest.id,
            rehearsal=rehearsal,
        )
        .strip()
    )
