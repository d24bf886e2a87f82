"""Translations of a bank: a folder for each language, YAML files in it, with every fault found."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import cattrs

from recruit.documents.schemas import departures, schema_faults
from recruit.documents.text_file import decode
from recruit.documents.values import Located
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.translations import (
    BankTranslation,
    InterviewTranslation,
    Language,
    NamesTranslation,
    QuestionTranslation,
)

FOLDER = "translations"

_CONVERTER = cattrs.Converter()
_ONCE = ("about", "interview", "names")
"""What one file of a language holds, and no second one."""


def read_translations(
    root: Path, *, known: Collection[str] | None
) -> tuple[dict[str, BankTranslation], tuple[Fault, ...]]:
    """Return the translations in a bank's folder by tag, and all their faults; none where there are none.

    ``known`` are the ids of the bank's questions, none where not all could be read. A language
    with a fault is left out whole. That a translation is behind the English is no fault: the
    documents say so.
    """
    found: dict[str, BankTranslation] = {}
    faults: list[Fault] = []
    for folder in sorted(path for path in (root / FOLDER).glob("*") if path.is_dir()):
        translation, spoilt = _language(folder, known)
        faults += spoilt
        if translation:
            found[folder.name] = translation
    return found, tuple(faults)


def _language(folder: Path, known: Collection[str] | None) -> tuple[BankTranslation | None, list[Fault]]:
    files: list[Located] = []
    faults: list[Fault] = []
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        raw = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{hashlib.sha256(raw).hexdigest()}\n".encode())
        try:
            file = parse_yaml(decode(raw, source=str(path)), source=str(path))
        except DataFaults as error:
            faults += error.faults
            continue
        faults += schema_faults(file, schema="translations")
        if not departures(file, schema="translations"):
            files.append(file)
    if not faults:
        faults += [*_faults_together(folder, files), *_question_faults(files, known)]
    return (None if faults else _translation(folder.name, files, digest.hexdigest())), faults


def _faults_together(folder: Path, files: list[Located]) -> Iterator[Fault]:
    """Yield files of another language than their folder's, and what is there twice or not at all."""
    for file in files:
        language = _value(file)["language"]
        if language != folder.name:
            message = f"is of the language {language}, and lies in the folder of {folder.name}"
            yield Fault(file.source, file.line(("language",)), message, "move it, or correct the tag")
    for part in _ONCE:
        holding = [file for file in files if part in _value(file)]
        for file in holding[1:]:
            message = f"{part} is also in {holding[0].source}"
            yield Fault(file.source, file.line((part,)), message, "keep one of the two")
    if not any("about" in _value(file) for file in files):
        yield Fault(str(folder), 0, "no file says what the language is", "add the part 'about' to one")


def _question_faults(files: list[Located], known: Collection[str] | None) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for file in files:
        for index, one in enumerate(_value(file).get("questions", ())):
            name = one["question"]
            line = file.line(("questions", index, "question"))
            if known is not None and name not in known:
                yield Fault(file.source, line, f"there is no question {name}", "correct the id")
            elif name in taken:
                yield Fault(file.source, line, f"{name} is also at {taken[name]}", "keep one of the two")
            else:
                taken[name] = f"{file.source}:{line}"


def _translation(tag: str, files: list[Located], digest: str) -> BankTranslation:
    parts = {part: _value(file)[part] for file in files for part in _ONCE if part in _value(file)}
    listed = [one for file in files for one in _value(file).get("questions", ())]
    questions: tuple[QuestionTranslation, ...] = _structured(listed, tuple[QuestionTranslation, ...])
    return BankTranslation(
        language=Language(tag=tag, **parts["about"]),
        digest=digest,
        interview=_structured(parts.get("interview"), InterviewTranslation | None),
        names=_structured(parts.get("names"), NamesTranslation | None),
        questions={one.question: one for one in questions},
    )


def _value(file: Located) -> dict[str, Any]:
    found: Any = file.value  # its schema has made sure that it is a mapping
    value: dict[str, Any] = found
    return value


def _structured(value: Any, kind: Any) -> Any:
    return _CONVERTER.structure(value, kind)
