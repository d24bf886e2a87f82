"""A second language: what a pack takes of it, what has fallen behind the English, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.consistency import inconsistencies
from recruit.domain.draw import draw_pack
from recruit.domain.errors import UnknownLanguage
from recruit.domain.interview import Advice
from recruit.domain.pack import Pack
from recruit.domain.pack_changes import move_question
from recruit.domain.pack_language import choice_of, in_language, languages_of
from recruit.domain.recipe import recipe_for
from recruit.domain.translation_coverage import translation_coverage
from recruit.domain.translations import INTERVIEW_PARTS, digest_of, fitting_question, is_stale
from tests.cast import full_bank
from tests.welsh import WELSH, in_welsh, question_in_welsh

BANK = full_bank()
PACK = draw_pack(BANK, recipe_for(BANK.levels[4]))
FIRST = BANK.question(PACK.ids[0])
TRANSLATED = in_welsh(BANK, question_in_welsh(FIRST))


def spoken(choice: str, *, translated: bool = True) -> Pack:
    return in_language(TRANSLATED if translated else BANK, PACK, choice=choice)


def test_a_translation_of_the_english_as_it_is_is_not_stale() -> None:
    assert is_stale(FIRST, question_in_welsh(FIRST)) is False


def test_a_change_of_a_translated_part_makes_a_translation_stale() -> None:
    assert is_stale(replace(FIRST, text="Another text?"), question_in_welsh(FIRST)) is True


def test_a_change_of_a_part_that_is_not_translated_leaves_it_as_it_is() -> None:
    assert is_stale(replace(FIRST, accepts="Any setting."), question_in_welsh(FIRST)) is False


def test_a_digest_is_of_the_texts_and_not_of_their_nouns() -> None:
    assert digest_of(Advice("a", "b")) == digest_of({"text": "b", "label": "a"})


def test_a_part_of_another_shape_than_the_english_is_left_out() -> None:
    welsh = question_in_welsh(FIRST, text="Testun?", probes=("Un yn unig?",))
    assert fitting_question(FIRST, welsh).parts() == ("text",)


def test_a_bank_without_translations_is_english() -> None:
    assert (languages_of(BANK), languages_of(TRANSLATED)) == (("en",), ("en", "cy", "both"))


def test_a_language_that_the_bank_does_not_hold_is_refused_with_those_it_holds() -> None:
    with pytest.raises(UnknownLanguage, match="for the language 'gd'; choose one of en, cy, both"):
        spoken("gd")


def test_a_pack_in_english_has_no_member_for_a_language_and_its_hash_of_old() -> None:
    assert "language" not in PACK.content()
    assert spoken("en").hash == PACK.hash


def test_a_pack_holds_the_texts_of_its_second_language() -> None:
    language = spoken("cy").language
    assert language is not None
    assert (language.about, language.beside, language.title) == (WELSH, False, "Lefel 4")
    assert [one.text for one in language.questions] == [f"Cymraeg: {FIRST.text}"]


@pytest.mark.parametrize("choice", ["en", "cy", "both"])
def test_a_pack_tells_the_choice_it_was_made_by(choice: str) -> None:
    assert choice_of(spoken(choice)) == choice


def test_each_choice_gives_a_pack_of_its_own() -> None:
    assert len({spoken(choice).hash for choice in ("en", "cy", "both")}) == 3


def test_a_pack_names_what_stands_in_english() -> None:
    language = spoken("both").language
    untranslated = [part for part in INTERVIEW_PARTS if part not in ("opening_script", "instructions")]
    assert language is not None
    assert list(language.missing) == [*PACK.ids[1:], *untranslated]


def test_a_pack_names_what_has_fallen_behind() -> None:
    changed = replace(FIRST, text="Another text?")
    questions = tuple(changed if one.id == FIRST.id else one for one in TRANSLATED.questions)
    script = replace(
        TRANSLATED.interview, opening_script=("Welcome all.",) * len(PACK.interview.opening_script)
    )
    bank = replace(TRANSLATED, questions=questions, interview=script)
    language = in_language(bank, draw_pack(bank, recipe_for(bank.levels[4])), choice="cy").language
    assert language is not None
    assert language.stale == (FIRST.id, "opening_script")


def test_a_change_by_hand_keeps_the_language() -> None:
    moved = move_question(TRANSLATED, spoken("both"), question=FIRST.id, by=1)
    assert choice_of(moved) == "both"


def test_a_pack_whose_translation_does_not_fit_contradicts_itself() -> None:
    pack = spoken("cy")
    assert pack.language is not None
    odd = replace(pack.language, questions=(question_in_welsh(FIRST, probes=("Un?",)),))
    assert list(inconsistencies(replace(pack, language=odd))) == [
        f"the translation of {FIRST.id} does not have the shape of the question"
    ]


def test_coverage_counts_what_can_be_asked_at_each_level() -> None:
    whole = question_in_welsh(
        FIRST, text="Testun?", if_no_example="Neu?", probes=tuple(f"{one.text} Eto?" for one in FIRST.probes)
    )
    (coverage,) = translation_coverage(in_welsh(BANK, whole))
    assert coverage.levels[4] == (1, len(BANK.at_level(4)))
    assert (coverage.to_be_reviewed, coverage.translations) == (3, 3)


def test_coverage_gives_the_digest_that_a_stale_translation_would_need() -> None:
    old = replace(question_in_welsh(FIRST), of="0" * 12)
    (coverage,) = translation_coverage(in_welsh(BANK, old))
    assert coverage.stale == {FIRST.id: question_in_welsh(FIRST).of}


def test_coverage_names_what_no_longer_fits() -> None:
    odd = question_in_welsh(FIRST, text="Testun?", concerns=("Un.",) * 9)
    (coverage,) = translation_coverage(in_welsh(BANK, odd))
    assert coverage.unfit == (f"{FIRST.id}: concerns",)
