"""The e-mails that are sent about accounts, in plain words. No name, code or score is part of an address."""

from __future__ import annotations

from dataclasses import dataclass

from recruit.domain.people import Role

ADDRESS = "{address of the site}"
"""Stands in a letter until it is sent, when the address that the settings give takes its place."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says."""

    subject: str
    body: str


def asked_of(role: Role, *, vacancy: str | None) -> str:
    """Return what a role asks of somebody, as sentences; ``vacancy`` is its title, none for all of them."""
    place = f" for the vacancy “{vacancy}”" if vacancy else ""
    if role is Role.MEMBER:
        return (
            f"You are asked to be on the interview panel{place}.\n"
            "You put planned questions to each candidate, write down what they say, and score the answers\n"
            "on your own; the panel compares its scores afterwards."
        )
    if role is Role.HR:
        return "You are asked to act for HR: you see every vacancy, and invite and disable people."
    return f"You are asked to act as recruiting manager{place}: you prepare the questions and the panel."


def invitation_letter(*, name: str, organisation: str, invited_by: str, asked: str, code: str) -> Letter:
    """Return the letter to somebody who has no password yet. The code works for 7 days, once."""
    return Letter(
        f"{organisation}: your invitation to interview panels",
        f"""Dear {name},

{invited_by} has invited you to the interview panels of {organisation}.
{asked}

To join, open this page in your browser:

{ADDRESS}/join

Type or paste this code there, and choose a password:

{code}

The code works once, within 7 days. After that, ask {invited_by} for another.
Nobody will ever ask you for this code or for your password.
""",
    )


def added_letter(*, name: str, organisation: str, invited_by: str, asked: str) -> Letter:
    """Return the letter to somebody who can sign in already, and has been given another role."""
    return Letter(
        f"{organisation}: you have been added to interview panels",
        f"""Dear {name},

{invited_by} has added you to the interview panels of {organisation}.
{asked}

Sign in as you always do:

{ADDRESS}/sign-in
""",
    )


def reminder_letter(*, name: str, organisation: str, code: str) -> Letter:
    """Return the letter to somebody who asks for a password and has not joined yet."""
    return Letter(
        f"{organisation}: your invitation to interview panels",
        f"""Dear {name},

you asked for a new password for the interview panels of {organisation}, and have not joined yet.

To join, open this page in your browser:

{ADDRESS}/join

Type or paste this code there, and choose a password:

{code}

The code works once, within 7 days; the code that you had before works no more.
""",
    )


def reset_letter(*, name: str, organisation: str, code: str) -> Letter:
    """Return the letter to somebody who asked for a new password. The code works for 1 hour, once."""
    return Letter(
        f"{organisation}: choose a new password",
        f"""Dear {name},

somebody, we think you, asked for a new password for the interview panels of {organisation}.

To choose one, open this page in your browser:

{ADDRESS}/reset-password

Type or paste this code there:

{code}

The code works once, within 1 hour. If you did not ask, leave it: your password stays as it is.
""",
    )


def changed_letter(*, name: str, organisation: str) -> Letter:
    """Return the notice that a password was changed."""
    return Letter(
        f"{organisation}: your password was changed",
        f"""Dear {name},

your password for the interview panels of {organisation} was changed, and you were signed out everywhere else.

If it was not you, choose a new one now and tell HR:

{ADDRESS}/forgotten-password
""",
    )
