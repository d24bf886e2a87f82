"""The demonstration: loaded once into an empty database, every figure of its reports counted anew."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import (
    Account,
    AgreedScoreRow,
    AuditEvent,
    Base,
    CandidateRow,
    Grant,
    Organisation,
    OutboxMessage,
    PanelMemberRow,
    RoundRow,
    ScoreSheetRow,
    SheetEntryRow,
    VacancyRow,
)
from recruit.db.transactions import read_transaction
from recruit.documents.invented import BEING_SCORED, CANDIDATES, COUNCIL, MEMBERS, WITHDREW
from recruit.documents.report_files import CONTENTS, ReportLayout
from recruit.domain.bank import QuestionBank
from recruit.domain.pack import Pack
from recruit.domain.people import Actor, Granted, Role
from recruit.domain.progress import state_in_words
from recruit.paths import bundled
from recruit.services.demonstration import (
    HR,
    MANAGER,
    MEMBER,
    NoDemonstration,
    demonstration_sign_ins,
    email_of,
    is_loaded,
    load_demonstration,
)
from recruit.services.issued_packs import issued_pack
from recruit.services.moderation import board
from recruit.services.my_interviews import my_interviews
from recruit.services.reports import reports_file
from recruit.services.round_record import released_round
from recruit.services.sign_ins import sign_in, signed_in
from recruit.services.vacancies import vacancies_of, vacancy_in_view
from recruit.web.accounts.passwords import PASSWORDS
from tests.clock import Clock
from tests.db.databases import copy_of, prepared_engine
from tests.documents.reading import table_headed
from tests.documents.word_rules import faults_of, schema_faults_of
from tests.rows import Rows

PASSWORD = "mopa-vile-tuna-soke"  # noqa: S105 (of invented people)
MARKING = "Official-Sensitive: Personal"
LAYOUT = ReportLayout(
    organisation=COUNCIL,
    marking=MARKING,
    template=(bundled("templates") / "word" / "candidate-report.docx").read_bytes(),
)


def load(session: Session, bank: QuestionBank, clock: Clock) -> None:
    load_demonstration(session, bank=bank, password=PASSWORD, passwords=PASSWORDS, now=clock(), seconds=60)


def actor(session: Session, name: str) -> Actor:
    with read_transaction(session):
        account = session.scalars(select(Account).where(Account.email == email_of(name))).one()
        grants = session.scalars(select(Grant).where(Grant.account_id == account.id))
        held = frozenset(Granted(Role(one.role), one.vacancy_id) for one in grants)
        return Actor(account.id, account.organisation_id, account.name, held)


def rows_of(session: Session) -> Mapping[str, int]:
    """Return how many rows each table holds."""
    with read_transaction(session):
        return {
            table.name: len(session.execute(select(table)).all()) for table in Base.metadata.sorted_tables
        }


def round_at(session: Session, level: int) -> str:
    """Return the id of the round of the vacancy at a level."""
    with read_transaction(session):
        wanted = select(RoundRow.id).join(VacancyRow, VacancyRow.id == RoundRow.vacancy_id)
        return session.scalars(wanted.where(VacancyRow.level == level)).one()


def test_it_loads_once_and_a_second_time_changes_nothing(
    session: Session, real_bank: QuestionBank, clock: Clock
) -> None:
    assert is_loaded(session) is False
    load(session, real_bank, clock)
    before = rows_of(session)
    assert is_loaded(session) is True
    clock.move(days=1)
    load(session, real_bank, clock)
    assert rows_of(session) == before
    found = vacancies_of(session, actor=actor(session, HR))
    assert [(line.details.level, line.details.title, line.state) for line in found] == [
        (2, "Social worker, assessment team (demonstration)", "Preparing"),
        (4, "Team manager, children in care (demonstration)", "Interviews: 3 of 9 sheets sealed"),
        (6, "Assistant director, help and protection (demonstration)", "Moderation: 3 of 4 decided"),
    ]


def test_it_is_refused_by_a_database_of_somebody_else(
    session: Session, real_bank: QuestionBank, clock: Clock
) -> None:
    Rows(session).keep(Organisation(name="Otherborough Council", created_at=clock()))
    with pytest.raises(NoDemonstration, match="holds an organisation already"):
        load(session, real_bank, clock)
    assert rows_of(session)["account"] == 0


def test_what_was_broken_off_is_not_taken_for_loaded(
    session: Session, real_bank: QuestionBank, clock: Clock
) -> None:
    Rows(session).keep(Organisation(name=COUNCIL, created_at=clock()))
    with pytest.raises(NoDemonstration, match="was broken off"):
        load(session, real_bank, clock)
    assert rows_of(session)["account"] == 0


@pytest.fixture(scope="module")
def demonstration(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory, real_bank: QuestionBank
) -> Iterator[Session]:
    """Return a session on a demonstration that is loaded once, to be read only."""
    url = copy_of(migrated_sqlite, tmp_path_factory.mktemp("demonstration") / "recruit.sqlite")
    with prepared_engine(url) as engine, Session(engine) as session:
        load(session, real_bank, Clock())
        yield session


def test_everybody_who_is_named_can_sign_in_with_the_one_password(demonstration: Session) -> None:
    names = []
    for one in demonstration_sign_ins():
        now = Clock()()
        cookie = sign_in(demonstration, email=one.email, password=PASSWORD, passwords=PASSWORDS, now=now)
        found = signed_in(demonstration, cookie=cookie, now=now)
        names.append((one.role, found.actor.name if found else None))
    assert names == [
        ("Recruiting manager", "Oluwaseun Bello"),
        ("Panel member", "Farah Siddiqui"),
        ("HR", "Moira Kent"),
        ("Chair", "Ruth Adeyemi"),
    ]


def test_no_letter_to_an_invented_person_waits_to_be_sent(demonstration: Session) -> None:
    with read_transaction(demonstration):
        unsent = select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None))
        assert demonstration.scalars(unsent).all() == []


def test_everything_of_it_is_said_to_be_invented(demonstration: Session) -> None:
    with read_transaction(demonstration):
        titles = demonstration.scalars(select(VacancyRow.title)).all()
        emails = demonstration.scalars(select(Account.email)).all()
        assert demonstration.scalars(select(Organisation.name)).all() == [COUNCIL]
    assert [title for title in titles if not title.endswith(" (demonstration)")] == []
    assert [email for email in emails if not email.endswith("@anyborough.example")] == []


def test_the_panel_member_has_work_to_do(demonstration: Session) -> None:
    rounds = my_interviews(demonstration, actor=actor(demonstration, MEMBER))
    assert len(rounds) == 2
    view = board(demonstration, actor=actor(demonstration, MANAGER), round_id=round_at(demonstration, 4))
    names = {one.member: one.name for one in view.seats}
    sealed = Counter(names[sheet.member] for sheet in view.expected if sheet.sealed)
    assert {name: sealed[name] for name, _ in MEMBERS} == {
        "Ruth Adeyemi": 2,
        "Gareth Llewellyn": 1,
        MEMBER: 0,
    }
    assert [one.name for one in view.candidates] == [*(one.name for one in BEING_SCORED), WITHDREW.name]


def test_the_newest_vacancy_waits_for_its_manager(demonstration: Session) -> None:
    with read_transaction(demonstration):
        newest = demonstration.scalars(select(VacancyRow.id).where(VacancyRow.level == 2)).one()
    view = vacancy_in_view(demonstration, actor=actor(demonstration, MANAGER), vacancy_id=newest)
    assert [state_in_words(one) for one in view.rounds] == ["Preparing"]
    assert view.may_prepare


def test_nothing_lies_in_the_future(demonstration: Session) -> None:
    with read_transaction(demonstration):
        moments = [
            *demonstration.scalars(select(AuditEvent.at)),
            *demonstration.scalars(select(SheetEntryRow.saved_at)),
        ]
    assert max(moments) <= Clock()()


def test_every_pack_was_issued_before_its_first_interview(demonstration: Session) -> None:
    with read_transaction(demonstration):
        events = demonstration.execute(
            select(AuditEvent.vacancy_id, AuditEvent.action, AuditEvent.at).order_by(AuditEvent.at)
        ).all()
    for vacancy in {vacancy for vacancy, *_ in events if vacancy}:
        order = [action for owner, action, _ in events if owner == vacancy]
        steps = ["pack drawn", "pack issued", "interview recorded", "draft saved", "sheet sealed"]
        reached = [order.index(step) for step in steps if step in order]
        assert reached == sorted(reached)


@pytest.fixture(scope="module")
def reports(demonstration: Session) -> Mapping[str, bytes]:
    """Return the files of the zip by name."""
    made = reports_file(
        demonstration,
        actor=actor(demonstration, HR),
        round_id=round_at(demonstration, 6),
        layout=LAYOUT,
        now=Clock()(),
    )
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def pack(demonstration: Session) -> Pack:
    who, round_id = actor(demonstration, HR), round_at(demonstration, 6)
    with read_transaction(demonstration):
        view = released_round(demonstration, actor=who, round_id=round_id).view
    return issued_pack(demonstration, pack_id=view.pack or "")


def test_its_reports_break_no_rule(reports: Mapping[str, bytes]) -> None:
    assert list(reports) == [
        CONTENTS,
        "01-sian-o-brien-okubo.docx",
        "02-tomasz-wisniewski.docx",
        "03-amal-haddad.docx",
        "04-priya-raman.docx",
    ]
    assert [
        (name, fault)
        for name, document in reports.items()
        if name != CONTENTS
        for fault in (*faults_of(document, marking=MARKING), *schema_faults_of(document))
    ] == []


Given = Mapping[tuple[str, str], list[int]]
"""Scores of 1 to 5 by candidate and question."""


def given_scores(session: Session) -> Given:
    """Return what stands in the tables, as they stand there."""
    found: dict[tuple[str, str], list[int]] = {}
    rows = session.execute(
        select(CandidateRow.name, SheetEntryRow.question, SheetEntryRow.value)
        .join(ScoreSheetRow, ScoreSheetRow.id == SheetEntryRow.sheet_id)
        .join(CandidateRow, CandidateRow.id == ScoreSheetRow.candidate_id)
        .join(PanelMemberRow, PanelMemberRow.id == ScoreSheetRow.member_id)
        .join(RoundRow, RoundRow.id == ScoreSheetRow.round_id)
        .where(RoundRow.released_at.is_not(None))
    )
    for candidate, question, value in rows:
        found.setdefault((candidate, question), []).extend([] if value is None else [value])
    return found


def tenth(value: Fraction) -> str:
    """Return a mean as a panel rounds it by hand."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def mean_of_means(lists: list[list[int]]) -> str:
    means = [Fraction(sum(values), len(values)) for values in lists if values]
    return tenth(sum(means, Fraction()) / len(means)) if means else "–"


