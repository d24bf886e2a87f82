"""Rules on what is said to a candidate: one ask, short and plain, that leads nowhere by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.findings import Finding, Rule, given_to_read, said_aloud
from recruit.domain.levels import QuestionType
from recruit.domain.plain_english import (
    FEWEST_WORDS,
    HIGHEST_GRADE,
    INSPECTORATE,
    TRADE_TERMS,
    TradeTerm,
    reading_grade,
    unexplained,
    word_count,
)

ASK_WORDS = 45
"""Words in a past-behaviour or reflection question, so that it can be held in mind when heard."""
SCENE_WORDS = 110
"""Words in a situation or exercise, scene included."""
INSPECTED_FROM = 5
"""Level from which a post answers to the inspectorate, and knows its name."""

_WORD = re.compile(r"[\w'’-]+")
_LEADING = re.compile(
    r"\b(passionate|do you (believe|agree|think|feel)|don't you|wouldn't you|isn't it|how important"
    r"|tell us about yourself|your childhood|your upbringing|why do you want)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"^(have|has|do|does|did|are|is|were|was|can|could|would|will|should) ", re.IGNORECASE)


def length(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """No longer than can be held in mind; a scene may take its room."""
    scene = question.type in (QuestionType.SITUATION, QuestionType.EXERCISE)
    most = SCENE_WORDS if scene else ASK_WORDS
    count = len(_WORD.findall(question.text))
    if count > most:
        yield Finding(("text",), f"the text has {count} words", f"cut it to {most} or fewer")


def one_ask(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """One ask: two questions in one cannot be answered, or scored, as one."""
    if question.text.count("?") > 1:
        yield Finding(("text",), "the text asks more than one thing", "keep one ask; move the rest to probes")
    last = re.split(r"(?<=[.?!])\s+", question.text.strip())[-1]
    if re.search(r"\b(and|or) (how|why|what|who|when|where)\b", last, re.IGNORECASE):
        yield Finding(("text",), "the text is double-barrelled", "keep one ask; move the rest to probes")
    if _CLOSED.match(last) and last.endswith("?"):
        yield Finding(("text",), "a yes or no would answer the text", "ask what was done or would be done")


def not_leading(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """No answer suggested, no opinion invited: both reward knowing what is wanted."""
    for path, text in said_aloud(question):
        if found := _LEADING.search(text):
            message = f"{found.group()!r} leads the candidate or invites an opinion"
            yield Finding(path, message, "ask what the person did or would do")


def easy_to_hear(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Short words in short sentences: a question is heard once, and measures values, not listening.

    Some hear it under strain, some in a language that is not their first.
    """
    probes = [(("probes", index, "text"), probe.text) for index, probe in enumerate(question.probes)]
    for path, text in ((("text",), question.text), *probes):
        grade = reading_grade(text)
        if grade > HIGHEST_GRADE and word_count(text) >= FEWEST_WORDS:
            message = f"the reading grade is {grade:.1f} (Flesch-Kincaid; at most {HIGHEST_GRADE:.0f})"
            yield Finding(path, message, "use shorter words and sentences")


def no_trade_terms(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """No word of the trade unexplained: it tests who has worked here before, not what they value."""
    terms: tuple[TradeTerm, ...] = TRADE_TERMS
    if min(question.levels) < INSPECTED_FROM:
        terms = (*terms, INSPECTORATE)
    for path, text in (*said_aloud(question), *given_to_read(question)):
        for term in terms:
            for word in unexplained(text, term):
                remedy = f"{term.instead}, or explain it here"
                yield Finding(path, f"{word!r} is a term of the trade", remedy)


WORDING_RULES: tuple[Rule, ...] = (length, one_ask, not_leading, easy_to_hear, no_trade_terms)
"""Every rule of this subject, in the order in which it is told."""
