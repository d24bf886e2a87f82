"""Many questions taken in at once as drafts, from a file that was read: all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from recruit.db.transactions import write_transaction
from recruit.documents.question_content import sound_question
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.people import Actor
from recruit.services.question_bank import bank_in_force, lock_bank, require_bank_keeper
from recruit.services.question_rows import (
    add_version,
    is_same_text,
    newest_of,
    question_row,
    sound_reason,
)


@dataclass(frozen=True, slots=True)
class TakenQuestions:
    """What came of questions that were taken in: ids of those kept as drafts, and of those known already."""

    drafts: tuple[str, ...]
    unchanged: tuple[str, ...]


def take_questions(
    session: Session,
    *,
    actor: Actor,
    bundled: QuestionBank,
    questions: tuple[Question, ...],
    why: str,
    now: datetime,
) -> TakenQuestions:
    """Keep questions as drafts, each a new version on top of what is there; all or nothing.

    One that says what its newest version says already is no second version. Raises
    ``DataFaults`` with every fault of every question, its id as the source, ``Refused`` for a
    reason that is none, ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    reason = sound_reason(why, field="why")
    bank = bank_in_force(session, bundled, organisation=actor.organisation)
    sound = _all_sound(questions, bank)
    drafts, unchanged = [], []
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        for question in sound:
            row = question_row(session, organisation=actor.organisation, key=question.id)
            _, kept = newest_of(session, row, bundled=bundled, key=question.id)
            if kept and is_same_text(kept, question):
                unchanged.append(question.id)
                continue
            add_version(session, question, row=row, bundled=bundled, actor=actor, why=reason, now=now)
            drafts.append(question.id)
    return TakenQuestions(tuple(drafts), tuple(unchanged))


def _all_sound(questions: tuple[Question, ...], bank: QuestionBank) -> list[Question]:
    faults, sound = list(_repeated(questions)), []
    for question in questions:
        try:
            sound.append(sound_question(question, bank=bank))
        except DataFaults as error:
            faults += error.faults
    if faults:
        raise DataFaults(faults)
    return sound


def _repeated(questions: tuple[Question, ...]) -> Iterator[Fault]:
    for name, times in Counter(question.id for question in questions).items():
        if times > 1:
            yield Fault(name, 0, f"is there {times} times", "keep one of them, or choose another id")
