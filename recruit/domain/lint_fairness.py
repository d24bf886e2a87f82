"""Rules that keep a question safe and fair: nothing private drawn out, no life taken for granted.

Where a rule follows from the Equality Act 2010, it says from which section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.findings import Finding, Path, Rule, of_the_candidate, said_aloud


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_WORK = r"(?! ?[-']?(?:s? )?(?:support|centre|hub|help|health|group|team|court|service|work|plan|protection))"
_PRIVATE = _words(
    r"your (?:own |personal |home |past |mental |physical )*(?:health|illness\w*|condition"
    r"|disabilit\w+|medica\w+"
    r"|diagnos\w+|sick\w*|wellbeing|age|marriage|partner at home|spouse|husband|wife"
    rf"|(?:child|children|kids?|sons?|daughters?|parents?|mother|father|family|families of your own){_WORK}"
    r"|home life|upbringing|background|religio\w+|faith|church|mosque|beliefs?|nationality"
    r"|ethnic\w*|sexual\w*|gender|pregnan\w+|fertility|bereavement|trauma|caring (?:role|duties)"
    r"|caring responsibilities)",
    r"(?:are|were|have|had) you (?:ever )?(?:been )?(?:ill|sick|pregnant|disabled|married"
    r"|religious|retir\w+)",
    r"your (?:own |personal |lived )*experiences? of (?:being in )?(?:care|illness|abuse|neglect|loss|grief"
    r"|trauma|mental \w+|disability|parenthood|parenting|poverty|faith|religion|racism|homelessness)",
    r"(?:in|from|during) your own (?:life|childhood|youth|home)|in your private life"
    r"|when you were (?:a child|young)"
    r"|how you were (?:brought up|raised)|where you grew up|grew up in care",
    r"how old (?:are|were) you|days? off sick|time off (?:sick|work)|off sick|sick leave|maternity leave",
    r"(?:speaking )?as a (?:parent|mother|father|mum|dad|carer yourself|grandparent|believer"
    r"|christian|muslim|jew"
    r"|hindu|sikh|man|woman|young person yourself|care[ -]leaver)",
)
_FAMILY_FORM = _words(
    r"(?:mums?|mummy|mother|mothers) and (?:dads?|daddy|father|fathers)"
    r"|(?:dads?|father|fathers) and (?:mums?|mother|mothers)",
    r"both (?:of (?:the|their|his|her) )?parents|husbands?|wife|wives|single mothers?|broken homes?"
    r"|(?:normal|proper|intact|nuclear|traditional) famil(?:y|ies)|(?:real"
    r"|natural) (?:parents?|mother|father)",
)
_FAITH = _words(
    r"christmas|easter|christian names?|church|sunday (?:best|school)|say grace"
    r"|god(?:parents?|mother|father)",
    r"(?:as|like) a good christian|good samaritan|pray(?:s|ed|er|ers)?|blessings?|bless you",
)
_GENDERED = _words(
    r"(?:chair|states|police|fore|work|spokes|middle|trades)(?:man|men|woman|women)"
    r"|man[ -]?power|man[ -]hours?"
    r"|manned|man-made|head(?:master|mistress)|mankind|gentlemen|ladies|s/he|he/she|his/her",
    r"(?:he or she|she or he|his or her|her or his|him or her|himself or herself)",
    r"(?:the )?(?:candidate|applicant|interviewee)(?: \w+){0,8},? (?:he|she|his|hers?|him|himself|herself)",
)
_NATIONALITY = _words(
    r"in (?:this|our|your) country|british (?:values|born|culture|way)|back home|(?:native|good) english"
    r"|mother tongues?|english[ -]speaking|uk (?:experience|trained|qualified)|our (?:culture|way of life)"
    r"|where (?:are )?you(?:'re| are)? (?:really |originally )?from|common(?:ly)? british",
)
_NEUROTYPE = _words(
    r"read(?:s|ing)? (?:between the lines|the room|people'?s? faces?|faces)|think(?:s"
    r"|ing)? on (?:your|their) feet"
    r"|off the top of your head|quick-?fire|body language|facial expressions?|small talk|good with people"
    r"|people person|(?:normal|right) brain|common sense|put yourself in (?:\w+ ){1,3}shoes"
    r"|gut (?:feeling|instinct)s?",
)
_STRAIGHT_CAREER = _words(
    r"(?:in|over|throughout|during|across) your (?:whole |entire |long )?(?:social work "
    r"|professional )?career"
    r"|your career (?:so far|to date)|since (?:you )?qualif(?:ied|ying)|when you (?:first )?qualified"
    r"|your (?:\w+ )?(?:degree|dissertation|university|college|school days|alma mater)|at university",
    r"(?:in )?your (?:current|present|last|previous) (?:\w+ )?(?:job|role|post|employer|team"
    r"|organisation|authority)"
    r"|your (?:many )?years (?:of|in|as)|when you were (?:a student|training)|your first (?:job|post)",
)


def not_private(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """No health, age, family or belief: Equality Act 2010, sections 13, 39 and 60."""
    for path, found in _found(said_aloud(question), _PRIVATE):
        message = f"{found!r} may draw out private matters (Equality Act 2010, s.60)"
        yield Finding(path, message, "ask for conduct at work instead, or use another word")


def no_family_form(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Families have one parent, two of a kind, grandparents or carers: naming one form calls the rest odd.

    It also tells a candidate from another kind of family that they were not thought of.
    """
    for path, found in _found(said_aloud(question), _FAMILY_FORM):
        message = f"{found!r} takes one form of family for granted"
        yield Finding(path, message, "say 'parents', 'carers', 'partner' or 'family'")


