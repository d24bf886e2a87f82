"""Forms of candidates and of the record of their interviews."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_wtf import FlaskForm
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from recruit.domain.people import LONGEST_NAME
from recruit.domain.rounds import Attendance
from recruit.services.candidates import CandidateDetails
from recruit.services.interviews import Interview
from recruit.web.lengths import LONGEST_NOTE, at_most
from recruit.web.widgets import (
    DateField,
    FileField,
    LongTextField,
    RadiosField,
    TextField,
    TimeField,
)

_LONGEST_LIST = 200_000
_ATTENDANCE = (
    SelectChoice(Attendance.EXPECTED, "Expected, or has come"),
    SelectChoice(Attendance.WITHDREW, "Withdrew"),
    SelectChoice(Attendance.DID_NOT_ATTEND, "Did not attend"),
)
NAMES, CODES = "names", "codes"


def _name_field() -> TextField:
    return TextField(
        "Name",
        validators=[InputRequired(message="Enter the name"), at_most(LONGEST_NAME, "Name")],
        render_kw={"autocomplete": "off", "spellcheck": False},
    )


def _attendance_field() -> RadiosField:
    return RadiosField(
        "Attendance",
        description="No score sheet is waited for where a candidate is absent.",
        choices=list(_ATTENDANCE),
        validators=[InputRequired(message="Choose whether they attend")],
        render_kw={"classes": "govuk-radios--small"},
    )


class AddForm(FlaskForm):
    """One candidate to be added."""

    name = _name_field()
    day = DateField("Day of the interview (optional)")


class EditForm(FlaskForm):
    """What is said of a candidate. ``opened`` is the mark of what it was filled in with."""

    opened = wtforms.HiddenField()
    name = _name_field()
    attendance = _attendance_field()
    day = DateField("Day of the interview (optional)")

    def details(self) -> CandidateDetails:
        """Return what was typed."""
        return CandidateDetails(self.name.data, self.day.data, Attendance(self.attendance.data))


def edit_form(details: CandidateDetails) -> EditForm:
    """Return the form, filled in with what is said of a candidate now."""
    return EditForm(
        data={
            "opened": details.mark,
            "name": details.name,
            "day": details.day,
            "attendance": details.attendance.value,
        }
    )


class NamesForm(FlaskForm):
    """What the panel sees of candidates before the release."""

    shown = RadiosField(
        "What the panel sees until moderation is open",
        choices=[SelectChoice(NAMES, "Names and codes"), SelectChoice(CODES, "Codes only")],
        validators=[InputRequired(message="Choose names or codes")],
        render_kw={"classes": "govuk-radios--small"},
    )


class ImportForm(FlaskForm):
    """Several candidates, from a file or from a list."""

    file = FileField(
        "CSV file",
        description="Saved from your spreadsheet as CSV UTF-8.",
        render_kw={"attributes": {"accept": ".csv,text/csv"}},
    )
    names = LongTextField(
        "Names, one in each line",
        validators=[at_most(_LONGEST_LIST, "List")],
        render_kw={"rows": 8},
    )

    def validate_names(self, field: Any) -> None:
        """Ask for one of the two, and for no more than one."""
        typed, chosen = bool((field.data or "").strip()), bool(self.file.data)
        if typed and chosen:
            raise ValidationError("Give a file or a list, not both")
        if not (typed or chosen):
            raise ValidationError("Choose a file, or paste the names")


class InterviewForm(FlaskForm):
    """How an interview was held. ``opened`` is the mark of what it was filled in with."""

    opened = wtforms.HiddenField()
    attendance = _attendance_field()
    day = DateField("Day")
    started = TimeField("Actual start", description="For example, 9:30am or 14:00.")
    finished = TimeField("Actual finish")
    departures = LongTextField(
        "Departures from the plan (optional)",
        description="What was not as planned: a question left out, an interruption, another room, "
        "extra time that was agreed. Say what happened, not how the candidate did.",
        validators=[at_most(LONGEST_NOTE, "Departures")],
        render_kw={"rows": 5},
    )

    def interview(self) -> Interview:
        """Return what was typed."""
        return Interview(
            attendance=Attendance(self.attendance.data),
            day=self.day.data,
            started=self.started.data,
            finished=self.finished.data,
            departures=self.departures.data or "",
        )


def interview_form(interview: Interview) -> InterviewForm:
    """Return the form, filled in with what is recorded."""
    return InterviewForm(
        data={
            "opened": interview.mark,
            "attendance": interview.attendance.value,
            "day": interview.day,
            "started": interview.started,
            "finished": interview.finished,
            "departures": interview.departures,
        }
    )
