"""A pack as its documents say it: each text beside its translation, or in its place.

What was translated stands in the pack; here it is only put where the English stands. The
result is for printing alone: it has neither the hash of the pack nor its ids as words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from recruit.documents.fixed_words import english_words, printed_words, speech, words_of
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import QuestionType
from recruit.domain.pack import Pack, PackAttribute, PackLanguage, PackQuestion, Slot
from recruit.domain.translations import INTERVIEW_PARTS, QUESTION_PARTS, State, english_of

Say = Callable[[str, str | None], str]

TYPE_WORDS = {
    QuestionType.PAST: "past_behaviour",
    QuestionType.SITUATION: "situation",
    QuestionType.REFLECTION: "values_reflection",
    QuestionType.EXERCISE: "exercise",
}
"""The fixed word for each type of question."""

PART_WORDS = {
    "Opening": "opening",
    "Safer recruitment": "safer_recruitment",
    "The candidate's questions": "candidates_questions",
    "Closing": "closing",
}
"""The fixed word for each part of the plan that holds no question."""

_ENGLISH_LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How a document speaks: the pack as printed, the fixed words, and what to say of its language.

    ``names`` are what a panel calls each question, by id; ``second`` is the tag by which
    Word marks the second language, empty where there is none, ``language`` the tag of the
    document as a whole.
    """

    pack: Pack
    words: Mapping[str, str]
    names: Mapping[str, str]
    question_notes: Mapping[str, str]
    notes: tuple[str, ...]
    mark: str
    second: str
    language: str

    def view(self) -> dict[str, Any]:
        """Return what every template is given of the language."""
        return {
            "fixed": dict(self.words),
            "language": self.language,
            "language_notes": self.notes,
            "language_mark": self.mark,
        }


def english_view() -> dict[str, Any]:
    """Return what a template is given of the language for a document in English alone."""
    fixed = dict(english_words())
    return {"fixed": fixed, "language": _ENGLISH_LANGUAGE, "language_notes": (), "language_mark": ""}


def speech_of(pack: Pack) -> Speech:
    """Return how the documents of a pack speak: English throughout, where it has no other language."""
    words = printed_words(pack.language)
    names = {one.id: one.name for one in pack.questions}
    if pack.language is None:
        return Speech(
            pack=pack,
            words=words,
            names=names,
            question_notes={},
            notes=(),
            mark="",
            second="",
            language=_ENGLISH_LANGUAGE,
        )
    said = _spoken(pack, pack.language, words)
    return Speech(
        pack=said,
        words=words,
        names=names | {one.id: _name(one, pack.language) for one in said.questions},
        question_notes=_question_notes(pack.language, words),
        notes=_notes(pack, pack.language, words),
        mark="" if _is_reviewed(pack.language) else words["to_be_reviewed"],
        second=pack.language.about.proofing,
        language=_ENGLISH_LANGUAGE if pack.language.beside else pack.language.about.tag,
    )


def _is_reviewed(language: PackLanguage) -> bool:
    fixed = words_of(language.about.tag)
    return language.reviewed and (fixed is None or fixed.state is State.REVIEWED)


def _spoken(pack: Pack, language: PackLanguage, words: Mapping[str, str]) -> Pack:
    say = speech(language)
    interview = _interview(pack.interview, language, say)
    askers = dict(zip(pack.interview.askers, interview.askers, strict=True))
    return replace(
        pack,
        title=say(pack.title, language.title),
        attributes=tuple(_attribute(line, language, say) for line in pack.attributes),
        questions=tuple(_question(one, language, words, say) for one in pack.questions),
        plan=tuple(_slot(slot, askers, words) for slot in pack.plan),
        interview=interview,
    )


def _interview(texts: InterviewTexts, language: PackLanguage, say: Say) -> InterviewTexts:
    said = {
        part: paired(getattr(texts, part), getattr(language.interview, part, None), say)
        for part in INTERVIEW_PARTS
    }
    return replace(texts, **said)


def _attribute(line: PackAttribute, language: PackLanguage, say: Say) -> PackAttribute:
    return replace(line, name=say(line.name, language.attributes.get(str(line.attribute))))


def _slot(slot: Slot, askers: Mapping[str, str], words: Mapping[str, str]) -> Slot:
    part = words[PART_WORDS[slot.part]] if slot.part in PART_WORDS else slot.part
    if slot.question:
        part = f"{words['question']} {slot.question}"
    return replace(slot, part=part, asked_by=askers.get(slot.asked_by, slot.asked_by))


def _question(
    question: PackQuestion, language: PackLanguage, words: Mapping[str, str], say: Say
) -> PackQuestion:
    """Return a question with each translated part, and with the fixed words for what its probes are for."""
    found = language.question(question.id)
    said = {
        part: paired(english_of(question, part), getattr(found, part, None), say) for part in QUESTION_PARTS
    }
    probes, cues = said.pop("probes"), said.pop("listen_for")
    return replace(
        question,
        probes=tuple(
            replace(probe, text=text, purpose=words[probe.purpose.replace(" ", "_")])
            for probe, text in zip(question.probes, probes, strict=True)
        ),
        listen_for=tuple(
            replace(cue, text=text) for cue, text in zip(question.listen_for, cues, strict=True)
        ),
        **said,
    )


def _name(question: PackQuestion, language: PackLanguage) -> str:
    """Return what a panel calls a question; of an exercise that is its title, said already."""
    found = language.question(question.id)
    if question.material or found is None:
        return question.name
    return speech(language)(question.name, found.name)


def paired(english: Any, translated: Any, say: Say) -> Any:
    """Return a noun, list or text with each text in it said with its translation.

    Both have the same shape (``translations``); where nothing is translated, the English stands.
    """
    if translated is None:
        return english
    if isinstance(english, str):
        return say(english, translated)
    if isinstance(english, Mapping):
        return {key: paired(text, translated[key], say) for key, text in english.items()}
    if isinstance(english, tuple):
        return tuple(paired(one, other, say) for one, other in zip(english, translated, strict=True))
    if is_dataclass(english) and not isinstance(english, type):
        said = {
            part.name: paired(getattr(english, part.name), getattr(translated, part.name), say)
            for part in fields(english)
        }
        return replace(english, **said)
    return english


def _question_notes(language: PackLanguage, words: Mapping[str, str]) -> dict[str, str]:
    notes = {name: words["english_here"] for name in language.missing if name not in INTERVIEW_PARTS}
    return notes | {
        one.question: words["stale_here"] for one in language.questions if one.question in language.stale
    }


def _notes(pack: Pack, language: PackLanguage, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentences at the head of a document on what is translated and what is not."""
    found = [] if _is_reviewed(language) else [f"{words['to_be_reviewed']}."]
    for word, names in (("english_stands", language.missing), ("stale", language.stale)):
        if names:
            said = "; ".join(_called(name, pack, words) for name in names)
            found.append(f"{words[word]} {said}.")
    return (*found, words["english_rest"])


def _called(name: str, pack: Pack, words: Mapping[str, str]) -> str:
    if name in pack.ids:
        return f"{words['question_within']} {pack.ids.index(name) + 1}"
    return words[f"part_{name}"]
