"""Moderation: when an agreed score needs a reason, and what cannot be agreed at all."""

from __future__ import annotations

import pytest

from recruit.domain.moderation import AgreementFault, agreement_fault, needs_reason

Given = tuple[int | None, ...]

REASON = AgreementFault(
    "reason",
    "the agreed score on question 2 needs a reason: the members' scores differ from it",
    "write the reason",
)
UNHEARD = AgreementFault(
    "score", "no member explored question 2, so no score can be agreed on it", "write NE"
)


@pytest.mark.parametrize(
    ("given", "agreed", "needed"),
    [
        ((3, 3, 3), 3, False),
        ((None, None), None, False),
        ((3, 3, 3), 4, True),
        ((3, 4, 3), 3, True),
        ((3, 4, 3), 2, True),
        ((3, None, 3), 3, True),
        ((3, 3), None, True),
        ((), None, True),
    ],
)
def test_a_reason_is_needed_unless_every_member_gave_what_was_agreed(
    given: Given, agreed: int | None, needed: bool
) -> None:
    assert needs_reason(given, agreed) is needed


@pytest.mark.parametrize(
    ("given", "agreed", "reason", "fault"),
    [
        ((3, 3), 3, "", None),
        ((2, 4), 3, "Reread the notes.", None),
        ((2, 4), 3, " \n", REASON),
        ((3, 3), 4, "", REASON),
        ((3, None), None, "", REASON),
        ((None, None), None, "", None),
        ((None, None), 3, "Heard it elsewhere.", UNHEARD),
        ((None, None), 3, "", UNHEARD),
        ((), 3, "Heard it elsewhere.", UNHEARD),
    ],
)
def test_what_is_wrong_with_an_agreed_score(
    given: Given, agreed: int | None, reason: str, fault: AgreementFault | None
) -> None:
    assert agreement_fault("question 2", given=given, agreed=agreed, reason=reason) == fault
