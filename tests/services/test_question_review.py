"""A version is reviewed by another person than its writer, then published; each step counts once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent, QuestionVersionRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import FindingsStand, NotNow, NotThere, Refused, UnsoundQuestion
from recruit.domain.question_states import VersionState
from recruit.services.question_review import mark_reviewed, publish, send_back, submit_for_review
from recruit.services.question_versions import QuestionVersion, question_in_view
from tests.local_questions import BANK, KEY, own_question, put_into_the_bank, write
from tests.people import FARAH, MOIRA, OUTSIDER, RUTH, STRANGER, id_of
from tests.services.parallel import at_once
from tests.world import World


def step(world: World, name: str, number: int = 1) -> dict[str, Any]:
    return {"actor": world.actor(name), "key": KEY, "number": number, "now": world.clock()}


def submit(world: World, name: str = RUTH, number: int = 1) -> None:
    submit_for_review(world.session, **step(world, name, number))


def review(world: World, name: str = MOIRA, number: int = 1) -> None:
    mark_reviewed(world.session, **step(world, name, number))


def put_in(world: World, name: str = RUTH, number: int = 1) -> None:
    publish(world.session, **step(world, name, number), bundled=BANK)


def back(world: World, name: str = MOIRA, *, note: str = "Anchor 4 is not heard.") -> None:
    send_back(world.session, **step(world, name), note=note)


def version(world: World, number: int = 1, *, name: str = RUTH) -> QuestionVersion:
    found = question_in_view(world.session, actor=world.actor(name), bundled=BANK, key=KEY)
    return found.version(number)


def events(world: World) -> list[str]:
    with read_transaction(world.session):
        return list(world.session.scalars(select(AuditEvent.action).order_by(AuditEvent.number)))


@pytest.fixture
def written(world: World) -> World:
    """Return a world in which Ruth has written a question."""
    write(world, own_question())
    return world


def test_a_version_is_stamped_on_its_way(written: World) -> None:
    for move in (submit, review, put_in):
        written.clock.move(minutes=10)
        move(written)
    found = version(written)
    assert found.state is VersionState.PUBLISHED
    assert found.submitted is not None
    assert found.reviewed is not None
    assert found.published is not None
    assert [one.by for one in (found.submitted, found.reviewed, found.published)] == [RUTH, MOIRA, RUTH]
    assert found.submitted.at < found.reviewed.at < found.published.at == written.clock()
    assert events(written) == [
        "question written",
        "question submitted",
        "question reviewed",
        "question published",
    ]


def test_a_writer_reviews_and_sends_back_nothing_of_their_own(written: World) -> None:
    submit(written)
    for move in (review, back):
        with pytest.raises(Refused, match="somebody else has to review it"):
            move(written, RUTH)
    assert [version(written, name=name).may_review for name in (RUTH, MOIRA, OUTSIDER)] == [False, True, True]


def test_the_database_itself_refuses_a_writer_as_reviewer(written: World) -> None:
    (key,) = written.rows.ids(QuestionVersionRow)
    with pytest.raises(IntegrityError):
        written.rows.change(QuestionVersionRow, key, state="reviewed", reviewed_by=id_of(RUTH))


def test_no_step_is_left_out(written: World) -> None:
    with pytest.raises(NotNow, match="a draft, which its writer has yet to submit"):
        review(written)
    with pytest.raises(NotNow, match="a draft"):
        put_in(written)
    with pytest.raises(NotNow, match="a draft"):
        back(written)
    submit(written)
    with pytest.raises(NotNow, match="waits for a review"):
        put_in(written, MOIRA)
    assert version(written).state is VersionState.SUBMITTED


def test_each_step_twice_is_once(written: World) -> None:
    for move in (submit, review, put_in):
        move(written)
        move(written)
    assert len(events(written)) == 4


def test_published_by_twenty_at_once_is_published_once(written: World, database: Engine) -> None:
    submit(written)
    review(written)
    known = step(written, RUTH)

    def send(session: Session) -> None:
        publish(session, **known, bundled=BANK)

    assert at_once(database, send, times=10) == []
    assert events(written)[3:] == ["question published"]


def test_what_is_published_stays_as_it_is(written: World) -> None:
    for move in (submit, review, put_in):
        move(written)
    for again in (back, submit):
        with pytest.raises(NotNow, match="published, so it stays as it is"):
            again(written)


def test_what_is_sent_back_is_a_draft_with_a_note(written: World) -> None:
    submit(written)
    review(written)
    back(written, OUTSIDER)
    back(written, OUTSIDER)
    found = version(written)
    assert (found.state, found.reviewed) == (VersionState.DRAFT, None)
    assert found.sent_back
    assert (found.sent_back.by, found.sent_back.note) == (OUTSIDER, "Anchor 4 is not heard.")
    assert events(written)[3:] == ["question sent back"]
    submit(written)
    assert version(written).state is VersionState.SUBMITTED


@pytest.mark.parametrize("note", ["", "no", "Not\x00 good at all."])
def test_a_note_has_to_say_something(written: World, note: str) -> None:
    submit(written)
    with pytest.raises(Refused) as caught:
        back(written, note=note)
    assert (caught.value.field, version(written).state) == ("note", VersionState.SUBMITTED)


def test_nothing_is_published_while_the_linter_finds_faults(world: World) -> None:
    write(world, own_question(text="Tell us about your own health. What did you do?"))
    submit(world)
    review(world)
    with pytest.raises(FindingsStand) as caught:
        put_in(world)
    assert caught.value.messages
    assert version(world).state is VersionState.REVIEWED


def test_a_copy_of_another_question_is_not_published(world: World) -> None:
    put_into_the_bank(world, own_question(id="the-first"))
    write(world, own_question())
    submit(world)
    review(world)
    with pytest.raises(FindingsStand, match="asks the same as the-first"):
        put_in(world)


def test_an_older_version_is_not_published_over_a_newer(written: World) -> None:
    submit(written)
    review(written)
    put_into_the_bank(written, own_question(minutes=8), edited_from=1)
    with pytest.raises(NotNow, match="version 2 is in force"):
        put_in(written)


def test_a_version_whose_tag_leads_nowhere_by_now_is_not_published(written: World) -> None:
    submit(written)
    review(written)
    (key,) = written.rows.ids(QuestionVersionRow)
    with read_transaction(written.session) as session:
        content = session.get_one(QuestionVersionRow, key).content
    written.rows.change(QuestionVersionRow, key, content=content.replace("base-1.1", "base-9.9"))
    with pytest.raises(UnsoundQuestion, match=r"base-9\.9"):
        put_in(written)


@pytest.mark.parametrize("name", [FARAH, STRANGER])
def test_members_and_other_organisations_move_nothing(written: World, name: str) -> None:
    submit(written)
    for move in (submit, review, back, put_in):
        with pytest.raises(NotThere):
            move(written, name)
    assert version(written).state is VersionState.SUBMITTED


def test_the_record_holds_no_text(written: World) -> None:
    submit(written)
    back(written, note="Canary in the note.")
    with read_transaction(written.session):
        said = " ".join(written.session.scalars(select(AuditEvent.detail)))
    assert [word for word in ("Canary", "letter", "duty") if word in said] == []
