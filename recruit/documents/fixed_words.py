"""The fixed words of the Word documents: headings, captions, column heads and short sentences.

They are data beside the templates, one file for each language, so that a template that was
restyled in Word prints every language it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recruit.documents.schemas import schema_faults
from recruit.documents.text_file import decode
from recruit.documents.word.bilingual import alone, beside
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.errors import DataFaults
from recruit.domain.pack import PackLanguage
from recruit.domain.translations import State
from recruit.paths import bundled

ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedWords:
    """The fixed words of one language by their names; ``state`` says whether they are reviewed."""

    language: str
    state: State
    words: Mapping[str, str]


@cache
def words_of(tag: str) -> FixedWords | None:
    """Return the fixed words of a language, read once; none where there is no file of them.

    Raises ``DataFaults`` for a file that does not keep to its schema.
    """
    path = bundled("templates") / "word" / "words" / f"{tag}.yaml"
    if not path.is_file():
        return None
    file = parse_yaml(decode(path.read_bytes(), source=str(path)), source=str(path))
    if faults := list(schema_faults(file, schema="words")):
        raise DataFaults(faults)
    value: Any = file.value
    return FixedWords(language=value["language"], state=State(value["state"]), words=value["words"])


def english_words() -> Mapping[str, str]:
    """Return the fixed words in English, which are always there."""
    found = words_of(ENGLISH)
    if found is None:
        raise RuntimeError("the fixed words in English are missing from the templates")
    return found.words


def printed_words(language: PackLanguage | None) -> dict[str, str]:
    """Return the fixed words as a document prints them; one that is not translated stays English."""
    english = dict(english_words())
    found = words_of(language.about.tag) if language else None
    if found is None or language is None:
        return english
    say = speech(language)
    return {name: say(text, found.words.get(name)) for name, text in english.items()}


def speech(language: PackLanguage) -> Callable[[str, str | None], str]:
    """Return how a text is said that has, or has not, a translation: beside its English or alone."""

    def say(english: str, translated: str | None) -> str:
        if not translated or translated == english:
            return english
        return beside(english, translated) if language.beside else alone(translated)

    return say


def counted_minutes(number: int, words: Mapping[str, str]) -> str:
    """Return ``1 minute``, ``2 minutes`` in the words of a document."""
    return f"{number} {words['minute' if number == 1 else 'minutes']}"


def listed_in(numbers: list[str], words: Mapping[str, str]) -> str:
    """Return ``1``, ``1 and 2``, ``1, 2 and 3`` in the words of a document."""
    *before, last = numbers or [""]
    return f"{', '.join(before)}{words['list_end']}{last}" if before else last
