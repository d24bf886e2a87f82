"""Tags that do more than choose and repeat, or that would make a damaged document, are refused."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import nodes
from lxml import etree

from recruit.documents.word import TemplateRefused, compile_template
from recruit.documents.word.language import ENVIRONMENT
from recruit.documents.word.markup import settle
from tests.documents.lean_docx import W, lean_docx, p, parts_of, row, standard_parts, table
from tests.documents.rendering import DOCUMENT, EDGES, problem_of

ONLY = "is not allowed"
EXPRESSIONS = {
    "cycler.__init__.__globals__.os.popen('id').read()": f"a call, such as name(...) {ONLY}",
    "candidate.delete()": f"a call, such as name(...) {ONLY}",
    "range(9)": f"a call, such as name(...) {ONLY}",
    "''.__class__": f"the name '__class__' {ONLY} (''.__class__)",
    "x._y": f"the name '_y' {ONLY} (x._y)",
    "x['__class__']": f"the name '__class__' {ONLY} (x['__class__'])",
    "_x": f"the name '_x' {ONLY} here",
    "self": f"the name 'self' {ONLY} here",
    "loop": f"the name 'loop' {ONLY} here",
    "loop.cycle": f"'loop.cycle' {ONLY} (loop.cycle)",
    "x|attr('y')": f"the filter 'attr' {ONLY} (x|attr)",
    "x|safe": f"the filter 'safe' {ONLY} (x|safe)",
    "x|map('upper')": f"the filter 'map' {ONLY} (x|map)",
    "x|center(999999)": f"the filter 'center' {ONLY} (x|center)",
    "x|default(y)": "the filter 'default' is given something other than a constant (x|default)",
    "x|join(**y)": "the filter 'join' is given something other than a constant (x|join)",
    "x is string": f"'is string' {ONLY}",
    "'a' * 10 ** 9": f"arithmetic {ONLY}",
    "10 ** 100": f"arithmetic {ONLY}",
    "x + y": f"arithmetic {ONLY}",
    "x % y": f"arithmetic {ONLY}",
    "-x": f"arithmetic {ONLY}",
    "x ~ y": f"arithmetic {ONLY}",
    "99999999": "a number in a tag is too large",
    "1e300": "a number in a tag is too large",
    "[1, 2]": f"a list of values {ONLY}",
    "{'a': 1}": f"a list of values {ONLY}",
    "(x, y)": f"a list of values {ONLY}",
    "x[1:2]": "[ ] holds something other than a constant (x[...])",
    "x[y]": "[ ] holds something other than a constant (x[y])",
    "x if y else z": f"'if' inside {{{{ }}}} {ONLY}",
}
STATEMENTS = {
    "{% set x = 1 %}": f"{{% set %}} {ONLY}",
    "{% set x %}y{% endset %}": f"{{% set %}} {ONLY}",
    "{% macro x() %}{% endmacro %}": f"{{% macro %}} {ONLY}",
    "{% include 'x' %}": f"{{% include %}} {ONLY}",
    "{% import 'x' as y %}": f"{{% import %}} {ONLY}",
    "{% from 'x' import y %}": f"{{% from %}} {ONLY}",
    "{% extends 'x' %}": f"{{% extends %}} {ONLY}",
    "{% block x %}{% endblock %}": f"{{% block %}} {ONLY}",
    "{% call x() %}{% endcall %}": f"{{% call %}} {ONLY}",
    "{% filter upper %}{% endfilter %}": f"{{% filter %}} {ONLY}",
    "{% with x = 1 %}{% endwith %}": f"{{% with %}} {ONLY}",
    "{% autoescape false %}{{ x }}{% endautoescape %}": f"{{% autoescape %}} {ONLY}",
    "{% for x in y recursive %}{% endfor %}": f"'recursive' {ONLY}",
    "{% for x, (y, z) in l %}{% endfor %}": "a loop fills something other than names",
    "{% for x in y %}" * 5 + "{% endfor %}" * 5: "more than 4 loops stand inside one another",
    "{% if x %}" * 40 + "{% endif %}" * 40: "tags nest more than 30 deep",
    "{{ " + "(" * 100 + "x" + ")" * 100 + " }}": "its tags nest too deep",
    "{{ x" + ".y" * 100 + " }}": "tags nest more than 30 deep (x" + ".y" * 29 + ".)",
    "{{ x }}" * 3001: "it has more than 3000 tags in one part",
    "{{ x" + " " * 300 + "}}": "the tag '{{ x" + " " * 36 + "' is not closed, or is too long",
    "{{ name": "the tag '{{ name' is not closed, or is too long",
    "{{ {{ name }}": "the tag '{{ {{ name }}' is not closed, or is too long",
    "{% if x": "the tag '{% if x' is not closed, or is too long",
    "{# a note": "the tag '{# a note' is not closed, or is too long",
}


class TestTags:
    @pytest.mark.parametrize(("expression", "problem"), EXPRESSIONS.items())
    def test_an_expression_that_does_more_than_name(self, expression: str, problem: str) -> None:
        assert problem_of(lean_docx(p(f"{{{{ {expression} }}}}"))) == problem

    @pytest.mark.parametrize(("statement", "problem"), STATEMENTS.items(), ids=[s[:40] for s in STATEMENTS])
    def test_a_statement_that_does_more_than_choose_and_repeat(self, statement: str, problem: str) -> None:
        assert problem_of(lean_docx(p(statement))) == problem

    @pytest.mark.parametrize("part", ["word/header1.xml", "word/footer1.xml", "docProps/core.xml"])
    def test_a_call_outside_the_body(self, part: str) -> None:
        changed = (
            str(standard_parts()[part])
            .replace("{{ marking }}", "{{ x() }}")
            .replace("{{ title }}", "{{ x() }}")
        )
        assert problem_of(lean_docx("", {part: changed})) == f"a call, such as name(...) {ONLY}"

    def test_what_cannot_be_read_names_its_paragraph(self) -> None:
        source = lean_docx(p("First") + p("Panel: {{ panel name }}") + p("Last"))
        assert problem_of(source) == (
            "a tag is not right near 'Panel: {{ panel name }}' "
            "(expected token 'end of print statement', got 'name')"
        )

    @pytest.mark.parametrize("opening", ["{{r ", "{%tr ", "{% colspan ", "{{ x "])
    def test_many_tags_that_never_close_do_not_stall(self, opening: str) -> None:
        body = "".join(p(f"{number} {number * 7919} {opening}") for number in range(20_000))
        assert problem_of(lean_docx(body)) == f"the tag {opening!r} is not closed, or is too long"

    @pytest.mark.parametrize("made", ["{{r x }}", "{{p x }}"])
    def test_rich_text_and_subdocuments(self, made: str) -> None:
        assert problem_of(lean_docx(p(made))) == "{{ x }} stands where no text can stand"

    def test_loops_that_would_never_end(self) -> None:
        loops = "".join(f"{{% for {name} in numbers %}}" for name in "abcd")
        template = compile_template(lean_docx(p(loops + "{% endfor %}" * 4)), name="report.docx")
        with pytest.raises(TemplateRefused) as refused:
            template.render({"numbers": list(range(1000)), "title": "", "marking": ""})
        assert refused.value.problem == "its loops repeat too often"

    def test_a_document_that_grows_too_large(self) -> None:
        body = p(
            "{% for a in numbers %}{% for b in numbers %}" + "{{ text }}" * 20 + "{% endfor %}{% endfor %}"
        )
        template = compile_template(lean_docx(body), name="report.docx")
        with pytest.raises(TemplateRefused) as refused:
            template.render({"numbers": list(range(200)), "text": "x" * 1000, "title": "", "marking": ""})
        assert refused.value.problem == "it makes too large a document"


IN_PARAGRAPH = "begins and ends in different places"


class TestSettle:
    """The proof, on XML that no part of Word would hold."""

    @pytest.mark.parametrize(
        ("xml", "problem"),
        [
            ("<w:t xmlns:w='w'>a</w:t>", "a tag cuts through the element \"<w:t xmlns:w='w'>a</\""),
            ('<w:t xmlns:w="w">', "the template ends in the middle of an element"),
            ('<w:t xmlns:w="w">a</w:p>', "a tag cuts through the element w:p"),
            ("<w:t>a</w:t>", "a tag cuts through the element w:t"),
            ('<t a="1" a="2"/>', "a tag cuts through the element t"),
            ("<t>a & b</t>", "a tag cuts through 'a & b'"),
            ("<t/>a", "a tag cuts through 'a'"),
            ('<t a="{{ x }}', "{{ x }} stands where no text can stand"),
            ('<t a="{% if x %}b{% endif %}" b="{% if x %}c{% endif %}" ', "a tag cuts through an element"),
            ('<t a="{% if x %}1{% endif %}" a="2"/>', "a tag cuts through the element t"),
        ],
    )
    def test_what_is_not_whole_is_refused(self, xml: str, problem: str) -> None:
        with pytest.raises(TemplateRefused) as refused:
            settle(ENVIRONMENT.parse(xml))
        assert refused.value.problem == problem

    def test_a_choice_within_two_attributes_is_whole(self) -> None:
        tree = ENVIRONMENT.parse('<t a="{% if x %}b{% endif %}c" d="{% if x %}e{% endif %}"/>')
        settle(tree)
        assert [data.data for data in tree.find_all(nodes.TemplateData)] == [
            *('<t a="', "b", 'c" d="', "e", '"/>'),
        ]


class TestDamage:
    """Tags that would make a damaged document are refused when the template is read."""

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            (p("{% if x %}") + p("{% endif %}") + p("{% if y %}a") + p("b{% endif %}{{ z }}"), ""),
            (p("{%p if x %}") + p("a {% endif %}"), f"{{% if x %}} {IN_PARAGRAPH}"),
            (p("{% for x in y %}") + p("{%p endfor %}"), f"{{% for x %}} {IN_PARAGRAPH}"),
            (table(row("{% if x %}"), columns=1) + p("{% endif %}"), f"{{% if x %}} {IN_PARAGRAPH}"),
            (
                table(row("{%tr for x in y %}"), row("{{ x }}"), row("{%tr endfor %}"), columns=1),
                "a table could be left without a row",
            ),
            (table(row("a", "{%tc if x %}", "b", "{%tc endif %}"), columns=2), ""),
            (
                table(row("{%tc if x %}", "b", "{%tc endif %}"), columns=1),
                "a row could be left without a cell",
            ),
        ],
    )
    def test_tags_that_cut_through(self, body: str, problem: str) -> None:
        if not problem:
            assert compile_template(lean_docx(body), name="report.docx").names >= {"x"}
            return
        assert problem_of(lean_docx(body)) == problem

    def test_a_cell_that_could_lose_its_only_paragraph(self) -> None:
        cell = f"<w:tc><w:tcPr/>{p('{%p if x %}')}{p('a')}{p('{%p endif %}')}</w:tc>"
        body = table(f"<w:tr>{cell}</w:tr>", columns=1)
        assert problem_of(lean_docx(body)) == "a cell could be left without a paragraph"

    def test_a_loop_from_one_cell_into_the_next(self) -> None:
        first, second = p("a") + p("{% for x in y %}"), p("{{ x }}{% endfor %}b")
        body = table(f"<w:tr><w:tc>{first}</w:tc><w:tc>{second}</w:tc></w:tr>", columns=2)
        made = parts_of(compile_template(lean_docx(body), name="report.docx").render({**EDGES, "y": [1, 2]}))
        assert [len(row) for row in etree.fromstring(made[DOCUMENT]).iter(f"{{{W}}}tr")] == [3]

    def test_a_header_that_could_be_left_empty(self) -> None:
        header = str(standard_parts()["word/header1.xml"])
        inside = p("{%p if marking %}") + p("{{ marking }}") + p("{%p endif %}")
        changed = header.replace(p("{{ marking }}"), inside)
        assert problem_of(lean_docx("", {"word/header1.xml": changed})) == (
            "a header, footer, note or text box could be left empty"
        )

    def test_text_in_an_attribute_that_holds_none(self) -> None:
        body = '<w:p><w:pPr><w:jc w:val="{{ x }}"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
        assert problem_of(lean_docx(body)) == "{{ x }} stands where no text can stand"

    def test_a_choice_between_attributes(self) -> None:
        body = '<w:p><w:pPr><w:ind w:left="{% if x %}1" w:right="2{% endif %}"/></w:pPr></w:p>'
        assert problem_of(lean_docx(body)) == f"{{% if x %}} {IN_PARAGRAPH}"


OPEN = (
    "{% if x %}",
    "{% for y in l %}",
    "{%p if x %}",
    "{%p for y in l %}",
    "{%tr for y in l %}",
    "{%r if x %}",
)
SHUT = (
    "{% endif %}",
    "{% endfor %}",
    "{%p endif %}",
    "{%p endfor %}",
    "{%tr endfor %}",
    "{%r endif %}",
    "{% else %}",
)


def wrapped(drawn: tuple[int, list[str]]) -> str:
    kind, inside = drawn
    return p(OPEN[kind]) + "".join(inside) + p(SHUT[kind])


PAIRS = ("{% if x %}b{% endif %}", "{% for y in l %}{{ y }}{% else %}none{% endfor %}", "{{ x }}", "a")
WORDS = st.one_of(
    st.lists(st.sampled_from(PAIRS), max_size=3),
    st.lists(st.sampled_from(PAIRS), max_size=3),
    st.lists(st.sampled_from((*OPEN, *SHUT, *PAIRS, "{%- if x %}", "{% endif -%}")), max_size=3),
)
PARAGRAPH = WORDS.map(
    lambda words: "<w:p>" + "".join(f"<w:r><w:t>{word}</w:t></w:r>" for word in words) + "</w:p>"
)
CELLS = st.lists(WORDS.map(" ".join), min_size=1, max_size=3).map(lambda cells: row(*cells))
TABLE = st.lists(CELLS, min_size=1, max_size=3).map(lambda rows: table(*rows, columns=2))
TREE = st.recursive(
    st.one_of(PARAGRAPH, TABLE),
    lambda inner: st.tuples(st.integers(0, 4), st.lists(inner, max_size=3)).map(wrapped),
    max_leaves=6,
)
VIEWS = [{"x": x, "l": listed} for x in ("", "<b>") for listed in ([], [1], [1, 2])]


class TestProof:
    @settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(TREE, min_size=1, max_size=4).map("".join))
    def test_what_compiles_is_whole_whatever_its_tags_choose(self, body: str) -> None:
        try:
            template = compile_template(lean_docx(body), name="report.docx")
        except TemplateRefused:
            return
        for view in VIEWS:
            xml = parts_of(template.render({**EDGES, **view}))[DOCUMENT]
            root = etree.fromstring(xml)
            assert [e for e in root.iter(f"{{{W}}}tbl") if e.find(f"{{{W}}}tr") is None] == []
            assert [e for e in root.iter(f"{{{W}}}tr") if e.find(f"{{{W}}}tc") is None] == []
            assert [e for e in root.iter(f"{{{W}}}tc") if e[-1].tag != f"{{{W}}}p"] == []
