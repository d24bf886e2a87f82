"""What every view has at hand: the session, the clock, the settings, the bank, the person signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from flask import Flask, current_app, g
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import Session

from recruit.documents.bank_files import read_bank
from recruit.domain.bank import QuestionBank
from recruit.domain.people import Actor
from recruit.services.question_bank import bank_in_force
from recruit.settings import Settings

database = SQLAlchemy()
_KEY = "recruit"


@dataclass
class Toolkit:
    """What the application was made with. ``clock`` gives the time in UTC."""

    settings: Settings
    clock: Callable[[], datetime]
    _given_bank: QuestionBank | None = field(default=None, repr=False)

    @cached_property
    def bank(self) -> QuestionBank:
        """The bundled question bank, read once in each process; views ask for ``own_bank``."""
        return self._given_bank or read_bank(self.settings.question_bank).bank


def install_toolkit(app: Flask, kit: Toolkit) -> None:
    """Give an application its toolkit."""
    app.extensions[_KEY] = kit


def toolkit() -> Toolkit:
    """Return the toolkit of the application that serves this request."""
    found: Toolkit = current_app.extensions[_KEY]
    return found


def db_session() -> Session:
    """Return the database session of this request."""
    return database.session


def now() -> datetime:
    """Return the time of this request's application, in UTC."""
    return toolkit().clock()


def actor() -> Actor:
    """Return who is signed in. Only views that the access list keeps for people signed in may ask."""
    found: Actor = g.actor
    return found


def own_bank() -> QuestionBank:
    """Return the question bank in force in the organisation of whoever is signed in: one in each request."""
    if "own_bank" not in g:
        g.own_bank = bank_in_force(db_session(), toolkit().bank, organisation=actor().organisation)
    found: QuestionBank = g.own_bank
    return found
