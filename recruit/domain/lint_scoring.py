"""Rules on what a panel scores by: anchors, concerns, probes, tags, levels and an exercise's paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.findings import Finding, Path, Rule
from recruit.domain.levels import Lens, QuestionType, RoleLevel, lens_items

_WORD = re.compile(r"[\w'’-]+")
_STYLE = re.compile(
    r"\b(accent|eye contact|nerv\w+|fluen\w+|articulate|confident\w*|polish\w*|likeab\w+|personality"
    r"|passion\w*|enthusias\w+|charisma\w*|body language)\b",
    re.IGNORECASE,
)
_OTHER_ANCHOR = re.compile(r"\b(as|all of|in|for|like) [1-5]\b(?! (of|to|in)\b)|\bthe above\b", re.IGNORECASE)
_STANDING = re.compile(
    r"\b(years of experience|seniority|budget of|long-serving|as a (director|head of))\b", re.IGNORECASE
)


def conduct_not_style(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Style, nerves and accent are not evidence of values."""
    scored: list[tuple[Path, str]] = [(("concerns", i), text) for i, text in enumerate(question.concerns)]
    scored += [(("anchors", key), text) for key, text in question.anchors.items()]
    for path, text in scored:
        if found := _STYLE.search(text):
            yield Finding(path, f"{found.group()!r} is style, not conduct", "name an act that can be heard")
        if found := _STANDING.search(text):
            yield Finding(path, f"{found.group()!r} rewards standing", "name an act that any post allows")


def anchors_differ(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Each anchor adds an act: two that say the same would make one answer worth two scores."""
    texts = [plain(question.anchors[key]) for key in "12345"]
    for index, text in enumerate(texts):
        if text in texts[:index]:
            yield Finding(("anchors", str(index + 1)), "repeats another anchor", "say what this step adds")


def anchors_stand_alone(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """An anchor is printed beside a single score, where "as 3" would tell a reader nothing."""
    for key, text in question.anchors.items():
        if found := _OTHER_ANCHOR.search(text):
            message = f"{found.group()!r} points at another anchor"
            yield Finding(("anchors", key), message, "say in a few words what that anchor holds")


def probes_differ(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """One probe for a purpose, one ask in a probe: every candidate is then helped as far."""
    purposes = [probe.purpose for probe in question.probes]
    for index, purpose in enumerate(purposes):
        if purpose in purposes[:index]:
            path = ("probes", index, "purpose")
            yield Finding(path, f"a second probe for {purpose}", "give each probe a purpose of its own")
    for index, probe in enumerate(question.probes):
        if probe.text.count("?") > 1:
            yield Finding(("probes", index, "text"), "the probe asks more than one thing", "keep one ask")


def tags_heard(question: Question, _: QuestionBank) -> Iterator[Finding]:
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


def tags_fit(question: Question, bank: QuestionBank) -> Iterator[Finding]:
    """Tags belong to the question's attribute and to the lens of its levels."""
    frameworks = bank.frameworks
    if all(frameworks.attribute_of[tag] != question.attribute for tag in question.behaviours):
        message = f"no behaviour belongs to attribute {question.attribute}"
        yield Finding(("behaviours",), message, "tag at least one, or change the attribute")
    lenses = [lens for number in question.levels for lens in _lenses(bank.levels[number])]
    allowed = {item.id for item in lens_items(lenses, frameworks)}
    for index, tag in enumerate(question.indicators):
        if tag not in allowed:
            message = f"{tag} is outside the lens of level {' or '.join(map(str, question.levels))}"
            yield Finding(("indicators", index), message, "use an indicator of the lens in levels.yaml")


def tags_for_interview(question: Question, bank: QuestionBank) -> Iterator[Finding]:
    """What its framework marks as not for interview no interview can hear, whatever a line says."""
    for name in ("behaviours", "indicators"):
        for index, tag in enumerate(getattr(question, name)):
            if reason := bank.frameworks.items[tag].not_for_interview:
                message = f"{tag} is marked not for interview: {reason}"
                yield Finding((name, index), message, "remove the tag, or the mark in the framework")


def levels_adjacent(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Stake and reach are those of the post: no scene is at home in posts far apart."""
    if max(question.levels) - min(question.levels) > 1:
        yield Finding(("levels",), "the levels are not next to each other", "write a question for each")


def table_is_even(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """A row short of a cell would print figures under the wrong heading."""
    table = question.material and question.material.table
    if not table:
        return
    for index, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            path = ("material", "table", "rows", index)
            remedy = f"give {len(table.columns)}, one for each column"
            yield Finding(path, f"the row has {len(row)} cells", remedy)


def preparation(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Time before the interview is planned for exercises only."""
    if question.type is not QuestionType.EXERCISE and question.preparation_minutes:
        message = "only an exercise is prepared beforehand"
        yield Finding(("preparation_minutes",), message, "set it to 0, or make it an exercise")


def plain(text: str) -> str:
    """Return a text's words in small letters, without marks, so that texts can be told apart by words."""
    return " ".join(_WORD.findall(text.lower()))


def _lenses(level: RoleLevel) -> Iterable[Lens]:
    return (*level.base, *level.stretch)


SCORING_RULES: tuple[Rule, ...] = (
    conduct_not_style,
    anchors_differ,
    anchors_stand_alone,
    probes_differ,
    tags_heard,
    tags_fit,
    tags_for_interview,
    levels_adjacent,
    table_is_even,
    preparation,
)
"""Every rule of this subject, in the order in which it is told."""
