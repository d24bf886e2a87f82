"""Documents in a second language: all of its texts, marked as such, and what is said of the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from recruit.documents.bank_files import BankFiles
from recruit.documents.demonstration import demonstration_scores
from recruit.documents.fixed_words import words_of
from recruit.documents.pack_file import read_pack, write_pack
from recruit.documents.pack_word import candidate_copy, panel_pack
from recruit.documents.report_files import ReportLayout, report_files
from recruit.documents.score_files import read_scores
from recruit.documents.word.bilingual import alone, beside, unmarked
from recruit.domain.pack import Pack
from recruit.domain.pack_language import in_language
from recruit.domain.scored_round import ScoredRound
from recruit.domain.vacancy import Vacancy
from recruit.paths import bundled
from tests.conftest import DrawDefault
from tests.documents.lean_docx import MARKING, W, p, parts_of
from tests.documents.rendering import DOCUMENT, EDGES, body_of, compiled, read
from tests.documents.word_rules import faults_of, schema_faults_of

TEMPLATES = bundled("templates") / "word"
LEVEL = 6


def template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.docx").read_bytes()


def spoken(body: str, **view: object) -> str:
    document = compiled(body).render({**EDGES, **view}, second="cy-GB")
    return body_of(parts_of(document)[DOCUMENT].decode())


def lines(xml: str) -> list[str]:
    """Return the paragraphs of a body as a reader sees them."""
    return read(f'<w:body xmlns:w="{W}">{xml}</w:body>')


def languages(xml: str) -> list[tuple[str, str]]:
    """Return the text of each run with the language it says it is in."""
    root: Any = etree.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>')
    runs = [(r.find(f"{{{W}}}rPr/{{{W}}}lang"), "".join(r.itertext())) for r in root.iter(f"{{{W}}}r")]
    return [(text, "" if lang is None else lang.get(f"{{{W}}}val")) for lang, text in runs if text]


@pytest.fixture(scope="module")
def packs(bank_files: BankFiles, default_pack: DrawDefault) -> dict[str, Pack]:
    """Return the pack of a level in the bundled bank's second language, and in both."""
    return {
        choice: in_language(bank_files.bank, default_pack(LEVEL), choice=choice) for choice in ("cy", "both")
    }


def test_a_text_alone_in_the_second_language_says_so_in_its_run() -> None:
    assert languages(spoken(p("{{ a }} and {{ b }}"), a=alone("Cymraeg"), b="English")) == [
        ("Cymraeg", "cy-GB"),
        (" and English", ""),
    ]


def test_a_second_text_stands_under_the_first_in_one_paragraph() -> None:
    xml = spoken(p("{{ a }}: {{ b }}"), a=beside("One", "Un"), b=beside("two", "dau"))
    assert lines(xml) == ["One: two\nUn: dau"]


def test_a_heading_stays_one_line() -> None:
    xml = spoken(p("{{ a }} {{ n }}", "Heading1"), a=beside("Question", "Cwestiwn"), n=3)
    assert lines(xml) == ["Question 3 / Cwestiwn 3"]


def test_what_has_no_second_text_is_not_said_twice() -> None:
    labelled = p("{{ a }}").replace("</w:p>", "<w:r><w:t> (a label)</w:t></w:r></w:p>")
    xml = spoken(labelled, a=beside("One", "Un"))
    assert lines(xml) == ["One (a label)\nUn"]


def test_a_break_in_a_text_stays_in_its_language() -> None:
    xml = spoken(p("{{ a }}"), a=beside("One\ntwo", "Un\ndau"))
    assert lines(xml) == ["One\ntwo\nUn\ndau"]


def test_markup_in_a_second_text_is_text() -> None:
    assert languages(spoken(p("{{ a }}"), a=alone("</w:t> & <b>"))) == [("</w:t> & <b>", "cy-GB")]


def test_a_property_has_plain_words() -> None:
    assert [unmarked(text) for text in (beside("One", "Un"), alone("Un"), "One")] == ["One / Un", "Un", "One"]


@pytest.mark.parametrize("choice", ["cy", "both"])
def test_documents_in_a_second_language_break_no_rule(packs: dict[str, Pack], choice: str) -> None:
    pack = packs[choice]
    panel = panel_pack(pack, template=template("panel-pack"), organisation="Anyborough", marking=MARKING)
    copy = candidate_copy(pack, template=template("candidate-copy"), organisation="Anyborough")
    language = "cy" if choice == "cy" else "en-GB"
    assert [
        *faults_of(panel, marking=MARKING, language=language),
        *schema_faults_of(panel),
        *faults_of(copy, marking=None, language=language),
        *schema_faults_of(copy),
    ] == []


