"""Reports as files: numbered by interview, and in one zip that is the same each time."""

from __future__ import annotations

import io
import zipfile

from recruit.documents.demonstration import demonstration_moderation, demonstration_scores
from recruit.documents.report_files import (
    CONTENTS,
    ContentsLine,
    ReportLayout,
    contents_text,
    report_files,
    reports_zip,
)
from recruit.documents.score_files import read_moderation, read_scores
from recruit.domain.report import Attestation
from recruit.domain.scored_round import ScoredRound
from recruit.domain.vacancy import Vacancy
from recruit.paths import bundled
from tests.documents.lean_docx import parts_of
from tests.documents.rendering import DOCUMENT, read
from tests.documents.sample_packs import typical_pack

LAYOUT = ReportLayout(
    organisation="Anyborough Council (invented)",
    marking="Restricted",
    template=(bundled("templates") / "word" / "candidate-report.docx").read_bytes(),
)
SIAN, AMAL = "Siân O'Brien-Ōkubo", "أمل حداد (Amal Haddad)"
FILES = {"01-ann.docx": b"one", "03-bob.docx": b"two"}


def scored_round() -> ScoredRound:
    pack = typical_pack()
    scores = read_scores(demonstration_scores(pack), source="scores.csv", pack=pack, vacancy=Vacancy())
    agreed = read_moderation(
        demonstration_moderation(pack), source="moderation.csv", pack=pack, scores=scores
    )
    attested = {SIAN: Attestation("3 of 3 sealed before release.")}
    return ScoredRound(pack=pack, scores=scores, vacancy=Vacancy(), agreed=agreed, attestations=attested)


def test_reports_are_named_by_the_number_of_the_interview_and_padded_so_that_they_sort() -> None:
    numbered = {1: SIAN, 3: AMAL}
    assert list(report_files(scored_round(), numbered=numbered, total=4, layout=LAYOUT)) == [
        "01-sian-o-brien-okubo.docx",
        "03-amal-haddad.docx",
    ]
    assert list(report_files(scored_round(), numbered=numbered, total=100, layout=LAYOUT)) == [
        "001-sian-o-brien-okubo.docx",
        "003-amal-haddad.docx",
    ]


def test_a_report_carries_the_attestation_of_its_own_candidate() -> None:
    files = report_files(scored_round(), numbered={1: SIAN, 3: AMAL}, total=4, layout=LAYOUT)
    attested = [
        [line for line in read(parts_of(document)[DOCUMENT]) if "sealed before" in line]
        for document in files.values()
    ]
    assert attested[0] == ["3 of 3 sealed before release."]
    assert [line.startswith("This report was made from files.") for line in attested[1]] == [True]


def test_nobody_scored_makes_no_file() -> None:
    assert report_files(scored_round(), numbered={}, total=0, layout=LAYOUT) == {}


def test_a_zip_holds_its_contents_first_and_then_the_files_as_they_are() -> None:
    with zipfile.ZipFile(io.BytesIO(reports_zip(FILES, contents="Zoë\n"))) as package:
        assert package.testzip() is None
        assert package.namelist() == [CONTENTS, *FILES]
        assert {name: package.read(name) for name in FILES} == FILES
        assert package.read(CONTENTS).decode("utf-8-sig") == "Zoë\n"


def test_the_same_files_make_the_same_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(reports_zip(FILES, contents=""))) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert reports_zip(FILES, contents="x") == reports_zip(dict(FILES), contents="x")


def test_the_contents_name_everybody_and_say_where_there_is_no_report() -> None:
    lines = [
        ContentsLine(1, "Ann", "01-ann.docx, report R-1", "Reserve"),
        ContentsLine(2, AMAL, "", "Withdrew"),
    ]
    assert contents_text(heading=["Reports", "Anyborough"], lines=lines) == (
        "Reports\nAnyborough\n\n"
        "1. Ann\n   01-ann.docx, report R-1\n   Reserve\n\n"
        f"2. {AMAL}\n   No report\n   Withdrew\n"
    )
