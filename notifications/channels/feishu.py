"""Feishu (飞书): a group robot, signed with its secret."""

from __future__ import annotations

import hmac
from base64 import b64encode

from models.clock import system_now
from notifications.channels.channel import NotDelivered
from notifications.channels.http import post_json, refused
from notifications.digest import Digest

_NAME = "飞书 feishu"


class Feishu:
    """Posts to the robot's webhook. A second copy cannot be told but by the digest's id in it."""

    name = "feishu"
    wants_address = False

    def __init__(self, url: str, secret: str = "") -> None:
        self._url, self._secret = url, secret

    def send(self, digest: Digest, timeout: float) -> None:
        """Post it; an answer other than 0 is a refusal."""
        said = {
            **self._signature(),
            "msg_type": "text",
            "content": {"text": f"{digest.title}\n{digest.body}"},
        }
        answer = post_json(_NAME, self._url, said, timeout)
        if not isinstance(answer, dict):
            raise NotDelivered(_NAME, "the answer is no JSON", unsure=True)
        code = answer.get("code", answer.get("StatusCode"))
        if code != 0:
            raise refused(_NAME, code, answer.get("msg", answer.get("StatusMessage")))

    def _signature(self) -> dict[str, str]:
        if not self._secret:
            return {}
        stamp = str(int(system_now().timestamp()))
        # The platform signs nothing under a key made of both, not both under the secret.
        signed = hmac.digest(f"{stamp}\n{self._secret}".encode(), b"", "sha256")
        return {"timestamp": stamp, "sign": b64encode(signed).decode()}
