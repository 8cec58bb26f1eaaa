"""Electronic mail (电子邮件) over SMTP; the message's id is the digest's, so a copy can be told."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import format_datetime, parseaddr

from models.clock import system_now
from notifications.channels.channel import NotDelivered
from notifications.channels.settings import Security
from notifications.digest import Digest

_NAME = "电子邮件 email"
_OK = 250
_PERMANENT = 500  # answers from here on will be the same the next time


@dataclass(frozen=True, slots=True)
class Email:
    """Sends a mail to the person's address through the court's mail server."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    security: Security = Security.STARTTLS

    name = "email"
    wants_address = True

    def __repr__(self) -> str:
        return f"Email({self.host}:{self.port})"  # never the password

    def send(self, digest: Digest, timeout: float) -> None:
        """Hand the mail to the server. What breaks off after its text was sent is unsure."""
        given = False
        try:
            server = self._connected(timeout)
            try:
                self._introduced(server)
                self._addressed(server, digest)
                given = True
                code, _ = server.data(self._written(digest).as_bytes(policy=LINES))
            finally:
                _left(server)
        except smtplib.SMTPResponseException as error:
            raise NotDelivered(_NAME, f"SMTP {error.smtp_code}") from None
        except NotDelivered:
            raise
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered(_NAME, _reason(error), unsure=given) from None
        if code != _OK:
            raise NotDelivered(_NAME, f"SMTP {code}", lasting=code >= _PERMANENT)

    def _connected(self, timeout: float) -> smtplib.SMTP:
        if self.security is Security.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=timeout, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=timeout)

    def _introduced(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self.security is Security.STARTTLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self.user:
            server.login(self.user, self.password)

    def _addressed(self, server: smtplib.SMTP, digest: Digest) -> None:
        _taken(server.mail(parseaddr(self.sender)[1]))
        code, _ = server.rcpt(digest.address)
        if code >= _PERMANENT:
            # The server is well; it does not know this person.
            raise NotDelivered(_NAME, f"SMTP {code} for {digest.officer_id}", lasting=True)
        _taken((code, b""))

    def _written(self, digest: Digest) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = digest.title
        mail["From"] = self.sender
        mail["To"] = digest.address
        mail["Date"] = format_datetime(system_now())
        domain = parseaddr(self.sender)[1].partition("@")[2] or "dueprocess"
        mail["Message-ID"] = f"<{digest.id}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(f"{digest.body}\n", cte="base64")
        for one in digest.attachments:
            _, _, kind = one.type.partition("/")
            mail.add_attachment(
                one.text, subtype=kind, filename=one.name, params=dict(one.parameters), cte="base64"
            )
        return mail


def _left(server: smtplib.SMTP) -> None:
    """Take leave; what the server answered before stands, however the leave is taken."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _taken(answer: tuple[int, bytes]) -> None:
    code, said = answer
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, said)


def _reason(error: Exception) -> str:
    # The library tells a time-out as a server that hung up.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "超时 timed out"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "连接中断 the server hung up"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
