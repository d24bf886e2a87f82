"""Loads the demonstration on the first start, and says who can sign in to it on every start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from flask import Flask

from recruit.cli.outcome import say
from recruit.documents.invented import COUNCIL, MEMBERS
from recruit.domain.passwords import About, password_fault
from recruit.services.demonstration import (
    HR,
    MANAGER,
    demonstration_sign_ins,
    email_of,
    is_loaded,
    load_demonstration,
)
from recruit.web.accounts.passwords import PASSWORDS
from recruit.web.toolkit import db_session, now, toolkit

_FILE = "demonstration.txt"
_PARTS, _SYLLABLES = 4, 2


def say_demonstration(app: Flask) -> None:
    """Load the demonstration into an application's database if it is empty, and print its sign-ins.

    They are kept in the data folder, to be read by whoever runs the application, so that
    every start prints the same. Raises ``NoDemonstration`` for a database of somebody else's.
    """
    with app.app_context():
        kept = toolkit().settings.data_folder / _FILE
        if not is_loaded(db_session()):
            say("Loading the demonstration, which takes a few seconds...")
            _load(kept)
        elif not kept.is_file():
            say(
                f"The demonstration is loaded. Its password is not in {kept}; reset it from the sign-in page."
            )
            return
    say(kept.read_text(encoding="utf-8"))


def _load(kept: Path) -> None:
    password = _new_password()
    _keep(kept, _sign_ins(password))
    load_demonstration(
        db_session(),
        bank=toolkit().bank,
        password=password,
        passwords=PASSWORDS,
        now=now(),
        seconds=toolkit().settings.draw_seconds,
    )


def _new_password() -> str:
    """Return a password that can be said aloud, of some 50 bits of chance, that everybody may have."""
    people = [About(email_of(name), name, COUNCIL) for name in (MANAGER, HR, *(name for name, _ in MEMBERS))]
    while True:
        parts = ["".join(_syllable() for _ in range(_SYLLABLES)) for _ in range(_PARTS)]
        password = "-".join(parts)
        if not any(password_fault(password, about=person) for person in people):
            return password


def _syllable() -> str:
    return secrets.choice("bcdfghjklmnprstvwz") + secrets.choice("aeiou")


def _sign_ins(password: str) -> str:
    people = demonstration_sign_ins()
    role, name = (max(len(getattr(one, part)) for one in people) for part in ("role", "name"))
    return "\n".join(
        [
            "Demonstration. Everybody in it is invented. Sign in as:",
            *(f"  {one.role:<{role}}  {one.name:<{name}}  {one.email}" for one in people),
            f"Password of each: {password}",
        ]
    )


def _keep(path: Path, text: str) -> None:
    """Write a file that nobody but its owner can read, in the place of one of an earlier database."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as stream:
        stream.write(text)
