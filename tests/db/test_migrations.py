"""Migrations: up, down and up again with rows, and what the database itself refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recruit.db.schema import downgrade, drift, is_current, newest_revision, upgrade
from recruit.db.tables import (
    AgreedScoreRow,
    AmendmentRow,
    Base,
    CandidateRow,
    Grant,
    PackQuestionRow,
    PackRow,
    QuestionRow,
    QuestionVersionRow,
    ScoreSheetRow,
    SheetEntryRow,
    VacancyRow,
)
from recruit.db.transactions import read_transaction
from tests.clock import Clock
from tests.db.databases import BOTH, prepared_engine, sqlite_at
from tests.db.postgresql import new_database
from tests.local_questions import own_question, put_into_the_bank
from tests.packaging.tree import ROOT
from tests.people import CANDIDATES, FARAH, RUTH, SIAN, id_of
from tests.world import World


@pytest.fixture(params=BOTH)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Return the address of a database without tables, of either kind in turn."""
    if request.param == "sqlite":
        return sqlite_at(tmp_path / "bare.sqlite")
    worker: URL = request.getfixturevalue("worker_database")
    return new_database(worker.set(database="postgres"), f"{worker.database}_bare", migrated=False)


def tables_of(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(engine.dialect.get_table_names(connection)) - {"alembic_version"}


def test_up_makes_every_table_that_the_code_knows(bare_url: URL) -> None:
    upgrade(bare_url)
    with prepared_engine(bare_url) as engine:
        assert (tables_of(engine), is_current(engine)) == (set(Base.metadata.tables), True)
        assert drift(engine) == []


def test_down_leaves_nothing_and_up_again_takes_rows(bare_url: URL, clock: Clock) -> None:
    upgrade(bare_url)
    with prepared_engine(bare_url) as engine, Session(engine) as session:
        World(session, clock).released()
    downgrade(bare_url, revision="base")
    with prepared_engine(bare_url) as engine:
        assert (tables_of(engine), is_current(engine)) == (set(), False)
    upgrade(bare_url)
    with prepared_engine(bare_url) as engine, Session(engine) as session:
        World(session, clock).released()
        assert (drift(engine), is_current(engine)) == ([], True)


def test_the_questions_of_packs_that_were_issued_are_noted_on_the_way_up(bare_url: URL, clock: Clock) -> None:
    upgrade(bare_url)
    with prepared_engine(bare_url) as engine, Session(engine) as session:
        world = World(session, clock).released()
        world.another().draft()
        asked = asked_in(session)
        before = rows_of(session)
    downgrade(bare_url, revision="0001")
    upgrade(bare_url)
    with prepared_engine(bare_url) as engine, Session(engine) as session:
        assert asked_in(session) == asked
        assert rows_of(session) == before
        assert drift(engine) == []
    assert [question for _, question, _ in asked] == sorted(world.pack.ids)


def asked_in(session: Session) -> list[tuple[str, str, int]]:
    with read_transaction(session):
        found = select(PackQuestionRow.pack_id, PackQuestionRow.question, PackQuestionRow.version)
        return sorted((pack, question, version) for pack, question, version in session.execute(found))


def test_local_questions_go_on_the_way_down_and_all_else_stays(bare_url: URL, clock: Clock) -> None:
    upgrade(bare_url)
    with prepared_engine(bare_url) as engine, Session(engine) as session:
        world = World(session, clock).released()
        put_into_the_bank(world, own_question())
        before = rows_of(session)
    downgrade(bare_url, revision="0001")
    upgrade(bare_url)
    with prepared_engine(bare_url) as engine, Session(engine) as session:
        after = rows_of(session)
    gone = {name for name, count in before.items() if after[name] != count}
    assert gone == {"local_bank", "question", "question_version"}


def test_up_where_nothing_is_to_be_done_keeps_every_row(
    database_url: URL, database: Engine, clock: Clock
) -> None:
    with Session(database) as session:
        World(session, clock).released()
        before = rows_of(session)
    upgrade(database_url)
    with Session(database) as session:
        assert rows_of(session) == before
    assert before["candidate"] == len(CANDIDATES)


def rows_of(session: Session) -> dict[str, int]:
    with read_transaction(session):
        tables = Base.metadata.sorted_tables
        return {table.name: len(session.execute(select(table)).all()) for table in tables}


def test_the_newest_revision_has_a_number() -> None:
    assert newest_revision() == max(
        path.name.split("_")[0] for path in (ROOT / "recruit/db/migrations/versions").glob("0*.py")
    )


def score_of_six(world: World) -> None:
    sheet = world.score(FARAH, SIAN, questions=[])
    world.rows.keep(an_entry(world, sheet, value=6))


def score_beside_not_explored(world: World) -> None:
    sheet = world.score(FARAH, SIAN, questions=[])
    world.rows.keep(an_entry(world, sheet, value=3, not_explored=True))


def contrary_beside_a_three(world: World) -> None:
    sheet = world.score(FARAH, SIAN, questions=[])
    world.rows.keep(an_entry(world, sheet, value=3, contrary=True))


def an_entry(world: World, sheet: str, **changes: object) -> SheetEntryRow:
    return SheetEntryRow(
        organisation_id=world.organisation,
        sheet_id=sheet,
        question=world.questions()[0],
        evidence="Said so.",
        version=1,
        saved_at=world.clock(),
        **changes,
    )


def amended_to_six(world: World) -> None:
    world.rows.keep(
        AmendmentRow(
            organisation_id=world.organisation,
            sheet_id=world.score(FARAH, SIAN),
            question=world.questions()[0],
            value=6,
            evidence="Said so.",
            reason="A slip.",
            at=world.clock(),
        )
    )


def agreed_on_nought(world: World) -> None:
    world.agree(SIAN, world.questions()[0], 0)


def level_of_nine(world: World) -> None:
    world.rows.change(VacancyRow, world.vacancy, level=9)


def unknown_attendance(world: World) -> None:
    world.attend(SIAN, "came late")


def unknown_role(world: World) -> None:
    world.rows.keep(
        Grant(
            organisation_id=world.organisation,
            account_id=id_of(FARAH),
            role="owner",
            granted_at=world.clock(),
        )
    )


def unknown_state_of_a_pack(world: World) -> None:
    world.rows.change(PackRow, world.draft(), state="lost")


def second_pack_issued(world: World) -> None:
    world.issue()


def second_sheet(world: World) -> None:
    world.score(FARAH, SIAN)
    world.rows.keep(
        ScoreSheetRow(
            organisation_id=world.organisation,
            round_id=world.round,
            member_id=world.member(FARAH),
            candidate_id=world.candidate(SIAN),
            begun_at=world.clock(),
        )
    )


def candidate_of_no_round(world: World) -> None:
    world.rows.change(CandidateRow, world.candidate(SIAN), round_id="0" * 16)


def unknown_state_of_a_version(world: World) -> None:
    a_version(world, state="lost")


def reviewed_by_its_writer(world: World) -> None:
    a_version(world, state="reviewed", reviewed_by=id_of(RUTH), reviewed_at=world.clock())


def published_without_a_review(world: World) -> None:
    a_version(world, state="published", published_by=id_of(RUTH), published_at=world.clock())


def same_number_twice(world: World) -> None:
    question = a_version(world)
    world.rows.keep(a_version_row(world, question))


def same_question_twice(world: World) -> None:
    a_version(world)
    a_version(world)


def a_version(world: World, **changes: object) -> str:
    """Keep a question with one version, and return the id of the question."""
    question = world.rows.keep(
        QuestionRow(organisation_id=world.organisation, key="lost", created_at=world.clock())
    )
    world.rows.keep(a_version_row(world, question, **changes))
    return question


def a_version_row(world: World, question: str, **changes: object) -> QuestionVersionRow:
    return QuestionVersionRow(
        organisation_id=world.organisation,
        question_id=question,
        number=1,
        content="{}",
        why="A reason.",
        written_by=id_of(RUTH),
        written_at=world.clock(),
        **changes,
    )


def same_question_of_a_pack_twice(world: World) -> None:
    (pack,) = world.rows.ids(PackRow)
    world.rows.keep(
        PackQuestionRow(
            organisation_id=world.organisation, pack_id=pack, question=world.pack.ids[0], version=1
        )
    )


def same_agreement_twice(world: World) -> None:
    world.agree(SIAN, world.questions()[0], 3)
    (first,) = world.rows.ids(AgreedScoreRow)
    world.agree(SIAN, world.questions()[0], 4)
    world.rows.change(AgreedScoreRow, first, number=2)


@pytest.mark.parametrize(
    "fault",
    [
        score_of_six,
        score_beside_not_explored,
        contrary_beside_a_three,
        amended_to_six,
        agreed_on_nought,
        level_of_nine,
        unknown_attendance,
        unknown_role,
        unknown_state_of_a_pack,
        second_pack_issued,
        second_sheet,
        candidate_of_no_round,
        same_agreement_twice,
        unknown_state_of_a_version,
        reviewed_by_its_writer,
        published_without_a_review,
        same_number_twice,
        same_question_twice,
        same_question_of_a_pack_twice,
    ],
)
def test_the_database_refuses_what_can_never_be(world: World, fault: Callable[[World], None]) -> None:
    world.ready()
    with pytest.raises(IntegrityError):
        fault(world)


def test_an_organisation_takes_everything_of_its_own_along(world: World) -> None:
    world.released()
    put_into_the_bank(world, own_question())
    world.session.rollback()
    with world.rows.together():
        world.session.execute(text("delete from organisation"))
    assert {name: count for name, count in rows_of(world.session).items() if count} == {}
