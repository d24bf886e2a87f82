"""Changes by hand to a pack that was drawn: swap a question, move one, leave one out.

Each returns another complete pack, judged beside the best that the search finds for the
same recipe, so that a pack never claims more than is proved of it as it stands. A pack
that is changed back to what was drawn is the pack that was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recruit.domain.alternatives import alternatives
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import demands, is_scored
from recruit.domain.draw import assemble, best_selection
from recruit.domain.errors import BankChanged, NotAnAlternative, QuestionNeeded, UnknownQuestion
from recruit.domain.pack import Change, ChangeKind, Pack, PackChanges
from recruit.domain.pack_language import choice_of, in_language
from recruit.domain.pack_recipe import recipe_from
from recruit.domain.recipe import Recipe
from recruit.domain.selection import Selection, beside_the_best, countable_ideas


def swap_question(
    bank: QuestionBank, pack: Pack, *, leaving: str, coming: str, seconds: float = 60.0
) -> Pack:
    """Return the pack with one question in the place of another.

    Raises ``BankChanged``, ``UnknownQuestion`` for a question that the pack does not hold,
    ``NotAnAlternative`` where ``coming`` is not one of its alternatives; ``OutOfTime`` when
    the search for the best pack to judge by found nothing in ``seconds``.
    """
    _require_same_bank(bank, pack)
    if coming not in {one.question.id for one in alternatives(bank, pack, leaving)}:
        raise NotAnAlternative(
            f"{coming!r} cannot take the place of {leaving!r} in this pack;"
            " choose one of the alternatives that are listed for it"
        )
    change = Change(kind=ChangeKind.SWAPPED, question=coming, instead_of=leaving)
    return _changed(bank, pack, change=change, seconds=seconds)


def move_question(bank: QuestionBank, pack: Pack, *, question: str, by: int, seconds: float = 60.0) -> Pack:
    """Return the pack with a question asked ``by`` places later, below 0 for earlier.

    A move beyond either end returns the pack as it is. Raises ``BankChanged``,
    ``UnknownQuestion`` and ``OutOfTime`` as ``swap_question`` does.
    """
    _require_same_bank(bank, pack)
    _require_asked(pack, question)
    if not by or not 0 <= pack.ids.index(question) + by < len(pack.ids):
        return pack
    change = Change(kind=ChangeKind.MOVED, question=question, places=by)
    return _changed(bank, pack, change=change, seconds=seconds)


def leave_out(bank: QuestionBank, pack: Pack, *, question: str, seconds: float = 60.0) -> Pack:
    """Return the pack without one of its questions; its type is asked once less.

    Raises ``QuestionNeeded`` where the rest would not hold all that the level asks of each
    attribute; ``BankChanged``, ``UnknownQuestion`` and ``OutOfTime`` as ``swap_question`` does.
    """
    _require_same_bank(bank, pack)
    _require_asked(pack, question)
    rest = [bank.question(name) for name in pack.ids if name != question]
    unmet = [one.words for one in demands(bank, _recipe_of(bank, pack, rest)) if not one.is_met(rest)]
    if unmet:
        raise QuestionNeeded(_needed(bank, pack, question, unmet), demands=unmet)
    return _changed(bank, pack, change=Change(kind=ChangeKind.LEFT_OUT, question=question), seconds=seconds)


def _require_same_bank(bank: QuestionBank, pack: Pack) -> None:
    if bank.digest != pack.bank.digest:
        raise BankChanged(
            "the question bank has changed since this pack was drawn; draw the pack again, then change it"
        )


def _require_asked(pack: Pack, question: str) -> None:
    if question not in pack.ids:
        raise UnknownQuestion(f"there is no question {question!r} in this pack")


def _needed(bank: QuestionBank, pack: Pack, question: str, unmet: Sequence[str]) -> str:
    remedy = (
        "it can be swapped for another question"
        if alternatives(bank, pack, question)
        else "nothing in the bank can take its place"
    )
    name = bank.question(question).name
    # Of the demands on one attribute the last is the narrowest, and says enough.
    return (
        f"“{name}” cannot be left out: this level asks for {unmet[-1]},"
        f" which the rest of the pack would not hold; {remedy}"
    )


def _changed(bank: QuestionBank, pack: Pack, *, change: Change, seconds: float) -> Pack:
    before = pack.changes or PackChanges(recipe=pack.recipe, drawn=pack.ids, made=())
    changes = replace(before, made=_joined(before.made, change))
    ids = changes.result()
    if ids is None:
        raise RuntimeError("a change was recorded that does not follow from those before it")
    chosen = tuple(bank.question(name) for name in ids)
    recipe = _recipe_of(bank, pack, chosen)
    undone = ids == changes.drawn
    selection = _judged(bank, recipe, chosen, drawn=undone, seconds=seconds)
    changed = assemble(bank, recipe, selection, changes=None if undone else changes)
    return in_language(bank, changed, choice=choice_of(pack))


def _joined(made: tuple[Change, ...], change: Change) -> tuple[Change, ...]:
    """Add a change; one that carries on from the last, or takes it back, is joined to it."""
    if not made or made[-1].kind is not change.kind:
        return (*made, change)
    *before, last = made
    if change.kind is ChangeKind.MOVED and last.question == change.question:
        places = last.places + change.places
        return (*before, replace(last, places=places)) if places else tuple(before)
    if change.kind is ChangeKind.SWAPPED and last.question == change.instead_of:
        again = last.instead_of == change.question
        return tuple(before) if again else (*before, replace(last, question=change.question))
    return (*made, change)


def _recipe_of(bank: QuestionBank, pack: Pack, chosen: Sequence[Question]) -> Recipe:
    """Return the recipe that the questions meet: that of the draw, less what was given up by hand.

    A question that is asked but not scored is in a pack by name only, so one that came by a
    swap is named; a question that the manager once named and swapped is not.
    """
    drawn, level = pack.changes.recipe if pack.changes else pack.recipe, bank.levels[pack.level]
    scored = [question.type for question in chosen if is_scored(question, level)]
    named = [one.id for one in chosen if one.id in drawn.include or not is_scored(one, level)]
    return replace(
        recipe_from(drawn, level=pack.level, seed=pack.seed),
        questions=len(scored),
        mix={kind: scored.count(kind) for kind in drawn.mix},
        include=tuple(sorted(named)),
    )


def _judged(
    bank: QuestionBank, recipe: Recipe, chosen: tuple[Question, ...], *, drawn: bool, seconds: float
) -> Selection:
    best = best_selection(bank, recipe, seconds=seconds)
    if drawn and {one.id for one in best.questions} == {one.id for one in chosen}:
        return replace(best, questions=chosen)
    ideas = countable_ideas(bank.levels[recipe.level], bank.frameworks, wanted=recipe.frameworks)
    return beside_the_best(chosen, best, ideas=ideas, frameworks=bank.frameworks)
