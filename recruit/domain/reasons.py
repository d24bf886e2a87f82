"""Why a question is in a pack, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.levels import Asked, QuestionType
from recruit.domain.pack import ChangeKind, PackChanges
from recruit.domain.recipe import REST_DAYS, Recipe
from recruit.domain.selection import countable_ideas, ideas_of
from recruit.domain.words import counted


def reason_for(
    question: Question,
    *,
    bank: QuestionBank,
    recipe: Recipe,
    chosen: Sequence[Question],
    changes: PackChanges | None = None,
) -> str:
    """Return, in sentences, why a question is in a pack, and at the place where it is."""
    asked_for = recipe.include if changes is None else changes.recipe.include
    sentences = [] if changes is None else _by_hand(question, changes, bank)
    if question.id in asked_for:
        sentences.append("The recruiting manager asked for this question.")
    sentences.append(_role_at_level(question, bank=bank, recipe=recipe, chosen=chosen))
    sentences.append(_heard_alone(question, bank=bank, recipe=recipe, chosen=chosen))
    if recipe.asked_before is not None:
        sentences.append(_last_asked(recipe.asked_before.get(question.id), within=recipe.rest_days))
    return " ".join(sentences)


def _last_asked(since: int | None, *, within: int) -> str:
    """Return when a question was last asked; ``since`` is days, or none for never or long ago."""
    if since is None or since >= within:
        period = "year" if within == REST_DAYS else counted(within, "day")
        return f"Not asked in the last {period}."
    return f"Last asked {counted(since, 'day')} ago." if since else "Last asked today."


def _by_hand(question: Question, changes: PackChanges, bank: QuestionBank) -> list[str]:
    sentences = []
    mine = [change for change in changes.made if change.question == question.id]
    swaps = [at for at, change in enumerate(mine) if change.kind is ChangeKind.SWAPPED]
    # Before it came by a swap it may have been asked, and moved, at another place.
    since = mine[swaps[-1] :] if swaps else mine
    if since and since[0].instead_of:
        name = bank.question(since[0].instead_of).name
        sentences.append(f"The recruiting manager chose this question in place of “{name}”.")
    if places := sum(change.places for change in since):
        way = "earlier" if places < 0 else "later"
        sentences.append(f"The recruiting manager moved it {counted(abs(places), 'place')} {way}.")
    return sentences


def _role_at_level(
    question: Question, *, bank: QuestionBank, recipe: Recipe, chosen: Sequence[Question]
) -> str:
    name = bank.frameworks.attribute_names[question.attribute]
    asked = bank.levels[recipe.level].asked(question.attribute)
    if asked is Asked.OPTIONAL:
        return f"{name} is an option at this level, so the question is asked but not scored."
    if asked is Asked.LIGHT:
        return f"It is the one scored question that this level asks on {name}."
    on_attribute = [other for other in chosen if other.attribute == question.attribute]
    past = [other for other in on_attribute if other.type is QuestionType.PAST]
    if past == [question]:
        return f"{name} is asked in full here, and this is its past-behaviour question."
    return f"{name} is asked in full here; this is one of {len(on_attribute)} questions on it."


def _heard_alone(
    question: Question, *, bank: QuestionBank, recipe: Recipe, chosen: Sequence[Question]
) -> str:
    frameworks = bank.frameworks
    others = ideas_of((other for other in chosen if other is not question), frameworks)
    ideas = countable_ideas(bank.levels[recipe.level], frameworks, wanted=recipe.frameworks)
    alone = (ideas_of([question], frameworks) & ideas.all) - others
    if not alone:
        return "Everything it looks for is heard elsewhere in the pack too."
    labels = "; ".join(sorted(frameworks.items[idea].label for idea in alone))
    return f"No other question in this pack looks for: {labels}."
