"""A fixed cast: a small invented bank, its levels, and questions made to order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recruit.domain.bank import Cue, Probe, Question, QuestionBank
from recruit.domain.frameworks import Framework, Frameworks, Item, Section
from recruit.domain.interview import (
    Advice,
    FixedMinutes,
    InformationSection,
    InterviewTexts,
    SaferQuestion,
    SaferRecruitment,
    Scale,
    ScalePoint,
)
from recruit.domain.levels import Asked, Cell, Lens, QuestionType, RoleLevel

PB, S, R, X = QuestionType.PAST, QuestionType.SITUATION, QuestionType.REFLECTION, QuestionType.EXERCISE
FULL, LIGHT, OPTIONAL = Asked.FULL, Asked.LIGHT, Asked.OPTIONAL


def item(name: str, **changes: Any) -> Item:
    return replace(Item(name, f"Label of {name}", f"Meaning of {name}.", f"Where {name} stands"), **changes)


def framework(name: str, sections: dict[int, int], **changes: Any) -> Framework:
    """Return a framework with so many items in each numbered section."""
    made = tuple(
        Section(
            id=f"{name}-{number}",
            number=number,
            label=f"{name} section {number}",
            meaning=f"Meaning of section {number}.",
            items=tuple(item(f"{name}-{number}.{i}") for i in range(1, count + 1)),
        )
        for number, count in sections.items()
    )
    plain = Framework(
        id=name,
        title=f"Framework {name}",
        publisher="An invented publisher",
        year=None,
        licence="none stated",
        attribution=f"{name}, invented.",
        cautions=(f"A caution on {name}.",),
        notes=(),
        sections=made,
    )
    return replace(plain, **changes)


FRAMEWORKS = Frameworks(
    {
        "sfpc": framework("sfpc", {1: 3, 2: 3, 3: 2, 4: 2, 5: 2}),
        "base": framework("base", {1: 6}),
        "reach": framework("reach", {1: 4}),
    }
)

TEXTS = InterviewTexts(
    minutes=FixedMinutes(opening=3, safer_recruitment=10, candidate_questions=5, closing=2),
    askers=("Chair", "Second member", "Third member"),
    opening_script=("Welcome.",),
    closing_script=("Thank you.",),
    instructions=(Advice("Alone", "Score alone."),),
    scale=Scale(
        ("Score evidence.",),
        tuple(ScalePoint(score, f"Label {score}", f"Meaning {score}.") for score in ("NE", *"12345")),
    ),
    safer_recruitment=SaferRecruitment(
        ("Read this.",),
        tuple(
            SaferQuestion(topic, f"What of {topic.lower()}?", ("Reasons.",), "Ask again.")
            for topic in ("Motivation", "Experience", "Gaps", "Boundaries", "Attitudes")
        ),
        tuple(
            Advice(outcome, f"What {outcome.lower()} means.")
            for outcome in ("Satisfied", "Follow up", "Concern")
        ),
    ),
    candidate_information=(InformationSection("Your interview", ("It lasts an hour.",)),),
)


def level(
    number: int = 4,
    *,
    asked: dict[int, Asked] | None = None,
    mix: dict[QuestionType, int] | None = None,
    minutes: int = 90,
) -> RoleLevel:
    """Return a level that looks through ``base`` and stretches to ``reach``."""
    how = dict.fromkeys(range(1, 6), FULL) | (asked or {})
    return RoleLevel(
        level=number,
        title=f"Invented level {number}",
        posts="Invented posts.",
        minutes=minutes,
        base=(Lens("base", "An invented reason."),),
        stretch=(Lens("reach", "Another invented reason."),),
        mix={PB: 5, S: 1, R: 1, X: 0} | (mix or {}),
        mix_reason="An invented reason.",
        attributes=tuple(Cell(n, how[n], f"Meaning {n}.", f"Reason {n}.") for n in range(1, 6)),
    )


def question(name: str, attribute: int = 1, kind: QuestionType = PB, **changes: Any) -> Question:
    """Return a faultless question, with what the test cares about changed."""
    behaviours = changes.pop("behaviours", (f"sfpc-{attribute}.1",))
    indicators = changes.pop("indicators", ("base-1.1",))
    plain = Question(
        id=name,
        version=1,
        author="The cast",
        levels=(4,),
        attribute=attribute,
        type=kind,
        minutes=7,
        preparation_minutes=0,
        text=f"Tell us about the time called {name}.",
        turns_on="One good against another.",
        accepts="Any setting.",
        if_no_example="Think of another setting.",
        probes=tuple(
            Probe(purpose, f"Probe on {purpose}?") for purpose in ("own action", "reason", "effect")
        ),
        listen_for=(Cue("Says what they did.", tuple(behaviours)), Cue("Says why.", tuple(indicators))),
        concerns=("Blames the family.",),
        anchors={key: f"Anchor {key} of {name}." for key in "12345"},
        behaviours=tuple(behaviours),
        indicators=tuple(indicators),
    )
    return replace(plain, **changes)


def bank(*questions: Question, levels: tuple[RoleLevel, ...] | None = None) -> QuestionBank:
    """Return a bank of questions, with one level unless others are given."""
    found = levels or (level(),)
    return QuestionBank(
        version="test",
        digest="0" * 64,
        frameworks=FRAMEWORKS,
        levels={one.level: one for one in found},
        interview=TEXTS,
        questions=questions,
    )


def full_bank() -> QuestionBank:
    """Return a bank from which the invented level can be drawn, with something to swap each question for."""
    past = [question(f"past-{n}-{letter}", n) for n in range(1, 6) for letter in "ab"]
    others = [
        question(f"{kind.lower()}-{letter}", 1, kind, indicators=("base-1.2",))
        for kind in (S, R)
        for letter in "ab"
    ]
    return bank(*past, *others)
