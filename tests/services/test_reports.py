"""Reports of a released round: who may have them, what they carry, what the zip holds."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from sqlalchemy import Engine

from recruit.db.tables import AmendmentRow, CandidateRow, VacancyRow
from recruit.documents.report_files import CONTENTS, ReportLayout
from recruit.domain.errors import NotNow, NotThere
from recruit.domain.people import Role
from recruit.domain.vacancy import Decision
from recruit.paths import bundled
from recruit.services.reports import ReportFile, ReportsInView, report_file, reports_file, reports_in_view
from tests.db.queries import counted_queries, writes
from tests.documents.lean_docx import parts_of
from tests.documents.reading import headings, table_headed, tables
from tests.documents.rendering import DOCUMENT, read
from tests.documents.word_rules import faults_of, schema_faults_of
from tests.people import (
    AMAL,
    CANDIDATES,
    FARAH,
    GARETH,
    MOIRA,
    NADIA,
    NGUYEN,
    OUTSIDER,
    PANEL,
    RUTH,
    SIAN,
    STRANGER,
    ZOE,
)
from tests.services.events import actions
from tests.world import World

MARKING = "Official-Sensitive: Personal"
LAYOUT = ReportLayout(
    organisation="Anyborough Council (invented)",
    marking=MARKING,
    template=(bundled("templates") / "word" / "candidate-report.docx").read_bytes(),
)
MAY = [RUTH, GARETH, MOIRA]
MAY_NOT = [FARAH, NADIA, OUTSIDER, STRANGER]


def listed(world: World, who: str = RUTH) -> ReportsInView:
    return reports_in_view(world.session, actor=world.actor(who), round_id=world.round)


def report(world: World, candidate: str = SIAN, *, who: str = RUTH) -> ReportFile:
    return report_file(
        world.session,
        actor=world.actor(who),
        round_id=world.round,
        candidate_id=world.candidate(candidate),
        layout=LAYOUT,
        now=world.clock(),
    )


def zipped(world: World, *, who: str = RUTH) -> ReportFile:
    return reports_file(
        world.session, actor=world.actor(who), round_id=world.round, layout=LAYOUT, now=world.clock()
    )


def files_in(made: ReportFile) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def contents_of(made: ReportFile) -> list[str]:
    return files_in(made)[CONTENTS].decode("utf-8-sig").split("\n")


def lines_of(made: ReportFile) -> list[str]:
    return read(parts_of(made.content)[DOCUMENT])


def amend(world: World, member: str, candidate: str, question: str, *, value: int, reason: str) -> None:
    sheet = world.score(member, candidate, questions=[])
    world.rows.keep(
        AmendmentRow(
            organisation_id=world.organisation,
            sheet_id=sheet,
            question=question,
            value=value,
            not_explored=False,
            evidence="Heard it again in the notes.",
            reason=reason,
            at=world.clock.move(minutes=5),
        )
    )


@pytest.mark.parametrize("who", MAY)
def test_chair_manager_and_hr_have_the_reports_of_a_released_round(world: World, who: str) -> None:
    world.released()
    assert [line.candidate.name for line in listed(world, who).lines] == list(CANDIDATES)
    assert report(world, ZOE, who=who).name == "03-zoe-marie-d-arcy.docx"
    assert zipped(world, who=who).name == "reports-team-manager.zip"


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_has_them(world: World, who: str) -> None:
    world.released()
    for ask in (listed, report, zipped):
        with pytest.raises(NotThere):
            ask(world, who=who)


@pytest.mark.parametrize("who", MAY)
def test_before_the_release_there_are_none(world: World, who: str) -> None:
    world.scored()
    assert listed(world, who).lines == ()
    for ask in (report, zipped):
        with pytest.raises(NotNow):
            ask(world, who=who)
    assert actions(world) == []


@pytest.mark.parametrize("who", MAY_NOT)
def test_before_the_release_others_do_not_even_learn_that(world: World, who: str) -> None:
    world.scored()
    for ask in (listed, report, zipped):
        with pytest.raises(NotThere):
            ask(world, who=who)


def test_a_member_who_stood_down_has_none_whatever_else_they_are(world: World) -> None:
    world.scored()
    world.grant(NADIA, Role.HR, everywhere=True)
    world.stand_down(NADIA)
    world.release()
    for ask in (listed, report, zipped):
        with pytest.raises(NotThere):
            ask(world, who=NADIA)


def test_a_candidate_of_another_round_has_no_report_in_this_one(world: World) -> None:
    world.released()
    other = world.another(manager=RUTH).released()
    with pytest.raises(NotThere):
        report_file(
            world.session,
            actor=world.actor(RUTH),
            round_id=world.round,
            candidate_id=other.candidate(SIAN),
            layout=LAYOUT,
            now=world.clock(),
        )


def test_a_line_says_what_was_decided_or_that_the_report_is_a_draft(world: World) -> None:
    world.released()
    world.decide(SIAN, "reserve")
    world.decide(SIAN, "recommended")
    view = listed(world)
    assert [line.decision for line in view.lines] == [Decision.RECOMMENDED, None, None, None]
    assert [line.remark for line in view.lines[:2]] == [
        "Recommended, subject to checks",
        "No decision yet: the report is marked draft",
    ]
    assert (len(view.made), view.drafts) == (4, 3)


def test_a_report_is_marked_draft_until_somebody_decided(world: World) -> None:
    world.released()
    number = listed(world).lines[0].number
    assert lines_of(report(world))[2] == f"Report {number}, Draft"
    world.decide(SIAN, "recommended", reason="Clear on every attribute.")
    found = lines_of(report(world))
    assert found[2] == f"Report {number}, Final"
    assert found[found.index("Decision") + 1 :][:2] == [
        "Recommended, subject to checks. Decided by Gareth Llewellyn, 14 January 2027.",
        "Clear on every attribute.",
    ]


def test_a_report_says_how_the_sheets_were_sealed(world: World) -> None:
    world.scored()
    world.clock.move(hours=2)
    world.release()
    document = report(world).content
    sealed = "14 January 2027, 10am"
    assert table_headed(document, "Name", "Role", "Sheet sealed") == [
        [GARETH, "Chair", sealed],
        [FARAH, "Panel member", sealed],
        [NADIA, "Panel member", sealed],
    ]
    opened = "Moderation was opened on 14 January 2027, 12pm."
    assert f"3 of 3 sealed before release. {opened}" in lines_of(report(world))


def test_who_stood_down_is_named_without_scores_and_without_the_reason(world: World) -> None:
    world.scored()
    world.score(NADIA, SIAN, value=1, evidence="A canary that nobody reads.")
    world.stand_down(NADIA, reason="Knows a candidate well.")
    world.release()
    document = report(world)
    assert table_headed(document.content, "Name", "Role")[2] == [
        NADIA,
        "Panel member, stood down for this candidate",
        "–",
    ]
    text = "\n".join(lines_of(document))
    assert [text.count(words) for words in ("2 of 2 sealed before release.", "canary", "Knows")] == [1, 0, 0]


def test_a_report_prints_the_interview_as_it_was_held(world: World) -> None:
    world.released()
    world.rows.change(
        CandidateRow,
        world.candidate(AMAL),
        day=date(2027, 1, 13),
        started="09:40",
        finished="10:50",
        departures="The fire alarm went off.\nThe exercise came last.",
    )
    columns = ("Detail", "Value", "Detail", "Value")
    facts = [cell for row in table_headed(report(world, AMAL).content, *columns) for cell in row]
    assert dict(zip(facts[::2], facts[1::2], strict=True)) == {
        "Post": f"Level 4: {world.pack.title}",
        "Vacancy": "Team manager",
        "Reference": "TM-1",
        "Date": "13 January 2027",
        "Place": "Committee Room 2",
        "Order of interview": "2",
        "Started": "09:40",
        "Finished": "10:50",
    }
    lines = lines_of(report(world, AMAL))
    at = lines.index("Departures from the plan")
    assert lines[at + 1 : at + 3] == ["The fire alarm went off.", "The exercise came last."]


def test_a_report_labels_what_was_struck_amended_and_agreed(world: World) -> None:
    world.scored()
    first, second, third = world.questions()[:3]
    world.strike(first, reason="It names a real family.")
    world.release()
    amend(world, FARAH, SIAN, second, value=5, reason="Overlooked a page.")
    world.agree(SIAN, third, 4, reason="The notes meet the fourth anchor.")
    lines = lines_of(report(world))
    wanted = [
        "Struck for every candidate, 14 January 2027, 10am. It names a real family.",
        "Overlooked a page.",
        "Agreed score: 4",
        "The notes meet the fourth anchor.",
    ]
    assert [lines.count(words) for words in wanted] == [1, 1, 1, 1]
    assert [line for line in lines if "amended after the release" in line] == [
        "3 of 3 sealed before release. Moderation was opened on 14 January 2027, 10am. "
        "1 score was amended after the release; the original stands with each."
    ]


def test_a_report_states_number_pack_hash_and_template_version(world: World) -> None:
    world.released()
    document = report(world)
    assert f"Report {listed(world).lines[0].number}, Draft" in lines_of(document)
    made = dict(row[:2] for table in tables(document.content) for row in table if len(row) == 2)
    assert made["Pack hash (SHA-256)"] == world.pack.hash
    assert made["Report template"].startswith("version ")


def test_who_was_not_scored_has_no_report_and_stands_in_the_contents(world: World) -> None:
    world.ready()
    world.attend(AMAL, "withdrew")
    world.attend(ZOE, "did not attend")
    for member in PANEL:
        for candidate in (SIAN, NGUYEN):
            world.score(member, candidate)
            world.seal(member, candidate)
    world.release()
    numbers = [line.number for line in listed(world).lines]
    assert [number is None for number in numbers] == [False, True, True, False]
    made = zipped(world)
    assert list(files_in(made)) == [CONTENTS, "01-sian-o-brien-okubo.docx", "04-nguyen-van-an.docx"]
    assert contents_of(made) == [
        MARKING,
        "Reports on the candidates for Team manager (TM-1), Round 1",
        "Anyborough Council (invented)",
        f"Pack hash (SHA-256): {world.pack.hash}",
        "2 reports on 4 candidates, in order of interview.",
        "",
        f"1. {SIAN}",
        f"   01-sian-o-brien-okubo.docx, report {numbers[0]}",
        "   No decision yet: the report is marked draft",
        "",
        f"2. {AMAL}",
        "   No report",
        "   Withdrew",
        "",
        f"3. {ZOE}",
        "   No report",
        "   Did not attend",
        "",
        f"4. {NGUYEN}",
        f"   04-nguyen-van-an.docx, report {numbers[3]}",
        "   No decision yet: the report is marked draft",
        "",
    ]
    with pytest.raises(NotThere):
        report(world, AMAL)


def test_scores_of_somebody_who_withdrew_after_the_interview_are_reported(world: World) -> None:
    world.scored()
    world.attend(AMAL, "withdrew")
    world.release()
    assert report(world, AMAL).name == "02-candidate.docx"


def test_the_zip_holds_the_reports_as_they_are_downloaded_one_by_one(world: World) -> None:
    world.released()
    single = [report(world, candidate) for candidate in CANDIDATES]
    together = files_in(zipped(world))
    del together[CONTENTS]
    assert together == {one.name: one.content for one in single}
    assert zipped(world).content == zipped(world).content


def test_every_report_of_the_zip_breaks_no_rule(world: World) -> None:
    world.scored()
    world.strike(world.questions()[0])
    world.release()
    amend(world, FARAH, SIAN, world.questions()[1], value=5, reason="Overlooked a page.")
    world.agree(AMAL, world.questions()[2], 4)
    world.decide(ZOE, "not appointable", reason="Smith & Sons <b>said</b> so.")
    faults = [
        (name, fault)
        for name, document in files_in(zipped(world)).items()
        if name != CONTENTS
        for fault in (*faults_of(document, marking=MARKING), *schema_faults_of(document))
    ]
    assert faults == []


def test_the_second_round_is_named_in_the_zip(world: World) -> None:
    world.released()
    world.rows.change(VacancyRow, world.vacancy, reference="")
    assert contents_of(zipped(world))[1] == "Reports on the candidates for Team manager, Round 1"


def test_each_download_leaves_an_event_and_looking_at_the_list_none(world: World) -> None:
    world.released()
    listed(world)
    report(world)
    zipped(world, who=MOIRA)
    assert actions(world) == ["report downloaded", "all reports downloaded"]


def test_a_template_that_cannot_be_used_is_no_crash(world: World) -> None:
    world.released()
    broken = ReportLayout(organisation="", marking="", template=b"no template")
    with pytest.raises(NotNow):
        reports_file(
            world.session,
            actor=world.actor(RUTH),
            round_id=world.round,
            layout=broken,
            now=world.clock(),
        )


def test_a_report_has_the_headings_of_what_it_holds(world: World) -> None:
    world.released()
    found = headings(report(world).content)
    assert [heading for heading in found if heading.startswith("# ")] == [
        "# Scores by attribute",
        "# Panel",
        "# Questions, scores and evidence",
        "# Signatures",
        "# The rating scale",
        "# Sources and cautions",
        "# How this report was made",
        "# Appendix: the anchors of each question",
    ]


def add_scored(world: World, *names: str) -> None:
    world.add_candidates(*names)
    with world.rows.together():
        for name in names:
            for member in PANEL:
                world.score(member, name)
                world.seal(member, name)


def queries_of(world: World, database: Engine) -> list[tuple[int, int]]:
    """Return how many statements the list and the zip take, and how many of them write."""
    counts = []
    for ask in (listed, zipped):
        with counted_queries(database) as queries:
            ask(world)
        counts.append((len(queries), len(writes(queries))))
    return counts


def test_thirty_candidates_take_as_many_queries_as_one(world: World, database: Engine) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.issue()
    add_scored(world, "One")
    world.release()
    listed(world)  # the pack is read once in each process
    one = queries_of(world, database)
    add_scored(world, *(f"Candidate {number}" for number in range(2, 31)))
    assert queries_of(world, database) == one
    assert [writing for _, writing in one] == [0, 1]
