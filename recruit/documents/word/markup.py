"""Proves that a part is well-formed whatever its tags choose, and prepares each tag for its place.

The literal text between the tags is read as XML, with the open elements as state. Every
branch of an ``if`` must leave the elements that the others leave, a loop those it began
with: then each rendering is a way through states that fit, and so is well-formed, since
what a tag prints is escaped for where it stands: in text, or in one of a few attributes.
The same walk knows where a cell, a row or a table could be left empty, which Word would
call damaged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from jinja2 import nodes

from recruit.documents.word.guard import TemplateRefused
from recruit.documents.word.tags import spelling
from recruit.documents.word.text import BREAK, TAB

TEXT, PLAIN, COLOUR, SPAN, LOOP = "text ", "plain ", "colour ", "span ", "loop "
"""Filters that the engine adds; the space keeps them out of any template's reach."""
DOCPR_ID = "\x00"
"""Stands where the engine numbers a picture; no text can hold it."""
DOCPR_MARK = 'id="docpr-number"'

_PLACES = {
    "w:t": TEXT,
    "dc:title": PLAIN,
    "dc:subject": PLAIN,
    "dc:creator": PLAIN,
    "dc:description": PLAIN,
    "dc:identifier": PLAIN,
    "dc:language": PLAIN,
    "cp:keywords": PLAIN,
    "cp:category": PLAIN,
}
_ATTRIBUTES = {
    **dict.fromkeys(
        (f"{element} {name}" for element in ("wp:docPr", "pic:cNvPr") for name in ("descr", "title")), PLAIN
    ),
    "w:tblCaption w:val": PLAIN,
    "w:tblDescription w:val": PLAIN,
    "w:shd w:fill": COLOUR,
    "w:gridSpan w:val": SPAN,
}
_BLOCKS = frozenset(("w:p", "w:tbl", "w:sdt"))
_NEEDS = {
    "w:tbl": (
        frozenset(("w:tr", "w:sdt")),
        "a table could be left without a row",
        "keep one row outside the tags",
    ),
    "w:tr": (
        frozenset(("w:tc", "w:sdt")),
        "a row could be left without a cell",
        "keep one cell outside the tags",
    ),
    "w:tc": (
        frozenset(("w:p", "w:sdt")),
        "a cell could be left without a paragraph",
        "use {% ... %} without the p",
    ),
    **dict.fromkeys(
        ("w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent"),
        (
            _BLOCKS,
            "a header, footer, note or text box could be left empty",
            "keep one paragraph outside the tags",
        ),
    ),
}
_NAME = r"[\w:.-]+"
_GIVEN = rf'((?:\s+{_NAME}="[^"<]*")*)'
_OPEN = re.compile(rf"<({_NAME}){_GIVEN}\s*(/?)>")
_OPEN_CUT = re.compile(rf'<({_NAME}){_GIVEN}\s+({_NAME})="[^"<]*\Z')
_CLOSE = re.compile(rf"</({_NAME})\s*>")
_REST = re.compile(rf'[^"<]*"{_GIVEN}\s*(/?)>')
_REST_CUT = re.compile(rf'[^"<]*"{_GIVEN}\s+({_NAME})="[^"<]*\Z')
_INSIDE = re.compile(r'[^"<]*\Z')
_ATTRIBUTE = re.compile(rf'\s({_NAME})="[^"<]*"')
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_DECLARATION = re.compile(r"\s*<\?xml[^?]*\?>\s*")
_SPACE = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


