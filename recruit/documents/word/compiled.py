"""A Word template compiled once; after that a document is text rendering and a zip.

docxtpl patches each part when the template is compiled, never when it is rendered. Each
part is proved well-formed then (``markup``), and all the same parsed strictly in each
document. On a report of 120 KB the parse takes 0.45 of 1.8 ms; packing at level 3 instead
of 6 saves 0.27 ms for 1.7 KB more, so that a document stays within 1.3 times the floor
(``bench/word.py``).
"""

from __future__ import annotations

import io
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from itertools import count
from xml.parsers import expat

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, meta, nodes

from recruit.documents.word.bilingual import in_languages
from recruit.documents.word.grid import repaired
from recruit.documents.word.guard import TemplateRefused, open_package
from recruit.documents.word.language import ENVIRONMENT, Budget, rendered
from recruit.documents.word.markup import DOCPR_ID, SPAN, settle
from recruit.documents.word.parts import SETTINGS, TEMPLATED, check_parts
from recruit.documents.word.prepare import in_schema_order, mismatched, prepared
from recruit.documents.word.tags import check_tags
from recruit.documents.word.text import plain
from recruit.documents.word.writer import PackedPart, archive, pack

MOST_KEPT = 16
"""Compiled templates kept; an organisation has six."""
LEVEL, LEVEL_ONCE = 3, 9
"""How hard zlib tries for what changes with each document, and for what is packed once."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_ROW_OR_CELL = re.compile(r"<w:(tr|tc)[ >]")
_NEARBY = 80
_kept: OrderedDict[tuple[str, str], CompiledTemplate] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class LivePart:
    """A part with tags. ``regrid`` says that its tables must be measured after rendering."""

    name: str
    template: Template
    regrid: bool

    def made(self, values: Mapping[str, object], budget: Budget, second: str = "") -> bytes:
        """Return the part for clean ``values``, parsed strictly; ``second`` as ``render`` takes it."""
        xml = rendered(self.template, values, budget)
        if second:
            xml = in_languages(xml, second)
        if DOCPR_ID in xml:
            xml = _numbered(xml, budget)
        if self.regrid:
            xml = repaired(xml)
        blob = xml.encode("utf-8")
        expat.ParserCreate().Parse(blob, True)
        return blob


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A checked template. ``digest`` is the SHA-256 of its file in hex, ``names`` its variables."""

    name: str
    digest: str
    names: frozenset[str]
    parts: tuple[PackedPart | LivePart, ...]

    def render(self, view: Mapping[str, object], *, second: str = "") -> bytes:
        """Return the document for ``view``: the same bytes for the same view.

        ``view`` holds plain data and pictures alone (``text.plain``); text comes out
        literally, cleaned of what a document cannot hold. ``second`` is the tag of the
        language of texts that ``bilingual`` has marked, as cy-GB. Raises ``TemplateRefused``
        where the template asks for what the view has not, and ``TypeError`` or
        ``ValueError`` for a view that is not plain.
        """
        budget = Budget()
        values = plain(view)
        try:
            return archive(
                part
                if isinstance(part, PackedPart)
                else pack(part.name, part.made(values, budget, second), level=LEVEL)
                for part in self.parts
            )
        except TemplateRefused as refusal:
            raise refusal.of(self.name) from refusal.__cause__


def compile_template(source: bytes, *, name: str) -> CompiledTemplate:
    """Return the compiled template of a .docx file that an author may have changed in Word.

    ``name`` is what messages call it. The last ``MOST_KEPT`` are kept by content. Raises
    ``TemplateRefused`` for a file that is unsafe, that uses more of Jinja than ``tags``
    allows, or whose tags could make a damaged document.
    """
    key = (sha256(source).hexdigest(), name)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _compiled(source, *key)
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _compiled(source: bytes, digest: str, name: str) -> CompiledTemplate:
    try:
        package = open_package(source)
        types = check_parts(package)
        if SETTINGS not in types.values():
            raise TemplateRefused("it has no settings", remedy="open it in Word and save it again")
        patcher = _patcher(source)
        variables: set[str] = set()
        ordered = sorted(package, key=lambda part: part != "[Content_Types].xml")
        parts = tuple(_part(part, types.get(part, ""), package[part], patcher, variables) for part in ordered)
    except TemplateRefused as refusal:
        raise refusal.of(name) from refusal.__cause__
    return CompiledTemplate(name, digest, frozenset(variables), parts)


