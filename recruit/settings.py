"""Settings: the defaults of ``config.py``, then what the environment says."""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Config

from recruit.documents.characters import text_faults
from recruit.domain.errors import RecruitError
from recruit.paths import bundled

_PREFIX = "RECRUIT"
_SHORTEST_KEY = 32


class BadSetting(RecruitError):
    """A setting that cannot be used: which one, what it is for, what to give instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation may set. ``draw_seconds`` bounds each stage of drawing a pack.

    ``database`` is a database address, none for the embedded database in ``data_folder``;
    ``secret_key`` is none where one is to be made on first use.
    """

    organisation: str
    marking: str
    word_templates: Path
    question_bank: Path
    draw_seconds: float
    data_folder: Path
    database: str | None
    secret_key: str | None
    brand_colour: str
    https: bool
    address: str = "http://127.0.0.1:8000"
    mail_server: str | None = None
    mail_password: str | None = field(default=None, repr=False)
    mail_sender: str = "recruit@localhost"

    def word_template(self, name: str) -> bytes:
        """Return a Word template by its file name without ``.docx``."""
        return (self.word_templates / f"{name}.docx").read_bytes()


def load_settings() -> Settings:
    """Return the settings in force: ``config.py``, overridden by ``RECRUIT_NAME`` variables.

    An empty folder setting means ours. Raises ``BadSetting`` for the first value that is of
    the wrong kind, and for a variable that would set a part of a setting (``RECRUIT_NAME__PART``).
    """
    _refuse_parts()
    defaults = bundled("config.py")
    config = Config(defaults.parent)
    config.from_pyfile(defaults.name)
    config.from_prefixed_env(_PREFIX, loads=str)  # a council named 1984 or null keeps its name
    return Settings(
        organisation=_organisation(config),
        marking=_text(config, "MARKING", purpose="the protective marking", give="a text, which may be empty"),
        word_templates=_folder(
            config,
            "WORD_TEMPLATES",
            purpose="the folder of your own Word templates",
            ours=bundled("templates") / "word",
        ),
        question_bank=_folder(
            config,
            "QUESTION_BANK",
            purpose="the folder of your own question bank",
            ours=bundled("question_banks"),
        ),
        draw_seconds=_seconds(config),
        data_folder=Path(
            _text(config, "DATA_FOLDER", purpose="the folder of the web application", give="a path")
        ),
        database=_database(config),
        secret_key=_secret_key(config),
        brand_colour=_colour(config),
        https=_flag(config, "HTTPS", purpose="whether people reach the application over HTTPS"),
        address=_address(config),
        mail_server=_mail_server(config),
        mail_password=config["MAIL_PASSWORD"] or None,
        mail_sender=_text(config, "MAIL_SENDER", purpose="whom e-mails come from", give="an e-mail address"),
    )


def _refuse_parts() -> None:
    """Raise for a name with two underscores, which Flask would take for a part of a nested setting."""
    prefix = f"{_PREFIX}_"
    for variable in sorted(os.environ):
        if variable.startswith(prefix) and "__" in variable.removeprefix(prefix):
            wrong = f"{variable} names a part of a setting, and no setting has parts"
            raise BadSetting(f"{wrong}; unset it, and give the setting as a whole")


def _bad(name: str, value: Any, *, purpose: str, give: str) -> BadSetting:
    return BadSetting(f"{_PREFIX}_{name}, {purpose}, is {value!r}; give {give}")


def _organisation(config: Config) -> str:
    purpose, give = "the council's name on every document", "the name as it is to be printed"
    name = _text(config, "ORGANISATION", purpose=purpose, give=give)
    if not name.strip():
        raise _bad("ORGANISATION", name, purpose=purpose, give=give)
    return name


def _text(config: Config, name: str, *, purpose: str, give: str) -> str:
    value = config[name]
    if not isinstance(value, str):
        raise _bad(name, value, purpose=purpose, give=give)
    for fault in text_faults(value, source=f"{_PREFIX}_{name}", line=0):
        raise BadSetting(f"{_PREFIX}_{name}, {purpose}, {fault.message}; {fault.remedy}")
    return value


def _folder(config: Config, name: str, *, purpose: str, ours: Path) -> Path:
    value = config[name]
    if value is None or value == "":
        return ours
    try:
        if (path := Path(value)).is_dir():
            return path
    except (TypeError, OSError):  # no path at all, or one that the system will not look at
        pass
    raise _bad(name, value, purpose=purpose, give="a folder that exists, or leave it empty for ours")


def _seconds(config: Config) -> float:
    value = config["DRAW_SECONDS"]
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds > 0):
        purpose = "the seconds that each stage of drawing a pack may take"
        raise _bad("DRAW_SECONDS", value, purpose=purpose, give="a number above 0, such as 60")
    return seconds


def _database(config: Config) -> str | None:
    purpose = "the address of the database"
    give = "an address such as postgresql+psycopg://recruit@localhost/recruit, or leave it empty for SQLite"
    value = config["DATABASE"]
    if value is None or value == "":
        return None
    address = _text(config, "DATABASE", purpose=purpose, give=give)
    if not re.match(r"(postgresql\+psycopg|sqlite)://", address):
        # The address may hold a password, so it is not repeated.
        raise BadSetting(f"{_PREFIX}_DATABASE, {purpose}, is of no kind that is known; give {give}")
    return address


def _address(config: Config) -> str:
    purpose, give = "where people reach the application", "an address such as https://panels.example"
    value = _text(config, "ADDRESS", purpose=purpose, give=give)
    if not re.fullmatch(r"https?://[^\s/]\S*", value):
        raise _bad("ADDRESS", value, purpose=purpose, give=give)
    return value.rstrip("/")


def _mail_server(config: Config) -> str | None:
    purpose, give = "the mail server", "an address such as smtp://name@host:587, or leave it empty for files"
    value = config["MAIL_SERVER"]
    if value is None or value == "":
        return None
    server = _text(config, "MAIL_SERVER", purpose=purpose, give=give)
    if not re.fullmatch(r"smtps?://([^\s/@:]+@)?[^\s/@:]+(:\d{1,5})?", server):
        raise BadSetting(f"{_PREFIX}_MAIL_SERVER, {purpose}, cannot be read; give {give}")
    return server


def _secret_key(config: Config) -> str | None:
    value = config["SECRET_KEY"]
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) < _SHORTEST_KEY:
        give = f"at least {_SHORTEST_KEY} characters that nobody knows, or leave it empty to have it made"
        raise BadSetting(f"{_PREFIX}_SECRET_KEY, what signs cookies, is too short; give {give}")
    return value


def _colour(config: Config) -> str:
    purpose, give = "the colour of header and links", "six hex digits after a #, such as #1d4f8b"
    value = _text(config, "BRAND_COLOUR", purpose=purpose, give=give)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise _bad("BRAND_COLOUR", value, purpose=purpose, give=give)
    return value.lower()


def _flag(config: Config, name: str, *, purpose: str) -> bool:
    value = config[name]
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
    if str(value).strip().lower() not in known:
        raise _bad(name, value, purpose=purpose, give="true or false")
    return known[str(value).strip().lower()]
