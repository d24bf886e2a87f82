"""Managers and HR write versions of questions; nothing changes in place, no tab overwrites another's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent, QuestionRow, QuestionVersionRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotThere, Refused, StaleSave, UnsoundQuestion
from recruit.domain.question_states import VersionState
from recruit.services.question_versions import (
    NEW,
    QuestionInView,
    findings_of,
    local_questions_of,
    question_in_view,
    write_question,
)
from tests.db.queries import counted_queries
from tests.local_questions import BANK, KEY, WHY, own_question, put_into_the_bank, write
from tests.people import FARAH, MOIRA, NADIA, OUTSIDER, RUTH, STRANGER
from tests.services.parallel import at_once
from tests.world import World


def view(world: World, key: str = KEY, *, name: str = RUTH) -> QuestionInView:
    return question_in_view(world.session, actor=world.actor(name), bundled=BANK, key=key)


def events(world: World) -> list[str]:
    with read_transaction(world.session):
        return list(world.session.scalars(select(AuditEvent.action).order_by(AuditEvent.number)))


def rows(world: World) -> tuple[int, int]:
    with read_transaction(world.session):
        tables = (QuestionRow, QuestionVersionRow)
        first, second = (world.session.scalar(select(func.count()).select_from(one)) or 0 for one in tables)
        return first, second


def test_a_new_question_is_a_draft_that_says_who_when_and_why(world: World) -> None:
    saved = write(world, own_question())
    assert (saved.key, saved.number, saved.findings, saved.is_new) == (KEY, 1, (), True)
    found = view(world)
    (version,) = found.versions
    assert (version.question, version.state, version.why) == (own_question(), VersionState.DRAFT, WHY)
    assert (version.written.by, version.written.at) == (RUTH, world.clock())
    assert (found.bundled, found.in_force, found.retired, found.edited_from) == (None, None, None, 1)
    assert events(world) == ["question written"]


def test_an_edit_of_a_bundled_question_begins_above_its_number(world: World) -> None:
    asked = BANK.question("past-1-a")
    assert (view(world, asked.id).edited_from, view(world, asked.id).newest) == (1, asked)
    saved = write(world, own_question(id=asked.id), edited_from=1)
    found = view(world, asked.id)
    assert (saved.number, found.versions[0].question.version) == (2, 2)
    assert (found.bundled, found.in_force) == (asked, asked)


def test_each_edit_is_a_version_and_the_earlier_ones_stay(world: World) -> None:
    write(world, own_question())
    world.clock.move(hours=1)
    write(world, own_question(minutes=8), name=MOIRA, edited_from=1)
    newest, first = view(world).versions
    assert (newest.number, newest.question.minutes, newest.written.by) == (2, 8, MOIRA)
    assert (first.number, first.question.minutes, first.written.by) == (1, 7, RUTH)
    assert view(world).version(1) == first
    with pytest.raises(NotThere):
        view(world).version(3)


def test_what_the_linter_finds_comes_back_and_stops_nothing(world: World) -> None:
    leading = own_question(text="Tell us how your own health shaped you. What did you do?")
    saved = write(world, leading)
    assert saved.is_new
    assert {one.path for one in saved.findings} == {("text",)}
    again = findings_of(world.session, actor=world.actor(MOIRA), bundled=BANK, key=KEY, number=1)
    assert again == saved.findings


def test_faults_of_structure_are_refused_with_the_part_they_are_in(world: World) -> None:
    broken = own_question(
        probes=(), minutes=0, behaviours=("sfpc-9.9",), indicators=("base-1.1", "nowhere-1.1")
    )
    with pytest.raises(UnsoundQuestion) as caught:
        write(world, broken)
    assert [path for path, _ in caught.value.parts] == [
        ("minutes",),
        ("probes",),
        ("behaviours", 0),
        ("indicators", 1),
    ]
    assert rows(world) == (0, 0)


@pytest.mark.parametrize(
    ("character", "code"), [("\x00", "U+0000"), ("\ud800", "U+D800"), ("\u202e", "U+202E")]
)
def test_characters_that_no_document_holds_are_refused_by_name(
    world: World, character: str, code: str
) -> None:
    with pytest.raises(
        UnsoundQuestion, match=re.escape(f"anchors.3: holds the invisible character {code}")
    ) as caught:
        write(world, own_question(anchors={**own_question().anchors, "3": f"Rang{character} them."}))
    assert [path for path, _ in caught.value.parts] == [("anchors", "3")]
    with pytest.raises(UnsoundQuestion, match="invisible character"):
        write(world, own_question(id=f"lost{character}"))
    with pytest.raises(Refused, match=re.escape(f"invisible character {code}")) as refused:
        write_question(
            world.session,
            actor=world.actor(RUTH),
            bundled=BANK,
            question=own_question(),
            edited_from=NEW,
            why=f"The duty{character} team asked.",
            now=world.clock(),
        )
    assert (refused.value.field, rows(world)) == ("why", (0, 0))


def test_line_ends_are_kept_as_line_feeds(world: World) -> None:
    write(world, own_question(accepts="Any office.\r\nAny club."))
    assert view(world).versions[0].question.accepts == "Any office.\nAny club."


def test_a_text_without_end_is_refused(world: World) -> None:
    with pytest.raises(UnsoundQuestion, match="has more than 60,000 characters"):
        write(world, own_question(accepts="word " * 13_000))


@pytest.mark.parametrize("why", ["", "  ", "tidied", "two words", "w " * 1500])
def test_a_version_needs_a_reason(world: World, why: str) -> None:
    with pytest.raises(Refused, match="Say why in") as caught:
        write_question(
            world.session,
            actor=world.actor(RUTH),
            bundled=BANK,
            question=own_question(),
            edited_from=NEW,
            why=why,
            now=world.clock(),
        )
    assert (caught.value.field, rows(world)) == ("why", (0, 0))


def test_a_second_tab_overwrites_nothing_and_both_texts_are_kept(world: World) -> None:
    write(world, own_question())
    write(world, own_question(minutes=8), name=MOIRA, edited_from=1)
    with pytest.raises(StaleSave) as caught:
        write(world, own_question(minutes=9), edited_from=1)
    kept, typed = caught.value.kept, caught.value.typed
    assert (kept, typed) == (own_question(minutes=8, version=2), own_question(minutes=9))
    assert rows(world) == (1, 2)


def test_the_same_text_once_more_is_no_second_version(world: World) -> None:
    write(world, own_question())
    again = write(world, own_question())
    assert (again.number, again.is_new, rows(world)) == (1, False, (1, 1))
    asked = BANK.question("past-1-a")
    assert (write(world, asked, edited_from=1).is_new, rows(world)) == (False, (1, 1))


def test_twenty_at_once_write_one_version(world: World, database: Engine) -> None:
    actor = world.actor(RUTH)

    def send(session: Session) -> None:
        write_question(
            session,
            actor=actor,
            bundled=BANK,
            question=own_question(),
            edited_from=NEW,
            why=WHY,
            now=world.clock(),
        )

    assert at_once(database, send) == []
    assert (rows(world), events(world)) == ((1, 1), ["question written"])


def test_an_id_that_is_taken_is_refused_for_a_new_question(world: World) -> None:
    with pytest.raises(Refused, match="choose another") as caught:
        write(world, own_question(id="past-1-a"))
    assert caught.value.field == "id"


def test_what_is_not_in_the_bank_cannot_be_edited(world: World) -> None:
    with pytest.raises(NotThere):
        write(world, own_question(), edited_from=3)
    with pytest.raises(NotThere):
        view(world)


@pytest.mark.parametrize("name", [FARAH, NADIA])
def test_members_of_a_panel_neither_see_nor_write(world: World, name: str) -> None:
    world.ready()
    with pytest.raises(NotThere):
        write(world, own_question(), name=name)
    with pytest.raises(NotThere):
        view(world, "past-1-a", name=name)
    with pytest.raises(NotThere):
        local_questions_of(world.session, actor=world.actor(name), bundled=BANK)


def test_another_organisation_sees_nothing_and_may_use_the_same_id(world: World) -> None:
    write(world, own_question())
    with pytest.raises(NotThere):
        view(world, name=STRANGER)
    assert local_questions_of(world.session, actor=world.actor(STRANGER), bundled=BANK) == ()
    write(world, own_question(minutes=9), name=STRANGER)
    assert view(world).versions[0].question.minutes == 7
    assert view(world, name=STRANGER).versions[0].question.minutes == 9


def test_the_list_names_what_the_organisation_wrote_last_first(world: World) -> None:
    put_into_the_bank(world, own_question())
    world.clock.move(hours=1)
    write(world, own_question(minutes=9), name=OUTSIDER, edited_from=1)
    world.clock.move(hours=1)
    write(world, own_question(id="past-1-a"), edited_from=1)
    lines = local_questions_of(world.session, actor=world.actor(MOIRA), bundled=BANK)
    assert [(line.key, line.newest.number, line.in_force, line.is_bundled) for line in lines] == [
        ("past-1-a", 2, None, True),
        (KEY, 2, 1, False),
    ]


def test_the_list_costs_the_same_for_one_question_and_for_ten(world: World, database: Engine) -> None:
    known: dict[str, Any] = {"actor": world.actor(RUTH), "bundled": BANK}
    write(world, own_question())
    with counted_queries(database) as one:
        local_questions_of(world.session, **known)
    for number in range(9):
        write(world, own_question(id=f"letter-{number}"))
    with counted_queries(database) as ten:
        found = local_questions_of(world.session, **known)
    assert (len(found), len(ten)) == (10, len(one))
