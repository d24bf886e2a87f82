"""Searching the bank: which questions are found, in which order, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recruit.domain.bank import Cue, Material, QuestionBank, Table
from recruit.domain.frameworks import Frameworks
from recruit.domain.levels import QuestionType
from recruit.domain.question_search import (
    Piece,
    Reason,
    Wanted,
    Wider,
    folded,
    opening,
    reasons,
    search,
    wider_searches,
)
from tests.cast import FRAMEWORKS, PB, R, S, X, bank, framework, item, question

CASE = Material(
    title="The café on Zoë’s street",
    instructions="Read this page.",
    paragraphs=("A neighbour telephoned.",),
    table=Table("Calls", ("Month", "Count"), (("May", "Seventeen"),)),
)
QUESTIONS = (
    question("spoke-up", 1, PB, levels=(4,), text="Tell us about speaking up in supervision."),
    question("held-back", 2, S, levels=(4, 5), minutes=5, turns_on="Haste, and a naïve wish to please."),
    question("owned-it", 2, R, levels=(3,), behaviours=("sfpc-2.2",), indicators=("base-1.3", "reach-1.1")),
    question("the-case", 1, X, levels=(4,), minutes=12, material=CASE, indicators=("reach-1.1",)),
    question("let-go", 3, PB, levels=(5,), concerns=("Nobody searches in concerns.",)),
)
BANK = bank(*QUESTIONS)
EVERYTHING = ["owned-it", "spoke-up", "the-case", "held-back", "let-go"]


def found(wanted: Wanted, *, bank: QuestionBank = BANK) -> list[str]:
    return [one.id for one in search(bank, wanted).questions]


def why(name: str, **wanted: Any) -> list[Reason]:
    return list(reasons(BANK.question(name), wanted=Wanted(**wanted), frameworks=FRAMEWORKS))


def test_nothing_asked_for_finds_everything_by_level_attribute_type_and_id() -> None:
    assert found(Wanted()) == EVERYTHING
    assert found(Wanted(), bank=bank(*reversed(QUESTIONS))) == EVERYTHING


def test_the_total_counts_every_question_whatever_is_found() -> None:
    assert search(BANK, Wanted(level=5)).total == len(QUESTIONS)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(level=4), ["spoke-up", "the-case", "held-back"]),
        (Wanted(level=8), []),
        (Wanted(attribute=2), ["owned-it", "held-back"]),
        (Wanted(type=QuestionType.PAST), ["spoke-up", "let-go"]),
        (Wanted(minutes=5), ["held-back"]),
        (Wanted(minutes=7), ["owned-it", "spoke-up", "held-back", "let-go"]),
        (Wanted(behaviour="sfpc-1.1"), ["spoke-up", "the-case"]),
        (Wanted(indicator="reach-1.1"), ["owned-it", "the-case"]),
        (Wanted(indicator="nobody-knows-it"), []),
        (Wanted(attribute=1, level=4, type=QuestionType.EXERCISE), ["the-case"]),
    ],
)
def test_a_filter_leaves_what_is_all_of_it(wanted: Wanted, names: list[str]) -> None:
    assert found(wanted) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("supervision", ["spoke-up"]),
        ("SUPERV", ["spoke-up"]),
        ("pervision", []),
        ("speaking supervision", ["spoke-up"]),
        ("speaking telephoned", []),
        ("naive", ["held-back"]),
        ("NAÏVE wish", ["held-back"]),
        ("zoe's cafe", ["the-case"]),
        ("read neighbour", ["the-case"]),
        ("month seventeen", ["the-case"]),
        ("anchor 3 of let-go", ["let-go"]),
        ("owned it", ["owned-it"]),
        ("owned-it", ["owned-it"]),
        ("blames nobody", []),
        ("   ", EVERYTHING),
        ("\N{COMBINING ACUTE ACCENT}", EVERYTHING),
        ("🦊", []),
        (".*", []),
        ("(", []),
    ],
)
def test_every_word_must_begin_a_word_whatever_its_capitals_and_accents(words: str, names: list[str]) -> None:
    assert found(Wanted(words=words)) == names


def test_a_retired_question_is_neither_found_nor_counted() -> None:
    some = bank(replace(QUESTIONS[0], retired="Nobody could hear it."), QUESTIONS[1])
    results = search(some, Wanted())
    assert ([one.id for one in results.questions], results.total) == (["held-back"], 1)


def test_an_item_of_the_same_idea_is_the_same_to_a_search() -> None:
    twin = replace(item("base-1.9"), same_idea_as="base-1.3")
    base = framework("base", {1: 6})
    section = replace(base.sections[0], items=(*base.sections[0].items, twin))
    frameworks = Frameworks({**FRAMEWORKS.by_id, "base": replace(base, sections=(section,))})
    assert found(Wanted(indicator="base-1.9"), bank=replace(BANK, frameworks=frameworks)) == ["owned-it"]


def test_the_reason_is_the_first_passage_that_holds_a_word_with_the_word_marked() -> None:
    assert why("spoke-up", words="superv up") == [
        Reason(
            "Question",
            (
                Piece("Tell us about speaking "),
                Piece("up", hit=True),
                Piece(" in "),
                Piece("superv", hit=True),
                Piece("ision."),
            ),
        )
    ]


def test_a_word_that_stands_elsewhere_has_a_reason_of_its_own() -> None:
    assert [one.where for one in why("held-back", words="naive time anchor")] == [
        "Question",
        "It turns on",
        "Score anchor 1",
    ]
    assert [one.where for one in why("the-case", words="cafe seventeen neighbour")] == [
        "Name",
        "Exercise",
        "Exercise",
    ]


def test_what_is_marked_is_what_was_written_accents_and_all() -> None:
    [reason] = why("held-back", words="naive")
    assert reason.pieces == (
        Piece("Haste, and a "),
        Piece("naïve", hit=True),
        Piece(" wish to please."),
    )
    ligature = replace(QUESTIONS[0], text="An eﬃcient Straße.")
    [reason] = reasons(ligature, wanted=Wanted(words="effic strasse"), frameworks=FRAMEWORKS)
    assert [piece.text for piece in reason.pieces if piece.hit] == ["eﬃc", "Straße"]


def test_a_long_passage_is_cut_between_words_round_the_first_hit() -> None:
    long = replace(QUESTIONS[0], text=f"{'before ' * 30}needle {'after ' * 60}needle")
    [reason] = reasons(long, wanted=Wanted(words="needle"), frameworks=FRAMEWORKS)
    texts = [piece.text for piece in reason.pieces]
    assert texts[:3] == ["…", "before " * 9, "needle"]
    assert texts[3] == f" {'after ' * 20}".rstrip() + "…"
    assert "".join(texts[1:]).removesuffix("…") in long.text


def test_a_tag_is_explained_by_the_cue_that_it_is_heard_in() -> None:
    heard = replace(QUESTIONS[0], listen_for=(Cue("Says so.", ("sfpc-1.1",)), Cue("Waits.", ("base-1.1",))))
    wanted = Wanted(behaviour="sfpc-1.1", indicator="base-1.1")
    assert reasons(heard, wanted=wanted, frameworks=FRAMEWORKS) == (
        Reason("Listen for", (Piece("Says so."),)),
        Reason("Listen for", (Piece("Waits."),)),
    )


def test_plain_facts_need_no_reason() -> None:
    assert why("spoke-up", level=4, attribute=1, minutes=60, type=QuestionType.PAST) == []


def test_a_search_that_finds_nothing_says_what_would_be_found_with_one_thing_less() -> None:
    wanted = Wanted(words="naive", level=3, attribute=2)
    assert wider_searches(BANK, wanted) == (
        Wider("words", Wanted(level=3, attribute=2), 1),
        Wider("level", Wanted(words="naive", attribute=2), 1),
    )
    assert wider_searches(BANK, Wanted(words="🦊", level=8)) == ()


def test_what_was_asked_for_is_known_by_name() -> None:
    assert Wanted().asked_for == ()
    assert Wanted(words="a", minutes=5, indicator="base-1.1").asked_for == ("words", "minutes", "indicator")


@pytest.mark.parametrize(
    ("text", "longest", "begins"),
    [
        ("Short.", 10, "Short."),
        ("Two\n  lines.", 20, "Two lines."),
        ("One, two, three", 10, "One, two…"),
        ("One. Two three", 7, "One…"),
        ("Uninterrupted", 5, "Unint…"),
    ],
)
def test_a_text_is_shortened_between_words(text: str, longest: int, begins: str) -> None:
    assert opening(text, longest=longest) == begins


def test_folding_takes_away_capitals_accents_and_curls() -> None:
    assert folded("Siân’s ÉLAN, Nguyễn Văn") == "sian's elan, nguyen van"


def test_every_question_of_the_bank_is_found_by_its_own_first_words(real_bank: QuestionBank) -> None:
    in_use = [one for one in real_bank.questions if not one.retired]
    lost = [
        one.id
        for one in in_use
        if one.id not in found(Wanted(words=" ".join(one.text.split()[:12])), bank=real_bank)
    ]
    assert lost == []
    assert sorted(found(Wanted(), bank=real_bank)) == sorted(one.id for one in in_use)
