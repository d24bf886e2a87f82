"""Form fields that draw themselves with the macros of templates/pages/components.

A field draws its label, hint (``description``), error and control: ``{{ form.title() }}``. What
the macro takes may be given in ``render_kw`` or in the call: ``{{ form.title(classes="…") }}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import wtforms
from flask import current_app
from flask_wtf.file import FileField as UploadField
from markupsafe import Markup
from wtforms.validators import StopValidation, ValidationError

from recruit.documents.characters import text_faults

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = ("day", "month", "year")
_WHOLE_NUMBER = re.compile(r"-?\d{1,9}\Z")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?\Z")


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of an error summary; ``href`` leads to the control, and is empty where there is none."""

    text: str
    href: str


def error_summary(form: Any) -> list[ErrorLink]:
    """Return what is wrong with a form, in the order of its fields; at most one line a field.

    Errors of the form as a whole come last, without a link. Empty for a form that was not
    validated.
    """
    whole = [ErrorLink(str(text), "") for text in form.form_errors]
    return [*_field_errors(form), *whole]


def _field_errors(fields: Iterable[Any]) -> Iterator[ErrorLink]:
    for field in fields:
        if isinstance(field, wtforms.FormField | wtforms.FieldList):
            yield from _field_errors(field)
        elif field.errors:
            yield ErrorLink(str(field.errors[0]), _href(field))


def _href(field: Any) -> str:
    if isinstance(field, wtforms.HiddenField):  # a control that nobody sees cannot be gone to
        return ""
    return f"#{getattr(field, 'faulty_id', field.id)}"


def _draw(file: str, macro: str, field: Any, arguments: Mapping[str, Any]) -> Markup:
    """Call a macro with what every field has; ``arguments`` win."""
    module = current_app.jinja_env.get_template(f"components/{file}.html").module
    error = str(field.errors[0]) if field.errors else None
    known = {"name": field.name, "id": field.id, "hint": field.description or None, "error": error}
    drawn: Markup = getattr(module, macro)(**known | dict(arguments))
    return drawn


def _text_input(field: Any, **arguments: Any) -> Markup:
    given = {"label": field.label.text, "value": field.shown()} | field.control
    return _draw("fields", "text_input", field, given | arguments)


def _password_input(field: Any, **arguments: Any) -> Markup:
    return _draw("fields", "password_input", field, {"label": field.label.text} | arguments)


def _textarea(field: Any, **arguments: Any) -> Markup:
    given = {"label": field.label.text, "value": field.shown(), "spellcheck": True}
    return _draw("fields", "textarea", field, given | arguments)


def _file_upload(field: Any, **arguments: Any) -> Markup:
    return _draw("fields", "file_upload", field, {"label": field.label.text} | arguments)


def _select(field: Any, **arguments: Any) -> Markup:
    choices = list(field.iter_choices())
    chosen = next((choice.value for choice in choices if choice.selected), None)
    items = [{"value": choice.value, "text": choice.label} for choice in choices]
    given = {"label": field.label.text, "items": items, "value": chosen}
    return _draw("fields", "select", field, given | arguments)


def _radios(field: Any, **arguments: Any) -> Markup:
    chosen = next((choice.value for choice in field.iter_choices() if choice.selected), None)
    given = {"legend": field.label.text, "items": _items(field, arguments), "value": chosen}
    return _draw("choices", "radios", field, given | arguments)


def _checkboxes(field: Any, **arguments: Any) -> Markup:
    chosen = [choice.value for choice in field.iter_choices() if choice.selected]
    given = {"legend": field.label.text, "items": _items(field, arguments), "values": chosen}
    return _draw("choices", "checkboxes", field, given | arguments)


