"""How hard a text is to follow when heard, and the words of the trade in it that nobody explains.

The measure is the Flesch-Kincaid grade: the school year, counted the American way, whose
pupils would follow the text. Source: Kincaid, Fishburne, Rogers and Chissom, "Derivation of
new readability formulas for Navy enlisted personnel", Research Branch Report 8-75 (1975).
Sentences and numbers are counted as in Flesch, "How to test readability" (1951): a colon or
semicolon ends a sentence too, and a number is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

HIGHEST_GRADE = 10.0
"""Grade above which a text is too hard to follow at one hearing."""
FEWEST_WORDS = 6
"""Words that a probe needs for its grade to mean anything: one long word makes up a short one."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"[.?!:;]+['’\"”)]*(?:\s+|$)")


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text; 0 where it has no words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(_WORD.search(part) is not None for part in _SENTENCE_END.split(text))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59


def word_count(text: str) -> int:
    """Return how many words and numbers a text has; a hyphenated word is one."""
    return len(_WORD.findall(text))


_UNRULY: Mapping[str, int] = {
    "area": 3,
    "areas": 3,
    "beyond": 2,
    "business": 2,
    "businesses": 3,
    "element": 3,
    "elements": 3,
    "evening": 2,
    "evenings": 2,
    "friend": 1,
    "friends": 1,
    "friendly": 2,
    "idea": 3,
    "ideas": 3,
    "science": 2,
    "society": 4,
    "weren't": 1,
}
_COMPOUND = re.compile(r"^(any|every|safe|some)(?=body|guard|how|one|thing|time|what|where|day)")
_SILENT_INSIDE = re.compile(r"(?<=[^aeiouyl])e(?=(?:ful|less|ly|ment|ness|load|work|hold)s?|ments?$)")
_SILENT_END = re.compile(
    r"(?:(?<=[^aeiouy])e|(?<=[^aeiouydt])ed|(?<=[^aeiouycgsxz])es)$"
    r"(?<![^aeiouylr]le)(?<![^aeiouylr]led)(?<![^aeiouylr]les)(?<!shes)(?<!ches)"
)
_VOWELS = re.compile(r"[aeiouy]+")
_APART = re.compile(
    r"(?<=[^cgt])ia(?!g?e)|(?<=[^cgtxs])iou|(?<![ctgsxlnh])io(?!u)|(?<=[^ctsq])ien(?!d)|quiet"
    r"|[aeiouy]ing|[aou]y(?=[aeo])(?!ed$)|(?<=[^q])u(?:al|ence|ent)|ium|creat|oe[mt]|^reali[^s]|video"
    r"|^re(?=ass|act|app|arr|org|ope|int)|^co(?=op|ord)|sms?$"
)
"""Vowels side by side that are said one after the other, and endings with a vowel nobody writes."""


def syllables(word: str) -> int:
    """Return how many syllables a word has, as near as its spelling tells; at least 1.

    A number counts one for each digit.
    """
    if word[0].isdigit():
        return sum(map(str.isdigit, word))
    return sum(_syllables_of_part(part) for part in word.lower().replace("’", "'").split("-"))


def _syllables_of_part(word: str) -> int:
    if (stem := re.sub(r"'s?$", "", word)) in _UNRULY:
        return _UNRULY[stem]
    if first := _COMPOUND.match(word):
        known = {"any": 2, "every": 2, "safe": 1, "some": 1}[first.group()]
        return known + _syllables_of_part(word[first.end() :])
    spoken_not = len(re.findall(r"(?<=[dsv])n't$", word))
    letters = re.sub(r"[^a-z]", "", re.sub(r"'(s|d|ll|ve|re|m)$", "", word))
    letters = "ever" + letters[5:] if letters == "every" else letters
    sounded = _SILENT_END.sub("", _SILENT_INSIDE.sub("", letters))
    return max(1, len(_VOWELS.findall(sounded)) + len(_APART.findall(letters)) + spoken_not)


@dataclass(frozen=True, slots=True)
class TradeTerm:
    """A word of the trade that people outside it do not know, and what to say in its place."""

    pattern: re.Pattern[str]
    instead: str


def _abbreviation(letters: str, instead: str) -> TradeTerm:
    """Return a term found only in capitals, alone or in the plural: CIN, LACs, not "cin"."""
    return TradeTerm(re.compile(rf"\b(?:{letters})(?:s|'s|’s)?\b"), instead)


def _phrase(words: str, instead: str) -> TradeTerm:
    return TradeTerm(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), instead)