def _patcher(source: bytes) -> DocxTemplate:
    """Return docxtpl's own view of the file, which has to be able to open it too."""
    patcher = DocxTemplate(io.BytesIO(source))
    try:
        patcher.init_docx()
    except Exception as error:
        remedy = "open it in Word and save it again as a Word document (.docx)"
        raise TemplateRefused("it cannot be opened as a Word document", remedy=remedy) from error
    return patcher


def _part(
    name: str, kind: str, blob: bytes, patcher: DocxTemplate, variables: set[str]
) -> PackedPart | LivePart:
    root = prepared(kind, blob)
    if root is None:
        return pack(name, blob, level=LEVEL_ONCE)
    xml = _DECLARATION + patcher.xml_to_string(root)
    if kind == SETTINGS:
        return pack(name, xml.encode("utf-8"), level=LEVEL_ONCE)
    if kind in TEMPLATED:
        xml = in_schema_order(patcher.patch_xml(xml))
    tree = _parsed(_TAG.sub(lambda found: unescape(found[0]), xml))
    check_tags(tree)
    variables |= meta.find_undeclared_variables(tree)
    settle(tree)
    regrid = kind in TEMPLATED and (mismatched(root) or _repeats_cells(tree))
    part = LivePart(name, Template.from_code(ENVIRONMENT, ENVIRONMENT.compile(tree), {}), regrid)
    if _changes(tree):
        return part
    return pack(name, part.made({}, Budget()), level=LEVEL_ONCE)


def _parsed(xml: str) -> nodes.Template:
    try:
        return ENVIRONMENT.parse(xml)
    except TemplateSyntaxError as error:
        problem = f"a tag is not right near {_nearby(xml)!r} ({error.message})"
        raise TemplateRefused(
            problem, remedy="check its spelling, and that each if and for has its end"
        ) from error
    except RecursionError as error:
        raise TemplateRefused("its tags nest too deep", remedy="use fewer tags inside one another") from error


def _nearby(xml: str) -> str:
    """Return the text of the paragraph in which a template cannot be understood."""
    lines = re.sub(r"(<w:p[ >])", r"\n\1", xml.replace("\n", " "))
    number = 1
    try:
        ENVIRONMENT.parse(lines)
    except TemplateSyntaxError as error:
        number = error.lineno
    return re.sub(r"<[^<>]*>", "", lines.split("\n")[number - 1])[:_NEARBY]


def _changes(tree: nodes.Template) -> bool:
    """Return whether a part has tags, or pictures to number."""
    literal = (nodes.Output, nodes.TemplateData)
    pictures = any(DOCPR_ID in data.data for data in tree.find_all(nodes.TemplateData))
    return pictures or any(not isinstance(node, literal) for node in tree.find_all(nodes.Node))


def _repeats_cells(tree: nodes.Template) -> bool:
    """Return whether a tag chooses or repeats cells within a row, or how many columns one spans."""
    if any(node.name == SPAN for node in tree.find_all(nodes.Filter)):
        return True
    for block in tree.find_all((nodes.For, nodes.If)):
        first = _ROW_OR_CELL.search("".join(data.data for data in block.find_all(nodes.TemplateData)))
        if first and first[1] == "tc":
            return True
    return False


def _numbered(xml: str, budget: Budget) -> str:
    """Return a part with a number of its own for each picture in it."""
    first, *rest = xml.split(DOCPR_ID)
    numbers = count(budget.last_id + 1)
    budget.last_id += len(rest)
    return first + "".join(f"{number}{piece}" for number, piece in zip(numbers, rest, strict=False))
