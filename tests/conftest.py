"""The real bank and its default packs, read and drawn once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from recruit.documents.bank_files import BankFiles, read_bank
from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.paths import bundled

DrawDefault = Callable[[int], Pack]


@pytest.fixture(scope="session")
def bank_files() -> BankFiles:
    return read_bank(bundled("question_banks"))


@pytest.fixture(scope="session")
def real_bank(bank_files: BankFiles) -> QuestionBank:
    return bank_files.bank


@pytest.fixture(scope="session")
def default_pack(real_bank: QuestionBank) -> DrawDefault:
    """Return what draws the default pack of a level, each level once."""
    return cache(lambda level: draw_pack(real_bank, recipe_for(real_bank.levels[level])))
