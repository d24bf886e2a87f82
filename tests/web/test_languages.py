"""A second language on the pages: chosen with the draw, read on the score sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from recruit.app import create_app
from recruit.domain.pack_language import choice_of, in_language
from recruit.services.packs import pack_in_view
from recruit.settings import Settings
from recruit.web.toolkit import database as database_of_the_app
from tests.cast import full_bank
from tests.clock import Clock
from tests.people import FARAH, RUTH, SIAN
from tests.web.conftest import Visit
from tests.welsh import in_welsh, question_in_welsh
from tests.world import World

PLAIN = full_bank()
BANK = in_welsh(PLAIN, *(question_in_welsh(one) for one in PLAIN.at_level(4)))


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """Return the application with an invented bank that has Welsh."""
    made = create_app(settings, clock=clock, bank=BANK, config={"TESTING": True})
    yield made
    with made.app_context():
        database_of_the_app.engine.dispose()


def choice_kept(world: World) -> str:
    view = pack_in_view(world.session, actor=world.actor(RUTH), round_id=world.round)
    assert view.kept is not None
    return choice_of(view.kept.pack)


def test_the_language_of_a_pack_is_chosen_with_its_draw(world: World, visit: Visit) -> None:
    world.draft()
    ruth = visit(RUTH)
    page = ruth.open(f"/rounds/{world.round}/pack")
    labels = [
        " ".join(one.text_content().split())
        for one in page.tree.xpath("//input[@name='language']/following-sibling::label")
    ]
    assert labels == ["English", "Welsh (Cymraeg)", "English, with Welsh (Cymraeg) under it"]
    ruth.post(f"/rounds/{world.round}/pack/draw", version=1, seed=0, minutes=90, questions=7, language="both")
    assert choice_kept(world) == "both"
    again = ruth.open(f"/rounds/{world.round}/pack")
    assert again.tree.xpath("//input[@name='language'][@checked]/@value") == ["both"]


def test_a_language_that_is_not_offered_draws_nothing(world: World, visit: Visit) -> None:
    world.draft()
    page = visit(RUTH).post(
        f"/rounds/{world.round}/pack/draw", version=1, seed=0, minutes=90, questions=7, language="gd"
    )
    assert page.errors == ["Choose one of the answers listed for “Language of the pack”"]
    assert choice_kept(world) == "en"


def test_the_score_sheet_has_the_question_in_welsh_under_the_english(world: World, visit: Visit) -> None:
    world.pack = in_language(BANK, world.pack, choice="both")
    world.ready()
    place = f"/rounds/{world.round}/candidates/{world.candidate(SIAN)}/sheet"
    farah = visit(FARAH)
    first = world.pack.questions[0]
    for page in ("1", "all"):
        said = farah.open(f"{place}/{page}").tree.xpath("//p[@lang='cy'][@dir='ltr']")
        assert said[0].text_content() == f"Cymraeg: {first.text}"


def test_a_pack_in_english_has_no_welsh_on_the_sheet(world: World, visit: Visit) -> None:
    world.ready()
    page = visit(FARAH).open(f"/rounds/{world.round}/candidates/{world.candidate(SIAN)}/sheet/1")
    assert page.tree.xpath("//*[@lang='cy']") == []
