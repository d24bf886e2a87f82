"""What a question and a bank are held to, as far as a rule can tell.

Each rule says why it is there. What no rule can tell (does the question pull two ways, do
the anchors sort) is for readers: ``question_banks/README.md`` says what they judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from recruit.domain.alternatives import alternatives
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.errors import ImpossibleRecipe
from recruit.domain.levels import Asked, Lens, QuestionType, RoleLevel, lens_items
from recruit.domain.recipe import recipe_for

_Path: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule: the part of the question it is in, what is wrong, what to do.

    ``question`` is the id where a rule on the whole bank is broken by one question.
    """

    path: tuple[str | int, ...]
    message: str
    remedy: str
    question: str | None = None


_WORD = re.compile(r"[\w'’-]+")

ASK_WORDS = 45
"""Words in a past-behaviour or reflection question, so that it can be held in mind when heard."""
SCENE_WORDS = 110
"""Words in a situation or exercise, scene included."""

_LEADING = re.compile(
    r"\b(passionate|do you (believe|agree|think|feel)|don't you|wouldn't you|isn't it|how important"
    r"|tell us about yourself|your childhood|your upbringing|why do you want)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"^(have|has|do|does|did|are|is|were|was|can|could|would|will|should) ", re.IGNORECASE)
_PRIVATE = re.compile(
    r"\byour (own |personal |home |past )*(health|illness\w*|condition|disabilit\w+|medica\w+|diagnos\w+"
    r"|sick\w*|age|marriage|partner at home|spouse|husband|wife|child\w*|kids?|sons?|daughters?|parents?"
    r"|mother|father|family|home life|upbringing|religio\w+|faith|church|mosque|beliefs?|nationality"
    r"|ethnic\w*|sexual\w*|gender)\b"
    r"|\b(are|were|have|had) you (ever )?(been )?(ill|sick|pregnant|disabled|married|religious|retir\w+)\b",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"\b(accent|eye contact|nerv\w+|fluen\w+|articulate|confident\w*|polish\w*|likeab\w+|personality"
    r"|passion\w*|enthusias\w+|charisma\w*|body language)\b",
    re.IGNORECASE,
)
_OTHER_ANCHOR = re.compile(r"\b(as|all of|in|for|like) [1-5]\b(?! (of|to|in)\b)|\bthe above\b", re.IGNORECASE)
_STANDING = re.compile(
    r"\b(years of experience|seniority|budget of|long-serving|as a (director|head of))\b", re.IGNORECASE
)


def question_findings(question: Question, bank: QuestionBank) -> Iterator[Finding]:
    """Yield every breach of a rule in one question."""
    for rule in _RULES:
        yield from rule(question, bank)


def _length(question: Question, _: QuestionBank) -> Iterator[Finding]:
    scene = question.type in (QuestionType.SITUATION, QuestionType.EXERCISE)
    most = SCENE_WORDS if scene else ASK_WORDS
    count = len(_WORD.findall(question.text))
    if count > most:
        yield Finding(("text",), f"the text has {count} words", f"cut it to {most} or fewer")


def _one_ask(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """One ask: two questions in one cannot be answered, or scored, as one."""
    if question.text.count("?") > 1:
        yield Finding(("text",), "the text asks more than one thing", "keep one ask; move the rest to probes")
    last = re.split(r"(?<=[.?!])\s+", question.text.strip())[-1]
    if re.search(r"\b(and|or) (how|why|what|who|when|where)\b", last, re.IGNORECASE):
        yield Finding(("text",), "the text is double-barrelled", "keep one ask; move the rest to probes")
    if _CLOSED.match(last) and last.endswith("?"):
        yield Finding(("text",), "a yes or no would answer the text", "ask what was done or would be done")


def _not_leading(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """No answer suggested, no opinion invited: both reward knowing what is wanted."""
    for path, text in _asked_texts(question):
        if found := _LEADING.search(text):
            message = f"{found.group()!r} leads the candidate or invites an opinion"
            yield Finding(path, message, "ask what the person did or would do")


def _not_private(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """No health, age, family or belief: Equality Act 2010, sections 13, 39 and 60."""
    for path, text in _asked_texts(question):
        if found := _PRIVATE.search(text):
            message = f"{found.group()!r} may draw out private matters (Equality Act 2010, s.60)"
            yield Finding(path, message, "ask for conduct at work instead, or use another word")


def _conduct_not_style(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Style, nerves and accent are not evidence of values."""
    scored: list[tuple[_Path, str]] = [(("concerns", i), text) for i, text in enumerate(question.concerns)]
    scored += [(("anchors", key), text) for key, text in question.anchors.items()]
    for path, text in scored:
        if found := _STYLE.search(text):
            yield Finding(path, f"{found.group()!r} is style, not conduct", "name an act that can be heard")
        if found := _STANDING.search(text):
            yield Finding(path, f"{found.group()!r} rewards standing", "name an act that any post allows")


def _anchors_differ(question: Question, _: QuestionBank) -> Iterator[Finding]:
    texts = [_plain(question.anchors[key]) for key in "12345"]
    for index, text in enumerate(texts):
        if text in texts[:index]:
            yield Finding(("anchors", str(index + 1)), "repeats another anchor", "say what this step adds")


def _anchors_stand_alone(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """An anchor is printed beside a single score, where "as 3" would tell a reader nothing."""
    for key, text in question.anchors.items():
        if found := _OTHER_ANCHOR.search(text):
            message = f"{found.group()!r} points at another anchor"
            yield Finding(("anchors", key), message, "say in a few words what that anchor holds")


def _probes_differ(question: Question, _: QuestionBank) -> Iterator[Finding]:
    purposes = [probe.purpose for probe in question.probes]
    for index, purpose in enumerate(purposes):
        if purpose in purposes[:index]:
            path = ("probes", index, "purpose")
            yield Finding(path, f"a second probe for {purpose}", "give each probe a purpose of its own")
    for index, probe in enumerate(question.probes):
        if probe.text.count("?") > 1:
            yield Finding(("probes", index, "text"), "the probe asks more than one thing", "keep one ask")


def _tags_heard(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """A tag that nobody can hear would count as coverage that never happens."""
    heard = {tag for cue in question.listen_for for tag in cue.tags}
    declared = set(question.tags)
    for name in ("behaviours", "indicators"):
        for index, tag in enumerate(getattr(question, name)):
            if tag not in heard:
                message = f"{tag} is tagged but heard in no listen_for line"
                yield Finding((name, index), message, "write the line it is heard in, or remove the tag")
    for index, cue in enumerate(question.listen_for):
        for tag in sorted(set(cue.tags) - declared):
            message = f"{tag} is heard but not listed"
            yield Finding(("listen_for", index, "tags"), message, "list it under behaviours or indicators")


def _tags_fit(question: Question, bank: QuestionBank) -> Iterator[Finding]:
    """Tags belong to the question's attribute and to the lens of its levels."""
    frameworks = bank.frameworks
    if all(frameworks.attribute_of[tag] != question.attribute for tag in question.behaviours):
        message = f"no behaviour belongs to attribute {question.attribute}"
        yield Finding(("behaviours",), message, "tag at least one, or change the attribute")
    lenses = [lens for number in question.levels for lens in _lenses(bank.levels[number])]
    allowed = {item.id for item in lens_items(lenses, frameworks)}
    for index, tag in enumerate(question.indicators):
        if tag not in allowed:
            message = f"{tag} is outside the lens of level {_numbers(question.levels)}"
            yield Finding(("indicators", index), message, "use an indicator of the lens in levels.yaml")


def _levels_adjacent(question: Question, _: QuestionBank) -> Iterator[Finding]:
    if max(question.levels) - min(question.levels) > 1:
        yield Finding(("levels",), "the levels are not next to each other", "write a question for each")


def _table_is_even(question: Question, _: QuestionBank) -> Iterator[Finding]:
    table = question.material and question.material.table
    if not table:
        return
    for index, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            path = ("material", "table", "rows", index)
            remedy = f"give {len(table.columns)}, one for each column"
            yield Finding(path, f"the row has {len(row)} cells", remedy)


def _preparation(question: Question, _: QuestionBank) -> Iterator[Finding]:
    if question.type is not QuestionType.EXERCISE and question.preparation_minutes:
        message = "only an exercise is prepared beforehand"
        yield Finding(("preparation_minutes",), message, "set it to 0, or make it an exercise")


_Rule = Callable[[Question, QuestionBank], Iterator[Finding]]
_RULES: tuple[_Rule, ...] = (
    _length,
    _one_ask,
    _not_leading,
    _not_private,
    _conduct_not_style,
    _anchors_differ,
    _anchors_stand_alone,
    _probes_differ,
    _tags_heard,
    _tags_fit,
    _levels_adjacent,
    _table_is_even,
    _preparation,
)


def _asked_texts(question: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield everything that is said aloud to a candidate."""
    yield ("text",), question.text
    yield ("if_no_example",), question.if_no_example
    for index, probe in enumerate(question.probes):
        yield ("probes", index, "text"), probe.text


def _lenses(level: RoleLevel) -> Iterable[Lens]:
    return (*level.base, *level.stretch)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _numbers(levels: Iterable[int]) -> str:
    return " or ".join(map(str, levels))


def bank_findings(bank: QuestionBank) -> Iterator[Finding]:
    """Yield what the bank as a whole lacks: texts used twice, and levels it cannot serve."""
    seen: dict[str, str] = {}
    for question in bank.questions:
        first = seen.setdefault(_plain(question.text), question.id)
        if first != question.id:
            remedy = "keep one of the two, or serve both levels with it"
            yield Finding(("text",), f"asks the same as {first}", remedy, question.id)
    for level in bank.levels.values():
        bare = list(_bare(level, bank))
        yield from bare or _default_pack(level, bank)


def _default_pack(level: RoleLevel, bank: QuestionBank) -> Iterator[Finding]:
    """Yield what keeps a level's default pack from being drawn, or a question of it from being swapped."""
    try:
        pack = draw_pack(bank, recipe_for(level))
    except ImpossibleRecipe as error:
        yield Finding((), f"level {level.level} has no default pack: {error}", error.remedy)
        return
    for question in pack.questions:
        if not alternatives(bank, pack, question.id):
            message = f"level {level.level} has nothing to swap {question.id} for in its default pack"
            remedy = (
                f"write a second {question.type.label.lower()} question on attribute {question.attribute}"
            )
            yield Finding((), message, remedy)


def _bare(level: RoleLevel, bank: QuestionBank) -> Iterator[Finding]:
    """Yield the kinds of question that a level needs and has too few of.

    Two past-behaviour questions for each full attribute, two of any type for each light
    one, a situation and a reflection for attributes 1 and 5, two exercises where the mix
    asks one: enough that every default pack can be drawn and swapped.
    """
    at_level = bank.at_level(level.level)

    def count(attribute: int | None, kind: QuestionType | None) -> int:
        return sum(
            (attribute is None or q.attribute == attribute) and (kind is None or q.type == kind)
            for q in at_level
        )

    wanted: list[tuple[int | None, QuestionType | None, int]] = []
    for cell in level.attributes:
        if cell.asked is Asked.FULL:
            wanted.append((cell.attribute, QuestionType.PAST, 2))
        elif cell.asked is Asked.LIGHT:
            wanted.append((cell.attribute, None, 2))
    wanted += [(n, kind, 1) for n in (1, 5) for kind in (QuestionType.SITUATION, QuestionType.REFLECTION)]
    if level.mix[QuestionType.EXERCISE]:
        wanted.append((None, QuestionType.EXERCISE, 2))
    for attribute, kind, least in wanted:
        if (have := count(attribute, kind)) < least:
            what = kind.label.lower() if kind else "any type"
            where = f" on attribute {attribute}" if attribute else ""
            message = f"level {level.level} has {have} questions ({what}){where}"
            yield Finding((), message, f"write {least - have} or let one of the next level serve it too")
