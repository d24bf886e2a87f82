"""Syllables, reading grade, and words of the trade that nobody explains."""

from __future__ import annotations

import pytest

from recruit.domain.plain_english import TRADE_TERMS, reading_grade, syllables, unexplained, word_count

KNOWN: dict[int, str] = {
    1: "the tell us time child safe worked asked schools things friend",
    2: "people worker council agreed needed wanted others being open started happened",
    3: "family families together another important area idea decided manager",
    4: "responsible community information society",
    5: "organisation opportunity university",
}
WORDS = [(count, word) for count, words in KNOWN.items() for word in words.split()]


@pytest.mark.parametrize(("count", "word"), WORDS)
def test_syllables_are_counted_as_they_are_spoken(count: int, word: str) -> None:
    assert syllables(word) == count


def test_a_number_counts_its_digits_and_a_hyphen_joins() -> None:
    assert (syllables("2026"), syllables("well-known"), syllables("team’s")) == (4, 2, 1)


def test_the_grade_is_that_of_the_formula() -> None:
    # Twelve words, two sentences, twelve syllables: 0.39 x 6 + 11.8 x 1 - 15.59.
    assert reading_grade("The cat sat on the mat. The dog sat by the door.") == pytest.approx(-1.45)
    assert reading_grade("") == 0.0
    assert reading_grade("...") == 0.0


def test_longer_words_and_sentences_make_a_text_harder() -> None:
    easy = "Tell us about a day when a plan went wrong. What did you do?"
    hard = "Describe an organisational transformation necessitating interdisciplinary accountability."
    assert reading_grade(easy) < 3
    assert reading_grade(hard) > 20
    assert word_count("A well-known plan, in 2026.") == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The LAC review was late.", ["LAC"]),
        ("A child in care (LAC) waited.", []),
        ("Lack of time.", []),
        ("You chair a strategy meeting.", ["strategy meeting"]),
        ("You met about strategy.", []),
        ("They signposted the family.", ["signposted"]),
        ("A post with a sign.", []),
        ("Service users complained.", ["Service users"]),
        ("In that case, what did you do?", []),
        ("You close the case.", ["close the case"]),
        ("The family does not meet the threshold.", ["meet the threshold"]),
        ("She stood on the threshold of the house.", []),
    ],
)
def test_words_of_the_trade_are_found_unless_explained(text: str, found: list[str]) -> None:
    assert [word for term in TRADE_TERMS for word in unexplained(text, term)] == found
