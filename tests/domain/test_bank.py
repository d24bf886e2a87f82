"""A question of the bank: what a panel calls it."""

from __future__ import annotations

import pytest

from recruit.domain.bank import Material
from tests.cast import X, question


@pytest.mark.parametrize(
    ("material", "name"),
    [(None, "Asked outright"), (Material("The rota", "Read this.", ("One.",)), "The rota")],
)
def test_a_question_goes_by_its_exercises_title_else_by_its_id_as_words(
    material: Material | None, name: str
) -> None:
    assert question("asked-outright", 1, X, material=material).name == name
