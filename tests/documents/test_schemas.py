"""The published schemas: valid, strict, and every departure from them told in words with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from recruit.documents.schemas import SCHEMAS, describe, explain, schema_faults, validator
from recruit.documents.yaml_file import parse_yaml
from recruit.paths import bundled

FOLDER = bundled("question_banks") / "schemas"

TEXT = {"type": "string", "minLength": 1, "pattern": r"\S"}
CLOSED = {"type": "object", "additionalProperties": False, "properties": {"a": TEXT, "b": TEXT}}

DEPARTURES: list[tuple[dict[str, Any], Any, str, str]] = [
    ({"required": ["a", "b", "c"]}, {"b": 1}, 'lacks "a", "c"', "add what is missing"),
    (
        CLOSED,
        {"a": "x", "z": 1, "y": 1},
        'holds "y", "z", which the format does not know',
        "correct the name or remove it",
    ),
    ({"type": "integer"}, "5", "is text where a whole number is wanted", "correct it"),
    ({"type": "string"}, 5, "is a whole number where text is wanted", "correct it"),
    ({"type": "string"}, None, "is empty where text is wanted", "correct it"),
    ({"type": "array"}, {"a": 1}, "is a mapping where a list is wanted", "correct it"),
    ({"type": "object"}, [1], "is a list where a mapping is wanted", "correct it"),
    ({"type": "integer"}, True, "is true or false where a whole number is wanted", "correct it"),
    ({"type": "integer"}, 1.5, "is a number where a whole number is wanted", "correct it"),
    ({"type": ["integer", "null"]}, "x", "is text where a whole number or nothing is wanted", "correct it"),
    ({"enum": ["PB", "S"]}, "pb", 'is "pb"', 'use one of "PB", "S"'),
    ({"const": "recruit-bank/1"}, "recruit-bank/2", 'is "recruit-bank/2"', 'write "recruit-bank/1"'),
    ({"minItems": 3}, [1, 2], "has 2 entries", "give at least 3"),
    ({"maxItems": 1}, [1, 2], "has 2 entries", "give at most 1"),
    ({"minimum": 1}, 0, "is 0", "give at least 1"),
    ({"maximum": 8}, 9, "is 9", "give at most 8"),
    ({"minLength": 1}, "", "is empty", "write the text or remove the entry"),
    ({"maxLength": 3}, "long", 'is "long"', "use at most 3 characters"),
    ({"uniqueItems": True}, [4, 4], "names something twice", "name it once"),
    (
        {"not": {"required": ["material"]}},
        {"material": 1},
        "does not go with the rest of this entry",
        "remove it, or change the type",
    ),
    ({"pattern": r"\S"}, "  ", 'is "  "', "write the text"),
    ({"pattern": "^[a-z]+$"}, "A1", 'is "A1"', "follow the pattern ^[a-z]+$"),
]


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield a schema and every schema inside it."""
    yield schema
    for key in ("items", "additionalProperties", "not", "if", "then", "else"):
        if isinstance(schema.get(key), dict):
            yield from subschemas(schema[key])
    for key in ("properties", "$defs"):
        for part in schema.get(key, {}).values():
            yield from subschemas(part)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from subschemas(part)


def first_error(schema: dict[str, Any], value: Any) -> ValidationError:
    error: ValidationError = next(iter(Draft202012Validator(schema).iter_errors(value)))
    return error


