"""Packs as files: they come back as they went, and an altered one is no pack."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.documents.pack_file import read_pack, write_pack
from recruit.documents.values import MOST_FAULTS
from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.errors import DataFaults
from recruit.domain.levels import QuestionType
from recruit.domain.pack import Pack
from recruit.domain.pack_changes import leave_out, move_question
from recruit.domain.recipe import recipe_for
from tests.conftest import DrawDefault

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def pack(default_pack: DrawDefault) -> Pack:
    """Return the default pack of level 4, which has an exercise with its material."""
    return default_pack(4)


@pytest.fixture(scope="module")
def raw(pack: Pack) -> bytes:
    return write_pack(pack)


def refusals(raw: bytes) -> list[tuple[int, str]]:
    """Return line and message of every fault of a file that must be refused."""
    with pytest.raises(DataFaults) as caught:
        read_pack(raw, source="pack.json")
    assert len(caught.value.faults) <= MOST_FAULTS
    assert all(fault.source == "pack.json" and fault.remedy for fault in caught.value.faults)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def hash_of(content: dict[str, Any]) -> str:
    """Return the hash as the format defines it, written anew."""
    bare = {key: value for key, value in content.items() if key != "hash"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def line_of(raw: bytes, words: str) -> int:
    """Return the line on which some words first stand."""
    return raw.decode().split(words)[0].count("\n") + 1


def changed(raw: bytes, change: Change) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(raw)
    change(content)
    return content


def forged(raw: bytes, change: Change) -> bytes:
    """Return a file that somebody changed, and whose hash they made to match."""
    content = changed(raw, change)
    return json.dumps(content | {"hash": hash_of(content)}, indent=2).encode()


def test_a_pack_comes_back_as_it_went(pack: Pack, raw: bytes) -> None:
    again = read_pack(raw, source="pack.json")
    assert again == pack
    assert (again.hash, write_pack(again)) == (pack.hash, raw)


def test_a_pack_with_an_unscored_question_comes_back_too(real_bank: QuestionBank) -> None:
    optional = next(q.id for q in real_bank.at_level(1) if q.attribute == 5)
    pack = draw_pack(real_bank, recipe_for(real_bank.levels[1], minutes=90, include=(optional,)))
    assert [question.scored for question in pack.questions][-1] is False
    assert read_pack(write_pack(pack), source="pack.json") == pack


def test_a_pack_changed_by_hand_comes_back_with_what_was_done_to_it(
    real_bank: QuestionBank, pack: Pack
) -> None:
    exercise = next(q.id for q in pack.questions if q.type is QuestionType.EXERCISE)
    moved = move_question(real_bank, pack, question=pack.ids[2], by=1)
    less = leave_out(real_bank, moved, question=exercise)
    again = read_pack(write_pack(less), source="pack.json")
    assert (again, again.hash) == (less, less.hash)
    assert again.changes is not None
    assert (again.changes.drawn, len(again.changes.made)) == (pack.ids, 2)


def test_a_pack_that_nobody_changed_is_written_as_before_the_format_knew_of_changes(raw: bytes) -> None:
    assert "changes" not in json.loads(raw)


def test_changes_that_do_not_lead_to_the_pack_are_refused(real_bank: QuestionBank, pack: Pack) -> None:
    moved = move_question(real_bank, pack, question=pack.ids[2], by=1)
    again = forged(write_pack(moved), lambda c: c["changes"]["made"][0].update(places=2))
    message = "the changes by hand do not lead from the questions drawn to those of the pack"
    assert refusals(again) == [(0, message)]


def test_the_hash_stands_in_the_file_as_the_format_defines_it(pack: Pack, raw: bytes) -> None:
    content = json.loads(raw)
    assert content["hash"] == hash_of(content) == pack.hash


def test_the_file_is_readable_text_that_ends_in_a_line(raw: bytes) -> None:
    assert (raw.startswith(b"{\n"), raw.endswith(b"}\n"), rb"\u" in raw) == (True, True, False)


def test_a_file_that_was_only_laid_out_anew_is_the_same_pack(pack: Pack, raw: bytes) -> None:
    content = json.loads(raw)
    turned = dict(reversed(content.items()))
    for again in (json.dumps(content), json.dumps(turned, indent="\t"), "\ufeff" + raw.decode()):
        assert read_pack(again.encode(), source="pack.json") == pack


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["questions"][0].update(text="Tell us something else."),
        lambda c: c["questions"][0]["anchors"].update({"3": "Anything."}),
        lambda c: c["questions"].pop(),
        lambda c: c["questions"].reverse(),
        lambda c: c.update(minutes=c["minutes"] + 1),
        lambda c: c["coverage"].update(optimal=False),
        lambda c: c.update(seed=7),
        lambda c: c.update(hash="0" * 64),
    ],
)
def test_an_altered_pack_is_refused(raw: bytes, change: Change) -> None:
    altered = json.dumps(changed(raw, change)).encode()
    message = "the pack was altered after it was made: its content does not match its hash"
    assert refusals(altered) == [(0, message)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.pop("questions"), 'lacks "questions"'),
        (lambda c: c.update(level=9), "level: is 9"),
        (lambda c: c.update(extra=1), 'holds "extra", which the format does not know'),
        (lambda c: c.update(schema="recruit-pack/2"), 'schema: is "recruit-pack/2"'),
        (lambda c: c.update(minutes="60"), "minutes: is text where a whole number is wanted"),
        (lambda c: c["questions"][0].pop("anchors"), 'questions[1]: lacks "anchors"'),
        (lambda c: c["questions"][1].update(type="Q"), 'questions[2].type: is "Q"'),
    ],
)
def test_a_pack_that_departs_from_the_schema_is_refused_with_its_line(
    raw: bytes, change: Change, message: str
) -> None:
    again = forged(raw, change)
    [(line, found)] = refusals(again)
    assert (found, line in range(1, again.count(b"\n") + 2)) == (message, True)


def test_a_departure_is_named_on_its_own_line(raw: bytes) -> None:
    again = forged(raw, lambda c: c["questions"][1].update(minutes="7"))
    message = "questions[2].minutes: is text where a whole number is wanted"
    assert refusals(again) == [(line_of(again, '"minutes": "7"'), message)]


@pytest.mark.parametrize("minutes", [60.0, 60.5, -0.0])
def test_a_fraction_is_refused_even_where_it_equals_a_whole_number(raw: bytes, minutes: float) -> None:
    assert refusals(forged(raw, lambda c: c.update(minutes=minutes))) != []


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("{", 1), ('{\n"a": 1,\n}', 3), ('{"a": 1}\n{"b": 2}', 2), ("{'a': 1}", 1), ('{"a": 01}', 1)],
)
def test_broken_json_is_refused_with_its_line(text: str, line: int) -> None:
    [(found, message)] = refusals(text.encode())
    assert (found, message.startswith("is not valid JSON (")) == (line, True)


@pytest.mark.parametrize("text", ["[]", "3", "null", '"pack"', "true"])
def test_json_that_is_no_object_is_refused(text: str) -> None:
    [(line, message)] = refusals(text.encode())
    assert (line, message.endswith(" where a mapping is wanted")) == (1, True)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(raw: bytes, number: str) -> None:
    again = raw.replace(b'"seed": 0', f'"seed": {number}'.encode())
    [(line, message)] = refusals(again)
    assert (line, message.startswith(f"holds {number},")) == (line_of(again, '"seed": '), True), message


@pytest.mark.parametrize("number", ["1e400", "-1e999", "9" * 5000])
def test_a_number_beyond_all_bounds_is_refused(raw: bytes, number: str) -> None:
    assert refusals(raw.replace(b'"seed": 0', f'"seed": {number}'.encode())) != []


@pytest.mark.parametrize("key", ["hash", "seed"])
def test_a_repeated_key_is_refused(raw: bytes, key: str) -> None:
    again = raw.replace(b"{", f'{{"{key}": 1,'.encode(), 1)
    [(line, message)] = refusals(again)
    second = again.decode().index(f'\n  "{key}": ') + 1
    assert (line, repr(key) in message) == (again.decode().count("\n", 0, second) + 1, True), message


def test_a_repeated_key_deep_inside_is_refused_too(raw: bytes) -> None:
    again = raw.replace(b'"purpose": ', b'"purpose": "effect", "purpose": ', 1)
    [(line, message)] = refusals(again)
    assert (line, "'purpose'" in message) == (line_of(again, '"purpose": '), True), message


@pytest.mark.parametrize("depth", [30, 500, 900, 5000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}")])
def test_deep_nesting_is_refused(depth: int, opening: str, closing: str) -> None:
    assert refusals((opening * depth + "1" + closing * depth).encode()) != []
    assert refusals((opening * depth).encode()) != []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{" + '"a":1,' * 500_000 + '"a":1}', id="repeated keys"),
        pytest.param("[" + "NaN," * 500_000 + "1]", id="what is no number"),
        pytest.param("[" + "1," * 1_000_000 + "1]", id="more values than any pack holds"),
        pytest.param('"' + "\x01\n" * 300_000 + '"', id="a control character on each line"),
        pytest.param("[" + '"\\u0001",' * 300_000 + "1]", id="escapes"),
    ],
)
def test_a_file_that_is_nothing_but_faults_is_refused_as_fast_as_any_other(text: str) -> None:
    assert refusals(text.encode()) != []


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(raw: bytes) -> None:
    assert refusals(b'{\n"a": "caf\xe9"}') == [(2, "is not UTF-8 text")]
    assert refusals(raw.decode().encode("utf-16")) == [(1, "is not UTF-8 text")]


@pytest.mark.parametrize("unwanted", ["\x00", "\x07", "\u202e", "\uffff", "\ud800"])
def test_characters_that_a_document_cannot_hold_are_refused_as_escapes_too(raw: bytes, unwanted: str) -> None:
    again = forged(raw, lambda c: c["questions"][0].update(text=f"Tell us{unwanted} more."))
    assert rf"\u{ord(unwanted):04x}".encode() in again
    [(_, message)] = refusals(again)
    assert f"U+{ord(unwanted):04X}" in message


def test_letters_beyond_the_first_plane_may_be_written_as_escapes(raw: bytes) -> None:
    again = forged(raw, lambda c: c["questions"][0].update(text="Tell us more 👩‍👧."))
    assert rb"\ud83d\udc69" in again
    assert read_pack(again, source="pack.json").questions[0].text == "Tell us more 👩‍👧."


def test_a_departure_beside_such_escapes_is_still_named(raw: bytes) -> None:
    again = forged(raw, lambda c: c["questions"][0].update(text="Tell us more 👩.", minutes="7"))
    assert [message for _, message in refusals(again)] == [
        "questions[1].minutes: is text where a whole number is wanted"
    ]


@given(st.binary())
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_are_given_are_refused_with_a_remedy(raw: bytes) -> None:
    assert refusals(raw) != []
