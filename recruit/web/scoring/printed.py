"""What the pages of a score sheet print of an issued pack, drawn once for each question.

An issued pack never changes, so a process draws its texts once and keeps them. Kept is what
stands in the pack and nothing else: neither what anybody chose nor who asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from recruit.domain.pack import Pack, PackQuestion


@dataclass(frozen=True, slots=True)
class _Place:
    """A question in a pack: two are the same where the pack has one hash, whatever object holds it."""

    pack_hash: str
    number: int
    pack: Pack = field(compare=False, repr=False)

    @property
    def question(self) -> PackQuestion:
        return self.pack.questions[self.number - 1]


def printed_guidance(pack: Pack, number: int, *, level: int) -> Markup:
    """Return the guidance on a question with its headings at a level."""
    return _guidance(_Place(pack.hash, number, pack), level)


def printed_material(pack: Pack, number: int) -> Markup:
    """Return the exercise papers of a question, empty for one without any."""
    return _material(_Place(pack.hash, number, pack))


def printed_choices(pack: Pack, number: int, *, prefix: str, score: str, kind: str) -> Markup:
    """Return the scores to choose from, with their anchors; ``score`` and ``kind`` are chosen already.

    What is kept has nothing chosen: the marks are put in for each page.
    """
    drawn = _choices(_Place(pack.hash, number, pack), prefix)
    for name, value in (("score", score), ("kind", kind)):
        control = f'name="{prefix}{name}" type="radio" value="{value}"'
        drawn = drawn.replace(control, f"{control} checked", 1)
    if score == "1":
        drawn = drawn.replace(" govuk-radios__conditional--hidden", "", 1)
    return Markup(drawn)  # noqa: S704 (drawn by the template, which escapes; only attributes were put in)


@lru_cache(maxsize=1024)
def _guidance(place: _Place, level: int) -> Markup:
    return _draw("guidance", place.question, level)


@lru_cache(maxsize=512)
def _material(place: _Place) -> Markup:
    return _draw("material", place.question.material) if place.question.material else Markup()


@lru_cache(maxsize=512)
def _choices(place: _Place, prefix: str) -> str:
    scale = place.pack.interview.scale
    return str(_draw("choices", prefix, place.question, scale, "", "", None, None))


def _draw(macro: str, *arguments: object) -> Markup:
    module = current_app.jinja_env.get_template("scoring/entry.html").module
    drawn: Markup = getattr(module, macro)(*arguments)
    return drawn
