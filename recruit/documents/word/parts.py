"""Reads every part of a Word file once, strictly, and refuses what a template has no use for.

Allowed are plain text documents with styles, numbering, headers, footers, notes, fonts and
PNG, JPEG or GIF pictures. Macros, embedded files, links to outside, comments, tracked
changes and fields that fetch or run something are not: each is named, with what to do.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn, TypeAlias
from xml.parsers import expat

from recruit.documents.word.guard import TemplateRefused, relationship_parts

WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = WORDML + "document.main+xml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
SETTINGS = WORDML + "settings+xml"
TEMPLATED = frozenset(
    (MAIN, WORDML + "header+xml", WORDML + "footer+xml", WORDML + "footnotes+xml", WORDML + "endnotes+xml")
)
"""Types of the parts that may hold tags."""

FIELDS = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "TOC",
        "SEQ",
        "REF",
        "PAGEREF",
        "NOTEREF",
        "STYLEREF",
        "TITLE",
        "SUBJECT",
        "AUTHOR",
        "LISTNUM",
    ]
)
"""Fields that only repeat what the document itself says. No dates: they change when it is opened."""

DEEPEST = 100
"""Elements inside one another; Word's own tables and text boxes stay below 40."""
MOST_TEXT = 4 * 1024 * 1024
"""Bytes of a part that may hold tags."""
MOST_TAGS = 3000
"""Tags in one part."""
LONGEST_TAG = 300
"""Characters in one tag."""

_STATIC = frozenset(
    WORDML + kind + "+xml"
    for kind in ["styles", "settings", "webSettings", "fontTable", "numbering", "document.glossary", "people"]
) | {
    CORE,
    "application/xml",
    "application/vnd.openxmlformats-officedocument.theme+xml",
    "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    "application/vnd.openxmlformats-package.relationships+xml",
    "application/vnd.ms-word.stylesWithEffects+xml",
    "image/png",
    "image/jpeg",
    "image/gif",
}
_ACTIVE = (
    *("vba", "macro", "oleobject", "activex", "control", "package", "attachedtemplate", "frame", "mailmerge"),
    *("afchunk", "subdocument", "comments", "chart", "diagram", "externallink", "webextension"),
)
_RESAVE = "open it in Word and save it again as a Word document (.docx)"
_DELETE = "delete it"
_ELEMENTS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("object", "OLEObject", "control", "ocx"), ("an embedded file or control", _DELETE)),
    **dict.fromkeys(("altChunk", "subDoc", "contentPart"), ("a part of another document", _DELETE)),
    **dict.fromkeys(("entryMacro", "exitMacro", "mcd"), ("a macro", _DELETE)),
    "attachedTemplate": ("a link to another template", "detach it under Developer, Document Template"),
    "mailMerge": ("a link to mail-merge data", "choose Mailings, Start Mail Merge, Normal Word Document"),
    **dict.fromkeys(
        (
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "delText",
            "rPrChange",
            "pPrChange",
            "tblPrChange",
            "sectPrChange",
        ),
        ("a tracked change", "choose Review, Accept All Changes and Stop Tracking"),
    ),
    **dict.fromkeys(
        ("commentReference", "commentRangeStart", "commentRangeEnd"),
        ("a comment", "choose Review, Delete All Comments in Document"),
    ),
}
Listener: TypeAlias = Callable[[str, Mapping[str, str]], None]

_LINKS = frozenset(("src", "href", "action"))
_TAG = re.compile(r"\{[{%#]|[}%#]\}")
_BRACES = re.compile("[{}%]")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}