TRADE_TERMS = (
    _abbreviation("LAC|CLA", "say 'a child in care'"),
    _abbreviation("CIN|CiN", "say that the family gets help by a plan they agreed to"),
    _abbreviation("CPP?", "say 'a plan to keep the child safe'"),
    _abbreviation("MASH|MARAC|MAPPA", "say who meets there and what for"),
    _abbreviation("IRO", "say 'the person who chairs reviews of children in care'"),
    _abbreviation("LADO", "say 'the person who looks into allegations about staff'"),
    _abbreviation("EHCP?", "say 'a plan for a child's needs at school'"),
    _abbreviation("NFA", "say 'closed without help'"),
    _abbreviation("PLO|ICPC|RCPC|TAF|UASC|SGO|NEET|ASYE|DSL|SENCO|CAMHS|PEP|SDQ|QA|KPI", "write it out"),
    _phrase(r"s\.? ?(?:17|20|31|47)|section (?:17|20|31|47)", "say what is done, not by which section"),
    _phrase("strategy (?:meeting|discussion)s?", "say who meets, and to decide what"),
    _phrase("core groups?|legal gateway|pre-proceedings", "say who meets, and to decide what"),
    _phrase(
        r"(?:meet|meets|met|meeting|reach|reached|cross|crossed|above|below|under|over)"
        r" (?:the |our |a )?thresholds?"
        r"|thresholds? (?:of need|document|decision|(?:is|was|are) met|for (?:care|help|support|services))",
        "say who gets help and who does not",
    ),
    _phrase(
        r"step(?:s|ped|ping)?[ -](?:down|up) (?:to|from|a|the)|step-(?:down|up)",
        "say what ends, and what begins",
    ),
    _phrase("(?:on|at) the edge of care|edge[ -]of[ -]care", "say 'who may soon have to leave home'"),
    _phrase(
        "placement (?:breakdown|disruption|stability|sufficiency|move)s?"
        "|placements? (?:broke|breaks?|disrupted)",
        "say 'the child had to leave the home'",
    ),
    _phrase("co-?produc(?:e|es|ed|ing|tion)", "say who decides what with whom"),
    _phrase("signpost(?:s|ed|ing)?", "say 'told them where to go'"),
    _phrase("service users?|clients?", "say 'people', 'families', 'a child' or 'a young person'"),
    _phrase(
        r"(?:open|closed|allocated|complex|active|high-risk) cases?(?! (?:for|against)\b)"
        r"|(?:close|closed|closing|hold|holding|held|allocate|allocated) (?:a|the|their|your|that) case"
        r"|case ?work(?:er|ers|ing)?|case ?hold(?:er|ers|ing)"
        r"|(?:a|the|this|that) (?:family|child|mother|father) is (?:a|your) case|case of yours",
        "say 'a family' or 'a child': people are no cases",
    ),
    _phrase("non-?engag(?:ing|ement)|hard[ -]to[ -]reach|disengaged|failed to engage", "say what people did"),
    _phrase(
        "evidence[ -]informed|trauma[ -]informed|strengths?[ -]based|whole[ -]family working",
        "say what is done",
    ),
    _phrase("safeguarding concerns?|disclos(?:es|ed|ure|ures)", "say what was seen, said or feared"),
    _phrase(
        "wrap-?around|contextual safeguarding|parental capacity|direct work|life[ -]story work",
        "say what is done",
    ),
)
"""Words of the trade, which a candidate from another field or country may not know."""

INSPECTORATE = TradeTerm(re.compile(r"\bOfsted\b"), "say 'the inspectorate' or 'inspectors'")
"""A name that everybody in charge of a service knows, and that others need not."""

_EXPLANATION = re.compile(
    r"\s*(?:\(|(?:,|–|:)\s+(?:a|an|the|that is|meaning|where|when|which|who|or)\b"
    r"|\bmeans\b|\bis (?:a|an|the|when|where)\b)"
)


def unexplained(text: str, term: TradeTerm) -> Iterator[str]:
    """Yield a term as it stands in a text, unless the text explains it where it first stands.

    A text explains what it sets in brackets after the full words, or what it follows with
    brackets, "that is", "which is", "means" or the words for it after a comma.
    """
    found = term.pattern.search(text)
    if found and not _EXPLANATION.match(text, found.end()) and not _in_brackets(text, found):
        yield found.group()


def _in_brackets(text: str, found: re.Match[str]) -> bool:
    return text[: found.start()].endswith("(") and text[found.end() :].startswith(")")
