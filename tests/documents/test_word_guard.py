"""Attacks through a Word template: each is refused, at once, with words that say what to change."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest

from recruit.documents.word import compile_template
from recruit.domain.errors import RecruitError
from tests.documents.lean_docx import (
    HEAD,
    W,
    content_types,
    document,
    field,
    lean_docx,
    p,
    relationships,
    standard_parts,
    zipped,
)
from tests.documents.rendering import problem_of

DOCUMENT = "word/document.xml"
DAMAGED = "the file is damaged or is no Word document"


def test_a_refusal_names_the_file_and_what_to_change() -> None:
    with pytest.raises(RecruitError) as refused:
        compile_template(lean_docx(p("{{ candidate.delete() }}")), name="report.docx")
    assert str(refused.value) == (
        "report.docx: a call, such as name(...) is not allowed; use only {{ name }}, {% for %} and {% if %}"
    )


class TestZip:
    def test_a_bomb_of_a_gigabyte(self) -> None:
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(8):
                package.writestr(f"word/{number}.xml", bytes(128 * 1024 * 1024), compresslevel=1)
        assert problem_of(bomb.getvalue()) == "it unpacks to more than 40 MB"

    def test_a_part_that_grows_too_much(self) -> None:
        source = lean_docx("", {"word/media/image.png": bytes(20_000_000)})
        assert problem_of(source) == "its part word/media/image.png unpacks to more than 120 times its size"

    def test_a_bomb_that_lies_about_its_size(self) -> None:
        honest = lean_docx("", {"word/media/image.png": bytes(8_000_000)})
        source = honest.replace(struct.pack("<L", 8_000_000), struct.pack("<L", 60_000))
        assert problem_of(source) == DAMAGED

    def test_a_part_that_is_smaller_than_it_says(self) -> None:
        honest = lean_docx("", {"word/media/image.png": b"x" * 4711})
        source = honest.replace(struct.pack("<L", 4711), struct.pack("<L", 4712))
        assert problem_of(source) == DAMAGED

    def test_ten_thousand_entries(self) -> None:
        source = zipped({f"word/{number}.xml": b"" for number in range(10_000)})
        assert problem_of(source) == "it has more than 300 parts"

    def test_more_entries_than_its_end_says(self) -> None:
        source = zipped({f"word/{number}.xml": b"" for number in range(400)})
        at = source.rindex(b"PK\x05\x06")
        source = source[: at + 8] + struct.pack("<2H", 9, 9) + source[at + 12 :]
        assert problem_of(source) == "it has more than 300 parts"

    def test_a_large_file(self) -> None:
        assert problem_of(bytes(11 * 1024 * 1024)) == "it is larger than 10 MB"

    @pytest.mark.parametrize("source", [b"", b"words", b"PK\x03\x04", b"%PDF-1.7", bytes(5000)])
    def test_what_is_no_zip(self, source: bytes) -> None:
        assert problem_of(source) == "it is no Word document (.docx)"

    def test_a_program_with_a_document_behind_it(self) -> None:
        assert problem_of(b"MZ" + lean_docx()) == "it is no Word document (.docx)"

    def test_something_attached(self) -> None:
        assert problem_of(lean_docx() + b"more") == "something is attached to its end"

    def test_two_parts_of_one_name(self) -> None:
        doubled = io.BytesIO(lean_docx())
        with warnings.catch_warnings(), zipfile.ZipFile(doubled, "a") as package:
            warnings.simplefilter("ignore", UserWarning)
            package.writestr("word/document.xml", document("other"))
        assert problem_of(doubled.getvalue()) == "two parts of it have the same name"

    def test_two_parts_that_differ_in_case(self) -> None:
        assert (
            problem_of(lean_docx("", {"word/Document.xml": "<a/>"})) == "two parts of it have the same name"
        )

    @pytest.mark.parametrize(
        "name",
        [
            "../../etc/passwd",
            "/etc/passwd",
            "word\\..\\x.xml",
            "C:/x.xml",
            "word//x.xml",
            "word/./x.xml",
            "word/\u202ex",
        ],
    )
    def test_a_name_that_leads_elsewhere(self, name: str) -> None:
        assert problem_of(zipped({**standard_parts(), name: ""})).endswith("is not allowed")

    def test_a_password(self) -> None:
        source = bytearray(lean_docx())
        at = source.index(b"PK\x01\x02")
        source[at + 8] |= 1
        assert problem_of(bytes(source)) == "it is protected by a password"

    def test_another_packing(self) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as package:
            package.writestr("word/document.xml", document(""))
        assert problem_of(made.getvalue()) == "it is packed in a way that Word does not use"

    def test_a_wrong_checksum(self) -> None:
        source = bytearray(lean_docx())
        at = source.index(b"PK\x01\x02")
        source[at + 16 : at + 20] = b"\0\0\0\0"
        assert problem_of(bytes(source)) == DAMAGED

    def test_half_a_file(self) -> None:
        source = lean_docx()
        assert problem_of(source[len(source) // 2 :]) == "it is no Word document (.docx)"


LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
RELS = standard_parts()["word/_rels/document.xml.rels"]


def with_relationship(kind: str, target: str, *, outside: bool = False) -> bytes:
    mode = ' TargetMode="External"' if outside else ""
    more = f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="{target}"{mode}/>'
    changed = str(RELS).replace("</Relationships>", f"{more}</Relationships>")
    return lean_docx("", {"word/_rels/document.xml.rels": changed})


def with_part(name: str, content: bytes, kind: str) -> bytes:
    override = f'<Override PartName="/{name}" ContentType="{kind}"/>'
    return zipped({**standard_parts(), "[Content_Types].xml": content_types(override), name: content})


WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OLE = "application/vnd.openxmlformats-officedocument.oleObject"


class TestParts:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
    def test_a_document_type(self, part: str, encoding: str) -> None:
        source = lean_docx("", {part: f"{LAUGHS}<w>&b;</w>".encode(encoding)})
        assert problem_of(source).endswith("has a document type")

    def test_a_document_type_among_the_relationships(self) -> None:
        source = lean_docx("", {"word/_rels/document.xml.rels": f"{LAUGHS}<a/>"})
        assert problem_of(source) == "its part word/_rels/document.xml.rels has a document type"

    @pytest.mark.parametrize("kind", ["hyperlink", "attachedTemplate", "image", "frame", "oleObject"])
    def test_a_link_to_outside(self, kind: str) -> None:
        source = with_relationship(kind, "https://example.org/x", outside=True)
        assert problem_of(source) == "it links to something outside itself (https://example.org/x)"

    def test_a_link_to_outside_that_says_it_is_inside(self) -> None:
        source = with_relationship("image", "file://server/share/x.png")
        assert problem_of(source) == "it links to something outside itself (file://server/share/x.png)"

    @pytest.mark.parametrize(
        "kind", ["vbaProject", "oleObject", "aFChunk", "subDocument", "control", "package"]
    )
    def test_a_relationship_that_acts(self, kind: str) -> None:
        assert problem_of(with_relationship(kind, "styles.xml")) == (
            f"it holds something that can act by itself ({kind.lower()})"
        )

    def test_a_relationship_that_climbs_out(self) -> None:
        assert problem_of(with_relationship("image", "../../../etc/passwd")) == (
            "it refers to a part that is not there (../../../etc/passwd)"
        )

    @pytest.mark.parametrize(
        ("name", "kind", "problem"),
        [
            ("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "it holds macros"),
            ("word/x.xml", "application/vnd.ms-word.document.macroEnabled.main+xml", "it holds macros"),
            ("word/x.xml", WORDML + "template.main+xml", "it is a Word template file (.dotx)"),
            (
                "word/embeddings/x.bin",
                OLE,
                f"its part word/embeddings/x.bin is of a kind not allowed ({OLE})",
            ),
            ("word/x.html", "text/html", "its part word/x.html is of a kind not allowed (text/html)"),
            ("word/media/x.svg", "image/svg+xml", "its picture word/media/x.svg is of a kind not allowed"),
            ("word/media/x.emf", "image/x-emf", "its picture word/media/x.emf is of a kind not allowed"),
            ("word/comments.xml", WORDML + "comments+xml", "it holds a comment"),
            ("word/second.xml", WORDML + "document.main+xml", "it is no Word document (.docx)"),
        ],
    )
    def test_a_part_of_another_kind(self, name: str, kind: str, problem: str) -> None:
        assert problem_of(with_part(name, b"<a/>", kind)) == problem

    def test_a_part_without_a_type(self) -> None:
        source = zipped({**standard_parts(), "word/run.exe": b"MZ"})
        assert problem_of(source) == "its part word/run.exe is of a kind not allowed (no type)"

    def test_two_types_of_one_part(self) -> None:
        more = '<Override PartName="/word/document.xml" ContentType="text/plain"/>'
        assert (
            problem_of(lean_docx("", {"[Content_Types].xml": content_types(more)}))
            == "a part of it has two types"
        )

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ("<w:p><w:r><w:object/></w:r></w:p>", "it holds an embedded file or control"),
            ("<w:p><w:r><w:control/></w:r></w:p>", "it holds an embedded file or control"),
            ('<w:altChunk r:id="rId1"/>', "it holds a part of another document"),
            ("<w:p><w:subDoc/></w:p>", "it holds a part of another document"),
            ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "it holds a tracked change"),
            ("<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", "it holds a tracked change"),
            ('<w:p><w:commentRangeStart w:id="1"/></w:p>', "it holds a comment"),
            (
                '<w:p><w:r><w:pict src="http://x/"/></w:r></w:p>',
                "it links to something outside itself (http://x/)",
            ),
            ("<w:tbl>" * 120 + "</w:tbl>" * 120, "it nests more than 100 deep"),
            ("<w:p>", "its part word/document.xml is damaged (mismatched tag: line 2, column 585)"),
        ],
    )
    def test_a_body_with_more_than_text(self, body: str, problem: str) -> None:
        assert problem_of(lean_docx(body)) == problem

    @pytest.mark.parametrize(
        ("settings", "problem"),
        [
            ("<w:mailMerge/>", "it holds a link to mail-merge data"),
            ('<w:attachedTemplate r:id="rId1"/>', "it holds a link to another template"),
        ],
    )
    def test_settings_that_fetch(self, settings: str, problem: str) -> None:
        space = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        changed = f"{HEAD}<w:settings {space}>{settings}</w:settings>"
        source = lean_docx("", {"word/settings.xml": changed})
        assert problem_of(source) == problem

    def test_a_part_with_more_text_than_any_report(self) -> None:
        body = "".join(p(f"{number * 7919} {number * 104_729}") for number in range(90_000))
        assert problem_of(lean_docx(body)) == "its part word/document.xml is larger than 4 MB"

    def test_an_end_of_a_field_alone_is_nothing(self) -> None:
        assert compile_template(lean_docx(f"<w:p>{END}</w:p>"), name="report.docx").names == {
            "title",
            "marking",
        }

    def test_the_strict_format(self) -> None:
        strict = document("").replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        assert problem_of(lean_docx("", {"word/document.xml": strict})) == "it is not in Word's usual format"

    def test_no_settings(self) -> None:
        types = content_types().replace("settings+xml", "webSettings+xml")
        assert problem_of(lean_docx("", {"[Content_Types].xml": types})) == "it has no settings"

    def test_no_way_to_the_document(self) -> None:
        source = lean_docx("", {"_rels/.rels": relationships()})
        assert problem_of(source) == "it cannot be opened as a Word document"

    @pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
    def test_a_part_that_is_missing(self, part: str) -> None:
        assert problem_of(lean_docx("", {part: None})).startswith("it ")


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


BEGIN, SEPARATE, END = (run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))


def code(text: str) -> str:
    return run(f"<w:instrText>{text}</w:instrText>")


class TestFields:
    @pytest.mark.parametrize(
        "dangerous",
        [
            'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
            "dde excel sheet",
            'INCLUDETEXT "C:\\\\secret.docx"',
            'INCLUDEPICTURE "https://example.org/x.png"',
            "MACROBUTTON AutoOpen here",
            "DATABASE",
            'HYPERLINK "https://example.org"',
            "DATE",
            "FILLIN",
            "",
        ],
    )
    def test_a_field_that_does_more_than_repeat(self, dangerous: str) -> None:
        said = " ".join(dangerous.split())[:60] or "(empty)"
        assert problem_of(lean_docx(f"<w:p>{field(dangerous)}</w:p>")) == f"its field {said!r} is not allowed"

    def test_a_field_in_short_form(self) -> None:
        body = '<w:p><w:fldSimple w:instr=" INCLUDETEXT x "/></w:p>'
        assert problem_of(lean_docx(body)) == "its field 'INCLUDETEXT x' is not allowed"

    def test_a_field_whose_name_is_cut_in_two(self) -> None:
        body = f"<w:p>{BEGIN}{code('DD')}</w:p><w:p>{code('E x y')}{SEPARATE}{END}</w:p>"
        assert problem_of(lean_docx(body)) == "its field 'DDE x y' is not allowed"

    def test_a_field_whose_name_another_field_makes(self) -> None:
        body = f"<w:p>{BEGIN}{BEGIN}{code('TITLE')}{SEPARATE}{END}{SEPARATE}{END}</w:p>"
        assert problem_of(lean_docx(body)) == "a field in it stands inside the code of another"

    @pytest.mark.parametrize(
        "body",
        [
            f"<w:p>{BEGIN}{code('{{ x }}')}{SEPARATE}{END}</w:p>",
            f"<w:p>{BEGIN}{run('<w:t>{%r if x %}</w:t>')}{code('PAGE')}{SEPARATE}{END}</w:p>",
            f"<w:p>{BEGIN}{run('<w:t>{</w:t>')}</w:p>",
        ],
    )
    def test_a_tag_in_the_code_of_a_field(self, body: str) -> None:
        assert problem_of(lean_docx(body)) == "a tag stands in the code of a field"

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            (f"<w:p>{BEGIN}{code('PAGE')}</w:p>", "a field in it has no end"),
            (f"<w:p>{code('PAGE')}</w:p>", "a field in it has no beginning"),
            (f"<w:p>{BEGIN}{END}</w:p>", "its field '(empty)' is not allowed"),
        ],
    )
    def test_half_a_field(self, body: str, problem: str) -> None:
        assert problem_of(lean_docx(body)) == problem
