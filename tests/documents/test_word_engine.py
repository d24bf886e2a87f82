"""The engine: what docxtpl would make of a template, part by part, and what a view may hold."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from recruit.documents.drawing import Picture, profile_drawing
from recruit.documents.word import compile_template
from recruit.documents.word.compiled import MOST_KEPT
from recruit.domain.profile import Profile, ProfileRow
from tests.documents.lean_docx import (
    HEAD,
    W,
    core_properties,
    lean_docx,
    p,
    parts_of,
    row,
    standard_parts,
    table,
)
from tests.documents.lean_report import report_template, report_view
from tests.documents.rendering import DOCUMENT, EDGES, compiled, read

PICTURE = Picture(
    profile_drawing(Profile(tuple(ProfileRow(n, f"Attribute {n}", 3, 2, 4, None, "") for n in range(1, 6)))),
    "Profile",
    "All 3.0",
)


def runs(*texts: str) -> str:
    """Return one paragraph of several runs, every other one bold, as Word likes to cut them."""
    bold = ("", "<w:rPr><w:b/></w:rPr>")
    cut = (f"<w:r>{bold[place % 2]}<w:t>{text}</w:t></w:r>" for place, text in enumerate(texts))
    return f"<w:p>{''.join(cut)}</w:p>"


EACH = (row("{%tr for n in numbers %}"),)


class TestAgainstDocxtpl:
    """What plain docxtpl makes of the same template and view, part by part."""

    def oracle(self, source: bytes, view: dict[str, Any]) -> dict[str, bytes]:
        template, made = DocxTemplate(io.BytesIO(source)), io.BytesIO()
        template.render(view, autoescape=True)
        template.save(made)
        return parts_of(made.getvalue())

    def assert_same(self, source: bytes, view: dict[str, Any]) -> None:
        theirs = self.oracle(source, view)
        ours = parts_of(compile_template(source, name="report.docx").render(view))
        for part in (DOCUMENT, "word/header1.xml", "word/footer1.xml", "word/styles.xml"):
            assert canonical(ours[part]) == canonical(theirs[part])

    def test_a_report(self) -> None:
        self.assert_same(report_template(picture=False), report_view())

    def test_a_report_without_its_optional_parts(self) -> None:
        view = {**report_view(), "outcome": None, "questions": [], "attributes": []}
        self.assert_same(report_template(picture=False), view)

    @pytest.mark.parametrize(
        "body",
        [
            p("{{ a|upper }} {{ a|lower }} {{ a|capitalize }} {{ a|trim }} {{ numbers|length }}"),
            p("{{ numbers|first }} {{ numbers|last }} {{ names|join(', ') }} {{ half|round(1) }}"),
            p("{% for n in numbers %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}"),
            p("{% for n in numbers if n &gt; 1 %}{{ n }}{% else %}none{% endfor %}"),
            p("{% if a == “Ann” and numbers[0] &lt; 2 %}yes{% elif b %}no{% else %}never{% endif %}"),
            p("before {%- if b %}") + p("middle") + p("{% endif -%} after"),
            p("{{ a }}{# a note #}") + p("{#p a note #}") + p("{{ b }}"),
            runs("{", "{ a", "}}"),
            runs("x {%r if b %}", "bold", "{%r endif %}"),
            p("{% if b %}two") + p("paragraphs{% endif %} end"),
            p("{% if not b %}two") + p("paragraphs{% endif %} end"),
            p("{_{ a }_} {_% if %_}"),
            table(row("{% cellbg colour %}{{ a }}", "b"), columns=2),
            table(row("{% colspan two %}{{ a }}"), columns=2),
            table(*EACH, row("{% vm %}{{ a }}", "{{ n }}"), row("{%tr endfor %}"), row("c", "d"), columns=2),
            table(row("a", "{%tc for n in numbers %}", "{% hm %}{{ n }}", "{%tc endfor %}"), columns=4),
            table(row("a", "{%tc for n in numbers %}", "{{ n }}", "{%tc endfor %}"), columns=1),
            table(row("a", "{%tc if not b %}", "b", "c", "{%tc endif %}"), columns=3),
            table(row("a", "{%tc for n in numbers %}", "{{ n }}", "{%tc endfor %}"), columns=4),
            table(row("a", "b", "c"), columns=2),
        ],
    )
    def test_a_body(self, body: str) -> None:
        view = {**EDGES, "a": "Ann", "b": True, "numbers": [1, 2, 3], "names": ["x", "y & z"], "half": 2.46}
        view |= {"colour": "EEF2F7", "two": 2}
        theirs = self.oracle(lean_docx(body), {**view, "b": "yes"})
        ours = parts_of(compiled(body).render({**view, "b": "yes"}))
        assert canonical(in_order(ours[DOCUMENT])) == canonical(in_order(theirs[DOCUMENT]))

    @settings(deadline=None, max_examples=30)
    @given(
        marking=st.text("ab &<>'\"\n\té", max_size=12),
        count=st.integers(0, 4),
        evidence=st.lists(st.text("xyz &<\n\t", max_size=9), max_size=3),
        outcome=st.booleans(),
    )
    def test_any_report(self, marking: str, count: int, evidence: list[str], *, outcome: bool) -> None:
        view = report_view()
        view["marking"] = marking
        view["outcome"] = view["outcome"] if outcome else None
        view["questions"] = view["questions"][:count]
        for question in view["questions"]:
            question["scores"] = [{"member": "M", "score": "4", "label": "L", "evidence": evidence}]
        theirs = self.oracle(report_template(picture=False), view)
        ours = parts_of(compile_template(report_template(picture=False), name="report.docx").render(view))
        for part in (DOCUMENT, "word/header1.xml"):
            assert read(ours[part]) == read(theirs[part])


def canonical(xml: bytes) -> bytes:
    made: bytes = etree.tostring(etree.fromstring(xml), method="c14n")
    return made


def in_order(xml: bytes) -> bytes:
    """Return a part with the properties of its cells in one order, which docxtpl does not keep."""
    root = etree.fromstring(xml)
    for properties in root.iter(f"{{{W}}}tcPr"):
        properties[:] = sorted(properties, key=lambda element: str(element.tag))
    made: bytes = etree.tostring(root)
    return made


@dataclass(frozen=True)
class Candidate:
    name: str


class Kind(StrEnum):
    PAST = "PB"


class TestView:
    @pytest.mark.parametrize(
        "value", [Candidate("Ann"), Kind.PAST, Markup("<b>"), b"a", {1}, 1j, len, object]
    )
    def test_what_is_not_plain_is_refused_wherever_it_stands(self, value: object) -> None:
        with pytest.raises(
            TypeError, match=r"^the view\['a'\]\[0\]\['b'\] is .*, which a document cannot print$"
        ):
            compiled("").render({**EDGES, "a": [{"b": value}]})

    def test_a_key_that_is_no_text_is_refused(self) -> None:
        with pytest.raises(TypeError, match=r"^the view\['a'\] has the key 1, which is no text$"):
            compiled("").render({**EDGES, "a": {1: "x"}})

    @pytest.mark.parametrize("number", [float("nan"), float("inf")])
    def test_a_number_without_end_is_refused(self, number: float) -> None:
        with pytest.raises(ValueError, match="which a document cannot print"):
            compiled("").render({**EDGES, "a": number})

    def test_a_view_that_holds_itself_is_refused(self) -> None:
        endless: list[object] = []
        endless.append(endless)
        with pytest.raises(ValueError, match="nests more than 20 deep"):
            compiled("").render({**EDGES, "a": endless})

    def test_the_view_stays_as_it_was(self) -> None:
        view = {**EDGES, "a": ("x\x00", {"b": ["y\u202e"]})}
        compiled(p("{{ a[0] }}")).render(view)
        assert view == {**EDGES, "a": ("x\x00", {"b": ["y\u202e"]})}


class TestDocument:
    def test_the_same_view_makes_the_same_bytes(self) -> None:
        template = compile_template(report_template(picture=True), name="report.docx")
        view = {**report_view(), "profile_picture": PICTURE}
        assert template.render(view) == template.render(view)

    def test_the_zip_holds_the_parts_in_order_and_no_clock(self) -> None:
        with zipfile.ZipFile(io.BytesIO(compiled("").render(EDGES))) as package:
            assert package.testzip() is None
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert package.namelist() == list(standard_parts())

    def test_the_properties_are_those_of_the_document(self) -> None:
        more = (
            "<dc:creator>{{ organisation }}</dc:creator><cp:lastModifiedBy>Ann</cp:lastModifiedBy>"
            '<dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:created>'
        )
        template = compiled("", {"docProps/core.xml": core_properties("{{ title }}", more)})
        core = etree.fromstring(
            parts_of(template.render({**EDGES, "organisation": "A & B\n<c>"}))["docProps/core.xml"]
        )
        assert [(etree.QName(e).localname, e.text) for e in core] == [
            ("title", "Report"),
            ("creator", "A & B <c>"),
            ("language", "en-GB"),
        ]

    def test_a_language_that_the_template_states_stays(self) -> None:
        core = core_properties("t", "<dc:language>cy-GB</dc:language>")
        made = parts_of(compiled("", {"docProps/core.xml": core}).render(EDGES))["docProps/core.xml"]
        assert made.decode() == core

    def test_footnotes_are_rendered(self) -> None:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        types = str(standard_parts()["[Content_Types].xml"])
        types = types.replace(
            "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
        )
        note = f'<w:footnote w:id="1">{p("{{ note }}")}</w:footnote>'
        notes = f'{HEAD}<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
        template = compiled("", {"[Content_Types].xml": types, "word/footnotes.xml": notes})
        assert read(parts_of(template.render({**EDGES, "note": "<n>"}))["word/footnotes.xml"]) == ["<n>"]

    def test_parts_without_tags_stay_as_they_are(self) -> None:
        picture = bytes(range(256))
        types = str(standard_parts()["[Content_Types].xml"])
        types = types.replace("<Default", '<Default Extension="png" ContentType="image/png"/><Default', 1)
        template = compiled("", {"[Content_Types].xml": types, "word/media/logo.png": picture})
        made = parts_of(template.render(EDGES))
        assert made["word/media/logo.png"] == picture
        assert made["word/styles.xml"] == str(standard_parts()["word/styles.xml"]).encode()

    def test_a_compiled_template_tells_what_it_is(self) -> None:
        template = compiled(p("{{ candidate.name }}{% for q in questions %}{{ q }}{% endfor %}"))
        assert template.name == "report.docx"
        assert template.names == {"candidate", "questions", "title", "marking"}
        assert len(template.digest) == 64


class TestKept:
    def test_a_template_is_compiled_once(self) -> None:
        assert compiled(p("kept")) is compiled(p("kept"))

    def test_the_oldest_is_forgotten(self) -> None:
        first = compiled(p("first"))
        for number in range(MOST_KEPT):
            compiled(p(f"number {number}"))
        assert compiled(p("first")) is not first
