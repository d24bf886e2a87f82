"""Who may reach which page: every endpoint stands here, in one list, and nowhere else.

This list keeps people away from pages that no role of theirs ever opens. Whether they may
open this vacancy, this round or this sheet is decided where it is fetched, in the services,
which answer "not there" alike for what does not exist and for what is another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from flask import Flask, g, redirect, request, url_for
from werkzeug.exceptions import NotFound, Unauthorized
from werkzeug.wrappers import Response

from recruit.domain.people import Actor, Role


class Access(Enum):
    """Whom a page is for."""

    PUBLIC = auto()
    SIGNED_IN = auto()
    MANAGER = auto()
    MEMBER = auto()
    HR = auto()
    MANAGER_OR_HR = auto()
    BANK = auto()
    ROUND = auto()


_ROLES: Mapping[Access, frozenset[Role]] = {
    Access.MANAGER: frozenset({Role.MANAGER}),
    Access.MEMBER: frozenset({Role.MEMBER}),
    Access.HR: frozenset({Role.HR}),
    Access.MANAGER_OR_HR: frozenset({Role.MANAGER, Role.HR}),
    Access.ROUND: frozenset(Role),
}

ACCESS: Mapping[str, Access] = {
    "static": Access.PUBLIC,
    "brand_styles": Access.PUBLIC,
    "health": Access.PUBLIC,
    "home.home": Access.SIGNED_IN,
    # Accounts
    "accounts.sign_in": Access.PUBLIC,
    "accounts.join": Access.PUBLIC,
    "accounts.forgotten": Access.PUBLIC,
    "accounts.reset": Access.PUBLIC,
    "accounts.sign_out": Access.SIGNED_IN,
    "accounts.account": Access.SIGNED_IN,
    "accounts.change_password": Access.SIGNED_IN,
    "accounts.people": Access.HR,
    "accounts.invite": Access.HR,
    "accounts.disable": Access.HR,
    "accounts.enable": Access.HR,
    # Help
    "help.index": Access.PUBLIC,
    "help.page": Access.PUBLIC,
    # The recruiting manager's pages
    "vacancies.index": Access.MANAGER_OR_HR,
    "vacancies.new": Access.MANAGER,
    "vacancies.show": Access.MANAGER_OR_HR,
    "vacancies.edit": Access.MANAGER,
    "vacancies.add_round": Access.MANAGER,
    "packs.show": Access.MANAGER_OR_HR,
    "packs.draw": Access.MANAGER,
    "packs.swap": Access.MANAGER,
    "packs.move": Access.MANAGER,
    "packs.leave_out": Access.MANAGER,
    "packs.issue": Access.MANAGER,
    "packs.withdraw": Access.MANAGER,
    "packs.strike": Access.MANAGER,
    "packs.panel_word": Access.ROUND,
    "packs.candidate_word": Access.MANAGER_OR_HR,
    "panels.show": Access.MANAGER_OR_HR,
    "panels.invite": Access.MANAGER,
    "panels.join": Access.MANAGER,
    "panels.name_chair": Access.MANAGER,
    "panels.invite_again": Access.MANAGER,
    "panels.remove": Access.MANAGER,
    "panels.stand_down": Access.MANAGER,
    "candidates.show": Access.MANAGER_OR_HR,
    "candidates.add": Access.MANAGER,
    "candidates.import_csv": Access.MANAGER,
    "candidates.template": Access.MANAGER,
    "candidates.edit": Access.MANAGER,
    "candidates.move": Access.MANAGER,
    "candidates.remove": Access.MANAGER,
    "candidates.names": Access.MANAGER,
    "candidates.interview": Access.ROUND,
    # The question bank: its questions are not to be known beforehand, so panel members have no page of it
    "question_bank.index": Access.BANK,
    "question_bank.question": Access.BANK,
    "question_bank.item": Access.BANK,
    "question_bank.coverage": Access.BANK,
    "question_bank.level": Access.BANK,
    **dict.fromkeys(
        (
            *("own_questions.index", "own_questions.sheet", "own_questions.yaml", "own_questions.bring_in"),
            *("own_questions.version", "own_questions.submit", "own_questions.review"),
            *("own_questions.send_back", "own_questions.publish"),
            *("own_questions.retire", "own_questions.bring_back"),
        ),
        Access.BANK,
    ),
    # The panel member's pages
    "scoring.index": Access.MEMBER,
    "scoring.sheet": Access.MEMBER,
    "scoring.autosave": Access.MEMBER,
    "scoring.autosave_all": Access.MEMBER,
    "scoring.whole_sheet": Access.MEMBER,
    "scoring.check": Access.MEMBER,
    "scoring.seal": Access.MEMBER,
    "scoring.reopen": Access.MEMBER,
    "scoring.amend": Access.MEMBER,
    # The chair's and HR's pages
    "moderation.board": Access.ROUND,
    "moderation.open_moderation": Access.MEMBER,
    "moderation.grid": Access.ROUND,
    "moderation.candidate": Access.ROUND,
    "moderation.question": Access.ROUND,
    "moderation.agree": Access.MEMBER,
    "decisions.index": Access.ROUND,
    "decisions.decide": Access.ROUND,
    "reports.index": Access.ROUND,
    "reports.word": Access.ROUND,
    "reports.zip_file": Access.ROUND,
}


def install_access(app: Flask) -> None:
    """Ask the list before every view; an endpoint that it lacks is not served."""
    app.before_request(_check)


def allows(access: Access, actor: Actor | None) -> bool:
    """Say whether somebody, or nobody signed in, may reach a page."""
    if access is Access.PUBLIC:
        return True
    if actor is None:
        return False
    if access is Access.BANK:  # roles of the organisation, as recruit/services/question_bank.py asks for
        return actor.opens_vacancies() or actor.is_hr()
    return access is Access.SIGNED_IN or any(actor.has(role) for role in _ROLES[access])


def _check() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: Flask answers that
    access = ACCESS.get(request.endpoint)
    if access is None:
        raise NotFound
    actor: Actor | None = g.get("actor")
    if allows(access, actor):
        return None
    if actor is None:
        return _to_sign_in()
    # One answer for a page of another role and for one that does not exist.
    raise NotFound


def _to_sign_in() -> Response:
    if request.method != "GET":
        raise Unauthorized
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
