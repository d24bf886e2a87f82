"""What a score sheet draws once and keeps is what the page would draw each time."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask

from recruit.web.scoring.forms import prefix_of
from recruit.web.scoring.printed import printed_choices, printed_guidance
from tests.people import FARAH, SIAN
from tests.web.conftest import Visit
from tests.world import World

_CHOICES = list(product(("", "1", "2", "3", "4", "5", "NE"), ("", "none", "contrary")))


@pytest.mark.parametrize(("score", "kind"), _CHOICES)
def test_the_choices_that_are_kept_are_those_of_the_macro_whatever_is_chosen(
    app: Flask, world: World, score: str, kind: str
) -> None:
    scale = world.pack.interview.scale
    with app.app_context():
        macro = app.jinja_env.get_template("scoring/entry.html").module.choices  # type: ignore[attr-defined]  # a macro
        for question in (one for one in world.pack.questions if one.scored):
            prefix = prefix_of(question.number)
            kept = printed_choices(world.pack, question.number, prefix=prefix, score=score, kind=kind)
            assert kept == macro(prefix, question, scale, score, kind, None, None)


def test_each_question_keeps_its_own_guidance(app: Flask, world: World) -> None:
    questions = world.pack.questions
    with app.app_context():
        macro = app.jinja_env.get_template("scoring/entry.html").module.guidance  # type: ignore[attr-defined]  # a macro
        kept = [printed_guidance(world.pack, one.number, level=2) for one in (*questions, *questions)]
        assert kept == [macro(one, 2) for one in (*questions, *questions)]


def test_the_box_and_the_buttons_of_the_sheet_are_those_of_the_components(
    app: Flask, world: World, visit: Visit
) -> None:
    world.ready()
    address = f"/rounds/{world.round}/candidates/{world.candidate(SIAN)}/sheet/1"
    source = visit(FARAH).open(address).source
    with app.app_context():
        template = app.jinja_env.from_string(
            '{% from "components/button.html" import button %}'
            '{% from "components/messages.html" import details %}'
            '{{ button("Save and continue", name="go", value=2) }}|'
            '{{ button("Save draft", "secondary", name="go", value="stay") }}|'
            '{{ details("Probes, and what to listen for", guidance) }}'
        )
        drawn = template.render(guidance=printed_guidance(world.pack, 1, level=2)).split("|")
    assert [part for part in drawn if part not in source] == []
