"""Secrets of the door (口令与令牌): random tokens kept as digests, passwords as argon2."""

from __future__ import annotations

import hmac
import secrets
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pwdlib import PasswordHash

TOKEN_BYTES = 32


def new_token() -> str:
    """A token that nobody guesses, safe in a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash cannot be turned back."""
    return sha256(token.encode()).hexdigest()


def form_token(session_token: str) -> str:
    """The token that a form of this session bears (CSRF): told from the session's own secret."""
    return hmac.new(session_token.encode(), b"form", sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two tokens are equal, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def hashed(password: str) -> str:
    """The password's argon2 hash."""
    return _argon2().hash(password)


def matches(password: str, secret: str) -> bool:
    """Whether the password is the one; without a secret it takes as long and is never."""
    if not secret:
        _argon2().verify(password, _nobodys())
        return False
    return _argon2().verify(password, secret)


@cache
def _argon2() -> PasswordHash:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


@cache
def _nobodys() -> str:
    return hashed(new_token())
