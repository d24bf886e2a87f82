"""YAML from files that nobody has vouched for: plain values with their lines, or a refusal in a second."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.documents.values import LARGEST, MOST_FAULTS, Located
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.errors import DataFaults, Fault

SAMPLE = """\
# A comment.
schema: test/1
questions:
  - id: first
    text: >-
      Folded over
      two lines.

  - id: second
    levels: [1,
      2]
"""


def value_of(text: str) -> object:
    return parse_yaml(text, source="bank.yaml").value


def refusals(text: str) -> list[tuple[int, str]]:
    """Return line and message of every fault of a text that must be refused."""
    with pytest.raises(DataFaults) as caught:
        parse_yaml(text, source="bank.yaml")
    assert len(caught.value.faults) <= MOST_FAULTS
    assert {fault.source for fault in caught.value.faults} == {"bank.yaml"}
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_values_come_with_the_line_on_which_each_begins() -> None:
    file = parse_yaml(SAMPLE, source="bank.yaml")
    assert file.value == {
        "schema": "test/1",
        "questions": [
            {"id": "first", "text": "Folded over two lines."},
            {"id": "second", "levels": [1, 2]},
        ],
    }
    assert file.lines == {
        (): 1,
        ("schema",): 2,
        ("questions",): 3,
        ("questions", 0): 4,
        ("questions", 0, "id"): 4,
        ("questions", 0, "text"): 5,
        ("questions", 1): 9,
        ("questions", 1, "id"): 9,
        ("questions", 1, "levels"): 10,
        ("questions", 1, "levels", 0): 10,
        ("questions", 1, "levels", 1): 11,
    }


def test_a_part_that_is_not_there_has_the_line_of_the_part_around_it() -> None:
    file = parse_yaml(SAMPLE, source="bank.yaml")
    assert file.line(("questions", 1, "anchors", "3")) == 9
    assert file.line(("frameworks",)) == 1
    assert Located("empty.yaml", None, {}).line(("schema",)) == 1


def test_an_empty_file_has_no_value() -> None:
    assert value_of("") is None
    assert value_of("# Only a comment.\n") is None


@pytest.mark.parametrize("written", ["no", "No", "yes", "on", "off", "y", "n", "True", "NULL"])
def test_words_that_other_readers_take_for_true_or_false_stay_text(written: str) -> None:
    assert value_of(f"a: {written}") == {"a": written}


@pytest.mark.parametrize(
    "written",
    ["1_000", "0o7", "0x1F", "007", "+3", "1.5", "1e3", ".inf", "1:30", "2026-11-23", "1" + "0" * 18],
)
def test_what_is_no_plain_whole_number_stays_text(written: str) -> None:
    assert value_of(f"a: {written}") == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-3", -3)],
)
def test_the_plain_words_and_numbers_of_yaml_1_2(written: str, value: object) -> None:
    found = value_of(f"a: {written}")
    assert found == {"a": value}
    assert repr(found) == repr({"a": value})


@pytest.mark.parametrize("written", ['"true"', "'true'", "|-\n  true", ">-\n  true"])
def test_what_is_quoted_or_folded_is_text(written: str) -> None:
    assert value_of(f"a: {written}") == {"a": "true"}


def test_keys_are_text_as_they_are_written() -> None:
    assert value_of("1: a\nno: b\ntrue: c\n") == {"1": "a", "no": "b", "true": "c"}


def test_a_merge_key_merges_nothing() -> None:
    assert value_of("<<: {a: 1}\n") == {"<<": {"a": 1}}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n  b: !!python/object/apply:os.system [id]\n", 2, "uses the tag"),
        ("a: 1\nb: !custom x\n", 2, "uses the tag !custom"),
        ("a: 1\nb: !!str 5\n", 2, "uses the tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\n...\n---\nb: 2\n", 3, "second document"),
        ("a: 1\nb: 2\na: 3\n", 3, "repeats the key 'a'"),
        ("a:\n  - b: 1\n    b: 2\n", 3, "repeats the key 'b'"),
        ("a:\n  1: x\n  '1': y\n", 3, "repeats the key '1'"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "list or mapping as a key"),
        ("a: 1\nb: 'never closed\nc: 3\n", 4, "not valid YAML"),
        ("a:\n\t- b\n", 2, "not valid YAML"),
        ("a: b: c\n", 1, "not valid YAML"),
        ("a: [1, 2\nb: 3\n", 2, "not valid YAML"),
        ("a: '\n  --- x\n", 3, "not valid YAML"),
        ('a: "\\q"\n', 1, "not valid YAML"),
    ],
)
def test_what_a_bank_does_not_need_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    [(found, message)] = refusals(text)
    assert (found, words in message) == (line, True), message


def test_an_alias_bomb_is_refused_at_each_anchor_and_alias() -> None:
    rows = ["a0: &a0 [x, x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    faults = refusals("\n".join(rows))
    assert sorted({line for line, _ in faults}) == list(range(1, 13))
    assert {message for _, message in faults} == {"uses an anchor or alias (& or *)"}


def test_an_anchor_is_refused_though_nothing_points_at_it() -> None:
    assert refusals("a: 1\nb: &here text\n") == [(2, "uses an anchor or alias (& or *)")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 5000, 1),
        ("[" * 5000 + "]" * 5000, 1),
        ("{a: " * 5000, 1),
        ("- " * 5000, 1),
        ("? " * 5000, 1),
        ("\n".join(" " * n + "a:" for n in range(2000)), 21),
    ],
)
def test_five_thousand_levels_are_refused(text: str, line: int) -> None:
    assert refusals(text) == [(line, "is nested more than 20 deep")]


def test_twenty_levels_are_read() -> None:
    assert value_of("[" * 20 + "]" * 20) == json.loads("[" * 20 + "]" * 20)


def test_every_repeated_key_is_named_not_only_the_first() -> None:
    assert refusals("a: 1\na: 2\nb:\n  c: 1\n  c: 2\na: 3\n") == [
        (2, "repeats the key 'a'"),
        (5, "repeats the key 'c'"),
        (6, "repeats the key 'a'"),
    ]


@pytest.mark.parametrize(
    "unwanted",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\x9f",
        "\u202e",
        "\u2066",
        "\ufdd0",
        "\uffff",
        "\ud800",
    ],
)
def test_characters_that_a_document_cannot_hold_are_refused_by_line_and_code_point(unwanted: str) -> None:
    [(line, message)] = refusals(f"a: 1\nb: some{unwanted}thing\nc: 3\n")
    assert (line, f"U+{ord(unwanted):04X}" in message) == (2, True), message


@pytest.mark.parametrize(
    ("escape", "point"),
    [
        (r"\0", "U+0000"),
        (r"\a", "U+0007"),
        (r"\x07", "U+0007"),
        (r"\x1b", "U+001B"),
        (r"\u202e", "U+202E"),
        (r"\u2066", "U+2066"),
        (r"\uFFFF", "U+FFFF"),
        (r"\U0001FFFE", "U+1FFFE"),
    ],
)
def test_the_same_characters_are_refused_when_they_are_written_as_escapes(escape: str, point: str) -> None:
    [(line, message)] = refusals(f'a: 1\nb: "some{escape}thing"\n')
    assert (line, point in message) == (2, True), message


@pytest.mark.parametrize("place", ['a: 1\n"so\\ame": 2\n', 'a: 1\nb:\n- {"so\\ame": 2}\n'])
def test_an_escape_in_a_key_is_refused_like_one_in_a_text(place: str) -> None:
    [(line, message)] = refusals(place)
    assert (line, "U+0007" in message) == (place.count("\n"), True), message


@pytest.mark.parametrize("escape", [r"\ud800", r"\uDFFF", r"\ud83d\ude00"])
def test_lone_surrogates_as_escapes_are_refused(escape: str) -> None:
    [(line, message)] = refusals(f'a: 1\nb: "some{escape}thing"\n')
    assert (line, "escape" in message) == (2, True), message


@pytest.mark.parametrize(
    "text", ["أمل حداد", "a\u200fb", "👩‍👧", "Sia\u0302n", "a\u00a0b", "naïve – “quoted”"]
)
def test_letters_of_every_script_and_their_marks_are_welcome(text: str) -> None:
    assert value_of(f"a: {text}") == {"a": text}


def test_a_file_above_the_largest_size_is_refused() -> None:
    assert refusals("a" * (LARGEST + 1)) == [(0, "is larger than 4 MB")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\x01" * 200_000, id="control characters on one line"),
        pytest.param("a: \x01\n" * 100_000, id="a control character on each line"),
        pytest.param("- *a\n" * 400_000, id="aliases"),
        pytest.param("- &a x\n" * 400_000, id="anchors"),
        pytest.param("a: 1\n" * 400_000, id="repeated keys"),
        pytest.param("[" + "1," * 500_000 + "1]", id="more values than any bank holds"),
        pytest.param('"' + "a" * 2_000_000, id="a quote that never closes"),
        pytest.param("%" + "a" * 2_000_000, id="a directive without end"),
    ],
)
def test_a_file_that_is_nothing_but_faults_is_refused_as_fast_as_any_other(text: str) -> None:
    assert refusals(text) != []


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))
@settings(deadline=None)
def test_a_quoted_text_is_read_as_it_was_written(text: str) -> None:
    assert value_of(f"a: {json.dumps(text, ensure_ascii=False)}") == {"a": text}


@given(st.one_of(st.text(), st.text(alphabet="ab1:-[]{}&*!|>'\"#%@,?~\\ \n\t")))
@settings(max_examples=500, deadline=None)
def test_whatever_is_given_is_read_or_refused_with_a_remedy(text: str) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        parse_yaml(text, source="bank.yaml")
    except DataFaults as error:
        faults = error.faults
    assert [fault for fault in faults if not (fault.message and fault.remedy)] == []