def spread(values: list[int]) -> str:
    if not values:
        return "–"
    lowest, highest = min(values), max(values)
    return str(lowest) if lowest == highest else f"{lowest} to {highest}"


def based_on(lists: list[list[int]]) -> str:
    scores, questions = sum(map(len, lists)), sum(map(bool, lists))
    if not scores:
        return "no scores"
    return f"{scores} score{'s' * (scores > 1)} on {questions} question{'s' * (questions > 1)}"


@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_every_figure_of_a_report_is_that_of_the_tables(
    demonstration: Session,
    reports: Mapping[str, bytes],
    pack: Pack,
    place: int,
) -> None:
    name = CANDIDATES[place - 1].name
    with read_transaction(demonstration):
        given = given_scores(demonstration)
        agreed = {
            row.question: row.value
            for row in demonstration.scalars(
                select(AgreedScoreRow)
                .join(CandidateRow, CandidateRow.id == AgreedScoreRow.candidate_id)
                .where(CandidateRow.name == name)
            )
        }
    document = list(reports.values())[place]
    rows = table_headed(document, "Attribute", "Mean", "Range", "Based on")
    for line, row in zip(pack.attributes, rows, strict=True):
        asked = [one.id for one in pack.questions if one.scored and one.attribute == line.attribute]
        lists = [given[name, question] for question in asked]
        values = [value for one in lists for value in one]
        wanted = [mean_of_means(lists), spread(values), based_on(lists)]
        assert row[1:4] == wanted, line.name
        if agreed:
            settled = [agreed.get(question) or (given[name, question] or [0])[0] for question in asked]
            assert row[4] == mean_of_means([[value] for value in settled if value]), line.name
    everything = [given[name, one.id] for one in pack.questions if one.scored]
    head = table_headed(document, "Panel outcome", "Overall mean", "Summary")[0]
    assert head[1].split("\n")[0] == mean_of_means(everything)
