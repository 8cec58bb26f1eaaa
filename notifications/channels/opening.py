"""The channels of an installation, opened as its environment names them."""

from __future__ import annotations

from collections.abc import Iterator

from notifications.channels.apprise import ByApprise
from notifications.channels.channel import Channel
from notifications.channels.dingtalk import DingTalk
from notifications.channels.email import Email
from notifications.channels.feishu import Feishu
from notifications.channels.folder import Mailbox
from notifications.channels.settings import ChannelSettings
from notifications.channels.sms import Sms
from notifications.channels.webhook import Webhook
from notifications.channels.wecom import WeCom


def opened(said: ChannelSettings) -> tuple[Channel, ...]:
    """Every channel that is set up; always the mailbox folder. Raises `AddressUnusable`."""
    return tuple(_opened(said))


def _opened(said: ChannelSettings) -> Iterator[Channel]:
    secret = said.secret
    if said.smtp_host:
        yield _mail(said)
    if secret("dingtalk_url"):
        yield DingTalk(secret("dingtalk_url"), secret("dingtalk_secret"))
    if secret("wecom_url"):
        yield WeCom(secret("wecom_url"))
    if secret("feishu_url"):
        yield Feishu(secret("feishu_url"), secret("feishu_secret"))
    if secret("webhook_url"):
        yield Webhook(secret("webhook_url"), secret("webhook_secret"))
    if secret("sms_url"):
        yield Sms(secret("sms_url"), secret("sms_token"), said.sms_fields)
    yield ByApprise(secret("apprise_urls").split())
    yield Mailbox(said.folder / "mailbox")


def _mail(said: ChannelSettings) -> Email:
    return Email(
        said.smtp_host,
        said.smtp_port,
        said.smtp_from,
        said.smtp_user,
        said.secret("smtp_password"),
        said.smtp_security,
    )
