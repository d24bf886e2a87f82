"""What is proved of a pack's coverage, in sentences, and what was changed in it by hand."""

from __future__ import annotations

from recruit.domain.pack import Change, ChangeKind, Pack, PackForm
from recruit.domain.words import counted


def proof(pack: Pack) -> str:
    """Return, in sentences, whether any pack that meets the same recipe covers more."""
    if pack.changes:
        return f"The recruiting manager changed the drawn pack by hand. {_proof_by_hand(pack)}"
    if pack.form:
        return _proof_of_form(pack.form, proved=pack.coverage.repeatable)
    if pack.coverage.repeatable:
        return _proof_with_rest(pack) if pack.recipe.rest and pack.recipe.rest.weight else _PROVED
    if pack.coverage.optimal:
        return (
            "No pack that meets the same recipe looks for more. The search reached its time limit while it"
            " chose among equally good packs, so another run may choose another of them."
        )
    return (
        "The search for the best pack reached its time limit, so it is not proved that none looks for more:"
        f" another pack might look for up to {_gap(pack)}."
    )


_PROVED = (
    "No pack that meets the same recipe looks for more: first for more behaviours, then for more"
    " indicators. The search has proved this."
)


def _proof_with_rest(pack: Pack) -> str:
    if pack.coverage.optimal:
        return f"{_PROVED} Of those that look for as much, it asks the questions that have rested most."
    return (
        "No pack that meets the same recipe looks for more behaviours, or then for more indicators of the"
        " base lens. The search has proved this. That its questions have rested came before the stretch lens:"
        f" another pack looks for {_gap(pack)}."
    )


def _proof_of_form(form: PackForm, *, proved: bool) -> str:
    together = (
        f"Form {form.number} of {form.of}, drawn together so that no question stands in two of them and the"
        " one that looks for least looks for as much as it can."
    )
    if proved:
        return f"{together} The search has proved that no other choice of forms does better."
    return f"{together} The search reached its time limit, so another choice of forms might do better."


def _proof_by_hand(pack: Pack) -> str:
    if pack.coverage.optimal:
        return "Still no pack that meets the same recipe looks for more. The search has proved this."
    return f"The best pack that meets the same recipe looks for up to {_gap(pack)}."


def _gap(pack: Pack) -> str:
    """Return ``2 more behaviours``, ``1 more stretch indicator``."""
    gap, kind = pack.coverage.gap, pack.coverage.gap_in or ""
    return f"{gap} more {kind.removesuffix('s') if gap == 1 else kind}"


def changes_by_hand(pack: Pack) -> tuple[str, ...]:
    """Return what was done to a pack since it was drawn, in order, by the ids of its questions."""
    return tuple(_in_words(change) for change in pack.changes.made) if pack.changes else ()


def _in_words(change: Change) -> str:
    if change.kind is ChangeKind.SWAPPED:
        return f"{change.question} in place of {change.instead_of}"
    if change.kind is ChangeKind.MOVED:
        way = "earlier" if change.places < 0 else "later"
        return f"{change.question} {counted(abs(change.places), 'place')} {way}"
    return f"{change.question} left out"
