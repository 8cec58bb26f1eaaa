"""A little identity provider on loopback: OpenID Connect over real HTTP, honest unless told."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey

from models import clock

CLIENT, SECRET = "dueprocess", "of-the-board"
MINUTES = 300  # seconds that an honest token lives


def key(name: str) -> RSAKey:
    """A key that signs, under that name."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


@dataclass
class Issuer:
    """Who is logged in there, and what is said of him or her; `lies` stand in place of claims."""

    url: str = ""
    subject: str = "S001"
    signing: RSAKey = field(default_factory=lambda: key("one"))
    shown: list[RSAKey] = field(default_factory=list)  # in the key set; none: the one that signs
    lies: dict[str, Any] = field(default_factory=dict)
    denies: bool = False
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """What stands at the well-known address."""
        names = {"authorization": "authorize", "token": "token", "end_session": "out"}
        found = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in names.items()}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks", **found}

    def keys(self) -> dict[str, Any]:
        """The public keys."""
        return {"keys": [one.as_dict(private=False) for one in self.shown or [self.signing]]}

    def authorize(self, asked: Mapping[str, str]) -> str:
        """Where the browser goes back to, with a code good for one exchange."""
        if self.denies:
            return (
                f"{asked['redirect_uri']}?{urlencode({'error': 'denied', 'state': asked['state']})}"
            )
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, said: Mapping[str, str], basic: str) -> tuple[int, dict[str, Any]]:
        """An ID token for a code, if client, verifier and address are those of the request."""
        asked = self.codes.pop(said["code"], None)
        if asked is None or b64decode(basic).decode() != f"{CLIENT}:{SECRET}":
            return 400, {"error": "invalid_grant"}
        challenge = create_s256_code_challenge(said["code_verifier"])
        if (challenge, said["redirect_uri"]) != (asked["code_challenge"], asked["redirect_uri"]):
            return 400, {"error": "invalid_grant"}
        now = int(clock.system_now().timestamp())
        claims = {"iss": self.url, "sub": self.subject, "aud": CLIENT, "nonce": asked["nonce"]}
        told = {**claims, "iat": now, "exp": now + MINUTES, **self.lies}
        header = {"alg": "RS256", "kid": self.signing.kid}
        token = jwt.encode(header, told, self.signing)
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token}


class _Answering(BaseHTTPRequestHandler):
    issuer: ClassVar[Issuer]

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        if where.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.issuer.authorize(asked))
            self.end_headers()
        elif where.path == "/jwks":
            self._say(200, self.issuer.keys())
        else:
            self._say(200, self.issuer.metadata())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        said = {name: values[0] for name, values in parse_qs(body).items()}
        basic = self.headers.get("Authorization", "").removeprefix("Basic ")
        self._say(*self.issuer.exchange(said, basic))

    def _say(self, status: int, answer: Mapping[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@contextmanager
def issuing() -> Iterator[Issuer]:
    """The provider, answering until the end."""
    made = Issuer()
    handler = type("Answering", (_Answering,), {"issuer": made})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
