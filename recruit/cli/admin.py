"""What only somebody at the server may do: make the first account."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from recruit.cli.database import database_session
from recruit.cli.outcome import Group, say
from recruit.domain.errors import Refused
from recruit.domain.passwords import About, password_fault
from recruit.services.people import create_hr_account
from recruit.settings import load_settings


@click.group(cls=Group)
def admin() -> None:
    """Make the first account of the web application.

    \b
    Example:
      recruit admin create --email moira.kent@council.example --name "Moira Kent"
    """


@admin.command()
@click.option("--email", required=True, help="E-mail address that the person signs in with.")
@click.option("--name", required=True, help="Name of the person, as colleagues know them.")
@click.option("--organisation", help="Name of the council, if this is its first account; else the setting's.")
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input; print no code.")
def create(email: str, name: str, organisation: str | None, password_stdin: bool) -> None:
    """Make an HR account, which then invites everybody else.

    Prints a code, and the page on which the person joins with it. Makes the database if there
    is none. For an address that is known already it makes a new code, for somebody who can
    reach no e-mail.

    \b
    Example:
      recruit admin create --email moira.kent@council.example --name "Moira Kent"
    """
    settings = load_settings()
    council = organisation or settings.organisation
    hashed = _hashed(About(email, name, council)) if password_stdin else None
    with database_session(settings, set_up=True) as session:
        made = create_hr_account(
            session, organisation=council, email=email, name=name, password_hash=hashed, now=datetime.now(UTC)
        )
    if made.code is None:
        say(f"{email} can sign in: {settings.address}/sign-in")
    else:
        say(f"{email} joins within 7 days, with this code, at {settings.address}/join\n\n  {made.code}\n")


def _hashed(about: About) -> str:
    # Flask-Security is slow to load, and only this option needs it.
    from recruit.web.accounts.passwords import PASSWORDS  # noqa: PLC0415 (as said above)

    password = sys.stdin.readline().rstrip("\r\n")
    if fault := password_fault(password, about=about):
        raise Refused(fault)
    return PASSWORDS.hashed(password)
