"""DingTalk (钉钉): a group robot, signed with its secret; the person is called by mobile number."""

from __future__ import annotations

import hmac
from base64 import b64encode
from urllib.parse import quote_plus

from models.clock import system_now
from notifications.channels.channel import NotDelivered
from notifications.channels.http import post_json, refused
from notifications.digest import Digest

_NAME = "钉钉 dingtalk"


class DingTalk:
    """Posts to the robot's webhook. A second copy cannot be told but by the digest's id in it."""

    name = "dingtalk"
    wants_address = False

    def __init__(self, url: str, secret: str = "") -> None:
        self._url, self._secret = url, secret

    def send(self, digest: Digest, timeout: float) -> None:
        """Post it; an answer other than 0 is a refusal, 130101 that it was too many."""
        said = {
            "msgtype": "text",
            "text": {"content": f"{digest.title}\n{digest.body}"},
            "at": {"atMobiles": [digest.address] if digest.address else [], "isAtAll": False},
        }
        answer = post_json(_NAME, self._signed(), said, timeout)
        if not isinstance(answer, dict):
            raise NotDelivered(_NAME, "the answer is no JSON", unsure=True)
        if answer.get("errcode") != 0:
            raise refused(_NAME, answer.get("errcode"), answer.get("errmsg"))

    def _signed(self) -> str:
        if not self._secret:
            return self._url
        stamp = str(int(system_now().timestamp() * 1000))
        signed = hmac.digest(self._secret.encode(), f"{stamp}\n{self._secret}".encode(), "sha256")
        joint = "&" if "?" in self._url else "?"
        return f"{self._url}{joint}timestamp={stamp}&sign={quote_plus(b64encode(signed))}"
