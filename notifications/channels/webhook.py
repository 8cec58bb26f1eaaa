"""A webhook (接口推送): each digest as a signed JSON document, for systems of the court's own."""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict

from notifications.channels.http import post_json
from notifications.digest import Digest

_NAME = "接口推送 webhook"


class Webhook:
    """Posts ``{id, officer, title, entries, again}``.

    ``Idempotency-Key`` is the digest's id: a receiver that keeps it takes no second copy.
    ``X-DueProcess-Signature: sha256=…`` is the HMAC of the body under the shared secret.
    """

    name = "webhook"
    wants_address = False

    def __init__(self, url: str, secret: str = "") -> None:
        self._url, self._secret = url, secret

    def send(self, digest: Digest, timeout: float) -> None:
        """Post it; any answer of the kind 2xx says that it was taken."""
        said = {
            "id": digest.id,
            "officer": digest.officer_id,
            "address": digest.address,
            "title": digest.title,
            "body": digest.body,
            "entries": [asdict(entry) for entry in digest.entries],
            "again": digest.again,
        }
        body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
        headers = {"Idempotency-Key": digest.id}
        if self._secret:
            signed = hmac.new(self._secret.encode(), body, "sha256").hexdigest()
            headers["X-DueProcess-Signature"] = f"sha256={signed}"
        post_json(_NAME, self._url, body, timeout, headers)
