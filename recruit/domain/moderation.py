"""Moderation: what the panel may agree on a question once its members' scores are open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgreementFault:
    """Why a score cannot be agreed as it stands; ``field`` is ``score`` or ``reason``."""

    field: str
    message: str
    remedy: str


def needs_reason(given: Collection[int | None], agreed: int | None) -> bool:
    """Return whether an agreed score needs a reason: the members differ, or it is none of theirs.

    None stands for "not explored", among the scores given and as what was agreed.
    """
    return set(given) != {agreed}


def agreement_fault(
    question: str, *, given: Collection[int | None], agreed: int | None, reason: str
) -> AgreementFault | None:
    """Return what is wrong with an agreed score, or none; ``question`` is named in the message.

    No score can be agreed on what no member explored: there is no evidence for one.
    """
    if agreed is not None and all(value is None for value in given):
        message = f"no member explored {question}, so no score can be agreed on it"
        return AgreementFault("score", message, "write NE")
    if needs_reason(given, agreed) and not reason.strip():
        message = f"the agreed score on {question} needs a reason: the members' scores differ from it"
        return AgreementFault("reason", message, "write the reason")
    return None
