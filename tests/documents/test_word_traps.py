"""The traps of Word templates, each closed: text, members, cells, pictures."""

from __future__ import annotations

from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from recruit.documents.characters import clean
from recruit.documents.drawing import Picture, profile_drawing
from recruit.documents.word import TemplateRefused
from recruit.documents.word.prepare import in_schema_order
from recruit.domain.profile import Profile, ProfileRow
from tests.documents.lean_docx import (
    HEAD,
    MARKING,
    W,
    core_properties,
    p,
    parts_of,
    row,
    standard_parts,
    table,
)
from tests.documents.rendering import DOCUMENT, EDGES, body_of, compiled, read, refusal, rendered
from tests.documents.word_rules import faults_of, schema_faults_of

PICTURE = Picture(
    profile_drawing(Profile(tuple(ProfileRow(n, f"Attribute {n}", 3, 2, 4, None, "") for n in range(1, 6)))),
    "Profile",
    "All 3.0",
)


class TestTraps:
    def test_markup_comes_out_as_text(self) -> None:
        text = "Smith & Sons <b> </w:t></w:r></w:p> {{ x }} {% if %} {_{ &amp; ]]>"
        assert read(rendered(p("{{ a }}"), a=text)) == [text]

    def test_a_missing_variable_is_named(self) -> None:
        refused = refusal(p("{{ candidate }}"))
        assert refused.problem == "it asks for 'candidate', which this document does not have"
        assert str(refused) == f"report.docx: {refused.problem}; see the list of variables"

    def test_a_misspelt_member_is_named_with_its_neighbour(self) -> None:
        assert str(refusal(p("{{ candidate.nmae }}"), candidate={"name": "Ann"})) == (
            "report.docx: it asks for 'nmae', which this document does not have; did you mean 'name'?"
        )

    @pytest.mark.parametrize(
        "body",
        [
            *("{% if x %}{% endif %}", "{% if x == 1 %}{% endif %}", "{% if x &lt; 1 %}{% endif %}"),
            *("{% for y in x %}{% endfor %}", "{{ x.y }}", "{{ a.b.c }}", "{{ l[3] }}", "{{ l|first }}"),
            *("{{ x|length }}", "{{ x|upper }}", "{{ x|join }}", "{{ l|last }}"),
        ],
    )
    def test_what_is_missing_cannot_be_used_in_any_way(self, body: str) -> None:
        assert "which this document does not have" in refusal(p(body), a={}, l=[]).problem

    def test_what_may_be_missing_can_be_asked_for(self) -> None:
        body = p(
            "{% if x is defined %}a{% endif %}{{ x|default('-') }}"
            "{{ y|default('-') }}{% if y is none %}b{% endif %}"
        )
        assert read(rendered(body, y=None)) == ["--b"]

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ("{% for x in name %}{% endfor %}", "'name' is no list"),
            ("{% if name &lt; 1 %}{% endif %}", "one of its tags cannot be worked out ('<' not supported"),
            ("{{ name|round }}", "one of its tags cannot be worked out (type str doesn't define __round__"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, body: str, problem: str) -> None:
        assert refusal(p(body), name="Ann").problem.startswith(problem)

    def test_a_filter_for_text_takes_text_alone(self) -> None:
        assert refusal(p("{{ x|upper }}"), x=[1]).problem == "a filter for text is given something else"

    @pytest.mark.parametrize(
        ("value", "what"),
        [(None, "is empty"), (True, "is yes or no"), ([1], "is a list"), ({"a": 1}, "has several members")],
    )
    def test_what_is_no_text_cannot_be_printed(self, value: object, what: str) -> None:
        assert (
            refusal(p("{{ x.y }}"), x={"y": value}).problem == f"{{{{ x.y }}}} cannot be printed: it {what}"
        )

    @pytest.mark.parametrize(
        "character", ["\x00", "\x0b", "\x07", "\x0c", "\x1b", "\x85x", "\ud800", "\uffff", "\u202e", "\u2066"]
    )
    def test_a_character_that_word_cannot_hold_is_left_out(self, character: str) -> None:
        assert read(rendered(p("{{ a }}"), a=f"be{character}fore after")) == [
            clean(f"be{character}fore after")
        ]
        assert len(read(rendered(p("{{ a }}"), a=f"a{character}b"))) == 1

    def test_line_ends_become_breaks_and_tabs_tabs(self) -> None:
        xml = rendered(p("{{ a }}", properties="<w:b/>"), a="one\ntwo\r\nthree\tfour\u2028five")
        assert read(xml) == ["one\ntwo\nthree\tfour\nfive"]
        assert xml.count("<w:b/>") == 1

    def test_letters_of_every_script_stay(self) -> None:
        text = "שלום مرحبا e\u0301 é 👩‍👧 🏴\U000e0067\U000e0062\U000e007f \u200f \u00a0 \u00ad"
        assert read(rendered(p("{{ a }}"), a=text)) == [text]

    def test_spaces_stay(self) -> None:
        assert 'xml:space="preserve">  a  <' in rendered(p("{{ a }}"), a="  a  ")

    def test_an_ampersand_in_a_comparison(self) -> None:
        assert read(rendered(p('{% if x == "R&amp;D" %}yes{% endif %}'), x="R&D")) == ["yes"]

    def test_the_shading_of_a_cell_follows_its_width(self) -> None:
        xml = rendered(table(row("{% cellbg colour %}a", head=True), columns=1), colour="EEF2F7")
        assert '<w:tcW w:w="3000" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="EEF2F7"/>' in xml

    def test_a_cell_without_properties_can_be_shaded(self) -> None:
        body = table("<w:tr><w:tc>" + p("{% cellbg colour %}a") + "</w:tc></w:tr>", columns=1)
        assert 'w:fill="EEF2F7"' in rendered(body, colour="EEF2F7")

    def test_properties_of_a_cell_that_tags_divide_stay_in_their_order(self) -> None:
        divided = "<w:tcPr>{% if x %}<w:shd/>{% endif %}<w:tcW/></w:tcPr>"
        assert in_schema_order(divided) == divided
        assert in_schema_order("<w:tcPr><w:shd/><w:tcW/></w:tcPr>") == "<w:tcPr><w:tcW/><w:shd/></w:tcPr>"

    def test_an_alternative_text_may_look_like_attributes(self) -> None:
        inline = '<wp:inline><wp:docPr id="7" name="A" descr="a x=1 x=2"/></wp:inline>'
        made = etree.fromstring(rendered(f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>").encode())
        assert [e.get("descr") for e in made.iter("{*}docPr")] == ["a x=1 x=2"]

    def test_what_is_no_colour_is_refused(self) -> None:
        body = table(row("{% cellbg x %}a"), columns=1)
        assert refusal(body, x="red").problem == "{{ x }} is no colour ('red')"

    @pytest.mark.parametrize("span", ["2", 0, 64, True])
    def test_what_is_no_number_of_columns_is_refused(self, span: object) -> None:
        body = table(row("{% colspan x %}a"), columns=1)
        assert refusal(body, x=span).problem == "{{ x }} is no number of columns"

    def test_the_grid_follows_the_cells(self) -> None:
        body = table(row("a", "{%tc for n in x %}", "{{ n }}", "{%tc endfor %}"), columns=1)
        assert rendered(body, x=[1, 2]).count('<w:gridCol w:w="1000"/>') == 3

    def test_word_opens_it_without_compatibility_mode(self) -> None:
        uri = "http://schemas.microsoft.com/office/word"
        old = f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="12"/>'
        other = f'<w:compatSetting w:name="other" w:uri="{uri}" w:val="1"/>'
        inside = f'<w:compat>{old}{other}</w:compat><w:decimalSymbol w:val="."/>'
        start = f'{HEAD}<w:settings xmlns:w="{W}">{inside}</w:settings>'
        made = parts_of(compiled("", {"word/settings.xml": start}).render(EDGES))
        assert made["word/settings.xml"].decode() == start.replace('w:val="12"', 'w:val="15"')

    def test_members_named_like_methods_are_members(self) -> None:
        body = p("{{ x.items }} {{ x.keys }} {{ x['get'] }} {{ x.values[1] }}")
        assert read(rendered(body, x={"items": "a", "keys": "b", "get": "c", "values": [1, 2]})) == [
            "a b c 2"
        ]

    def test_python_shows_nothing_of_itself(self) -> None:
        assert (
            refusal(p("{{ x.upper }}"), x="a").problem
            == "it asks for 'upper', which this document does not have"
        )

    def test_a_repeated_picture_of_the_template_is_numbered_anew(self) -> None:
        inline = '<wp:inline><wp:docPr name="A" descr="{{ n }}" id="7"/></wp:inline>'
        body = (
            p("{%p for n in x %}")
            + f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"
            + p("{%p endfor %}")
        )
        made = etree.fromstring(rendered(body, x=["a", "b\n<c>"]).encode())
        assert [dict(e.attrib) for e in made.iter("{*}docPr")] == [
            {"id": "1001", "name": "A", "descr": "a"},
            {"id": "1002", "name": "A", "descr": "b <c>"},
        ]

    def test_noise_that_word_leaves_is_dropped(self) -> None:
        noise = '<w:proofErr w:type="spellStart"/>'
        noisy = f'<w:p w:rsidR="00A1">{noise}<w:r w:rsidRPr="00B2"><w:t>a</w:t></w:r></w:p>'
        assert body_of(rendered(noisy)) == p("a")

    def test_a_space_between_runs_stays(self) -> None:
        run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
        assert read(
            rendered("<w:p>" + run.format("a") + run.format(" ") + run.format("{{ x }}") + "</w:p>", x="b")
        ) == ["a b"]


class TestPicture:
    def test_a_picture_stands_where_its_name_stood(self) -> None:
        document = compiled(p("One", "Heading1") + p("{{ picture }}")).render({**EDGES, "picture": PICTURE})
        assert faults_of(document, marking=MARKING) == []
        assert schema_faults_of(document) == []

    def test_pictures_in_loops_have_their_own_numbers(self) -> None:
        body = p("One", "Heading1") + p("{%p for x in l %}") + p("{{ picture }}") + p("{%p endfor %}")
        document = compiled(body).render({**EDGES, "picture": PICTURE, "l": [1, 2, 3]})
        root = etree.fromstring(parts_of(document)[DOCUMENT])
        numbers = [e.get("id") for e in root.iter("{*}docPr", "{*}cNvPr")]
        assert len(numbers) == len(set(numbers)) == 3 * (1 + len(numbers) // 3 - 1)
        assert faults_of(document, marking=MARKING) == []

    def test_a_picture_in_a_header(self) -> None:
        header = str(standard_parts()["word/header1.xml"]).replace(
            "{{ marking }}", "{{ marking }}{{ picture }}"
        )
        document = compiled(p("One", "Heading1") + p("{{ picture }}"), {"word/header1.xml": header})
        assert faults_of(document.render({**EDGES, "picture": PICTURE}), marking=MARKING) == []

    def test_a_picture_can_be_asked_for(self) -> None:
        body = p("{% if picture %}a{% endif %}{% if other %}b{% endif %}")
        assert read(rendered(body, picture=PICTURE, other=None)) == ["a"]

    def test_a_picture_is_no_text(self) -> None:
        changed = {"docProps/core.xml": core_properties("{{ picture }}")}
        with pytest.raises(TemplateRefused, match="cannot be printed: it is a picture"):
            compiled("", {**changed}).render({**EDGES, "picture": PICTURE})

    def test_its_alternative_text_is_literal(self) -> None:
        hostile = Picture(PICTURE.drawing, 'a"<b>\x00', "x & y\u202e\n</w:t>")
        made = etree.fromstring(rendered(p("{{ picture }}"), picture=hostile).encode())
        assert [(e.get("name"), e.get("descr")) for e in made.iter("{*}docPr")] == [('a"<b>', "x & y </w:t>")]


LITERAL = r"""
{{ x }}|{{x}}|{% if x %}|{% endfor %}|{# note #}|{{|}}|{%|%}|{_{|}_}|{_%|%_}|{0}|{x}|${x}|%s|%(x)s|{PAGE}
&|&amp;|&lt;|&#0;|&#x202e;|&nbsp;|&bogus;|&a;|<|>|<b>|</b>|<w:p/>|</w:t>|</w:t></w:r></w:p>|</w:body></w:document>
<w:br/>|<![CDATA[x]]>|]]>|<!-- x -->|<?xml?>|<!DOCTYPE x>|<!ENTITY a 'b'>|'|"|''|""|\|\n|'; DROP TABLE x; --
<script>alert(1)</script>|<img src=x onerror=alert(1)>|javascript:alert(1)|=1+1|+1|-1|@SUM(A1)
Zoë & O'Neill|{ DDE x }|=cmd&"/c calc"!A1|DDEAUTO c:\cmd|INCLUDETEXT x|0|None|True
שלום|مرحبا|日本語|👩‍👧|é|ﬁ|ß|İ
"""
SPECIAL = (
    *(
        "\x00",
        "a\x00b",
        "\x0b",
        "\x0c",
        "\x07",
        "\x08",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\x9f",
        "\ufeff",
        "\ufffe",
    ),
    *(
        "\uffff",
        "\ud800",
        "\udfff",
        "a\ud800b",
        "\U0001fffe",
        "\ufdd0",
        "\u202e",
        "\u202a\u202d",
        "\u2066x\u2069",
    ),
    *(
        "\u2028",
        "\u2029",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "a\nb\tc",
        " ",
        "  ",
        "\u00a0",
        "\u200b",
        "\u200d",
        "\u200e",
    ),
    *(
        "\u200f",
        "e\u0301",
        "Z\u0338\u0351",
        "\U0001f3f4\U000e0067\U000e0062\U000e007f",
        "x" * 20_000,
        "&" * 3_000,
        "",
    ),
)
HOSTILE = (*(text for line in LITERAL.split("\n") if line for text in line.split("|")), *SPECIAL)


class TestHostileText:
    def test_there_are_a_hundred(self) -> None:
        assert len(set(HOSTILE)) >= 100

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_it_comes_out_literally_everywhere(self, text: str) -> None:
        body = p("[{{ x }}]") + table(
            row("{%tr for y in l %}"), row("[{{ y.z }}]"), row("{%tr endfor %}"), row("e"), columns=1
        )
        template = compiled(body, {"docProps/core.xml": core_properties("[{{ x }}]")})
        made = parts_of(template.render({"marking": text, "x": text, "l": [{"z": text}, {"z": text}]}))
        said = f"[{clean(text)}]"
        assert read(made[DOCUMENT]) == [said, "Table 1. Scores", said, said, "e"]
        assert read(made["word/header1.xml"]) == [clean(text)]
        core = etree.fromstring(made["docProps/core.xml"])
        assert core[0].text == said.replace("\n", " ").replace("\t", " ")

    @settings(deadline=None, max_examples=300)
    @given(st.text(st.characters(exclude_categories=()), max_size=60))
    def test_any_text_is_read_back_as_it_was_cleaned(self, text: str) -> None:
        xml = rendered(p("[{{ x }}]"), x=text)
        assert read(xml) == [f"[{clean(text)}]"]

    @given(st.text(st.characters(exclude_categories=())))
    def test_what_is_clean_stays(self, text: str) -> None:
        assert clean(clean(text)) == clean(text)

    @given(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")))
    def test_no_letter_is_lost(self, letter: str) -> None:
        controls = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
        assert clean(letter) == ("" if letter in controls else letter)

    def test_each_part_is_parsed_strictly_before_it_leaves(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("recruit.documents.word.compiled.rendered", lambda *_: "<w:document>")
        with pytest.raises(expat.ExpatError):
            compiled(p("{{ x }}")).render({**EDGES, "x": ""})
