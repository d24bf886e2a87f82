"""Settings: the defaults of ``config.py``, then what the environment says."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Config

from recruit.documents.characters import text_faults
from recruit.domain.errors import RecruitError
from recruit.paths import bundled

_PREFIX = "RECRUIT"


class BadSetting(RecruitError):
    """A setting that cannot be used: which one, what it is for, what to give instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation may set. ``draw_seconds`` bounds each stage of drawing a pack."""

    organisation: str
    marking: str
    word_templates: Path
    question_bank: Path
    draw_seconds: float

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
