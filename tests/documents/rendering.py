"""A rendered body, and what a reader finds in it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from lxml import etree

from recruit.documents.word import CompiledTemplate, TemplateRefused, compile_template
from tests.documents.lean_docx import MARKING, W, lean_docx, parts_of

DOCUMENT = "word/document.xml"
EDGES = {"title": "Report", "marking": MARKING}


def compiled(body: str, changed: Mapping[str, str | bytes | None] | None = None) -> CompiledTemplate:
    return compile_template(lean_docx(body, changed), name="report.docx")


def rendered(body: str, **view: object) -> str:
    """Return word/document.xml of a rendered body."""
    return parts_of(compiled(body).render({**EDGES, **view}))[DOCUMENT].decode()


def body_of(xml: str) -> str:
    """Return what stands before the section properties of a body."""
    return xml[xml.index("<w:body>") + 8 : xml.index("<w:sectPr>")]


def read(xml: str | bytes) -> list[str]:
    """Return the text of each paragraph as a reader sees it: breaks and tabs as characters."""
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    root = etree.fromstring(xml if isinstance(xml, bytes) else xml.encode())
    return [
        "".join(signs.get(e.tag, e.text or "") for e in paragraph.iter(f"{{{W}}}t", *signs))
        for paragraph in root.iter(f"{{{W}}}p")
    ]


def refusal(body: str, **view: object) -> TemplateRefused:
    template = compiled(body)
    with pytest.raises(TemplateRefused) as refused:
        template.render({**EDGES, **view})
    return refused.value


def problem_of(source: bytes) -> str:
    """Return why ``source`` is refused."""
    with pytest.raises(TemplateRefused) as refused:
        compile_template(source, name="report.docx")
    return refused.value.problem