def no_faith_assumed(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """The feasts and words of one faith are a stranger's to people of another: Equality Act 2010, s.19."""
    for path, found in _found(said_aloud(question), _FAITH):
        message = f"{found!r} takes one faith for granted"
        yield Finding(path, message, "name the season, the day or the act instead")


def no_gender_assumed(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """A candidate is "they": "he" or "she" says who is expected, "he or she" leaves people out."""
    for path, found in _found(of_the_candidate(question), _GENDERED):
        message = f"{found!r} takes a gender for granted"
        yield Finding(path, message, "say 'they', 'chair', 'staff' or 'people'")


def no_nationality_assumed(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """People qualified abroad apply, and what they did there counts: Equality Act 2010, sections 9 and 19."""
    for path, found in _found((*said_aloud(question), (("accepts",), question.accepts)), _NATIONALITY):
        message = f"{found!r} takes a country for granted"
        yield Finding(path, message, "name the place or the rule that is meant")


def no_neurotype_assumed(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """Faces, hints and speed come harder to some people's minds, and are no evidence of values.

    A failure to adjust for that disadvantages disabled people: Equality Act 2010, section 20.
    """
    for path, found in _found(of_the_candidate(question), _NEUROTYPE):
        message = f"{found!r} rewards one way of thinking"
        yield Finding(path, message, "say in plain words what is to be done or heard")


def no_straight_career(question: Question, _: QuestionBank) -> Iterator[Finding]:
    """People come late, from other work or from abroad: one example of any age or place counts."""
    for path, found in _found((*said_aloud(question), (("accepts",), question.accepts)), _STRAIGHT_CAREER):
        message = f"{found!r} takes a straight career for granted"
        yield Finding(path, message, "ask for 'a time when', from any work, paid or unpaid")


def _found(texts: Iterable[tuple[Path, str]], wanted: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    """Yield the first match in each text, and where."""
    for path, text in texts:
        if found := wanted.search(text):
            yield path, found.group()


FAIRNESS_RULES: tuple[Rule, ...] = (
    not_private,
    no_family_form,
    no_faith_assumed,
    no_gender_assumed,
    no_nationality_assumed,
    no_neurotype_assumed,
    no_straight_career,
)
"""Every rule of this subject, in the order in which it is told."""
