"""Texts in a second language, alone or after the English, inside an ordinary template.

A text of the view carries its language in marks that no keyboard types. When a part was
rendered, the marks become what Word knows: a run says its language, so that the spelling
check and a screen reader follow, and where both languages are printed the second stands
under the first, or after a stroke where there is one line alone. So a template says
nothing of languages, and one that was restyled in Word prints them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_FIRST, _SECOND, _END = "\U0010fff0", "\U0010fff1", "\U0010fff2"
_MARKS = re.compile(f"[{_FIRST}{_SECOND}{_END}]")
_PAIR = re.compile(f"(?:{_FIRST}([^{_SECOND}{_END}]*))?{_SECOND}([^{_END}]*){_END}")
_PARAGRAPH = re.compile(r"<w:p(?:\s[^<>]*)?>(?:(?!<w:p[\s>]).)*?</w:p>", re.DOTALL)
_RUN = re.compile(r"(<w:r(?:\s[^<>]*)?>)(<w:rPr>.*?</w:rPr>|<w:rPr/>)?(.*?)</w:r>", re.DOTALL)
_PIECE = re.compile(f"<[^<>]+>|[{_FIRST}{_SECOND}{_END}]|[^<{_FIRST}{_SECOND}{_END}]+")
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_PROPERTIES = re.compile(r"<w:p(?:\s[^<>]*)?>(?:<w:pPr>.*?</w:pPr>|<w:pPr/>)?", re.DOTALL)
_AFTER_LANGUAGE = re.compile(r"<w:(?:eastAsianLayout|specVanish|oMath)\b|</w:rPr>")
_OWN_LANGUAGE = re.compile(r"<w:lang(?:\s[^<>]*)?/>")
_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&#?\w+;")
_ONE_LINE = ("Title", "Subtitle", "Heading", "TableHeading", "Header", "Footer", "Caption", "FigureCaption")
"""Styles whose paragraphs stay one line, by how their ids begin: headings stand in lists of headings."""
_STROKE, _UNDER = " / ", "<w:r><w:br/></w:r>"


def beside(first: str, second: str) -> str:
    """Return a text in both languages, for a document that prints the second under the first."""
    return f"{_FIRST}{first}{_SECOND}{second}{_END}"


def alone(second: str) -> str:
    """Return a text that stands in the second language alone."""
    return f"{_SECOND}{second}{_END}"


def unmarked(text: str) -> str:
    """Return a text as plain words: both languages, a stroke between them, where it has both."""
    return _MARKS.sub("", _PAIR.sub(_as_words, text))


def _as_words(found: re.Match[str]) -> str:
    first, second = found.groups()
    return second if not first else f"{first}{_STROKE}{second}"


def in_languages(xml: str, tag: str) -> str:
    """Return a rendered part with its marks turned into runs; ``tag`` is the second language's, as cy-GB."""
    if _SECOND not in xml:
        return xml
    return _PARAGRAPH.sub(lambda found: _paragraph(found[0], tag), xml)


def _paragraph(xml: str, tag: str) -> str:
    if _SECOND not in xml:
        return xml
    if _FIRST not in xml:
        return _RUN.sub(lambda run: _run(run, _stretches(run[3]), tag), xml)
    style = _STYLE.search(xml)
    if "<w:tab/>" in xml or "<w:fldSimple" in xml:
        return _RUN.sub(lambda run: _run(run, _stroked(_stretches(run[3])), tag), xml)
    one_line = style is not None and style[1].startswith(_ONE_LINE)
    head = _PROPERTIES.match(xml)
    at = head.end() if head else 0
    body = xml[at : -len("</w:p>")]
    joint = f'<w:r><w:t xml:space="preserve">{_STROKE}</w:t></w:r>' if one_line else _UNDER
    first = _RUN.sub(lambda run: _run(run, _only(_stretches(run[3]), second=False), tag), body)
    return f"{xml[:at]}{first}{joint}{_RUN.sub(lambda run: _second(run, tag), body)}</w:p>"


class _Stretch(NamedTuple):
    """Pieces of a run in one language: ``second`` is none for what both share."""

    second: bool | None
    pieces: tuple[str, ...]


def _second(run: re.Match[str], tag: str) -> str:
    """Return a run as the second language says it; one that has nothing in it is not said twice."""
    if _SECOND not in run[3] and _has_letters(run[3]):
        return ""
    pieces = [piece for one in _only(_stretches(run[3]), second=True) for piece in one.pieces]
    return _run(run, [_Stretch(True, tuple(pieces))], tag)


def _has_letters(content: str) -> bool:
    words = _ENTITY.sub("", re.sub(r"<[^<>]*>", "", content))
    return bool(_LETTER.search(words))


def _stretches(content: str) -> list[_Stretch]:
    """Return what stands in a run, cut where the language changes."""
    found: list[_Stretch] = []
    state: bool | None = None
    for piece in _PIECE.findall(content):
        if _MARKS.fullmatch(piece):
            state = {_FIRST: False, _SECOND: True, _END: None}[piece]
            found.append(_Stretch(state, ()))
        elif not piece.startswith(("<w:t>", "<w:t ", "</w:t>")):
            last = found.pop() if found else _Stretch(state, ())
            found.append(_Stretch(last.second, (*last.pieces, piece)))
    return [one for one in found if one.pieces]


def _only(stretches: Iterable[_Stretch], *, second: bool) -> list[_Stretch]:
    return [one for one in stretches if one.second is not (not second)]


def _stroked(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Put a stroke between the languages of each text, for a line that is laid out by tabs."""
    before: bool | None = None
    for one in stretches:
        if one.second and before is False:
            yield _Stretch(None, (_STROKE,))
        yield one
        before = one.second


def _run(run: re.Match[str], stretches: Iterable[_Stretch], tag: str) -> str:
    """Return a run once for each stretch, the second language named in its properties."""
    if not _MARKS.search(run[0]) and not any(one.second for one in stretches):
        return run[0]
    return "".join(
        f"{run[1]}{_spoken(run[2] or '', tag) if one.second else run[2] or ''}{_content(one.pieces)}</w:r>"
        for one in stretches
    )


def _spoken(properties: str, tag: str) -> str:
    language = f'<w:lang w:val="{tag}"/>'
    if not properties or properties == "<w:rPr/>":
        return f"<w:rPr>{language}</w:rPr>"
    bare = _OWN_LANGUAGE.sub("", properties)
    return _AFTER_LANGUAGE.sub(lambda found: language + found[0], bare, count=1)


def _content(pieces: Iterable[str]) -> str:
    return "".join(
        piece if piece.startswith("<") else f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces
    )
