"""Settings: the defaults of ``config.py``, then what the environment says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Config

from recruit.domain.errors import RecruitError
from recruit.paths import bundled


class BadSetting(RecruitError):
    """A setting that cannot be used."""


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

    Raises ``BadSetting`` for a value of the wrong kind.
    """
    config = Config(Path.cwd())
    config.from_pyfile(str(bundled("config.py")))
    config.from_prefixed_env("RECRUIT")
    try:
        seconds = float(config["DRAW_SECONDS"])
    except (TypeError, ValueError):
        raise BadSetting(f"DRAW_SECONDS is {config['DRAW_SECONDS']!r}; give a number of seconds") from None
    return Settings(
        organisation=str(config["ORGANISATION"]),
        marking=str(config["MARKING"]),
        word_templates=Path(config["WORD_TEMPLATES"] or bundled("templates") / "word"),
        question_bank=Path(config["QUESTION_BANK"] or bundled("question_banks")),
        draw_seconds=seconds,
    )
