"""Translations of a bank on spoilt copies of the real ones: every fault, in its file, on its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from recruit.documents.bank_files import check_bank, read_bank
from recruit.domain.translations import INTERVIEW_PARTS, fitting_interview, fitting_question
from recruit.paths import bundled
from tests.spoiling import spoil

LANGUAGE, INTERVIEW = "translations/cy/language.yaml", "translations/cy/interview.yaml"
QUESTIONS = "translations/cy/questions/examples.yaml"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Return a copy of the real bank that a test may spoil."""
    return Path(shutil.copytree(bundled("question_banks"), tmp_path / "bank"))


def faults(bank: Path) -> list[tuple[str, str]]:
    """Return file and message of each fault in the translations of a bank."""
    found = ((str(Path(f.source).relative_to(bank)), f.message) for f in check_bank(bank)[1])
    return [(file, message) for file, message in found if file.startswith("translations")]


def test_the_fixed_texts_of_the_bank_are_all_translated_and_fit() -> None:
    whole = read_bank(bundled("question_banks")).bank
    welsh = whole.translations["cy"]
    assert welsh.interview is not None
    assert fitting_interview(whole.interview, welsh.interview).parts() == INTERVIEW_PARTS
    fitting = [fitting_question(whole.question(name), one) for name, one in welsh.questions.items()]
    assert fitting == list(welsh.questions.values())


def test_a_bank_without_translations_is_read_and_has_the_same_digest(bank: Path) -> None:
    digest = read_bank(bank).bank.digest
    shutil.rmtree(bank / "translations")
    whole = read_bank(bank).bank
    assert (whole.translations, whole.digest) == ({}, digest)


def test_a_changed_translation_has_a_digest_of_its_own(bank: Path) -> None:
    before = read_bank(bank).bank.translations["cy"].digest
    spoil(bank / INTERVIEW, "Cadeirydd", "Y cadeirydd")
    assert read_bank(bank).bank.translations["cy"].digest != before


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (QUESTIONS, "question: asked-outright", "question: nobody", "there is no question nobody"),
        (QUESTIONS, "language: cy", "language: gd", "is of the language gd, and lies in the folder of cy"),
        (QUESTIONS, "state: to be reviewed", "state: fine", 'questions[1].state: is "fine"'),
        (LANGUAGE, "direction: ltr", "direction: up", 'about.direction: is "up"'),
        (LANGUAGE, "proofing: cy-GB", "proofing: Welsh", 'about.proofing: is "Welsh"'),
        (
            INTERVIEW,
            "closing_script:\n    -",
            "closing_scripts:\n    -",
            'interview: holds "closing_scripts", which the format does not know',
        ),
    ],
)
def test_a_fault_is_told_with_its_file(bank: Path, file: str, old: str, new: str, fault: str) -> None:
    spoil(bank / file, old, new)
    assert (file, fault) in faults(bank)


def test_a_question_translated_twice_is_told(bank: Path) -> None:
    shutil.copy(bank / QUESTIONS, bank / "translations/cy/questions/more.yaml")
    found = [message for file, message in faults(bank) if file.endswith("more.yaml")]
    assert len(found) == (bank / QUESTIONS).read_text("utf-8").count("- question: ")


def test_a_folder_that_does_not_say_what_its_language_is_is_told(bank: Path) -> None:
    (bank / LANGUAGE).unlink()
    assert faults(bank) == [("translations/cy", "no file says what the language is")]
