"""Score files as panels save them: read whole, or refused with every fault by its row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.documents.score_files import KIND_OF_1, SCORE_COLUMNS, read_scores
from recruit.domain.draw import draw_pack
from recruit.domain.errors import DataFaults
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.domain.scoring import Explored, Note, NotExplored, ScoreEntry, Scores
from recruit.domain.vacancy import Vacancy
from tests.cast import OPTIONAL, PB, bank, full_bank, level
from tests.score_sheets import AWKWARD, CANDIDATES, MEMBERS, Row, as_csv, sheet

SIAN, TOMASZ = CANDIDATES
RUTH, GARETH = MEMBERS


@cache
def draw() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return draw()


@pytest.fixture(scope="module")
def with_unscored() -> Pack:
    """Return a pack whose last question, past-5-a, is asked but not scored."""
    role = level(asked={5: OPTIONAL}, mix={PB: 4})
    whole = bank(*full_bank().questions, levels=(role,))
    return draw_pack(whole, recipe_for(role, include=("past-5-a",)))


def read(raw: bytes, pack: Pack, vacancy: Vacancy | None = None) -> Scores:
    return read_scores(raw, source="scores.csv", pack=pack, vacancy=vacancy or Vacancy())


def faults(raw: bytes, pack: Pack, vacancy: Vacancy | None = None) -> list[tuple[int, str]]:
    """Return line and message of every fault for which a file is refused."""
    with pytest.raises(DataFaults) as caught:
        read(raw, pack, vacancy)
    assert all(fault.source == "scores.csv" and fault.remedy for fault in caught.value.faults)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def spoilt(pack: Pack, changes: dict[int, dict[str, str]], columns: Sequence[str] = SCORE_COLUMNS) -> bytes:
    """Return a complete file with cells changed, by row as a spreadsheet counts: the first is row 2."""
    rows = [{**row, **changes.get(number, {})} for number, row in enumerate(sheet(pack), 2)]
    return as_csv(rows, columns=columns)


def test_candidates_members_and_scores_stand_in_order_of_appearance(pack: Pack) -> None:
    scores = read(as_csv(sheet(pack)), pack)
    assert (scores.candidates, scores.members, scores.notes) == (CANDIDATES, MEMBERS, ())
    said = Explored(3, "Said what they did, and why.")
    assert scores.entries == tuple(
        ScoreEntry(candidate, member, question.id, said)
        for candidate in CANDIDATES
        for member in MEMBERS
        for question in pack.questions
    )


def test_rows_may_stand_in_any_order(pack: Pack) -> None:
    scores = read(as_csv(list(reversed(sheet(pack)))), pack)
    assert (scores.candidates, scores.members) == ((TOMASZ, SIAN), (GARETH, RUTH))
    assert set(scores.entries) == set(read(as_csv(sheet(pack)), pack).entries)


def with_bom(pack: Pack) -> bytes:
    return b"\xef\xbb\xbf" + as_csv(sheet(pack))


def with_columns_turned(pack: Pack) -> bytes:
    return as_csv(sheet(pack), columns=SCORE_COLUMNS[::-1])


def with_line_feeds(pack: Pack) -> bytes:
    return as_csv(sheet(pack), line_end="\n")


def with_old_line_ends(pack: Pack) -> bytes:
    return as_csv(sheet(pack), line_end="\r")


def with_a_loud_header(pack: Pack) -> bytes:
    return as_csv(sheet(pack)).replace(b"candidate,member", b" Candidate ,MEMBER", 1)


def with_spaces_around_cells(pack: Pack) -> bytes:
    return as_csv([{name: f"  {cell} " for name, cell in row.items()} for row in sheet(pack)])


def with_empty_rows(pack: Pack) -> bytes:
    return as_csv(sheet(pack)).replace(b"\r\n", b"\r\n\r\n,,,,\r\n")


@pytest.mark.parametrize(
    "save",
    [
        with_bom,
        with_columns_turned,
        with_line_feeds,
        with_old_line_ends,
        with_a_loud_header,
        with_spaces_around_cells,
        with_empty_rows,
    ],
)
def test_however_a_spreadsheet_saves_it_the_scores_are_the_same(
    pack: Pack, save: Callable[[Pack], bytes]
) -> None:
    assert read(save(pack), pack) == read(as_csv(sheet(pack)), pack)


@pytest.mark.parametrize(
    "evidence",
    [
        "Said:\nfirst this,\nthen that.",
        'Said "no", then "yes".',
        "=1+1",
        "+44 20, -5, @home",
        "</w:t> & <b> {{ x }} {% if %}",
        "أمل قالت\u200f لا",
        "x" * 100_000,
    ],
)
def test_evidence_is_kept_as_it_was_written(pack: Pack, evidence: str) -> None:
    scores = read(spoilt(pack, {2: {"evidence": evidence}}), pack)
    assert scores.entries[0].score == Explored(3, evidence)


@given(
    evidence=st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n,;\"'"), min_size=1)
)
@settings(deadline=None)
def test_any_evidence_comes_through_a_file_unchanged(evidence: str) -> None:
    pack = draw()
    raw = spoilt(pack, {2: {"evidence": f"x{evidence}x"}})
    assert read(raw, pack).entries[0].score == Explored(3, f"x{evidence}x")


@pytest.mark.parametrize(("written", "value"), [(str(n), n) for n in range(1, 6)])
def test_a_score_is_a_whole_number_from_1_to_5(pack: Pack, written: str, value: int) -> None:
    scores = read(spoilt(pack, {2: {"score": written}}), pack)
    assert scores.entries[0].score == Explored(value, "Said what they did, and why.")


@pytest.mark.parametrize("written", ["NE", "ne", " Ne "])
def test_a_question_that_was_not_put_keeps_its_reason(pack: Pack, written: str) -> None:
    scores = read(spoilt(pack, {2: {"score": written, "evidence": "It ran late."}}), pack)
    assert scores.entries[0].score == NotExplored("It ran late.")


@pytest.mark.parametrize(
    "written",
    ["3.0", "0", "6", "-1", "+3", "33", "3 4", "\uff13", "\u0663", "\u00b2", "three", "N/E", "TRUE"],
)
def test_anything_else_is_no_score(pack: Pack, written: str) -> None:
    assert faults(spoilt(pack, {2: {"score": written}}), pack) == [(2, f"the score is {written!r}")]


@pytest.mark.parametrize("written", ["", "  "])
def test_an_empty_score_is_missing_not_nought(pack: Pack, written: str) -> None:
    assert faults(spoilt(pack, {2: {"score": written}}), pack) == [(2, "the score is missing")]


@pytest.mark.parametrize(("score", "what"), [("3", "evidence"), ("NE", "reason")])
@pytest.mark.parametrize("written", ["", " \n "])
def test_a_score_needs_its_evidence_and_ne_its_reason(
    pack: Pack, score: str, what: str, written: str
) -> None:
    raw = spoilt(pack, {3: {"score": score, "evidence": written}})
    assert [message.split(": ")[-1] for _, message in faults(raw, pack)] == [f"the {what} is missing"]


def test_which_kind_a_1_is_may_be_said(pack: Pack) -> None:
    kinds = {2: ("1", "contrary"), 3: ("1", "None"), 4: ("1", ""), 5: ("2", "")}
    changes = {row: {"score": score, KIND_OF_1: kind} for row, (score, kind) in kinds.items()}
    scores = read(spoilt(pack, changes, columns=(*SCORE_COLUMNS, KIND_OF_1)), pack)
    said = "Said what they did, and why."
    assert [entry.score for entry in scores.entries[:4]] == [
        Explored(1, said, True),
        Explored(1, said, False),
        Explored(1, said, None),
        Explored(2, said, None),
    ]


def test_a_kind_that_is_unknown_or_of_another_score_is_a_fault(pack: Pack) -> None:
    changes = {2: {"score": "1", KIND_OF_1: "bad"}, 3: {"score": "2", KIND_OF_1: "none"}}
    assert faults(spoilt(pack, changes, columns=(*SCORE_COLUMNS, KIND_OF_1)), pack) == [
        (2, "kind_of_1 is 'bad'"),
        (3, "kind_of_1 is given with a score that is not 1"),
    ]


def test_a_second_score_is_named_with_the_first(pack: Pack) -> None:
    rows = sheet(pack)
    first = pack.questions[0].id
    assert faults(as_csv([*rows, rows[0]]), pack) == [
        (len(rows) + 2, f"{RUTH} scores {SIAN} on {first} twice; first in row 2")
    ]


def test_a_gap_is_named_where_its_candidate_first_appears(pack: Pack) -> None:
    rows = sheet(pack)
    missing = rows.pop()
    first_of_tomasz = 2 + 2 * len(pack.questions)
    assert faults(as_csv(rows), pack) == [
        (first_of_tomasz, f"{GARETH} gives {TOMASZ} no score on {missing['question']}")
    ]


def test_a_question_that_the_pack_does_not_hold_is_a_fault(pack: Pack) -> None:
    raw = as_csv([*sheet(pack), {**sheet(pack)[0], "question": "Past-1-A"}])
    assert faults(raw, pack) == [(len(sheet(pack)) + 2, "there is no question 'Past-1-A' in the pack")]


def test_a_note_on_an_unscored_question_is_kept_and_not_counted(with_unscored: Pack) -> None:
    extra = {"candidate": SIAN, "member": RUTH, "question": "past-5-a", "score": "", "evidence": " A note. "}
    scores = read(as_csv([*sheet(with_unscored), extra]), with_unscored)
    assert scores.notes == (Note(SIAN, RUTH, "past-5-a", "A note."),)
    assert scores.entries == read(as_csv(sheet(with_unscored)), with_unscored).entries


def test_a_score_on_an_unscored_question_is_a_fault(with_unscored: Pack) -> None:
    extra = {"candidate": SIAN, "member": RUTH, "question": "past-5-a", "score": "4", "evidence": "A note."}
    raw = as_csv([*sheet(with_unscored), extra])
    message = "past-5-a is asked but not scored at this level"
    assert faults(raw, with_unscored) == [(raw.count(b"\r\n"), message)]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (b"candidate,member,question,score", ["the header lacks the column evidence"]),
        (b"", [f"the header lacks the column {name}" for name in sorted(SCORE_COLUMNS)]),
        (
            b"candidate;member;question;score;evidence",
            ["its cells are separated by semicolons or tabs"],
        ),
        (b"candidate,member,question,score,evidence,rank", ["the header has the unknown column 'rank'"]),
        (b"candidate,member,question,score,evidence,", ["the header has an empty column"]),
        (b"candidate,member,question,score,score,evidence", ["the header names score twice"]),
        (
            b"name,member,question,score,evidence",
            ["the header has the unknown column 'name'", "the header lacks the column candidate"],
        ),
    ],
)
def test_a_header_names_each_column_once(pack: Pack, header: bytes, found: list[str]) -> None:
    assert sorted(faults(header + b"\r\n", pack)) == sorted((1, message) for message in found)


def test_a_row_with_too_few_or_too_many_cells_is_a_fault(pack: Pack) -> None:
    raw = as_csv(sheet(pack)) + f"{SIAN},{RUTH}\r\n{SIAN},{RUTH},x,3,Said a, then b\r\n".encode()
    last = raw.count(b"\r\n")
    assert faults(raw, pack) == [
        (last - 1, "has 2 cells where the header has 5"),
        (last, "has 6 cells where the header has 5"),
    ]


@pytest.mark.parametrize("cell", ["candidate", "member", "question"])
def test_a_row_without_a_name_is_a_fault(pack: Pack, cell: str) -> None:
    raw = as_csv([*sheet(pack), {**sheet(pack)[0], cell: "  "}])
    assert faults(raw, pack) == [(raw.count(b"\r\n"), f"the cell {cell} is empty")]


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(pack: Pack) -> None:
    raw = as_csv(sheet(pack)).replace("Siân".encode(), b"Si\xe2n", 1)
    assert faults(raw, pack) == [(2, "is not UTF-8 text")]
    assert faults(as_csv(sheet(pack)).decode().encode("utf-16"), pack) == [(1, "is not UTF-8 text")]


def test_a_quote_that_never_closes_is_named_where_it_opens(pack: Pack) -> None:
    rows = sheet(pack)
    raw = as_csv(rows[:3]) + f'{SIAN},{RUTH},{rows[3]["question"]},3,"Said\r\n'.encode() + as_csv(rows[4:])
    [(line, message)] = faults(raw, pack)
    assert (line, message.startswith("is not valid CSV")) == (5, True), message


def test_a_quote_inside_a_quoted_text_is_named_in_its_row(pack: Pack) -> None:
    raw = as_csv(sheet(pack)[:1]) + f'{SIAN},{RUTH},x,3,"Said "no" twice"\r\n'.encode()
    [(line, message)] = faults(raw, pack)
    assert (line, message.startswith("is not valid CSV")) == (3, True), message


@pytest.mark.parametrize("unwanted", ["\x00", "\x0b", "\x1f", "\u202e", "\ufffe"])
def test_characters_that_a_report_cannot_hold_are_refused(pack: Pack, unwanted: str) -> None:
    found = faults(spoilt(pack, {3: {"evidence": f"Said{unwanted}so."}, 4: {"score": "9"}}), pack)
    assert [line for line, _ in found] == [3, 4]
    assert f"U+{ord(unwanted):04X}" in found[0][1]


def test_a_fault_after_notes_with_line_breaks_names_line_and_row(pack: Pack) -> None:
    changes = {2: {"evidence": "One.\nTwo.\nThree."}, 3: {"score": "9"}}
    assert faults(spoilt(pack, changes), pack) == [(5, "row 3: the score is '9'")]


def test_composed_and_decomposed_letters_are_one_person(pack: Pack) -> None:
    rows = sheet(pack)
    for row in rows[1::2]:
        row["candidate"] = unicodedata.normalize("NFD", row["candidate"])
        row["member"] = row["member"].replace(" ", "\u00a0  ")
    assert read(as_csv(rows), pack) == read(as_csv(sheet(pack)), pack)


def test_people_with_unlike_names_are_not_confused(pack: Pack) -> None:
    names = (*AWKWARD, "אמל חדד", "amal", "Amal", "Åsa", "Asa")
    assert read(as_csv(sheet(pack, candidates=names)), pack).candidates == names


def test_every_fault_is_told_at_once_in_the_order_of_the_rows(pack: Pack) -> None:
    rows: list[Row] = sheet(pack)
    rows[1] |= {"score": "7"}
    rows[2] |= {"evidence": ""}
    gap = rows.pop(4)["question"]
    rows += [{**rows[0]}, {**rows[0], "question": "nope"}, {**rows[0], "member": ""}]
    last = len(rows) + 1
    first = pack.questions[0].id
    assert faults(as_csv(rows), pack) == [
        (2, f"{RUTH} gives {SIAN} no score on {gap}"),
        (3, "the score is '7'"),
        (4, "the evidence is missing"),
        (last - 2, f"{RUTH} scores {SIAN} on {first} twice; first in row 2"),
        (last - 1, "there is no question 'nope' in the pack"),
        (last, "the cell member is empty"),
    ]


def test_a_row_with_several_faults_is_told_all_of_them(pack: Pack) -> None:
    raw = as_csv([*sheet(pack), dict(zip(SCORE_COLUMNS, ("", RUTH, "nope", "9", ""), strict=True))])
    last = raw.count(b"\r\n")
    assert faults(raw, pack) == [
        (last, "the cell candidate is empty"),
        (last, "the evidence is missing"),
        (last, "the score is '9'"),
        (last, "there is no question 'nope' in the pack"),
    ]


def test_a_bad_score_in_a_second_row_is_told_beside_the_repetition(pack: Pack) -> None:
    rows = sheet(pack)
    assert len(faults(as_csv([*rows, {**rows[0], "score": "9"}]), pack)) == 2


def test_a_header_alone_has_no_candidates(pack: Pack) -> None:
    assert read(as_csv([]), pack) == Scores((), (), (), ())


def test_a_round_of_two_hundred_candidates_is_read_whole(pack: Pack) -> None:
    names = [f"Candidate {number}" for number in range(200)]
    raw = as_csv(sheet(pack, candidates=names, members=("A", "B", "C", "D", "E")))
    assert len(read(raw, pack).entries) == 200 * 5 * len(pack.questions)


@given(st.binary())
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_are_given_are_refused_with_a_remedy(raw: bytes) -> None:
    pack = replace(draw(), questions=())
    with pytest.raises(DataFaults) as caught:
        read(raw, pack)
    assert all(fault.remedy for fault in caught.value.faults)