def test_the_published_schemas_are_the_files_of_the_folder() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{name}.schema.json" for name in SCHEMAS]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_valid_schema_of_draft_2020_12(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["$id"]) == (
        "https://json-schema.org/draft/2020-12/schema",
        f"recruit-{name}/1",
    )
    assert validator(name).schema == schema


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_states_its_own_name_in_the_files_it_describes(name: str) -> None:
    schema: Any = validator(name).schema
    assert schema["properties"]["schema"] == {"const": schema["$id"]}


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_points_only_at_what_it_defines(name: str) -> None:
    schema: Any = validator(name).schema
    known = {f"#/$defs/{part}" for part in schema.get("$defs", {})}
    used = {part["$ref"] for part in subschemas(schema) if "$ref" in part}
    assert used - known == set()


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_object_takes_a_name_that_nobody_would_read(name: str) -> None:
    objects = [part for part in subschemas(validator(name).schema) if part.get("type") == "object"]
    assert [part for part in objects if part.get("additionalProperties") is not False] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_name_that_must_be_there_is_described(name: str) -> None:
    objects = [part for part in subschemas(validator(name).schema) if part.get("type") == "object"]
    assert [set(part.get("required", ())) - set(part["properties"]) for part in objects] == [set()] * len(
        objects
    )


@pytest.mark.parametrize(("schema", "value", "message", "remedy"), DEPARTURES)
def test_a_departure_is_told_in_words(schema: dict[str, Any], value: Any, message: str, remedy: str) -> None:
    assert explain(first_error(schema, value)) == (message, remedy)


def test_a_choice_of_forms_is_told_in_words_of_our_own() -> None:
    error = first_error({"anyOf": [{"type": "null"}, CLOSED]}, {"z": "x" * 500})
    message, remedy = explain(error)
    assert (message == error.message, len(message) < 100, bool(remedy)) == (False, True, True), message


def test_every_keyword_of_the_published_schemas_has_its_words_tested() -> None:
    used = {key for name in SCHEMAS for part in subschemas(validator(name).schema) for key in part}
    silent = {"$schema", "$id", "$defs", "$ref", "title", "description"}
    silent |= {"properties", "patternProperties", "items"}
    branches = {"if", "then", "else"}
    tested = {key for schema, *_ in DEPARTURES for key in schema} | {"anyOf"}
    assert used - silent - branches - tested == set()


def test_a_long_text_is_shortened_when_it_is_quoted() -> None:
    message, _ = explain(first_error({"maxLength": 40}, "a" * 5000))
    assert message == f'is "{"a" * 56}...'


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ((), ""),
        (("schema",), "schema: "),
        (("questions", 2, "anchors", "3"), "questions[3].anchors.3: "),
        (("questions", 0, "levels", 1), "questions[1].levels[2]: "),
    ],
)
def test_a_place_is_said_as_a_reader_counts_it(path: tuple[str | int, ...], said: str) -> None:
    assert describe(path) == said


def test_every_departure_of_a_file_is_told_with_its_line() -> None:
    text = "schema: recruit-bank/2\ntitle: ''\nversion: 2026.1\nlicense: CC BY 4.0\n"
    faults = list(schema_faults(parse_yaml(text, source="bank.yaml"), schema="bank"))
    assert sorted(map(str, faults)) == [
        'bank.yaml:1: holds "license", which the format does not know; correct the name or remove it',
        'bank.yaml:1: lacks "licence"; add what is missing',
        'bank.yaml:1: schema: is "recruit-bank/2"; write "recruit-bank/1"',
        'bank.yaml:2: title: is ""; write the text',
    ]


@pytest.mark.parametrize(("text", "kind"), [("", "empty"), ("- a\n", "a list"), ("just text\n", "text")])
def test_a_file_of_another_kind_is_told_so(text: str, kind: str) -> None:
    [fault] = schema_faults(parse_yaml(text, source="bank.yaml"), schema="bank")
    assert str(fault) == f"bank.yaml:1: is {kind} where a mapping is wanted; correct it"


def test_an_exercise_needs_its_material_and_nothing_else_may_have_any() -> None:
    text = "schema: recruit-questions/1\nquestions:\n  - type: X\n  - type: PB\n    material: {}\n"
    faults = list(schema_faults(parse_yaml(text, source="q.yaml"), schema="questions"))
    about = [(fault.line, fault.message) for fault in faults if "entry" in fault.message]
    assert about == [(4, "questions[2]: does not go with the rest of this entry")]
    assert [fault.line for fault in faults if fault.message == 'questions[1]: lacks "material"'] == [3]