def check_parts(package: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the content type of each part, by name, after every part has been checked.

    Raises ``TemplateRefused``.
    """
    types = _content_types(package)
    for name, kind in types.items():
        if kind.endswith("xml") or name.endswith((".xml", ".rels")):
            _Reader(name, templated=kind in TEMPLATED).read(package[name])
    mains = [name for name, kind in types.items() if kind == MAIN]
    if len(mains) != 1 or "_rels/.rels" not in package:
        raise TemplateRefused("it is no Word document (.docx)", remedy=_RESAVE)
    for name, owner in relationship_parts(package):
        for relationship in elements(package[name], "Relationship"):
            _check_relationship(relationship, owner=owner, names={part.lower() for part in package})
    return types


def elements(blob: bytes, wanted: str) -> list[Mapping[str, str]]:
    """Return the attributes of every element whose local name is ``wanted``, in order."""
    found: list[Mapping[str, str]] = []

    def listen(local: str, given: Mapping[str, str]) -> None:
        if local == wanted:
            found.append(given)

    _Reader("", templated=False, listener=listen).read(blob)
    return found


def _content_types(package: Mapping[str, bytes]) -> dict[str, str]:
    if "[Content_Types].xml" not in package:
        raise TemplateRefused("it is no Word document (.docx)", remedy=_RESAVE)
    blob = package["[Content_Types].xml"]
    defaults = _unique((e["Extension"].lower(), e["ContentType"]) for e in elements(blob, "Default"))
    overrides = _unique((e["PartName"].lower(), e["ContentType"]) for e in elements(blob, "Override"))
    types = {}
    for name in package:
        if name != "[Content_Types].xml":
            extension = name.rpartition(".")[2].lower()
            types[name] = overrides.get("/" + name.lower()) or defaults.get(extension) or ""
            _check_type(name, types[name])
    return types


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    listed = list(pairs)
    if len(dict(listed)) != len(listed):
        raise TemplateRefused("a part of it has two types", remedy=_RESAVE)
    return dict(listed)


def _check_type(name: str, kind: str) -> None:
    if kind in TEMPLATED or kind in _STATIC:
        return
    lower = kind.lower() + name.lower()
    if "macro" in lower or "vba" in lower:
        raise TemplateRefused("it holds macros", remedy="save it as a Word document (.docx), without macros")
    if "comments" in lower:
        _refuse_element("commentReference")
    if kind == WORDML + "template.main+xml":
        raise TemplateRefused(
            "it is a Word template file (.dotx)", remedy="save it as a Word document (.docx)"
        )
    if kind.startswith("image/"):
        raise TemplateRefused(
            f"its picture {name} is of a kind not allowed", remedy="use PNG, JPEG or GIF pictures"
        )
    raise TemplateRefused(f"its part {name} is of a kind not allowed ({kind or 'no type'})", remedy=_DELETE)


def _check_relationship(given: Mapping[str, str], *, owner: str, names: set[str]) -> None:
    kind = given.get("Type", "").rpartition("/")[2].lower()
    target = given.get("Target", "")
    if given.get("TargetMode", "Internal") != "Internal" or "://" in target:
        remedy = "write addresses as plain text and insert pictures instead of linking them"
        raise TemplateRefused(f"it links to something outside itself ({target[:80]})", remedy=remedy)
    if any(word in kind for word in _ACTIVE):
        raise TemplateRefused(f"it holds something that can act by itself ({kind})", remedy=_DELETE)
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target.partition("#")[0]))
    if target and not target.startswith("#") and path.removeprefix("/").lower() not in names:
        raise TemplateRefused(f"it refers to a part that is not there ({target[:80]})", remedy=_RESAVE)


def _refuse_element(local: str) -> NoReturn:
    problem, remedy = _ELEMENTS[local]
    raise TemplateRefused(f"it holds {problem}", remedy=remedy)


class _Reader:
    """Walks one part: depth, elements, fields, and tags that open and close in one paragraph."""

    def __init__(self, part: str, *, templated: bool, listener: Listener | None = None) -> None:
        self.part = part
        self.templated = templated
        self.listener = listener
        self.depth = 0
        self.tags = 0
        self.paragraphs: list[list[str]] = [[]]
        self.fields: list[list[str] | None] = []
        self.in_instruction_text = False

    def read(self, blob: bytes) -> None:
        """Walk ``blob``; raises ``TemplateRefused``."""
        if self.templated and len(blob) > MOST_TEXT:
            raise TemplateRefused(f"its part {self.part} is larger than 4 MB", remedy="split the template")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(blob, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise TemplateRefused(f"its part {self.part} is damaged ({error})", remedy=_RESAVE) from error
        if any(field is not None for field in self.fields):
            raise TemplateRefused("a field in it has no end", remedy="delete the field and insert it again")

    def doctype(self, *_: object) -> None:
        raise TemplateRefused(f"its part {self.part} has a document type", remedy=_RESAVE)

    def start(self, name: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TemplateRefused(f"it nests more than {DEEPEST} deep", remedy="take out nested tables")
        local = name.rpartition(" ")[2]
        if self.listener:
            self.listener(local, given)
        if local in _ELEMENTS:
            _refuse_element(local)
        for key, value in given.items():
            self.attribute(key.rpartition(" ")[2], value)
        self.open(local, {key.rpartition(" ")[2]: value for key, value in given.items()})

    def attribute(self, local: str, value: str) -> None:
        if local in _LINKS:
            raise TemplateRefused(f"it links to something outside itself ({value[:80]})", remedy=_DELETE)
        if self.templated and "{" in value:
            self.check_tags(value)

    def open(self, local: str, given: Mapping[str, str]) -> None:
        if local == "p":
            self.paragraphs.append([])
        elif local == "fldSimple":
            _check_field(given.get("instr", ""))
        elif local == "instrText":
            self.in_instruction_text = True
        elif local == "fldChar":
            self.field(given.get("fldCharType", ""))

    def field(self, kind: str) -> None:
        if kind == "begin":
            if self.fields and self.fields[-1] is not None:
                raise TemplateRefused("a field in it stands inside the code of another", remedy=_DELETE)
            self.fields.append([])
        elif self.fields:
            if (code := self.fields[-1]) is not None:
                _check_field("".join(code))
            self.fields[-1] = None
            if kind == "end":
                self.fields.pop()

    def text(self, text: str) -> None:
        code = self.fields[-1] if self.fields else None
        if code is not None and self.templated and _BRACES.search(text):
            raise TemplateRefused(
                "a tag stands in the code of a field", remedy="take the tag out of the field"
            )
        if self.in_instruction_text:
            if code is None:
                raise TemplateRefused("a field in it has no beginning", remedy="delete the field")
            code.append(text)
        self.paragraphs[-1].append(text)

    def end(self, name: str) -> None:
        self.depth -= 1
        local = name.rpartition(" ")[2]
        if local == "instrText":
            self.in_instruction_text = False
        elif local == "p" and len(self.paragraphs) > 1:
            self.check_tags("".join(self.paragraphs.pop()))
        elif not self.depth:
            self.check_tags("".join(self.paragraphs[0]))

    def check_tags(self, text: str) -> None:
        """Refuse a tag that does not close in ``text``."""
        if not self.templated or "{" not in text:
            return
        open_at, opened = 0, ""
        for found in _TAG.finditer(text):
            if not opened and found[0] in _CLOSES:
                self.count_tag()
                open_at, opened = found.start(), found[0]
            elif opened and found[0] == _CLOSES[opened] and found.end() - open_at <= LONGEST_TAG:
                opened = ""
            elif opened and (found[0] in _CLOSES or found[0] == _CLOSES[opened]):
                break
        if opened:
            problem = f"the tag {text[open_at : open_at + 40]!r} is not closed, or is too long"
            raise TemplateRefused(problem, remedy=f"end it with {_CLOSES[opened]} in the same paragraph")

    def count_tag(self) -> None:
        self.tags += 1
        if self.tags > MOST_TAGS:
            raise TemplateRefused(
                f"it has more than {MOST_TAGS} tags in one part", remedy="split the template"
            )


def _check_field(code: str) -> None:
    words = code.split()
    if not words or words[0].upper() not in FIELDS:
        problem = f"its field {' '.join(words)[:60] or '(empty)'!r} is not allowed"
        raise TemplateRefused(problem, remedy=f"use plain text, or one of {', '.join(sorted(FIELDS))}")
