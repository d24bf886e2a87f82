"""Fields that draw themselves, say plainly what is wrong, and lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
import wtforms
from flask import Flask
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from recruit.web import widgets as w
from tests.web.drawing import ours, trees
from tests.web.scratch import scratch_app

SCORES = [
    SelectChoice(value, label) for value, label in (("1", "One"), ("5", "Five"), ("NE", "Not explored"))
]


class Sheet(FlaskForm):
    title = w.TextField("Title", [DataRequired("Enter a title")], description="As on the advert")
    email = w.EmailField("E-mail address")
    password = w.PasswordField("Password")
    notes = w.LongTextField("Notes", render_kw={"rows": 8})
    members = w.IntegerField("Number of members", [Optional()])
    start = w.TimeField("Start", [Optional()])
    day = w.DateField("Day of the interviews", [InputRequired("Enter the day of the interviews")])
    score = w.RadiosField("Score", choices=SCORES)
    level = w.SelectField("Level", choices=[SelectChoice("", "Choose"), SelectChoice("6", "Six")])
    tags = w.CheckboxesField("Tags", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")])
    chair = w.CheckboxField("Chair of the panel")
    file = w.FileField("Candidates")


GOOD = {"title": "Team manager", "day-day": "14", "day-month": "1", "day-year": "2027"}


@pytest.fixture
def app() -> Iterator[Flask]:
    app = scratch_app(WTF_CSRF_ENABLED=False)
    with app.app_context():
        yield app


def posted(app: Flask, kind: type[Any] = Sheet, /, **data: Any) -> Any:
    """Return a form as it is after somebody sent it."""
    with app.test_request_context(method="POST", data=data):
        form = kind()
        form.validate()
        return form


def faults(app: Flask, **data: Any) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = posted(app, **(GOOD | data)).errors
    return errors


def test_a_good_form_has_no_faults_and_no_summary(app: Flask) -> None:
    form = posted(app, **GOOD)
    assert (form.errors, w.error_summary(form)) == ({}, [])


def test_a_form_that_nobody_sent_has_no_summary(app: Flask) -> None:
    with app.test_request_context():
        assert w.error_summary(Sheet()) == []


def test_the_summary_leads_to_the_control_that_is_wrong(app: Flask) -> None:
    form = posted(app, members="many", score="9", tags=["z"], **{"day-day": "14"})
    assert w.error_summary(form) == [
        w.ErrorLink("Enter a title", "#title"),
        w.ErrorLink("Number of members must be a whole number, such as 3", "#members"),
        w.ErrorLink("Day of the interviews must include a month and a year", "#day-month"),
        w.ErrorLink("Choose one of the answers listed for “Score”", "#score"),
        w.ErrorLink("Choose one of the answers listed for “Tags”", "#tags"),
    ]
    drawn = "".join(str(field()) for field in form)
    assert [link.href for link in w.error_summary(form) if f' id="{link.href[1:]}"' not in drawn] == []


def test_errors_of_the_whole_form_come_last_and_lead_nowhere(app: Flask) -> None:
    form = posted(app, **(GOOD | {"title": ""}))
    form.form_errors.append("Two people were faster")
    assert w.error_summary(form)[-1] == w.ErrorLink("Two people were faster", "")


def test_errors_in_forms_within_the_form_lead_to_their_own_controls(app: Flask) -> None:
    class Member(wtforms.Form):
        name = w.TextField("Name", [DataRequired("Enter a name")])

    class Panel(FlaskForm):
        chair = wtforms.FormField(Member)
        others = wtforms.FieldList(w.TextField("Other", [DataRequired("Enter another")]), min_entries=2)

    form = posted(app, Panel, **{"others-0": "Jo", "others-1": ""})
    assert w.error_summary(form) == [
        w.ErrorLink("Enter a name", "#chair-name"),
        w.ErrorLink("Enter another", "#others-1"),
    ]


def test_a_hidden_field_is_no_place_to_go_to(app: Flask) -> None:
    class Hidden(FlaskForm):
        version = wtforms.HiddenField("Version", [DataRequired("Load the page again")])

    assert w.error_summary(posted(app, Hidden)) == [w.ErrorLink("Load the page again", "")]


def test_label_hint_and_error_are_drawn_with_the_control(app: Flask) -> None:
    form = posted(app, title="")
    drawn = ours("fields", "text_input", "title", "Title", "", hint="As on the advert", error="Enter a title")
    assert trees(str(form.title())) == drawn


def test_what_a_call_gives_wins(app: Flask) -> None:
    form = posted(app, **GOOD)
    drawn = ours("fields", "textarea", "notes", "Your notes", "", rows=3, spellcheck=True)
    assert trees(str(form.notes(label="Your notes", rows=3))) == drawn


def test_an_address_is_typed_without_capitals_or_spelling(app: Flask) -> None:
    more = {"type": "email", "autocomplete": "email", "spellcheck": False, "autocapitalize": "none"}
    form = posted(app, **GOOD, email=" jo@example.org ")
    assert trees(str(form.email())) == ours(
        "fields", "text_input", "email", "E-mail address", "jo@example.org", **more
    )


def test_a_password_is_never_shown_again(app: Flask) -> None:
    form = posted(app, **(GOOD | {"password": " secret "}))
    assert (form.password.data, "secret" in form.password()) == (" secret ", False)


def test_typed_markup_stays_text(app: Flask) -> None:
    form = posted(app, **(GOOD | {"title": '"><script>', "notes": "</textarea><script>"}))
    assert ["<script" in str(field()) for field in (form.title, form.notes)] == [False, False]


def test_lines_of_text_end_in_line_feeds_and_keep_their_space(app: Flask) -> None:
    assert posted(app, **GOOD, notes="\r\n one\r\ntwo\rthree ").notes.data == "\n one\ntwo\nthree "


@pytest.mark.parametrize("name", ["title", "notes", "email"])
def test_characters_that_no_document_holds_are_refused_by_name(app: Flask, name: str) -> None:
    label = {"title": "Title", "notes": "Notes", "email": "E-mail address"}[name]
    message = f"{label} holds the invisible character U+0000; delete it and type the text again"
    assert faults(app, **{name: "a\x00b"}) == {name: [message]}


@pytest.mark.parametrize("name", ["Zoë", "Zoe\u0308", "عمر", "👩🏽‍🏫", "O’Neill"])
def test_names_of_all_scripts_are_kept_as_typed(app: Flask, name: str) -> None:
    assert posted(app, **(GOOD | {"title": name})).title.data == name


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        (("14", "1", "2027"), date(2027, 1, 14)),
        (("01", "02", "2027"), date(2027, 2, 1)),
        ((" 3 ", "september", "2027"), date(2027, 9, 3)),
        (("29", "Feb", "2028"), date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_from_three_boxes(app: Flask, boxes: tuple[str, ...], expected: date) -> None:
    form = posted(app, title="T", **in_boxes(*boxes))
    assert (form.day.data, form.day.errors) == (expected, [])


def in_boxes(day: str, month: str, year: str) -> dict[str, str]:
    return {"day-day": day, "day-month": month, "day-year": year}


@pytest.mark.parametrize(
    ("boxes", "message", "goes_to"),
    [
        (("", "", ""), "Enter the day of the interviews", "day-day"),
        (("14", "", ""), "Day of the interviews must include a month and a year", "day-month"),
        (("", "1", "2027"), "Day of the interviews must include a day", "day-day"),
        (("x", "1", "2027"), "Day of the interviews must be a real date, such as 14 1 2027", "day-day"),
        (("14", "13", "2027"), "Day of the interviews must be a real date, such as 14 1 2027", "day-month"),
        (("14", "1", "27"), "Day of the interviews must be a real date, such as 14 1 2027", "day-year"),
        (
            ("31", "2", "2027"),
            "Day of the interviews must be a real date: that month has no day 31",
            "day-day",
        ),
        (
            ("9" * 6000, "1", "2027"),
            "Day of the interviews must be a real date, such as 14 1 2027",
            "day-day",
        ),
        (("²", "1", "2027"), "Day of the interviews must be a real date, such as 14 1 2027", "day-day"),
    ],
)
def test_a_date_that_is_none_says_which_box_to_mend(
    app: Flask, boxes: tuple[str, ...], message: str, goes_to: str
) -> None:
    form = posted(app, title="T", **in_boxes(*boxes))
    assert w.error_summary(form) == [w.ErrorLink(message, f"#{goes_to}")]
    assert form.day.data is None


def test_a_date_that_may_be_left_out_may_not_be_left_half_filled(app: Flask) -> None:
    class Loose(FlaskForm):
        day = w.DateField("Day", [Optional()])

    assert posted(app, Loose).errors == {}
    assert posted(app, Loose, **in_boxes("", "1", "")).errors == {
        "day": ["Day must include a day and a year"]
    }


def test_a_date_known_before_stands_in_its_boxes(app: Flask) -> None:
    with app.test_request_context():
        form = Sheet(data={"day": date(2027, 1, 4)})
    assert trees(str(form.day())) == ours(
        "choices", "date_input", "day", "Day of the interviews", ("4", "1", "2027")
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9:30am", time(9, 30)),
        ("9.30 PM", time(21, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("14:00", time(14)),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(app: Flask, typed: str, expected: time | None) -> None:
    form = posted(app, **GOOD, start=typed)
    assert (form.start.data, form.start.errors) == (expected, [])


@pytest.mark.parametrize("typed", ["9", "25:00", "13pm", "0am", "9:60", "noon", "9:30amm"])
def test_a_time_that_is_none_is_told_how_to_write_one(app: Flask, typed: str) -> None:
    assert faults(app, start=typed) == {"start": ["Start must be a time, such as 9:30am or 14:00"]}
    assert f'value="{typed}"' in posted(app, **GOOD, start=typed).start()


@pytest.mark.parametrize("typed", ["3.5", "three", "9" * 10, "1e3", "--1"])
def test_a_number_that_is_none_is_refused_and_stays_to_be_mended(app: Flask, typed: str) -> None:
    assert faults(app, members=typed) == {"members": ["Number of members must be a whole number, such as 3"]}
    assert f'value="{typed}"' in posted(app, **GOOD, members=typed).members()


def test_values_known_before_stand_in_the_controls(app: Flask) -> None:
    with app.test_request_context():
        form = Sheet(data={"members": 3, "start": time(14, 5), "score": "NE", "chair": True, "tags": ["b"]})
    assert ['value="3"' in form.members(), 'value="2:05pm"' in form.start()] == [True, True]
    assert 'value="NE" checked' in form.score()
    assert ["checked" in form.chair(), 'value="b" checked' in form.tags()] == [True, True]


def test_nothing_chosen_is_nothing_and_no_fault(app: Flask) -> None:
    form = posted(app, **GOOD, level="")
    assert (form.score.data, form.level.data, form.tags.data, form.chair.data) == (None, "", [], False)
    assert form.errors == {}


def test_a_choice_that_must_be_made_has_words_of_its_own(app: Flask) -> None:
    class Strict(FlaskForm):
        score = w.RadiosField("Score", [InputRequired("Choose a score")], choices=SCORES)

    assert posted(app, Strict).errors == {"score": ["Choose a score"]}


def test_choices_carry_their_hints_every_time_they_are_drawn(app: Flask) -> None:
    form = posted(app, **GOOD, score="5")
    reason = Markup("<p>Why?</p>")
    items = [
        {"value": "1", "text": "One", "hint": "No evidence"},
        {"value": "5", "text": "Five"},
        {"divider": "or"},
        {"value": "NE", "text": "Not explored", "conditional": reason},
    ]
    expected = ours("choices", "radios", "score", "Score", items, "5")
    for _ in range(2):
        drawn = form.score(hints={"1": "No evidence"}, conditional={"NE": reason}, dividers={"NE": "or"})
        assert trees(str(drawn)) == expected


def test_a_file_arrives_or_is_none(app: Flask) -> None:
    assert posted(app, **GOOD, file=(BytesIO(b"name"), "c.csv")).file.data.filename == "c.csv"
    assert posted(app, **GOOD, file=(BytesIO(b""), "")).file.data is None


def test_a_validator_of_a_form_adds_its_message(app: Flask) -> None:
    class Checked(FlaskForm):
        title = w.TextField("Title")

        def validate_title(self, field: Any) -> None:
            raise ValidationError(f"{field.data} is taken")

    assert w.error_summary(posted(app, Checked, title="A")) == [w.ErrorLink("A is taken", "#title")]
