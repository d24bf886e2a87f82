"""Whether a pack holds together: what its schema cannot say and its documents rely on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recruit.domain.levels import Asked
from recruit.domain.pack import Pack
from recruit.domain.translations import fitting_interview, fitting_question


def inconsistencies(pack: Pack) -> Iterator[str]:
    """Yield, in words, each way in which the parts of a pack contradict each other.

    A hash says that nobody changed a pack by accident; anybody can recompute it. So a pack
    that comes from a file is looked through before a report is made from it.
    """
    yield from _question_faults(pack)
    yield from _attribute_faults(pack)
    yield from _plan_faults(pack)
    yield from _language_faults(pack)
    if pack.changes and pack.changes.result() != pack.ids:
        yield "the changes by hand do not lead from the questions drawn to those of the pack"
    scores = [point.score for point in pack.interview.scale.points]
    if sorted(scores) != ["1", "2", "3", "4", "5", "NE"]:
        yield "the rating scale does not hold each of NE and 1 to 5 once"


def _question_faults(pack: Pack) -> Iterator[str]:
    if [question.number for question in pack.questions] != list(range(1, len(pack.questions) + 1)):
        yield "the questions are not numbered from 1 in their order"
    for question_id in _repeated([question.id for question in pack.questions]):
        yield f"the question {question_id} is there twice"
    known = {item.id for item in pack.items}
    for question in pack.questions:
        if unknown := sorted(set(question.behaviours + question.indicators) - known):
            yield f"the question {question.id} looks for {', '.join(unknown)}, which the pack does not list"
        table = question.material and question.material.table
        if table and any(len(row) != len(table.columns) for row in table.rows):
            yield f"the table of {question.id} has rows of another length than its head"


def _attribute_faults(pack: Pack) -> Iterator[str]:
    if [line.attribute for line in pack.attributes] != [1, 2, 3, 4, 5]:
        yield "the attributes are not 1 to 5, once each and in order"
        return
    for line in pack.attributes:
        on_it = [question for question in pack.questions if question.attribute == line.attribute]
        if tuple(question.id for question in on_it) != line.questions:
            yield f"attribute {line.attribute} does not name its own questions"
        if any(question.scored is (line.asked is Asked.OPTIONAL) for question in on_it):
            yield f"attribute {line.attribute}: its questions are not scored as the level asks"


def _plan_faults(pack: Pack) -> Iterator[str]:
    asked = [slot.question for slot in pack.plan if slot.question is not None]
    if asked != [question.number for question in pack.questions]:
        yield "the plan does not hold each question once, in order"
        return
    if sum(slot.minutes for slot in pack.plan) != pack.minutes:
        yield "the minutes of the plan do not add up to those of the pack"
    lengths = {question.number: question.minutes for question in pack.questions}
    if any(slot.question and slot.minutes != lengths[slot.question] for slot in pack.plan):
        yield "the plan gives a question other minutes than the question itself"


def _language_faults(pack: Pack) -> Iterator[str]:
    if pack.language is None:
        return
    asked = {question.id: question for question in pack.questions}
    for one in pack.language.questions:
        if one.question not in asked:
            yield f"a translation is of {one.question}, which the pack does not ask"
        elif fitting_question(asked[one.question], one) != one:
            yield f"the translation of {one.question} does not have the shape of the question"
    interview = pack.language.interview
    if interview and fitting_interview(pack.interview, interview) != interview:
        yield "the translation of the interview does not have the shape of the English"


def _repeated(ids: Sequence[str]) -> list[str]:
    return [one for one in dict.fromkeys(ids) if ids.count(one) > 1]
