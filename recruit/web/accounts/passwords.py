"""Passwords through Flask-Security: argon2id with the parameters that OWASP advises.

The library wants an application to live in. It gets one of its own that serves nothing, so that
its sign-in, its tokens and its roles stand beside ours nowhere; see docs/decisions/0011-accounts.md.
"""

from __future__ import annotations

from functools import cache

from flask import Flask
from flask_security import RoleMixin, Security, UserMixin, hash_password, verify_password
from flask_security.datastore import UserDatastore

from recruit.domain.passwords import LONGEST, normalised

_ARGON2ID = {"argon2__memory_cost": 19_456, "argon2__time_cost": 2, "argon2__parallelism": 1}


class _NoUser(UserMixin):
    fs_uniquifier = ""


class _NoRole(RoleMixin):
    """Roles are ours alone."""


@cache
def _vault() -> Flask:
    app = Flask("recruit.passwords")
    app.config.from_mapping(
        SECRET_KEY="signs nothing",  # noqa: S106 (this application serves nothing)
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 (the name of an algorithm)
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],  # argon2id needs no second hash and no salt of ours
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=_ARGON2ID,
    )
    # The library wants a store too. This one is never asked: accounts are found by our services.
    Security(app, UserDatastore(_NoUser, _NoRole), register_blueprint=False)
    return app


@cache
def _nobodys() -> str:
    """Return what a password is compared with where there is none, so that it takes as long."""
    with _vault().app_context():
        found: str = hash_password("nobody's password")
        return found


class Argon2Passwords:
    """How the application hashes passwords."""

    def hashed(self, password: str) -> str:
        """Return what is stored of a password."""
        with _vault().app_context():
            found: str = hash_password(_as_bytes(normalised(password)))
            return found

    def matches(self, password: str, stored: str | None) -> bool:
        """Say whether a password is the one stored; as slow, and false, where none is."""
        tried = normalised(password)
        known = stored if stored and stored.startswith("$argon2id$") else None
        with _vault().app_context():
            # No password is longer than the longest; a text without end must not be hashed.
            same = verify_password(_as_bytes(tried[: LONGEST + 1]), known or _nobodys())
        return bool(same and known) and len(tried) <= LONGEST


def prepare_passwords() -> None:
    """Do now what the first sign-in would else do, and take longer for than all others."""
    _nobodys()


def _as_bytes(password: str) -> bytes:
    """Return a password as bytes; half a character, which no keyboard types, is no reason to fail."""
    return password.encode("utf-8", "surrogatepass")


PASSWORDS = Argon2Passwords()
