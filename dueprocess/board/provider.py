"""The court's identity provider (统一身份认证) by OpenID Connect: asked, and its answer tried."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dueprocess.guard import is_loopback
from dueprocess.settings import Settings
from models.access.federated import FederationRefused, Going

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
SECONDS = 10.0  # for one answer of the provider
KEPT_SECONDS = 3600.0  # what it says of itself
AGAIN_SECONDS = 30.0  # between two looks for a key that is not among those known
LEEWAY_SECONDS = 30  # between two machines' clocks
LONGEST = 20_000  # signs of an ID token


class ProviderAway(ConnectionError):
    """The identity provider does not answer, or not as OpenID Connect has it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "统一身份认证暂不可用，可以用口令登录 "
            f"the identity provider cannot be used now ({why}): log in with a password"
        )


class IssuerUnsafe(ValueError):
    """The issuer is not reached by https."""

    def __init__(self, issuer: str) -> None:
        super().__init__(f"DUEPROCESS_OIDC_ISSUER={issuer!r}: it has to begin with https://")


@dataclass
class Provider:
    """One provider, with what it says of itself and its keys kept for a while."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str
    scopes: str
    _said: Mapping[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _said_at: float = float("-inf")
    _keys_at: float = float("-inf")

    @classmethod
    def of(cls, settings: Settings) -> Provider | None:
        """The provider of the environment; None without one. Raises `IssuerUnsafe`."""
        issuer = settings.oidc_issuer
        if not issuer:
            return None
        parts = urlsplit(issuer)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise IssuerUnsafe(issuer)
        secret = settings.oidc_client_secret.get_secret_value()
        claim, scopes = settings.oidc_claim, settings.oidc_scopes
        return cls(issuer, settings.oidc_client_id, secret, claim, scopes)

    def address(self, going: Going, redirect: str) -> str:
        """Where the browser is sent to log in."""
        asked = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": redirect,
            "scope": self.scopes,
            "state": going.state,
            "nonce": going.nonce,
            "code_challenge": create_s256_code_challenge(going.verifier),
            "code_challenge_method": "S256",
        }
        return str(add_params_to_uri(self._endpoint("authorization_endpoint"), asked.items()))

    def leaving(self, redirect: str) -> str:
        """Where a browser ends its log-in at the provider too; "" where that is not offered."""
        where = str(self._metadata().get("end_session_endpoint") or "")
        asked = {"client_id": self.client, "post_logout_redirect_uri": redirect}
        return str(add_params_to_uri(where, asked.items())) if where else ""

    def subject(self, going: Going, code: str, redirect: str) -> str:
        """Who has logged in: the declared claim of an ID token that holds.

        Raises `FederationRefused` for a token that does not hold, `ProviderAway`.
        """
        given = self._exchanged(code, going.verifier, redirect)
        claims = self._verified(str(given.get("id_token") or ""), going, given.get("access_token"))
        found = claims.get(self.claim)
        if not isinstance(found, str) or not found.strip():
            said = f"统一身份认证没有给出{self.claim} the provider names nobody by {self.claim!r}"
            raise FederationRefused(said, f"no claim {self.claim}")
        return found.strip()

    def _exchanged(self, code: str, verifier: str, redirect: str) -> Mapping[str, Any]:
        said = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": verifier,
            "client_id": self.client,
        }
        auth = (
            httpx.BasicAuth(quote(self.client, ""), quote(self.secret, "")) if self.secret else None
        )
        try:
            with httpx.Client(timeout=SECONDS) as http:
                where = self._endpoint("token_endpoint")
                answer = http.post(where, data=said, auth=auth or httpx.USE_CLIENT_DEFAULT)
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderAway(type(error).__name__) from error
        if not answer.is_success or not isinstance(found, dict):
            raise _untrue("code")
        return found

    def _verified(self, token: str, going: Going, access: object) -> Mapping[str, Any]:
        """The claims of the ID token: signature, issuer, audience, expiry, nonce."""
        if not 0 < len(token) <= LONGEST:
            raise _untrue("no token")
        header, payload = self._opened(token)
        asked = {"iss": {"essential": True, "value": self.issuer}}
        asked |= {"aud": {"essential": True, "value": self.client}}
        about = {"nonce": going.nonce, "client_id": self.client, "access_token": access}
        claims = CodeIDToken(payload, header, asked, about)
        try:
            claims.validate(leeway=LEEWAY_SECONDS)
        except (AuthlibBaseError, JoseError, TypeError, ValueError) as error:
            raise _untrue(_plain(error)) from error
        return payload

    def _opened(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        for again in (False, True):
            try:
                found = jws.deserialize_compact(token, self._keyset(again=again), ALGORITHMS)
                return dict(found.headers()), _object(found.payload)
            except (JoseError, ValueError) as error:
                last = error  # perhaps a key that is newer than those known
        raise _untrue(f"signature {_plain(last)}") from last

    def _keyset(self, *, again: bool) -> KeySet:
        since = time.monotonic() - self._keys_at
        if self._keys is None or since > KEPT_SECONDS or (again and since > AGAIN_SECONDS):
            keys = self._fetched(self._endpoint("jwks_uri"))
            try:
                self._keys = KeySet.import_key_set({"keys": _public(keys)})
            except (JoseError, ValueError, KeyError, TypeError) as error:
                raise ProviderAway("jwks") from error
            self._keys_at = time.monotonic()
        return self._keys

    def _endpoint(self, name: str) -> str:
        found = str(self._metadata().get(name) or "")
        if not found:
            raise ProviderAway(f"no {name}")
        return found

    def _metadata(self) -> Mapping[str, Any]:
        if not self._said or time.monotonic() - self._said_at > KEPT_SECONDS:
            said = self._fetched(get_well_known_url(self.issuer, external=True))
            if said.get("issuer") != self.issuer:
                raise ProviderAway("another issuer")
            self._said, self._said_at = said, time.monotonic()
        return self._said

    def _fetched(self, where: str) -> dict[str, Any]:
        try:
            answer = httpx.get(where, timeout=SECONDS).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderAway(type(error).__name__) from error
        if not isinstance(answer, dict):
            raise ProviderAway("no object")
        return answer


def _public(said: Mapping[str, Any]) -> list[Any]:
    """Keys that sign; a shared secret among them would let anybody sign."""
    found = said.get("keys") or []
    return [one for one in found if one.get("kty") in {"RSA", "EC"} and one.get("use") != "enc"]


def _object(payload: bytes) -> dict[str, Any]:
    from json import loads

    found = loads(payload)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _plain(error: Exception) -> str:
    return str(getattr(error, "claim", "") or getattr(error, "error", "") or type(error).__name__)


def _untrue(why: str) -> FederationRefused:
    said = (
        "统一身份认证的答复不可信，未予登录 the provider's answer does not hold: nobody is let in"
    )
    return FederationRefused(said, why)
