"""Three packs that span what a document must hold: the shortest, a typical one, the longest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count, cycle, islice

from recruit.domain.bank import Cue, Material, Probe, Table
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
from recruit.domain.levels import Asked, QuestionType
from recruit.domain.pack import (
    PACK_SCHEMA,
    BankStamp,
    Coverage,
    Pack,
    PackAttribute,
    PackCoverage,
    PackFramework,
    PackItem,
    PackQuestion,
    PackRecipe,
    Slot,
)

NAMES = (
    "Siân O'Brien-Ōkubo",
    "שרה כהן־לוי",
    "محمد بن عبد الله",
    "Zoë Ng",
    "Łukasz Brzęczyszczykiewicz-Smith",
)
"""Names that a template must survive, two of them written from right to left."""

ORGANISATION = "Harrow Vale & Upper Wend Joint Council <Children's Services>"

ATTRIBUTES = (
    "Leadership and change that is driven by values",
    "Leadership that changes how decisions are made in the interests of families",
    "Leadership that changes practice and culture",
    "Leadership that creates successful partnerships",
    "Leadership that secures buy-in from corporate leaders and politicians",
)

_BEHAVIOURS = (6, 7, 4, 8, 2)
_SENTENCES = (
    "The duty worker rang at four, and the school had already closed for the day.",
    "She told the grandmother plainly what worried her, and stayed while the answer was still angry.",
    "He asked the manager to be told if his reading of the file was wrong.",
    "They kept to the plan for six weeks & wrote down where it went badly.",
    "Nobody in the room had spoken to the boy, so the meeting waited a day.",
    "I moved the visit, since the father works nights and had missed each one.",
    "The budget would have been safer untouched; the family would not.",
    "We agreed what would show us by May that we had been mistaken.",
)


def prose(words: int, *, start: int = 0) -> str:
    """Return a text of ``words`` words that begins with one of eight sentences."""
    stream = (word for sentence in islice(cycle(_SENTENCES), start % 8, None) for word in sentence.split())
    return " ".join(islice(stream, words)).rstrip(".,;& ") + "."


def shortest_pack() -> Pack:
    """One question, nothing optional, every list as short as it can be."""
    question = replace(
        _question(1, QuestionType.PAST, 1, words=12),
        probes=(Probe("reason", "Why that?"),),
        listen_for=(Cue("Says why.", ("sfpc-1.1",)),),
        concerns=("Speaks of the family as a case.",),
        behaviours=("sfpc-1.1",),
        indicators=("kss-pl-1.1",),
    )
    behaviour = PackItem("sfpc-1.1", "Values in choices", "M", "sfpc", "Attribute 1, 1", None, "behaviour")
    indicator = PackItem("kss-pl-1.1", "A sentence", "M", "kss-pl", "Statement 1, 1", None, "base")
    one, none = Coverage(1, 1, ()), Coverage(0, 0, ())
    coverage = PackCoverage(
        attributes=Coverage(1, 5, ("2", "3", "4", "5")),
        behaviours=one,
        indicators=one,
        base=one,
        stretch=none,
        optimal=True,
        gap=0,
        gap_in=None,
        repeatable=True,
    )
    return _pack(
        title="Social worker",
        questions=(question,),
        items=(behaviour, indicator),
        coverage=coverage,
        interview=_texts(words=10, parts=1),
    )


def typical_pack() -> Pack:
    """Seven scored questions, one an exercise; each of the five attributes asked about."""
    kinds = (
        (QuestionType.EXERCISE, 1),
        (QuestionType.PAST, 1),
        (QuestionType.PAST, 2),
        (QuestionType.PAST, 3),
        (QuestionType.SITUATION, 3),
        (QuestionType.PAST, 4),
        (QuestionType.REFLECTION, 5),
    )
    questions = tuple(_question(n, kind, at, words=38) for n, (kind, at) in enumerate(kinds, 1))
    table = Table(
        "Visits in the last quarter",
        ("Team", "Planned", "Made"),
        (("North", "40", "31"), ("South", "38", "36")),
    )
    return _pack(
        title="Practice supervisor or team manager",
        questions=(_with_material(questions[0], words=60, table=table), *questions[1:]),
        items=_items(),
        coverage=_coverage(questions, optimal=True),
        interview=_texts(words=55, parts=6),
    )


def longest_pack() -> Pack:
    """Ten questions, the last unscored, and every text at its longest."""
    kinds = [QuestionType.EXERCISE, QuestionType.EXERCISE, *[QuestionType.PAST] * 5]
    kinds += [QuestionType.SITUATION, QuestionType.REFLECTION, QuestionType.REFLECTION]
    questions = [_question(n, kind, (n - 1) // 2 + 1, words=110) for n, kind in enumerate(kinds, 1)]
    columns = ("Team", "Planned", "Made", "Cancelled by us", "Cancelled by the family", "Remarks")
    rows = tuple((f"Team {n}", "40", "31", "5", "4", prose(9, start=n)) for n in range(8))
    questions[0] = _with_material(questions[0], words=220, table=Table("Visits in a year", columns, rows))
    questions[1] = _with_material(questions[1], words=220, table=None)
    questions[9] = replace(questions[9], scored=False)
    pack = _pack(
        title="Deputy director or aspirant director of children's services & education",
        questions=tuple(questions),
        items=_items(),
        coverage=_coverage(questions, optimal=False),
        interview=_texts(words=110, parts=14),
        asked_by=NAMES,
    )
    recipe = replace(pack.recipe, include=("question-1", "question-2"), exclude=("not-this-one",))
    return replace(pack, recipe=recipe)


SHAPES = (shortest_pack, typical_pack, longest_pack)


def _question(number: int, kind: QuestionType, attribute: int, *, words: int) -> PackQuestion:
    tags = _tags(number, attribute)
    long = words > 100
    return PackQuestion(
        number=number,
        id=f"question-{number}-recalled-by-words",
        version=1,
        author="Recruit question bank",
        levels=(4,),
        attribute=attribute,
        type=kind,
        scored=True,
        minutes=7,
        preparation_minutes=20 if kind is QuestionType.EXERCISE else 0,
        text=f"Tell us about a time, number {number}. {prose(words - 7, start=number)}",
        turns_on=f"Pull of question {number}: {prose(60 if long else 20, start=number + 1)}",
        accepts=f"Settings for question {number}: {prose(60 if long else 24, start=number + 2)}",
        if_no_example=f"Help with question {number}: {prose(40 if long else 18, start=number + 3)}",
        probes=_probes(number, words=24 if long else 8),
        listen_for=_cues(number, tags, words=40 if long else 16),
        concerns=tuple(f"Concern {n}.{number}: {prose(30 if long else 11, start=n)}" for n in range(1, 5)),
        anchors=_anchors(number, words=60 if long else 32),
        behaviours=tags[:2],
        indicators=tags[2:],
        material=None,
        reason=f"Reason for question {number}: {prose(60 if long else 28, start=number)}",
    )


def _probes(number: int, *, words: int) -> tuple[Probe, ...]:
    purposes = ("own action", "reason", "other views", "effect", "change since")
    return tuple(Probe(p, f"Probe {n}.{number}: {prose(words, start=n)}") for n, p in enumerate(purposes, 1))


def _cues(number: int, tags: Sequence[str], *, words: int) -> tuple[Cue, ...]:
    return tuple(Cue(f"Heard {n}.{number}: {prose(words, start=n)}", (tag,)) for n, tag in enumerate(tags, 1))


def _anchors(number: int, *, words: int) -> dict[str, str]:
    return {str(n): f"Anchor {n}.{number}: {prose(words + n, start=n)}" for n in range(1, 6)}


def _tags(number: int, attribute: int) -> tuple[str, str, str, str]:
    last = _BEHAVIOURS[attribute - 1]
    first, second = number % last + 1, (number + 1) % last + 1
    stage = "emerging" if number % 2 else "established"
    return (
        f"sfpc-{attribute}.{first}",
        f"sfpc-{attribute}.{second}",
        f"sssc-{attribute}.1-{stage}",
        f"kss-pl-1.{number}",
    )


def _with_material(question: PackQuestion, *, words: int, table: Table | None) -> PackQuestion:
    paragraphs = tuple(prose(words, start=n) for n in range(3))
    return replace(question, material=Material("The visits that were not made", prose(25), paragraphs, table))


def _items() -> tuple[PackItem, ...]:
    behaviours = (
        _item(f"sfpc-{attribute}.{n}", "Behaviour", "behaviour")
        for attribute, last in enumerate(_BEHAVIOURS, 1)
        for n in range(1, last + 1)
    )
    stages = (
        _item(f"sssc-{capability}.1-{stage}", f"Indicator, {stage},", lens, stage=stage)
        for stage, lens in (("emerging", "base"), ("established", "stretch"))
        for capability in range(1, 7)
    )
    sentences = (_item(f"kss-pl-1.{n}", "Sentence", "other") for n in range(1, 13))
    return (*behaviours, *stages, *sentences)


def _item(name: str, kind: str, lens: str, *, stage: str | None = None) -> PackItem:
    framework, _, place = name.removesuffix(f"-{stage}").rpartition("-")
    label = f"{kind} {place} of a certain kind"
    return PackItem(name, label, "Meaning.", framework, f"Section {place}", stage, lens)


def _coverage(questions: Sequence[PackQuestion], *, optimal: bool) -> PackCoverage:
    def among(ids: Sequence[str]) -> Coverage:
        heard = {tag for question in questions for tag in (*question.behaviours, *question.indicators)}
        missing = tuple(name for name in ids if name not in heard)
        return Coverage(len(ids) - len(missing), len(ids), missing)

    base = [item.id for item in _items() if item.lens == "base"]
    stretch = [item.id for item in _items() if item.lens == "stretch"]
    return PackCoverage(
        attributes=Coverage(5, 5, ()),
        behaviours=among([item.id for item in _items() if item.lens == "behaviour"]),
        indicators=among([*base, *stretch]),
        base=among(base),
        stretch=among(stretch),
        optimal=optimal,
        gap=0 if optimal else 2,
        gap_in=None if optimal else "stretch indicators",
        repeatable=optimal,
    )


def _pack(
    *,
    title: str,
    questions: tuple[PackQuestion, ...],
    items: tuple[PackItem, ...],
    coverage: PackCoverage,
    interview: InterviewTexts,
    asked_by: Sequence[str] = ("Chair", "Second member", "Third member"),
) -> Pack:
    plan = _plan(questions, interview.minutes, asked_by)
    names = dict.fromkeys(["sfpc", *(item.framework for item in items)])
    return Pack(
        schema=PACK_SCHEMA,
        level=4,
        title=title,
        posts=prose(30),
        mix_reason=prose(40, start=3),
        seed=7,
        minutes=sum(slot.minutes for slot in plan),
        fixed_minutes=interview.minutes.total,
        bank=BankStamp("1.2", "ab" * 32),
        recipe=PackRecipe(
            minutes=75,
            questions=sum(question.scored for question in questions),
            mix={kind: sum(question.type is kind for question in questions) for kind in QuestionType},
            frameworks=tuple(names),
            include=(),
            exclude=(),
        ),
        attributes=tuple(_attribute(number, questions) for number in range(1, 6)),
        questions=questions,
        coverage=coverage,
        items=items,
        frameworks=tuple(_framework(name) for name in names),
        plan=plan,
        interview=interview,
    )


def _attribute(number: int, questions: Sequence[PackQuestion]) -> PackAttribute:
    asked = tuple(question for question in questions if question.attribute == number)
    full = Asked.FULL if len(asked) > 1 else Asked.LIGHT
    fully = full if any(question.scored for question in asked) else Asked.OPTIONAL
    meaning, reason = prose(55, start=number), prose(40, start=number + 2)
    ids = tuple(question.id for question in asked)
    return PackAttribute(number, ATTRIBUTES[number - 1], fully, meaning, reason, ids)


def _framework(name: str) -> PackFramework:
    titles = {
        "sfpc": "Five attributes of effective leadership",
        "sssc": "Six leadership capabilities for social services",
        "kss-pl": "Knowledge and skills statement for practice leaders",
    }
    cautions = (prose(24), prose(35, start=2))
    return PackFramework(
        name, titles[name], "A publisher", 2018 if name == "kss-pl" else None, prose(14), prose(18), cautions
    )


def _plan(
    questions: Sequence[PackQuestion], fixed: FixedMinutes, asked_by: Sequence[str]
) -> tuple[Slot, ...]:
    askers = cycle(asked_by)
    parts: list[tuple[str, int, int | None]] = [("Opening", fixed.opening, None)]
    parts += [(f"Question {question.number}", question.minutes, question.number) for question in questions]
    parts += [("Safer recruitment", fixed.safer_recruitment, None)]
    parts += [
        ("The candidate's questions", fixed.candidate_questions, None),
        ("Closing", fixed.closing, None),
    ]
    starts = [sum(minutes for _, minutes, _ in parts[:n]) for n in range(len(parts))]
    return tuple(
        Slot(start, minutes, part, next(askers), number)
        for start, (part, minutes, number) in zip(starts, parts, strict=True)
    )


def _texts(*, words: int, parts: int) -> InterviewTexts:
    numbers = count()

    def text() -> str:
        return prose(words, start=next(numbers))

    def texts(many: int) -> tuple[str, ...]:
        return tuple(text() for _ in range(many))

    few = max(parts // 2, 1)
    topics = ("Motivation", "Experience", "Gaps and moves", "Boundaries", "Attitudes", "Raising a concern")
    return InterviewTexts(
        minutes=FixedMinutes(3, 10, 5, 2),
        askers=("Chair", "Second member", "Third member"),
        opening_script=texts(few),
        closing_script=texts(few),
        instructions=tuple(Advice(f"Keep to this, {n}", text) for n, text in enumerate(texts(parts), 1)),
        scale=Scale(texts(few), tuple(ScalePoint(*point, text()) for point in SCALE)),
        safer_recruitment=SaferRecruitment(
            texts(few),
            tuple(SaferQuestion(topic, text(), texts(few), text()) for topic in topics[:parts]),
            tuple(Advice(label, text()) for label in ("Satisfied", "Follow up", "Concern")),
        ),
        candidate_information=tuple(
            InformationSection(f"What to expect, {n}", texts(few)) for n in range(1, parts + 1)
        ),
    )


SCALE = (
    ("NE", "Not explored"),
    ("1", "None, or contrary"),
    ("2", "Unclear"),
    ("3", "Clear"),
    ("4", "Clear, and weighed fairly"),
    ("5", "Weighed fairly, and tested"),
)
