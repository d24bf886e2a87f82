"""Each rule of ``word_rules`` is broken once, on purpose, in a document without other faults."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable

import pytest

from recruit.documents.drawing import Picture, profile_drawing
from recruit.documents.word import compile_template
from recruit.domain.profile import Profile, ProfileRow
from tests.documents.lean_docx import MARKING, lean_docx, p, parts_of, row, table, zipped
from tests.documents.word_contrast import contrast
from tests.documents.word_rules import faults_of, schema_faults_of

PROFILE = Profile(
    tuple(ProfileRow(number, f"Attribute {number}", 3, 2, 4, 3.5, "") for number in range(1, 6))
)
BODY = (
    p("One", "Heading1")
    + p("Two", "Heading2")
    + p("Words")
    + table(row("Member", "Score", head=True), row("Ada", "4"), columns=2)
    + p("{{ picture }}")
)
DOCUMENT = "word/document.xml"
SCORES = "<w:t>4</w:t>"


def made(marking: str = MARKING) -> bytes:
    view = {
        "title": "Report",
        "marking": marking,
        "picture": Picture(profile_drawing(PROFILE), "Profile", "All 3.0"),
    }
    return compile_template(lean_docx(BODY), name="rules.docx").render(view)


def with_changed(part: str, old: str, new: str, times: int = 1) -> bytes:
    """Return the document with ``old`` in ``part`` replaced, which must be there."""
    parts = parts_of(made())
    text = parts[part].decode()
    assert old in text
    return zipped({**parts, part: text.replace(old, new, times)})


def test_a_document_without_fault_has_none() -> None:
    assert faults_of(made(), marking=MARKING) == []


def test_a_document_without_fault_has_no_schema_fault() -> None:
    assert schema_faults_of(made()) == []


def test_a_document_without_marking_may_have_none() -> None:
    assert faults_of(made(marking="Wend Council"), marking=None) == []


def test_what_goes_to_a_candidate_has_no_marking() -> None:
    assert faults_of(made(), marking=None) == [
        "word/header1.xml has a marking ('Official')",
        "word/footer1.xml has a marking ('Official')",
    ]


def test_each_header_and_footer_has_the_marking() -> None:
    assert faults_of(made(marking="Personal"), marking=MARKING) == [
        f"word/header1.xml lacks the marking '{MARKING}'",
        f"word/footer1.xml lacks the marking '{MARKING}'",
    ]


STYLES, CORE, FOOTER, RELATIONS = (
    "word/styles.xml",
    "docProps/core.xml",
    "word/footer1.xml",
    "word/_rels/document.xml.rels",
)
PLANTED = [
    (DOCUMENT, "Words", "{{ name }}", "word/document.xml still holds the tag '{{ name }}'"),
    (DOCUMENT, "Words", "wo\u202ards", "word/document.xml holds the character U+202A"),
    (DOCUMENT, "Words", "wo\u0085rds", "word/document.xml holds the character U+0085"),
    (CORE, "Report", " ", "it has no title (dc:title)"),
    (CORE, "en-GB", "en-US", "its language (dc:language) is 'en-US'"),
    (STYLES, "en-GB", "en-US", "the default language of its text is 'en-US'"),
    ("word/settings.xml", 'w:val="15"', 'w:val="14"', "it opens in compatibility mode"),
    (DOCUMENT, '"Heading2"', '"Heading3"', "the heading 'Two' of level 3 follows one of level 1"),
    (DOCUMENT, "<w:t>Words</w:t>", "", "word/document.xml: an empty paragraph follows 'Two'"),
    (DOCUMENT, "<w:tblHeader/>", "", "word/document.xml: table 1 has no header row that repeats"),
    (DOCUMENT, '"Caption"', '"Normal"', "word/document.xml: table 1 has no caption"),
    (DOCUMENT, "<w:cantSplit/></w:trPr>", "</w:trPr>", "word/document.xml: table 1 has a row that may split"),
    (
        DOCUMENT,
        "</w:tcPr>",
        '<w:vMerge w:val="restart"/></w:tcPr>',
        "word/document.xml: table 1 has merged cells",
    ),
    (
        DOCUMENT,
        '<w:gridCol w:w="3000"/>',
        "",
        "word/document.xml: table 1 has rows that do not fit its 1 columns",
    ),
    (DOCUMENT, ' descr="All 3.0"', "", "word/document.xml: the picture 'Profile' has no alternative text"),
    (
        FOOTER,
        " NUMPAGES ",
        " SECTIONPAGES ",
        "word/footer1.xml does not say 'page x of y'",
    ),
    (FOOTER, " of ", " / ", "word/footer1.xml does not say 'page x of y'"),
    (STYLES, "1D4F8B", "CCCCCC", "word/document.xml: text in CCCCCC on FFFFFF has contrast 1.61"),
    (
        RELATIONS,
        'Target="styles.xml"',
        'TargetMode="External" Target="https://example.org/"',
        "word/_rels/document.xml.rels leads outside to https://example.org/",
    ),
    (
        RELATIONS,
        'Target="fontTable.xml"',
        'Target="fonts.xml"',
        "word/_rels/document.xml.rels leads to fonts.xml, which is not there",
    ),
    (RELATIONS, 'Id="rId5"', 'Id="rId1"', "word/_rels/document.xml.rels uses an id twice"),
    (
        DOCUMENT,
        'r:id="rId4"',
        'r:id="rId9"',
        "word/document.xml uses the relationship rId9, which it has not",
    ),
    (
        FOOTER,
        "<w:r>",
        '<w:r><w:drawing r:id="rId1"/>',
        "word/footer1.xml uses the relationship rId1, which it has not",
    ),
    (
        "[Content_Types].xml",
        "/word/fontTable.xml",
        "/word/fonts.xml",
        "/word/fonts.xml has a content type but is not there",
    ),
    (
        "[Content_Types].xml",
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        "",
        "_rels/.rels has no content type",
    ),
]


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"), PLANTED, ids=[planted[3][:60] for planted in PLANTED]
)
def test_a_planted_fault_is_named(part: str, old: str, new: str, fault: str) -> None:
    assert faults_of(with_changed(part, old, new), marking=MARKING)[0] == fault


def nested(text: str) -> str:
    inner = table(row("A", head=True), row("B"), columns=1)
    return text.replace(SCORES, f"<w:t>4</w:t></w:r></w:p>{inner}<w:p><w:r><w:t>end</w:t>")


def second_picture(text: str) -> str:
    start, end = text.index("<w:p><w:r><w:t xml:space"), text.index("<w:sectPr>")
    return text[:end] + text[start:end] + text[end:]


def floating(text: str) -> str:
    return text.replace("wp:inline", "wp:anchor")


def without_headings(text: str) -> str:
    return text.replace('"Heading1"', '"Normal"').replace('"Heading2"', '"Normal"')


def white_on_grey_cell(text: str) -> str:
    dark = '<w:tcPr><w:tcW w:w="3000" w:type="dxa"/><w:shd w:val="clear" w:fill="777777"/></w:tcPr>'
    text = text.replace('<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>', dark, 1)
    return text.replace("<w:r><w:t>Member", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Member')


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (nested, "word/document.xml: table 2 stands inside another"),
        (second_picture, "2 pictures have the number 100000"),
        (floating, "word/document.xml: the picture 'Profile' is not in line with the text"),
        (without_headings, "it has no heading"),
        (white_on_grey_cell, "word/document.xml: text in FFFFFF on 777777 has contrast 4.48"),
    ],
)
def test_a_planted_change_of_the_body_is_named(change: Callable[[str], str], fault: str) -> None:
    parts = parts_of(made())
    text = parts[DOCUMENT].decode()
    changed = change(text)
    assert changed != text
    assert fault in faults_of(zipped({**parts, DOCUMENT: changed}), marking=MARKING)


def test_a_part_that_is_not_well_formed_is_named() -> None:
    [fault] = faults_of(with_changed(DOCUMENT, "<w:body>", "<w:body><w:p>"), marking=MARKING)
    assert fault.startswith("word/document.xml is not well-formed: ")


def test_a_part_that_is_there_twice_is_named() -> None:
    doubled = io.BytesIO(made())
    with warnings.catch_warnings(), zipfile.ZipFile(doubled, "a") as package:
        warnings.simplefilter("ignore", UserWarning)
        package.writestr("word/document.xml", "<a/>")
    assert faults_of(doubled.getvalue(), marking=MARKING) == ["word/document.xml is there 2 times"]


def test_a_wrong_checksum_is_named() -> None:
    whole = bytearray(made())
    at = whole.index(b"PK\x01\x02")
    whole[at + 16 : at + 20] = b"\0\0\0\0"
    assert faults_of(bytes(whole), marking=MARKING) == ["[Content_Types].xml has a wrong checksum"]


def test_what_is_no_zip_is_named() -> None:
    assert faults_of(b"words", marking=None) == ["it is no zip: File is not a zip file"]


def test_a_schema_fault_is_named() -> None:
    broken = with_changed(DOCUMENT, "<w:p>", "<w:p><w:nonsense/>")
    assert len(schema_faults_of(broken)) == 1


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21.0), ("1D4F8B", "FFFFFF", 8.26), ("777777", "FFFFFF", 4.48)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