@dataclass(frozen=True, slots=True)
class Frame:
    """An open element, the prefixes known in it, and whether it certainly holds what it needs."""

    name: str
    prefixes: frozenset[str]
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a part: the open elements, and the start tag that a tag has cut, if any.

    ``given`` names the attributes of that start tag so far; the last is the one cut.
    """

    stack: tuple[Frame, ...] = ()
    cut: Frame | None = None
    given: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[object, ...]:
        """What two ways to the same place must have in common."""
        return tuple((frame.name, frame.prefixes) for frame in self.stack), self.cut, self.given


def settle(tree: nodes.Template) -> None:
    """Prove ``tree`` well-formed and put a filter of the engine around each thing it prints.

    Raises ``TemplateRefused`` where a tag stands in the wrong place.
    """
    end = _walk(tree.body, Spot())
    if end.stack or end.cut:
        raise _misplaced("the template ends in the middle of an element")


def _walk(body: Sequence[nodes.Node], spot: Spot) -> Spot:
    for node in body:
        if isinstance(node, nodes.Output):
            spot = _walk_output(node, spot)
        elif isinstance(node, nodes.If):
            spot = _walk_if(node, spot)
        elif isinstance(node, nodes.For):
            spot = _walk_for(node, spot)
    return spot


def _walk_output(output: nodes.Output, spot: Spot) -> Spot:
    for place, node in enumerate(output.nodes):
        if isinstance(node, nodes.TemplateData):
            node.data, spot = _read(node.data, spot)
        elif not (isinstance(node, nodes.Filter) and node.name.endswith(" ")):
            output.nodes[place] = _filtered(node, _filter_at(spot, node))
    return spot


def _walk_if(node: nodes.If, spot: Spot) -> Spot:
    ways = [
        _walk(node.body, spot),
        *(_walk(other.body, spot) for other in node.elif_),
        _walk(node.else_, spot),
    ]
    joined = ways[0]
    for way in ways[1:]:
        joined = _joined(joined, way, f"{{% if {spelling(node.test)} %}}")
    return joined


def _walk_for(node: nodes.For, spot: Spot) -> Spot:
    if not isinstance(node.iter, nodes.Filter) or node.iter.name != LOOP:
        node.iter = _filtered(cast("nodes.Expr", node.iter), LOOP)
    tag = f"{{% for {spelling(node.target)} %}}"
    start = spot
    while (again := _joined(start, _walk(node.body, start), tag)) != start:
        start = again
    return _joined(start, _walk(node.else_, spot), tag)


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    said = nodes.Const(spelling(node))
    made = nodes.Filter(node, name, [said], [], None, None, lineno=node.lineno)
    return cast("nodes.Filter", made.set_environment(node.environment) if node.environment else made)


def _filter_at(spot: Spot, node: nodes.Expr) -> str:
    if spot.cut:
        place = _ATTRIBUTES.get(f"{spot.cut.name} {spot.given[-1]}")
    else:
        place = _PLACES.get(spot.stack[-1].name) if spot.stack else None
    if place is None:
        problem = f"{{{{ {spelling(node)} }}}} stands where no text can stand"
        raise TemplateRefused(
            problem, remedy="write {{ ... }} in plain text, without a letter after the braces"
        )
    return place


def _joined(one: Spot, other: Spot, tag: str) -> Spot:
    """Return what is certain at a place that two ways lead to."""
    if one.shape != other.shape:
        raise _misplaced(f"{tag} begins and ends in different places")
    pairs = zip(one.stack, other.stack, strict=True)
    return replace(one, stack=tuple(replace(a, filled=a.filled and b.filled) for a, b in pairs))


def _misplaced(problem: str) -> TemplateRefused:
    remedy = "begin and end it in the same paragraph, or use {%p ... %} or {%tr ... %} at both ends"
    return TemplateRefused(problem, remedy=remedy)


def _read(data: str, spot: Spot) -> tuple[str, Spot]:
    """Return literal XML as it is to be printed, and the place at its end."""
    for spaced, meant in _SPACE.items():
        data = data.replace(spaced, meant)
    data = data.replace(DOCPR_MARK, f'id="{DOCPR_ID}"')
    pieces: list[str] = []
    at = 0
    if not spot.stack and (declaration := _DECLARATION.match(data)):
        at = declaration.end()
        pieces.append(declaration[0])
    if spot.cut:
        at, spot = _read_rest(data, spot)
        pieces.append(data[:at])
    while at < len(data):
        until = data.find("<", at)
        until = len(data) if until < 0 else until
        pieces.append(_literal(data[at:until], spot))
        at, spot = _read_tag(data, until, spot) if until < len(data) else (until, spot)
        pieces.append(data[until:at])
    return "".join(pieces), spot


def _literal(text: str, spot: Spot) -> str:
    if _STRAY.search(text) or (text.strip() and not spot.stack):
        raise _misplaced(f"a tag cuts through {text.strip()[:40]!r}")
    if spot.stack and spot.stack[-1].name == "w:t":
        return text.replace("\n", BREAK).replace("\t", TAB)
    return text


def _read_rest(data: str, spot: Spot) -> tuple[int, Spot]:
    """Read on from inside an attribute that a tag has cut."""
    if _INSIDE.match(data):
        return len(data), spot
    if found := _REST.match(data):
        return found.end(), _opened(spot, found[1], empty=bool(found[2]))
    if found := _REST_CUT.match(data):
        return len(data), _within(spot, f'{found[1]} {found[2]}=""')
    raise _misplaced("a tag cuts through an element")


def _read_tag(data: str, at: int, spot: Spot) -> tuple[int, Spot]:
    if found := _CLOSE.match(data, at):
        return found.end(), _closed(spot, found[1])
    prefixes = spot.stack[-1].prefixes if spot.stack else frozenset(("xml",))
    if found := _OPEN.match(data, at):
        begun = replace(spot, cut=Frame(found[1], prefixes))
        return found.end(), _opened(begun, found[2], empty=bool(found[3]))
    if found := _OPEN_CUT.match(data, at):
        begun = replace(spot, cut=Frame(found[1], prefixes))
        return len(data), _within(begun, f'{found[2]} {found[3]}=""')
    raise _misplaced(f"a tag cuts through the element {data[at : at + 20]!r}")


def _within(spot: Spot, given: str) -> Spot:
    """Return the place after the attributes ``given`` of the start tag at ``spot``."""
    tag = cast("Frame", spot.cut)
    names = _ATTRIBUTE.findall(given)
    known = tag.prefixes.union(name[6:] for name in names if name.startswith("xmlns"))
    used = [n.partition(":")[0] for n in (tag.name, *names) if ":" in n and not n.startswith("xmlns:")]
    every = (*spot.given, *names)
    if _STRAY.search(given) or not known.issuperset(used) or len(set(every)) != len(every):
        raise _misplaced(f"a tag cuts through the element {tag.name}")
    return replace(spot, cut=replace(tag, prefixes=known), given=every)


def _opened(spot: Spot, given: str, *, empty: bool) -> Spot:
    tag = cast("Frame", _within(spot, given).cut)
    inside = Spot((*spot.stack, tag))
    return _closed(inside, tag.name) if empty else inside


def _closed(spot: Spot, name: str) -> Spot:
    if not spot.stack or spot.stack[-1].name != name:
        raise _misplaced(f"a tag cuts through the element {name}")
    *outer, closing = spot.stack
    if name in _NEEDS and not closing.filled:
        _, problem, remedy = _NEEDS[name]
        raise TemplateRefused(problem, remedy=remedy)
    if outer and outer[-1].name in _NEEDS:
        wanted = _NEEDS[outer[-1].name][0]
        filled = name in wanted or (outer[-1].filled and outer[-1].name != "w:tc")
        outer[-1] = replace(outer[-1], filled=filled)
    return replace(spot, stack=tuple(outer))