def _items(field: Any, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the items of a group; takes ``hints``, ``conditional`` and ``dividers`` out of the arguments.

    Each maps a choice's value to a text: its hint, what opens below it, what stands before it.
    """
    hints = arguments.pop("hints", {})
    conditional = arguments.pop("conditional", {})
    dividers = arguments.pop("dividers", {})
    items: list[dict[str, Any]] = []
    for choice in field.iter_choices():
        if choice.value in dividers:
            items.append({"divider": dividers[choice.value]})
        opens, hint = conditional.get(choice.value), hints.get(choice.value)
        known = {"value": choice.value, "text": choice.label, "hint": hint, "conditional": opens}
        items.append(known | choice.render_kw)
    return items


def _checkbox(field: Any, **arguments: Any) -> Markup:
    given = {"text": field.label.text, "checked": bool(field.data)}
    return _draw("choices", "checkbox", field, given | arguments)


def _date_input(field: Any, **arguments: Any) -> Markup:
    # Where no box is known to be wrong, all of them are.
    faulty = field.faulty or (_PARTS if field.errors else ())
    given = {"legend": field.label.text, "values": field.boxes, "faulty": faulty}
    return _draw("choices", "date_input", field, given | arguments)


class TextField(wtforms.StringField):
    """One line of text, without white space around it."""

    widget = staticmethod(_text_input)
    control: Mapping[str, Any] = {}

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed."""
        if valuelist:
            self.data = valuelist[0].strip()

    def pre_validate(self, _form: Any) -> None:
        """Refuse characters that no document could hold, and say which."""
        _refuse_unwanted(self)

    def shown(self) -> str:
        """Return what stands in the control."""
        return self.data or ""


class EmailField(TextField):
    """An e-mail address; give the ``Email`` validator with a message of your own."""

    control: Mapping[str, Any] = {
        "type": "email",
        "autocomplete": "email",
        "spellcheck": False,
        "autocapitalize": "none",
    }


class PasswordField(wtforms.PasswordField):
    """A password, taken as it was typed and never shown again.

    Give ``render_kw={"autocomplete": "new-password"}`` where one is chosen.
    """

    widget = staticmethod(_password_input)


class LongTextField(TextField):
    """Text of any number of lines, its line ends as line feeds. Leading and trailing space stays."""

    widget = staticmethod(_textarea)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed; browsers send CR LF."""
        if valuelist:
            self.data = valuelist[0].replace("\r\n", "\n").replace("\r", "\n")


def _refuse_unwanted(field: Any) -> None:
    for fault in text_faults(field.data or "", source=field.label.text, line=0):
        raise ValidationError(f"{field.label.text} {fault.message}; {fault.remedy}")


class _Parsed(TextField):
    """Text with a meaning: what was typed stands in the control again when it has none."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            typed = valuelist[0].strip()
            self.raw_data = [typed]
            self.data = None
            self.data = self.parse(typed) if typed else None

    def pre_validate(self, _form: Any) -> None:
        # Without this, a validator for empty fields would take the message away.
        if self.process_errors:
            raise StopValidation

    def shown(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.written(self.data)

    def parse(self, typed: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        return str(value)


class IntegerField(_Parsed):
    """A whole number of at most nine figures, or None."""

    control: Mapping[str, Any] = {"inputmode": "numeric", "classes": "govuk-input--width-3"}

    def parse(self, typed: str) -> int:
        """Return the number. Raises ``ValueError`` with what to change."""
        if not _WHOLE_NUMBER.match(typed):
            raise ValueError(f"{self.label.text} must be a whole number, such as 3")
        return int(typed)


class TimeField(_Parsed):
    """A time of day, or None: 9:30am, 9.30am, 2pm or 14:00."""

    control: Mapping[str, Any] = {"classes": "govuk-input--width-5"}

    def parse(self, typed: str) -> time:
        """Return the time. Raises ``ValueError`` with what to change."""
        found = _CLOCK.match(typed.lower())
        half = found[3] if found else None
        hour = int(found[1]) if found else 24
        minute = int(found[2] or 0) if found else 0
        bare = found is not None and not found[2] and not half
        if bare or minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
            raise ValueError(f"{self.label.text} must be a time, such as 9:30am or 14:00")
        return time(hour if not half else hour % 12 + (12 if half == "pm" else 0), minute)

    def written(self, value: time) -> str:
        """Return a time as it would be typed, 9:30am."""
        half = "am" if value.hour < 12 else "pm"
        return f"{value.hour % 12 or 12}:{value:%M}{half}"


class _Choice:
    """What a group of choices does alike: nothing chosen is None, not a fault."""

    def pre_validate(self, form: Any) -> None:
        if not self.raw_data or self.raw_data == [""]:  # type: ignore[attr-defined]  # a field's own
            return
        try:
            super().pre_validate(form)  # type: ignore[misc]  # mixed into fields, which have it
        except ValidationError:
            text = self.label.text  # type: ignore[attr-defined]  # a field's own
            raise StopValidation(f"Choose one of the answers listed for “{text}”") from None


class RadiosField(_Choice, wtforms.RadioField):
    """One of several; choices are ``SelectChoice`` objects. None where nothing was chosen.

    ``form.score(hints={"1": "…"}, conditional={"NE": form.reason()}, dividers={"NE": "or"})``
    """

    widget = staticmethod(_radios)


class SelectField(_Choice, wtforms.SelectField):
    """One of a longer list. Begin with ``SelectChoice("", "Choose a level")`` where none is chosen yet."""

    widget = staticmethod(_select)


class CheckboxesField(_Choice, wtforms.SelectMultipleField):
    """Any of several, as a list; takes what ``RadiosField`` takes."""

    widget = staticmethod(_checkboxes)


class CheckboxField(wtforms.BooleanField):
    """Yes, or not."""

    widget = staticmethod(_checkbox)


class FileField(UploadField):
    """A file, or None. Give ``render_kw={"attributes": {"accept": ".csv"}}`` for its kind."""

    widget = staticmethod(_file_upload)


class DateField(wtforms.Field):
    """A day in three boxes, or None. The month may be a number or its English name."""

    widget = staticmethod(_date_input)
    boxes: tuple[str, str, str] = ("", "", "")
    faulty: tuple[str, ...] = ()

    @property
    def faulty_id(self) -> str:
        """The id of the box to go to: the first faulty one, else the day."""
        return f"{self.id}-{self.faulty[0] if self.faulty else 'day'}"

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        """Take the boxes; nothing typed is None."""
        super().process(None, *rest, **more)
        if self.data:
            self.boxes = (str(self.data.day), str(self.data.month), str(self.data.year))
        names = [f"{self.name}-{part}" for part in _PARTS]
        if formdata is not None and any(name in formdata for name in names):
            self._take(tuple(formdata.get(name, "").strip() for name in names))

    def _take(self, boxes: tuple[str, ...]) -> None:
        self.boxes = (boxes[0], boxes[1], boxes[2])
        # One value for all three: validators ask whether the first one is empty.
        self.raw_data = ["".join(boxes)] if any(boxes) else []
        self.data = None
        if any(boxes):
            try:
                self.data = self._parsed()
            except ValueError as fault:
                self.process_errors.append(str(fault))

    def _parsed(self) -> date:
        text = self.label.text
        if self._marked(*(not box for box in self.boxes)):
            raise ValueError(f"{text} must include a {' and a '.join(self.faulty)}")
        day, month, year = self.boxes
        names = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else 0
        numbers = (_number(day), names or _number(month), _number(year))
        if self._marked(not 1 <= numbers[0] <= 31, not 1 <= numbers[1] <= 12, not 1900 <= numbers[2] <= 2999):
            raise ValueError(f"{text} must be a real date, such as 14 1 2027")
        try:
            return date(numbers[2], numbers[1], numbers[0])
        except ValueError:
            self.faulty = ("day",)
            raise ValueError(f"{text} must be a real date: that month has no day {numbers[0]}") from None

    def _marked(self, *wrong: bool) -> bool:
        self.faulty = tuple(part for part, bad in zip(_PARTS, wrong, strict=True) if bad)
        return any(wrong)

    def pre_validate(self, _form: Any) -> None:
        """Keep what is wrong with the boxes, whatever the validators say."""
        if self.process_errors:
            raise StopValidation


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 4 else 0
