"""Jinja as the templates meet it: members of plain data, nothing that can be called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any, NoReturn

from jinja2 import Environment, StrictUndefined, Template, pass_context
from jinja2.runtime import Context, LoopContext, Undefined
from markupsafe import Markup

from recruit.documents.characters import clean
from recruit.documents.drawing import Picture
from recruit.documents.word.bilingual import unmarked
from recruit.documents.word.drawingml import drawingml
from recruit.documents.word.guard import TemplateRefused
from recruit.documents.word.markup import COLOUR, LOOP, PLAIN, SPAN, TEXT
from recruit.documents.word.tags import FILTERS, TESTS
from recruit.documents.word.tags import LOOP as LOOP_MEMBERS
from recruit.documents.word.text import in_attribute, in_text

MOST_STEPS = 50_000
"""Rounds of all loops of a document together; our longest report takes 600."""
MOST_PIECES = 1_000_000
MOST_CHARACTERS = 32 * 1024 * 1024
FIRST_ID = 1000
"""Pictures of the template are numbered from the next number up."""
PICTURE_IDS = 100_000
"""Numbers kept for each drawn picture and the shapes in it."""

_BATCH = 512
_BUDGET = "budget "
_COLOUR = re.compile("[0-9A-Fa-f]{6}|auto")
_MOST_COLUMNS = 63


@dataclass(slots=True)
class Budget:
    """What is left to one document, and the numbers it has given."""

    steps: int = MOST_STEPS
    last_id: int = FIRST_ID
    last_picture: int = 0


class Missing(StrictUndefined):
    """A value that the document does not have: can be asked for with ``is defined``, not used."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_args: Any, **_given: Any) -> NoReturn:
        name = str(self._undefined_name)
        known = [str(key) for key in self._undefined_obj] if isinstance(self._undefined_obj, dict) else []
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "see the list of variables"
        raise TemplateRefused(f"it asks for '{name}', which this document does not have", remedy=hint)

    __iter__ = __str__ = __len__ = __eq__ = __ne__ = __bool__ = __hash__ = _fail_with_undefined_error
    __contains__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = _fail_with_undefined_error


class _PlainEnvironment(Environment):
    """Members come from dicts and lists alone, never from Python's own attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP_MEMBERS:
            return getattr(obj, attribute)
        _demand(obj)
        return self.undefined(name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if type(obj) is list and type(argument) is int and 0 <= argument < len(obj):
            return obj[argument]
        return self.getattr(obj, str(argument))


def rendered(template: Template, values: Mapping[str, object], budget: Budget) -> str:
    """Return what ``template`` makes of clean ``values``. Raises ``TemplateRefused``."""
    context = template.new_context({**values, _BUDGET: budget}, shared=True)
    source = template.root_render_func(context)
    pieces: list[str] = []
    characters = 0
    try:
        while batch := list(islice(source, _BATCH)):
            pieces += batch
            characters += sum(map(len, batch))
            if len(pieces) > MOST_PIECES or characters > MOST_CHARACTERS:
                raise TemplateRefused(
                    "it makes too large a document", remedy="use fewer loops inside one another"
                )
    except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise TemplateRefused(
            f"one of its tags cannot be worked out ({error})", remedy="simplify it"
        ) from error
    return "".join(pieces)


@pass_context
def _text(context: Context, value: object, said: str) -> str:
    if type(value) is str:
        return in_text(value) if "\n" in value or "\t" in value else value
    if type(value) is Picture:
        return _in_run(value, context[_BUDGET])
    return _printable(value, said)


def _in_run(picture: Picture, budget: Budget) -> str:
    budget.last_picture += 1
    number = PICTURE_IDS * budget.last_picture
    name, description = clean(picture.name), clean(picture.description)
    xml = drawingml(picture.drawing, picture_id=number, name=name, description=description)
    return Markup(f'</w:t>{xml}<w:t xml:space="preserve">')  # noqa: S704 (our own XML; its texts are escaped there)


def _one_line(value: object, said: str) -> str:
    return in_attribute(unmarked(_printable(value, said)))


def _colour(value: object, said: str) -> str:
    shown = _printable(value, said)
    if not _COLOUR.fullmatch(shown):
        raise TemplateRefused(
            f"{{{{ {said} }}}} is no colour ({shown[:40]!r})", remedy="give six digits, as 1D4F8B"
        )
    return shown


def _span(value: object, said: str) -> str:
    if type(value) is not int or not 1 <= value <= _MOST_COLUMNS:
        raise TemplateRefused(
            f"{{{{ {said} }}}} is no number of columns", remedy="give a number from 1 to 63"
        )
    return str(value)


@pass_context
def _counted(context: Context, value: object, said: str) -> list[object]:
    if type(value) is not list:
        _demand(value)
        raise TemplateRefused(f"'{said}' is no list", remedy="use {% for %} with a list alone")
    budget = context[_BUDGET]
    budget.steps -= len(value)
    if budget.steps < 0:
        raise TemplateRefused("its loops repeat too often", remedy="use fewer loops inside one another")
    return value


def _printable(value: object, said: str) -> str:
    if type(value) is str:
        return value
    if type(value) is int or type(value) is float:
        return str(value)
    _demand(value)
    raise TemplateRefused(
        f"{{{{ {said} }}}} cannot be printed: it {_KINDS.get(type(value), 'is a picture')}",
        remedy="use {% if %} for what may be empty, {% for %} for a list, or name one member",
    )


def _demand(value: object) -> None:
    """Raise ``TemplateRefused`` for a value that is not there."""
    if isinstance(value, Undefined):
        str(value)


def _of_text(change: Callable[[str], str]) -> Callable[[object], str]:
    def changed(value: object) -> str:
        if type(value) is str:
            return change(value)
        _demand(value)
        raise TemplateRefused("a filter for text is given something else", remedy="take the filter out")

    return changed


def _first(value: list[object] | str) -> object:
    return value[0] if value else Missing("the first of an empty list")


def _last(value: list[object] | str) -> object:
    return value[-1] if value else Missing("the last of an empty list")


def _joined(value: list[str], separator: str = "") -> str:
    return separator.join(value)


def _default(value: object, otherwise: object = "") -> object:
    return otherwise if value is None or isinstance(value, Undefined) else value


def _environment() -> Environment:
    made = _PlainEnvironment(autoescape=True, undefined=Missing, cache_size=0, keep_trailing_newline=True)
    made.globals.clear()
    made.tests = {name: made.tests[name] for name in TESTS}
    made.filters = {name: _FILTERS[name] for name in FILTERS}
    made.filters.update({TEXT: _text, PLAIN: _one_line, COLOUR: _colour, SPAN: _span, LOOP: _counted})
    return made


_KINDS = {type(None): "is empty", bool: "is yes or no", list: "is a list", dict: "has several members"}
_FILTERS: dict[str, Callable[..., Any]] = {
    "upper": _of_text(str.upper),
    "lower": _of_text(str.lower),
    "capitalize": _of_text(str.capitalize),
    "trim": _of_text(str.strip),
    "length": len,
    "first": _first,
    "last": _last,
    "join": _joined,
    "default": _default,
    "round": round,
}
ENVIRONMENT = _environment()
