"""Puts what a service refused to where the form shows it."""

from __future__ import annotations

from flask_wtf import FlaskForm

from recruit.domain.errors import Refused


def show_refusal(form: FlaskForm, refusal: Refused) -> None:
    """Add a refusal to the field that it names, else to the form as a whole."""
    if refusal.field in form:
        field = form[refusal.field]
        field.errors = [*field.errors, str(refusal)]
    else:
        form.form_errors.append(str(refusal))
