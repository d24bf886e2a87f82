"""YAML to plain values, with the line of each, from files that nobody has vouched for.

Only what a bank needs is understood: mappings, lists, texts, whole numbers, true, false
and null. Anchors, aliases, tags, repeated keys, deep nesting and huge files are refused
before any value is built, so a small file can neither grow in memory nor run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import yaml

from recruit.documents.characters import character_faults, text_faults
from recruit.documents.values import DEEPEST, LARGEST, MOST_FAULTS, MOST_VALUES, Located, Place, Value
from recruit.domain.errors import DataFaults, Fault

_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None, "~": None, "": None}
_QUOTED = (">", "|", "'", '"')
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


def parse_yaml(text: str, *, source: str) -> Located:
    """Return the value of a YAML text with its lines.

    Raises ``DataFaults`` for everything named at the head of this module, and for
    characters that no document can hold, written out or as escapes.
    """
    if len(text) > LARGEST:
        raise DataFaults([Fault(source, 0, "is larger than 4 MB", "split it into several files")])
    _stop_on(character_faults(text, source=source))
    try:
        _stop_on(_event_faults(text, source))
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise DataFaults([_syntax_fault(error, source)]) from None
    builder = _Builder(source)
    value = None if node is None else builder.build(node, ())
    _stop_on(iter(builder.faults))
    return Located(source, value, builder.lines)


def _stop_on(faults: Iterator[Fault]) -> None:
    if found := list(islice(faults, MOST_FAULTS)):
        raise DataFaults(found)


def _event_faults(text: str, source: str) -> Iterator[Fault]:
    """Look at the stream of events, which is flat, so that neither depth nor aliases can hurt."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        depth += _step(event)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > DEEPEST:
            yield Fault(source, line, f"is nested more than {DEEPEST} deep", "flatten it as the schema shows")
            return
        if documents > 1:
            yield Fault(source, line, "starts a second document", "keep one document to a file")
            return
        if count > MOST_VALUES:
            yield Fault(
                source, line, f"holds more than {MOST_VALUES:,} values", "split it into several files"
            )
            return
        yield from _mark_faults(event, source, line)


def _step(event: yaml.Event) -> int:
    """Return by how much an event changes the depth of nesting."""
    if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        return 1
    return -isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))


def _mark_faults(event: yaml.Event, source: str, line: int) -> Iterator[Fault]:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        yield Fault(source, line, "uses an anchor or alias (& or *)", "write the text out, or quote it")
    if tag := getattr(event, "tag", None):
        yield Fault(source, line, f"uses the tag {tag}", "remove the tag")


def _syntax_fault(error: yaml.MarkedYAMLError, source: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    problem = error.problem or error.context or "cannot be understood"
    return Fault(source, line, f"is not valid YAML: {problem}", "check the indentation and quotes here")


class _Builder:
    """Turns nodes into values, and gathers the line of each and the faults on the way."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: dict[Place, int] = {(): 1}
        self.faults: list[Fault] = []

    def build(self, node: yaml.Node, path: Place) -> Value:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(part, (*path, index)) for index, part in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        self.faults += text_faults(node.value, source=self.source, line=line)
        return _resolve(node.value, quoted=getattr(node, "style", None) in _QUOTED)

    def _mapping(self, node: yaml.MappingNode, path: Place) -> Value:
        built: dict[str, Value] = {}
        for key, part in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self._fault(line, "has a list or mapping as a key", "use a plain word as the key")
            elif key.value in built:
                self._fault(line, f"repeats the key {key.value!r}", "keep one of the two")
            else:
                self.faults += text_faults(key.value, source=self.source, line=line)
                # A key's own line is where a reader looks; a folded text begins a line later.
                self.lines[(*path, key.value)] = line
                built[key.value] = self.build(part, (*path, key.value))
        return built

    def _fault(self, line: int, message: str, remedy: str) -> None:
        self.faults.append(Fault(self.source, line, message, remedy))


def _resolve(text: str, *, quoted: bool) -> Value:
    """Resolve a scalar by YAML 1.2's core rules, so that ``no`` and ``off`` stay texts."""
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
