"""WeCom (企业微信): a group robot; its address is its key."""

from __future__ import annotations

from notifications.channels.channel import NotDelivered
from notifications.channels.http import post_json, refused
from notifications.digest import Digest

_NAME = "企业微信 wecom"
_MOST_BYTES = 2048  # of a text message; the platform refuses more
_CUT = "…（其余请登录查看）"


class WeCom:
    """Posts to the robot's webhook. A second copy cannot be told but by the digest's id in it."""

    name = "wecom"
    wants_address = False

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, digest: Digest, timeout: float) -> None:
        """Post it; an answer other than 0 is a refusal, 45009 that it was too many."""
        text = {"content": _fitting(f"{digest.title}（编号 {digest.id}）\n{digest.body}")}
        if digest.address:
            text["mentioned_mobile_list"] = [digest.address]  # type: ignore[assignment]
        answer = post_json(_NAME, self._url, {"msgtype": "text", "text": text}, timeout)
        if not isinstance(answer, dict):
            raise NotDelivered(_NAME, "the answer is no JSON", unsure=True)
        if answer.get("errcode") != 0:
            raise refused(_NAME, answer.get("errcode"), answer.get("errmsg"))


def _fitting(text: str) -> str:
    """The text within the platform's bytes; what is cut is said to be."""
    if len(text.encode()) <= _MOST_BYTES:
        return text
    room = _MOST_BYTES - len(_CUT.encode())
    return text.encode()[:room].decode(errors="ignore") + _CUT
