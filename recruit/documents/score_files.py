"""Scores and agreed scores from CSV files, with every fault found by its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recruit.documents.characters import name_key
from recruit.documents.csv_file import Faults, Row, read_rows
from recruit.documents.values import MOST_FAULTS
from recruit.domain.moderation import agreement_fault
from recruit.domain.pack import Pack
from recruit.domain.scoring import (
    HIGHEST,
    LOWEST,
    AgreedScore,
    Explored,
    Note,
    NotExplored,
    Score,
    ScoreEntry,
    Scores,
    value_of,
)
from recruit.domain.vacancy import Vacancy

SCORE_COLUMNS = ("candidate", "member", "question", "score", "evidence")
MODERATION_COLUMNS = ("candidate", "question", "score", "reason")
KIND_OF_1 = "kind_of_1"
"""Optional column of a score file: says of a score of 1 whether it is ``none`` or ``contrary``."""

_KINDS: Mapping[str, bool | None] = {"": None, "none": False, "contrary": True}


def read_scores(raw: bytes, *, source: str, pack: Pack, vacancy: Vacancy) -> Scores:
    """Return the scores of a CSV file, complete and without contradiction.

    Every candidate is scored by every member on every scored question, unless the vacancy
    says that the member stood down. Members are those who give scores here, and those of
    the vacancy's panel who do not merely sit in. Raises ``DataFaults`` with every fault by
    its row: missing columns or cells, unknown questions and scores, duplicates, gaps.
    """
    faults = Faults(source)
    rows = read_rows(raw, SCORE_COLUMNS, (KIND_OF_1,), faults)
    scored = {question.id: question.scored for question in pack.questions}
    first: dict[tuple[str, str, str], Row] = {}
    entries: list[ScoreEntry] = []
    notes: list[Note] = []
    for row in rows:
        candidate, member, question = (name_key(row.cells[name]) for name in SCORE_COLUMNS[:3])
        known = _is_known(question, scored, row, faults)
        if known and not scored[question]:
            score, note = None, _note(row, faults)
        else:
            score, note = _score(row, faults), None
        if not (known and candidate and member):
            _name_empty(row, SCORE_COLUMNS[:3], faults)
            continue
        if (earlier := first.setdefault((candidate, member, question), row)) is not row:
            message = f"{member} scores {candidate} on {question} twice; first in row {earlier.number}"
            faults.add(row, message, "keep one of the two rows")
        elif member in vacancy.stood_down(candidate):
            faults.add(row, f"{member} stood down for {candidate}", "delete the row, or correct the vacancy")
        elif score:
            entries.append(ScoreEntry(candidate, member, question, score))
        elif note:
            notes.append(Note(candidate, member, question, note))
    _name_gaps(first, scored, vacancy, faults)
    faults.stop_if_any()
    candidates = tuple(dict.fromkeys(candidate for candidate, _, _ in first))
    members = tuple(dict.fromkeys(member for _, member, _ in first))
    return Scores(candidates, members, tuple(entries), tuple(notes))


def read_moderation(raw: bytes, *, source: str, pack: Pack, scores: Scores) -> tuple[AgreedScore, ...]:
    """Return the agreed scores of a CSV file.

    A reason is needed where the members' scores differ, or the agreed score is none of
    theirs. Raises ``DataFaults`` with every fault by its row.
    """
    faults = Faults(source)
    scored = {question.id: question.scored for question in pack.questions}
    first: dict[tuple[str, str], Row] = {}
    agreed: list[AgreedScore] = []
    for row in read_rows(raw, MODERATION_COLUMNS, (), faults):
        candidate, question = (name_key(row.cells[name]) for name in ("candidate", "question"))
        if not (candidate and question):
            _name_empty(row, ("candidate", "question"), faults)
            continue
        if candidate not in scores.candidates:
            faults.add(row, f"{candidate} has no scores", "write the name as the scores do")
        elif not _is_known(question, scored, row, faults):
            continue
        elif not scored[question]:
            faults.add(row, f"{question} is asked but not scored", "delete the row")
        elif (earlier := first.setdefault((candidate, question), row)) is not row:
            message = f"{candidate} has two agreed scores on {question}; first in row {earlier.number}"
            faults.add(row, message, "keep one of the two rows")
        elif one := _agreed(row, candidate, question, scores, faults):
            agreed.append(one)
    faults.stop_if_any()
    return tuple(agreed)


def _is_known(question: str, scored: Mapping[str, bool], row: Row, faults: Faults) -> bool:
    if question and question not in scored:
        faults.add(row, f"there is no question {question!r} in the pack", f"use one of {', '.join(scored)}")
    return question in scored


def _name_empty(row: Row, names: Sequence[str], faults: Faults) -> None:
    for name in names:
        if not row.cells[name].strip():
            faults.add(row, f"the cell {name} is empty", "fill it in")


def _score(row: Row, faults: Faults) -> Score | None:
    """Return the score of a row, or none after noting what is wrong with it."""
    evidence = row.cells["evidence"].strip()
    value = _value(row, faults)
    kind = row.cells.get(KIND_OF_1, "").strip().lower()
    if not evidence:
        what = "reason" if value is None else "evidence"
        faults.add(row, f"the {what} is missing", f"write the {what} in the column evidence")
    if kind not in _KINDS:
        faults.add(row, f"{KIND_OF_1} is {kind!r}", "write none or contrary")
    elif kind and value != LOWEST:
        faults.add(row, f"{KIND_OF_1} is given with a score that is not 1", "leave the cell empty")
    elif evidence and value != _INVALID:
        return NotExplored(evidence) if value is None else Explored(value, evidence, _KINDS[kind])
    return None


_INVALID = -1


def _value(row: Row, faults: Faults) -> int | None:
    """Return 1 to 5, none for NE, or ``_INVALID`` after noting it."""
    text = row.cells["score"].strip()
    if text.upper() == "NE":
        return None
    if len(text) == 1 and text.isascii() and text.isdigit() and LOWEST <= int(text) <= HIGHEST:
        return int(text)
    said = f"the score is {text!r}" if text else "the score is missing"
    faults.add(row, said, "write 1, 2, 3, 4, 5, or NE for a question that was not put")
    return _INVALID


def _note(row: Row, faults: Faults) -> str | None:
    """Return the note of a row on an unscored question, or none after noting what is wrong."""
    if row.cells["score"].strip():
        message = f"{row.cells['question'].strip()} is asked but not scored at this level"
        faults.add(row, message, "leave the score empty; the evidence is kept as a note")
        return None
    return row.cells["evidence"].strip() or None


def _name_gaps(
    first: Mapping[tuple[str, str, str], Row], scored: Mapping[str, bool], vacancy: Vacancy, faults: Faults
) -> None:
    """Note each expected score that no row gives, at the row where its candidate first appears."""
    members = tuple(dict.fromkeys((*(member for _, member, _ in first), *vacancy.scorers())))
    wanted = [question for question, is_scored in scored.items() if is_scored]
    seen: dict[str, Row] = {}
    for (candidate, _, _), row in first.items():
        seen.setdefault(candidate, row)
    for candidate, row in seen.items():
        away = vacancy.stood_down(candidate)
        for member in (name for name in members if name not in away):
            missing = [question for question in wanted if (candidate, member, question) not in first]
            if missing and len(faults.found) < MOST_FAULTS:
                message = f"{member} gives {candidate} no score on {', '.join(missing)}"
                faults.add(row, message, "add a row each; write NE with its reason if it was not put")


def _agreed(row: Row, candidate: str, question: str, scores: Scores, faults: Faults) -> AgreedScore | None:
    value = _value(row, faults)
    reason = row.cells["reason"].strip()
    on_it = (e.score for e in scores.entries if (e.candidate, e.question) == (candidate, question))
    given = {value_of(score) for score in on_it}
    if value == _INVALID:
        return None
    if fault := agreement_fault(question, given=given, agreed=value, reason=reason):
        faults.add(row, fault.message, fault.remedy)
        return None
    return AgreedScore(candidate, question, value, reason)
