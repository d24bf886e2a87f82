"""Lists and counts as a sentence has them."""

from __future__ import annotations

import pytest

from recruit.domain.words import counted, listed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_in_a_sentence(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


@pytest.mark.parametrize(("number", "words"), [(0, "0 minutes"), (1, "1 minute"), (2, "2 minutes")])
def test_a_count_has_its_plural(number: int, words: str) -> None:
    assert counted(number, "minute") == words
