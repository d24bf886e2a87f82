"""JSON from a file that nobody has vouched for, with the line of each fault."""

from __future__ import annotations

import json
from typing import Any

from recruit.documents.characters import character_faults
from recruit.documents.schemas import schema_faults
from recruit.documents.yaml_file import YamlFile, parse_yaml
from recruit.domain.errors import DataFaults, Fault


def read_json(raw: bytes, *, source: str, schema: str) -> Any:
    """Return the value of a JSON file that meets a published schema.

    Raises ``DataFaults`` with the line of every fault.
    """
    text = _text(raw, source)
    try:
        value = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except RecursionError:
        raise DataFaults([Fault(source, 0, "is nested too deep", "write it as the schema shows")]) from None
    except json.JSONDecodeError as error:
        fault = Fault(
            source, error.lineno, f"is not valid JSON ({error.msg})", "check the quotes and commas here"
        )
        raise DataFaults([fault]) from None
    except ValueError as error:
        raise DataFaults([Fault(source, 0, str(error), "correct it")]) from None
    faults = list(schema_faults(YamlFile(source, value, {}), schema=schema))
    if faults:
        # JSON is YAML too; it is read once more only to learn the lines.
        lines = parse_yaml(text, source=source).lines
        raise DataFaults(schema_faults(YamlFile(source, value, lines), schema=schema))
    return value


def _text(raw: bytes, source: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataFaults([Fault(source, line, "is not UTF-8 text", "save the file as UTF-8")]) from None
    if faults := list(character_faults(text, source=source)):
        raise DataFaults(faults)
    return text


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"gives {repeated!r} twice in one object")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"holds {name}, which is no number")
