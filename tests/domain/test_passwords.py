"""Which passwords are taken."""

from __future__ import annotations

import pytest

from recruit.domain.passwords import About, normalised, password_fault

RUTH = About("ruth.adeyemi@vale.example", "Ruth Adeyemi", "Vale Council")
ADVICE = "Three words that nobody links work well"
GUESSED = f"That password is too easy to guess. {ADVICE}"

COMMON = (
    *("1234567890", "0987654321", "987654321a", "123456789a", "1122334455", "147258369a"),
    *("aaaaaaaaaa", "qwertyuiop", "asdfghjkl1", "1q2w3e4r5t", "q1w2e3r4t5y6", "1qaz2wsx3edc"),
    *("zaq12wsxcde3", "qazwsxedcrfv", "password123", "password1234", "Password123!", "P@ssw0rd123"),
    *("Passw0rd1!", "passwordpassword", "iloveyou123", "princess123", "sunshine123", "football123"),
    *("basketball", "manchester", "christopher", "microsoft1", "Summer2024!!", "Welcome2024"),
    *("Liverpool1!", "admin12345", "letmein12345", "changeme123", "abcabcabcabc", "abc123abc123"),
    *("1a2b3c4d5e", "abcd1234abcd", "qwerty12345", "trustno1trustno1", "1980-01-14-1980-01-14"),
    *("Password-Password-2027", "welcome-welcome-welcome"),
)
TAKEN = (
    *("correct horse battery staple", "kestrel-lantern-oat", "three blue kettles", "lamp boat tulip"),
    *("x7#kQ9!mVp2z", "Wolf & rain 1987", "aB3dE6gH9kM2", "ünïcödé wörds hëre", "نجمة بحر قمر"),
)


@pytest.mark.parametrize("password", COMMON)
def test_what_lists_of_leaked_passwords_are_made_of_is_refused(password: str) -> None:
    assert password_fault(password, about=RUTH) == GUESSED


@pytest.mark.parametrize("password", TAKEN)
def test_words_that_nobody_links_are_taken(password: str) -> None:
    assert password_fault(password, about=RUTH) is None


def test_ten_characters_are_enough_and_nine_are_not() -> None:
    assert password_fault("wolf-rain7", about=RUTH) is None
    assert password_fault("wolf-rain", about=RUTH) == "Password must be 10 characters or more"
    assert password_fault("", about=RUTH) == "Password must be 10 characters or more"


def test_64_characters_are_taken_and_128_too() -> None:
    words = "kestrel lantern oat tulip boat lamp " * 4
    for most in (64, 128):
        assert password_fault(words[:most], about=RUTH) is None
    assert password_fault(words[:129], about=RUTH) == "Password must be 128 characters or fewer"


@pytest.mark.parametrize(
    ("password", "known"),
    [
        ("adeyemi-lamp-oat", "adeyemi"),
        ("RUTH and the whale", "ruth"),
        ("vale of lanterns", "vale"),
        ("council lamp tulip", "council"),
    ],
)
def test_what_colleagues_know_is_refused(password: str, known: str) -> None:
    wanted = f"Password must not hold “{known}”, which others know of you. {ADVICE}"
    assert password_fault(password, about=RUTH) == wanted


def test_short_names_stand_in_too_many_words_to_be_refused() -> None:
    assert password_fault("annual lamp tulip", about=About("an@x.example", "Ann Li", "Ely")) is None


def test_a_password_is_the_same_however_its_letters_were_composed() -> None:
    assert normalised("Zo\u00eb") == normalised("Zoe\u0308")
    assert normalised("Zoe") != normalised("Zo\u00eb")
