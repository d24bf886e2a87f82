"""An organisation's own framework: from a YAML file, and as JSON in the same shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any, TypeAlias

import cattrs

from recruit.documents.characters import text_faults
from recruit.documents.schemas import schema_faults
from recruit.documents.text_file import decode
from recruit.documents.values import MOST_FAULTS, Located, Place
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.frameworks import LOCAL, Framework

SCHEMA = "recruit-framework/1"
LONGEST_ID = 40
_CONVERTER = cattrs.Converter()


def read_framework(raw: bytes, *, source: str) -> Framework:
    """Return the local framework of a YAML file.

    Raises ``DataFaults`` with the line of every fault: unreadable YAML, departures from the
    schema, and what a local framework needs beyond it (``framework_faults``).
    """
    file = parse_yaml(decode(raw, source=source), source=source)
    return _read(file)


def sound_framework(framework: Framework) -> Framework:
    """Return a local framework that was made otherwise, held to what ``read_framework`` holds a file to."""
    return _read(Located(framework.id, framework_values(framework), {(): 0}))


def _read(file: Located) -> Framework:
    if faults := [*schema_faults(file, schema="framework"), *_character_faults(file, file.value, ())]:
        raise DataFaults(islice(faults, MOST_FAULTS))
    framework = _CONVERTER.structure(file.value, Framework)
    if faults := list(_local_faults(framework, file)):
        raise DataFaults(faults)
    return framework


def framework_values(framework: Framework) -> dict[str, Any]:
    """Return a framework as the JSON values of a framework file, without what it leaves out."""
    empty = ("ratings", "reflections", "levels")
    plain = {key: part for key, part in asdict(framework).items() if part or key not in empty}
    kept = {key: _bare(part) if key != "year" else part for key, part in plain.items()}
    if kept["reason"] is None:
        del kept["reason"]
    values: dict[str, Any] = json.loads(json.dumps({"schema": SCHEMA, **kept}))
    return values


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if part is not None}
    return [_bare(part) for part in value] if isinstance(value, (list, tuple)) else value


def write_framework(framework: Framework) -> str:
    """Return a framework as JSON; the same framework gives the same text."""
    return json.dumps(framework_values(framework), ensure_ascii=False, sort_keys=True)


def stored_framework(content: str) -> Framework:
    """Return the framework of a JSON text that ``write_framework`` made."""
    return _CONVERTER.structure(json.loads(content), Framework)


def _character_faults(file: Located, value: Any, path: Place) -> Iterator[Fault]:
    """Yield what no document can hold, in a framework that did not come from a file."""
    if isinstance(value, str):
        yield from text_faults(value, source=file.source, line=file.line(path))
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _character_faults(file, part, (*path, key))


def _local_faults(framework: Framework, file: Located) -> Iterator[Fault]:
    """Yield what a local framework needs beside the schema, with its line."""
    for path, message, remedy in (*_faults_around(framework), *_id_faults(framework)):
        yield Fault(file.source, file.line(path), message, remedy)


_Said: TypeAlias = "tuple[Place, str, str]"


def _faults_around(framework: Framework) -> Iterator[_Said]:
    """Yield what is wrong around the items: an id that does not show what it is, no reason, no attribute."""
    if not framework.id.startswith(LOCAL) or len(framework.id) > LONGEST_ID:
        remedy = f"begin it with {LOCAL} and use at most {LONGEST_ID} characters"
        yield ("id",), f"{framework.id} is not the id of a local framework", remedy
    if framework.reason is None:
        yield (), "lacks reason", "say why these levels look at it"
    if framework.ratings or framework.reflections:
        remedy = "remove them: a local framework is for interviews"
        yield (), "holds self-ratings or reflections", remedy
    for s, section in enumerate(framework.sections):
        if section.attribute is None:
            yield ("sections", s), f"{section.id} names no attribute", "add attribute: 1 to 5"


def _id_faults(framework: Framework) -> Iterator[_Said]:
    """Yield ids that are not of their framework or section, that are taken, or that lead nowhere."""
    taken: set[str] = set()
    known = {item.id for item in framework.items()}
    for s, section in enumerate(framework.sections):
        here = ("sections", s)
        if not section.id.startswith(f"{framework.id}-") or section.id in taken:
            remedy = f"begin it with {framework.id}- and a number of its own"
            yield (*here, "id"), f"{section.id} is not the id of a section of its own", remedy
        taken.add(section.id)
        for i, item in enumerate(section.items):
            place = (*here, "items", i, "id")
            if not item.id.startswith(f"{section.id}.") or item.id in taken:
                remedy = f"begin it with {section.id}. and a number of its own"
                yield place, f"{item.id} is not the id of an item of its own", remedy
            if item.same_idea_as and item.same_idea_as not in known:
                message = f"{item.id} repeats {item.same_idea_as}, which is not here"
                yield place, message, "name an item of this framework"
            taken.add(item.id)