@pytest.mark.parametrize("choice", ["cy", "both"])
def test_the_panels_pack_holds_every_text_of_the_second_language(packs: dict[str, Pack], choice: str) -> None:
    pack = packs[choice]
    language = pack.language
    assert language is not None
    assert language.interview is not None
    document = panel_pack(pack, template=template("panel-pack"), organisation="", marking="")
    found = "\n".join(read(parts_of(document)[DOCUMENT]))
    interview = language.interview
    wanted = [
        *(interview.opening_script or ()),
        *(interview.closing_script or ()),
        *(advice.text for advice in interview.instructions or ()),
        *(point.meaning for point in (interview.scale.points if interview.scale else ())),
        *(one.text for one in language.questions if one.text),
        *(text for one in language.questions for text in (one.anchors or {}).values()),
    ]
    assert len(wanted) > 20
    assert [text for text in wanted if text not in found] == []


def test_both_languages_hold_the_english_too(packs: dict[str, Pack]) -> None:
    pack = packs["both"]
    document = panel_pack(pack, template=template("panel-pack"), organisation="", marking="")
    found = "\n".join(read(parts_of(document)[DOCUMENT]))
    assert [text for text in pack.interview.opening_script if text not in found] == []
    assert [one.text for one in pack.questions if one.text not in found] == []


def test_a_document_says_what_stands_in_english_and_what_is_to_be_reviewed(packs: dict[str, Pack]) -> None:
    document = candidate_copy(packs["cy"], template=template("candidate-copy"), organisation="")
    found = read(parts_of(document)[DOCUMENT])
    assert found[2] == "Cyfieithiad i'w adolygu gan gyfieithydd."
    assert found[3].startswith("Nid oes cyfieithiad eto, felly mae'r Saesneg yn sefyll, ar gyfer y rhain: ")
    assert "Cyfieithiad i'w adolygu gan gyfieithydd" in read(parts_of(document)["word/footer1.xml"])


def test_a_stale_question_is_marked_where_it_stands(packs: dict[str, Pack]) -> None:
    pack = packs["both"]
    assert pack.language is not None
    stale = replace(pack.language, stale=tuple(one.question for one in pack.language.questions))
    document = panel_pack(
        replace(pack, language=stale), template=template("panel-pack"), organisation="", marking=""
    )
    mark = "The English of this question was changed since it was translated."
    found = [line for line in read(parts_of(document)[DOCUMENT]) if line.startswith(mark)]
    assert len(found) == len(stale.stale)


@pytest.mark.parametrize("choice", ["cy", "both"])
def test_a_report_has_its_headings_and_its_scale_in_the_second_language(
    packs: dict[str, Pack], choice: str
) -> None:
    pack = packs[choice]
    scores = read_scores(demonstration_scores(pack), source="scores.csv", pack=pack, vacancy=Vacancy())
    scored = ScoredRound(pack=pack, scores=scores, vacancy=Vacancy(), agreed=())
    layout = ReportLayout(organisation="Anyborough", marking=MARKING, template=template("candidate-report"))
    files = report_files(scored, numbered={1: scores.candidates[0]}, total=1, layout=layout)
    (document,) = files.values()
    language = "cy" if choice == "cy" else "en-GB"
    assert [*faults_of(document, marking=MARKING, language=language), *schema_faults_of(document)] == []
    found = "\n".join(read(parts_of(document)[DOCUMENT]))
    scale = pack.language and pack.language.interview and pack.language.interview.scale
    assert scale
    wanted = ["Cwestiynau, sgorau a thystiolaeth", *(point.meaning for point in scale.points)]
    assert [text for text in wanted if text not in found] == []


def test_a_pack_in_two_languages_is_read_back_as_it_was_written(packs: dict[str, Pack]) -> None:
    raw = write_pack(packs["both"])
    again = read_pack(raw, source="pack.json")
    assert (again.hash, write_pack(again)) == (packs["both"].hash, raw)


def test_every_fixed_word_is_there_in_every_language_and_used_by_its_name() -> None:
    files = sorted((TEMPLATES / "words").glob("*.yaml"))
    found = {path.stem: words_of(path.stem) for path in files}
    assert {tag: one.language for tag, one in found.items() if one} == {
        path.stem: path.stem for path in files
    }
    english = set(found["en"].words) if found["en"] else set()
    assert [tag for tag, one in found.items() if one and set(one.words) != english] == []


@pytest.mark.parametrize("name", ["panel-pack", "candidate-copy", "candidate-report"])
def test_a_template_asks_for_no_fixed_word_that_is_not_there(name: str) -> None:
    english = words_of("en")
    assert english is not None
    texts = "".join(blob.decode() for path, blob in parts_of(template(name)).items() if path.endswith(".xml"))
    assert set(re.findall(r"fixed\.(\w+)", texts)) - set(english.words) == set()
