"""What an installation's environment says of channels (渠道设置)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr

from models.place import Place
from rulebook.loading.alerting import alerting
from rulebook.oversight.alerting import Alerting


class Security(StrEnum):
    """How the connection to the mail server is kept."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


NOTHING = SecretStr("")


class ChannelSettings(Place):
    """What the environment says of channels; a secret is never shown, logged or stored."""

    alerts: Path | None = Field(
        default=None,
        description="File of the court's own hours, channels and subscriptions for alerts; "
        "empty: the shipped ones.",
    )
    base_url: str = Field(
        default="",
        description="Address of the board, for the link to a case in a message; "
        "empty: messages bear no link.",
    )
    board_url: str = Field(
        default="",
        description="Address of the board, for the way back from a case's run in Prefect to its "
        "page; empty: DUEPROCESS_BASE_URL. `dueprocess up` says it to its own worker.",
    )
    smtp_host: str = Field(
        default="", description="The court's mail server; empty: no mail is sent."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Security = Field(
        default=Security.STARTTLS,
        description="How the connection to the mail server is kept: starttls, tls or none.",
    )
    smtp_user: str = Field(default="", description="Name to log in with at the mail server.")
    smtp_password: SecretStr = Field(
        default=NOTHING, description="Secret. Password at the mail server."
    )
    smtp_from: str = Field(
        default="dueprocess@localhost", description="Sender of the mails, with the court's domain."
    )
    dingtalk_url: SecretStr = Field(
        default=NOTHING, description="Secret. Webhook of a DingTalk (钉钉) group robot."
    )
    dingtalk_secret: SecretStr = Field(
        default=NOTHING, description="Secret. What the DingTalk robot's requests are signed with."
    )
    wecom_url: SecretStr = Field(
        default=NOTHING, description="Secret. Webhook of a WeCom (企业微信) group robot."
    )
    feishu_url: SecretStr = Field(
        default=NOTHING, description="Secret. Webhook of a Feishu (飞书) group robot."
    )
    feishu_secret: SecretStr = Field(
        default=NOTHING, description="Secret. What the Feishu robot's requests are signed with."
    )
    webhook_url: SecretStr = Field(
        default=NOTHING, description="Secret. Address that every digest is posted to as JSON."
    )
    webhook_secret: SecretStr = Field(
        default=NOTHING, description="Secret. What the posted JSON is signed with (HMAC-SHA256)."
    )
    sms_url: SecretStr = Field(
        default=NOTHING, description="Secret. HTTP interface of the gateway for text messages."
    )
    sms_token: SecretStr = Field(
        default=NOTHING, description="Secret. Bearer token at the gateway for text messages."
    )
    sms_fields: dict[str, str] = Field(
        default_factory=dict,
        description="What the gateway calls phone, text and id, as JSON such as "
        '{"phone": "mobile"}; empty: just so.',
    )
    apprise_urls: SecretStr = Field(
        default=NOTHING,
        description="Secret. Apprise addresses for all other channels, separated by blanks.",
    )

    @property
    def alerting(self) -> Alerting:
        """Hours, channels, patience and subscriptions. Raises `AlertsUnreadable`."""
        return alerting(self.alerts)

    def secret(self, name: str) -> str:
        """A secret's own text, for the channel that needs it."""
        value: SecretStr = getattr(self, name)
        return value.get_secret_value()
