"""A recipe as a pack records it, and back."""

from __future__ import annotations

from collections.abc import Collection

from recruit.domain.pack import PackRecipe, PackRest
from recruit.domain.recipe import REST_DAYS, Recipe, RestWeight


def pack_recipe(recipe: Recipe, *, known: Collection[str]) -> PackRecipe:
    """Return a recipe as a pack records it; level and seed stand elsewhere in the pack.

    Of what was asked before it keeps only the questions in ``known``, those that the pack could
    have asked: the rest had no part in it.
    """
    return PackRecipe(
        minutes=recipe.minutes,
        questions=recipe.questions,
        mix=recipe.mix,
        frameworks=recipe.frameworks,
        include=recipe.include,
        exclude=recipe.exclude,
        rest=_rest(recipe, known),
    )


def _rest(recipe: Recipe, known: Collection[str]) -> PackRest | None:
    if recipe.asked_before is None:
        return None
    found = {name: since for name, since in recipe.asked_before.items() if name in known}
    return PackRest(days=recipe.rest_days, weight=int(recipe.rest_weight), asked_before=found)


def recipe_from(recorded: PackRecipe, *, level: int, seed: int) -> Recipe:
    """Return the recipe that a pack of a level recorded."""
    rest = recorded.rest
    return Recipe(
        level=level,
        minutes=recorded.minutes,
        questions=recorded.questions,
        mix=recorded.mix,
        frameworks=recorded.frameworks,
        include=recorded.include,
        exclude=recorded.exclude,
        seed=seed,
        asked_before=rest.asked_before if rest else None,
        rest_days=rest.days if rest else REST_DAYS,
        rest_weight=RestWeight(rest.weight) if rest else RestWeight.AFTER_COVERAGE,
    )
