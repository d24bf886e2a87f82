"""Checks values against the published JSON Schemas, and says each fault in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from recruit.documents.values import Located, Place
from recruit.domain.errors import Fault
from recruit.paths import bundled

SCHEMAS = (
    "bank",
    "framework",
    "interview",
    "levels",
    "pack",
    "questions",
    "translations",
    "vacancy",
    "words",
)
"""Names of the published schemas; each is ``question_banks/schemas/NAME.schema.json``."""


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of a published schema, read once."""
    path = bundled("question_banks") / "schemas" / f"{name}.schema.json"
    return Draft202012Validator(json.loads(path.read_text("utf-8")))


def schema_faults(file: Located, *, schema: str) -> Iterator[Fault]:
    """Yield every way in which a file departs from a published schema."""
    for error in validator(schema).iter_errors(file.value):
        path = tuple(error.absolute_path)
        message, remedy = explain(error)
        yield Fault(file.source, file.line(path), f"{describe(path)}{message}", remedy)


def departures(file: Located, *, schema: str) -> tuple[Place, ...]:
    """Return the paths at which a file departs from a published schema."""
    return tuple(tuple(error.absolute_path) for error in validator(schema).iter_errors(file.value))


def describe(path: Place) -> str:
    """Return a path as a reader says it, ``questions[3].anchors: ``; empty for the whole file."""
    said = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"{said.lstrip('.')}: " if said else ""


def explain(error: ValidationError) -> tuple[str, str]:
    """Return what is wrong and what to do, in words, for one failed keyword of a schema."""
    words = _WORDS.get(str(error.validator))
    return words(error) if words else (error.message, "write it as the schema shows")


def _missing(error: ValidationError) -> tuple[str, str]:
    wanted: Any = error.validator_value
    given: Any = error.instance
    return f"lacks {_listed([name for name in wanted if name not in given])}", "add what is missing"


def _unknown(error: ValidationError) -> tuple[str, str]:
    schema: Any = error.schema
    given: Any = error.instance
    unknown = sorted(set(given) - set(schema.get("properties", {})))
    return f"holds {_listed(unknown)}, which the format does not know", "correct the name or remove it"


def _count(error: ValidationError) -> tuple[str, str]:
    given: Any = error.instance
    return f"has {len(given)} entries", f"give {_bound(error)}"


def _pattern(error: ValidationError) -> tuple[str, str]:
    wanted = error.validator_value
    remedy = "write the text" if wanted == r"\S" else f"follow the pattern {wanted}"
    return f"is {_shown(error.instance)}", remedy


def _bound(error: ValidationError) -> str:
    return f"at {'least' if str(error.validator).startswith('min') else 'most'} {error.validator_value}"


_WORDS: Mapping[str, Callable[[ValidationError], tuple[str, str]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": lambda e: (f"is {_kind(e.instance)} where {_kinds(e.validator_value)} is wanted", "correct it"),
    "enum": lambda e: (f"is {_shown(e.instance)}", f"use one of {_listed(e.validator_value)}"),
    "const": lambda e: (f"is {_shown(e.instance)}", f"write {_shown(e.validator_value)}"),
    "minItems": _count,
    "maxItems": _count,
    "minimum": lambda e: (f"is {e.instance}", f"give {_bound(e)}"),
    "maximum": lambda e: (f"is {e.instance}", f"give {_bound(e)}"),
    "minLength": lambda _: ("is empty", "write the text or remove the entry"),
    "maxLength": lambda e: (f"is {_shown(e.instance)}", f"use at most {e.validator_value} characters"),
    "uniqueItems": lambda _: ("names something twice", "name it once"),
    "not": lambda _: ("does not go with the rest of this entry", "remove it, or change the type"),
    "pattern": _pattern,
    "anyOf": lambda _: ("fits none of the forms it may take", "write it as the schema shows"),
}


def _listed(names: Any) -> str:
    return ", ".join(map(_shown, names))


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


_KINDS = {
    "str": "text",
    "int": "a whole number",
    "bool": "true or false",
    "NoneType": "empty",
    "list": "a list",
    "dict": "a mapping",
    "float": "a number",
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
    "array": "a list",
    "object": "a mapping",
    "number": "a number",
}


def _kind(value: Any) -> str:
    return _KINDS[type(value).__name__]


def _kinds(wanted: Any) -> str:
    return _KINDS[wanted] if isinstance(wanted, str) else " or ".join(_KINDS[name] for name in wanted)
