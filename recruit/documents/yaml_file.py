"""YAML to plain values, with the line of each, from files that nobody has vouched for.

Only what a bank needs is understood: mappings, lists, texts, whole numbers, true, false
and null. Anchors, aliases, tags, repeated keys, deep nesting and huge files are refused
before any value is built, so a small file can neither grow in memory nor run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from recruit.documents.characters import character_faults
from recruit.domain.errors import DataFaults, Fault

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"
Path: TypeAlias = "tuple[str | int, ...]"

DEEPEST = 20
"""Levels of nesting; the banks use seven."""
LARGEST = 4 * 1024 * 1024
"""Characters in a file; the largest bank file has a twentieth of this."""

_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None, "~": None, "": None}
_QUOTED = (">", "|", "'", '"')
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The value of a YAML file, and the line (from 1) on which each part of it begins."""

    source: str
    value: Value
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of a part, or of the nearest part around it; 1 for an empty file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str, *, source: str) -> YamlFile:
    """Return the value of a YAML text with its lines.

    Raises ``DataFaults`` for everything named at the head of this module.
    """
    if len(text) > LARGEST:
        raise DataFaults([Fault(source, 0, "is larger than 4 MB", "split it into several files")])
    if faults := list(character_faults(text, source=source)):
        raise DataFaults(faults)
    try:
        faults = list(_event_faults(text, source))
        node = None if faults else yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise DataFaults([_syntax_fault(error, source)]) from None
    if faults:
        raise DataFaults(faults)
    lines: dict[Path, int] = {(): 1}
    repeated: list[Fault] = []
    value = None if node is None else _build(node, (), lines, repeated, source)
    if repeated:
        raise DataFaults(repeated)
    return YamlFile(source, value, lines)


def _event_faults(text: str, source: str) -> Iterator[Fault]:
    """Look at the stream of events, which is flat, so that neither depth nor aliases can hurt."""
    depth, documents = 0, 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if depth > DEEPEST:
            yield Fault(source, line, f"is nested more than {DEEPEST} deep", "flatten it as the schema shows")
            return
        if documents > 1:
            yield Fault(source, line, "starts a second document", "keep one document to a file")
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Fault(source, line, "uses an anchor or alias (& or *)", "write the text out, or quote it")
        if tag := getattr(event, "tag", None):
            yield Fault(source, line, f"uses the tag {tag}", "remove the tag")


def _syntax_fault(error: yaml.MarkedYAMLError, source: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    problem = error.problem or error.context or "cannot be understood"
    return Fault(source, line, f"is not valid YAML: {problem}", "check the indentation and quotes here")


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], faults: list[Fault], source: str) -> Value:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_build(part, (*path, i), lines, faults, source) for i, part in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, path, lines, faults, source)
    return _resolve(node.value, quoted=getattr(node, "style", None) in _QUOTED)


def _build_mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], faults: list[Fault], source: str
) -> Value:
    built: dict[str, Value] = {}
    for key, part in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            faults.append(
                Fault(source, line, "has a list or mapping as a key", "use a plain word as the key")
            )
            continue
        if key.value in built:
            faults.append(Fault(source, line, f"repeats the key {key.value!r}", "keep one of the two"))
            continue
        # A key's own line is where a reader looks; a folded text begins a line later.
        lines[(*path, key.value)] = line
        built[key.value] = _build(part, (*path, key.value), lines, faults, source)
    return built


def _resolve(text: str, *, quoted: bool) -> Value:
    """Resolve a scalar by YAML 1.2's core rules, so that ``no`` and ``off`` stay texts."""
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
