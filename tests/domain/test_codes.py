"""One-time codes: how they are spelt, and what of them counts."""

from __future__ import annotations

import pytest

from recruit.domain.codes import code_from, code_hash, code_key


def test_ten_bytes_spell_four_groups_of_four_signs() -> None:
    assert code_from(bytes(10)) == "0000-0000-0000-0000"
    assert code_from(b"\xff" * 10) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert code_from(bytes(range(10))) == "000G-40R4-0M30-E209"


def test_every_byte_counts() -> None:
    changed = {code_from(bytes(place) + b"\x01" + bytes(9 - place)) for place in range(10)}
    assert len(changed) == 10


@pytest.mark.parametrize("number", [0, 9, 11])
def test_other_numbers_of_bytes_make_no_code(number: int) -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        code_from(bytes(number))


@pytest.mark.parametrize(
    "typed",
    [
        "7K10-9QXT-0123-ABCD",
        "7k10-9qxt-0123-abcd",
        " 7K10 9QXT 0123 ABCD\n",
        "7K109QXT0123ABCD",
        "7kio-9qxt-ol23-abcd",  # letters that look like figures
        "7K10–9QXT–0123–ABCD",  # dashes as a mail program may set them
    ],
)
def test_case_spaces_dashes_and_look_alikes_do_not_count(typed: str) -> None:
    assert code_key(typed) == "7K109QXT0123ABCD"
    assert code_hash(typed) == code_hash("7K10-9QXT-0123-ABCD")


def test_another_code_has_another_hash() -> None:
    assert code_hash("7K10-9QXT-0123-ABCE") != code_hash("7K10-9QXT-0123-ABCD")
    assert len(code_hash("\ud800")) == 64
