"""Routes of packs."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from recruit.documents.file_names import slug
from recruit.documents.pack_word import candidate_copy, panel_pack
from recruit.domain.coverage_matrix import coverage_matrix
from recruit.domain.errors import (
    BankChanged,
    ImpossibleRecipe,
    NotAnAlternative,
    OutOfTime,
    QuestionNeeded,
    RecruitError,
    StaleSave,
    UnknownLanguage,
)
from recruit.domain.issuing import FEWEST_SCORED, MOST_SCORED
from recruit.domain.proof import changes_by_hand
from recruit.services import pack_drafts, pack_issue
from recruit.services.packs import PackInView, PackToPrint, pack_in_view, pack_to_print
from recruit.services.rounds import OVERSEERS
from recruit.web.access import Access, allows
from recruit.web.downloads import WORD, send_download
from recruit.web.packs.cards import cards, offers
from recruit.web.packs.forms import (
    DrawForm,
    IssueForm,
    MoveForm,
    StrikeForm,
    SwapForm,
    VersionForm,
    WithdrawForm,
    draw_form,
)
from recruit.web.toolkit import actor, db_session, now, own_bank, toolkit

packs = Blueprint("packs", __name__)

_PACK = "/rounds/<key:round_id>/pack"
_REFUSALS = (BankChanged, NotAnAlternative, OutOfTime, QuestionNeeded, StaleSave, UnknownLanguage)
_STALE = "The pack was changed in another tab or window after you opened this page"
_SAME_AGAIN = (
    "The draw gave the same questions again: perhaps no other pack looks for as much. Ask for other minutes,"
    " or name questions to ask or to leave out."
)


@packs.get(_PACK)
def show(round_id: str) -> str:
    """Show what the level proposes, and once it is drawn the pack."""
    view = pack_in_view(db_session(), actor=actor(), round_id=round_id)
    if view.kept and view.kept.is_issued:
        return render_template("packs/pack.html", view=view, form=None, impossible=None, **_shown(view))
    return _draft_page(view, form=_draw_form(view))


def _draw_form(view: PackInView) -> DrawForm:
    bank, level = own_bank(), view.round.level
    return draw_form(view, bank=bank, proposal=pack_drafts.proposal_for(bank, level=level))


def _draft_page(view: PackInView, *, form: DrawForm, impossible: ImpossibleRecipe | None = None) -> str:
    bank, level = own_bank(), view.round.level
    return render_template(
        "packs/pack.html" if view.kept else "packs/proposal.html",
        view=view,
        form=form,
        impossible=impossible,
        usable=_is_usable(impossible),
        proposal=pack_drafts.proposal_for(bank, level=level),
        questions=bank.at_level(level),
        **_shown(view),
    )


def _shown(view: PackInView) -> dict[str, object]:
    """Return what the page shows of a pack that is drawn; nothing of one that is not."""
    if view.kept is None:
        return {}
    pack = view.kept.pack
    return {
        "kept": view.kept,
        "pack": pack,
        "cards": cards(pack, struck=view.struck),
        "matrix": coverage_matrix(pack),
        "changes": changes_by_hand(pack),
        "bank_changed": pack.bank.digest != own_bank().digest,
        "bank_questions": own_bank().by_id if allows(Access.BANK, actor()) else {},
    }


def _is_usable(impossible: ImpossibleRecipe | None) -> bool:
    """Say whether the nearest recipe is one that a round may be asked."""
    nearest = impossible.nearest if impossible else None
    return nearest is not None and FEWEST_SCORED <= nearest.questions <= MOST_SCORED


@packs.post(f"{_PACK}/draw")
def draw(round_id: str) -> str | Response:
    """Draw the pack, or draw it again."""
    view = pack_in_view(db_session(), actor=actor(), round_id=round_id)
    form = _draw_form(view)
    if not form.validate_on_submit():
        return _draft_page(view, form=form)
    try:
        fresh = pack_drafts.draw(
            db_session(),
            actor=actor(),
            round_id=round_id,
            bank=own_bank(),
            wishes=form.wishes(another="another" in request.form),
            version=form.seen,
            now=now(),
            seconds=toolkit().settings.draw_seconds,
        )
    except ImpossibleRecipe as clash:
        return _draft_page(view, form=form, impossible=clash)
    except _REFUSALS as refusal:
        _tell(refusal)
    else:
        flash("The pack is drawn", "success") if fresh else flash(_SAME_AGAIN, "important")
    return _to_pack(round_id)


@packs.route(f"{_PACK}/swap/<question>", methods=["GET", "POST"])
def swap(round_id: str, question: str) -> str | Response:
    """List what may take a question's place, and put one there."""
    form, bank = SwapForm(), own_bank()
    if form.validate_on_submit():
        coming = form.coming.data or ""

        def work() -> None:
            pack_drafts.swap(
                db_session(),
                actor=actor(),
                round_id=round_id,
                bank=bank,
                leaving=question,
                coming=coming,
                version=form.seen,
                now=now(),
                seconds=toolkit().settings.draw_seconds,
            )

        return _to_question(round_id, coming if _done(work, "The question is swapped") else question)
    try:
        found = pack_drafts.swaps_for(
            db_session(), actor=actor(), round_id=round_id, bank=bank, question=question
        )
    except BankChanged as refusal:
        _tell(refusal)
        return _to_question(round_id, question)
    return render_template("packs/swap.html", swap=found, offers=offers(found.found, bank=bank), form=form)


@packs.post(f"{_PACK}/move/<question>")
def move(round_id: str, question: str) -> Response:
    """Move a question one place up or down."""
    form = MoveForm()
    by = (form.by.data or 0) if form.validate_on_submit() else 0

    def work() -> None:
        pack_drafts.move(
            db_session(),
            actor=actor(),
            round_id=round_id,
            bank=own_bank(),
            question=question,
            by=by,
            version=form.seen,
            now=now(),
            seconds=toolkit().settings.draw_seconds,
        )

    done = {-1: "The question is moved up", 1: "The question is moved down"}
    _done(work, done.get(by, "The question stays where it is"))
    return _to_question(round_id, question)


@packs.post(f"{_PACK}/leave-out/<question>")
def leave_out(round_id: str, question: str) -> Response:
    """Leave a question out."""
    form = VersionForm()

    def work() -> None:
        pack_drafts.leave_question_out(
            db_session(),
            actor=actor(),
            round_id=round_id,
            bank=own_bank(),
            question=question,
            version=form.seen,
            now=now(),
            seconds=toolkit().settings.draw_seconds,
        )

    if _done(work, "The question is left out"):
        return _to_pack(round_id)
    return _to_question(round_id, question)


@packs.route(f"{_PACK}/issue", methods=["GET", "POST"])
def issue(round_id: str) -> str | Response:
    """Show what issuing means and what is missing; issue the pack."""
    form = IssueForm()
    if form.validate_on_submit():

        def work() -> None:
            pack_issue.issue(
                db_session(),
                actor=actor(),
                round_id=round_id,
                version=form.seen,
                digest=form.digest.data or "",
                now=now(),
            )

        _done(work, "The pack is issued")
        return _to_pack(round_id)
    check = pack_issue.issue_check(db_session(), actor=actor(), round_id=round_id, bank=own_bank())
    return render_template("packs/issue.html", check=check, pack=check.draft.pack, form=form)


@packs.route(f"{_PACK}/withdraw", methods=["GET", "POST"])
def withdraw(round_id: str) -> str | Response:
    """Take the issued pack back before anybody has scored."""
    form = WithdrawForm()
    if form.validate_on_submit():
        pack_issue.withdraw(
            db_session(),
            actor=actor(),
            round_id=round_id,
            digest=form.digest.data or "",
            reason=form.reason.data,
            now=now(),
        )
        flash("The pack is withdrawn. Its copy is a draft that you can change.", "success")
        return _to_pack(round_id)
    check = pack_issue.withdraw_check(db_session(), actor=actor(), round_id=round_id)
    return render_template("packs/withdraw.html", view=check, form=form)


@packs.route(f"{_PACK}/strike/<question>", methods=["GET", "POST"])
def strike(round_id: str, question: str) -> str | Response:
    """Strike a faulty question for every candidate."""
    form = StrikeForm()
    if form.validate_on_submit():
        pack_issue.strike(
            db_session(),
            actor=actor(),
            round_id=round_id,
            question=question,
            reason=form.reason.data,
            now=now(),
        )
        flash("The question is struck for every candidate", "success")
        return _to_question(round_id, question)
    check = pack_issue.strike_check(db_session(), actor=actor(), round_id=round_id, question=question)
    return render_template("packs/strike.html", check=check, question=check.question, form=form)


@packs.get(f"{_PACK}/panel.docx")
def panel_word(round_id: str) -> Response:
    """Send the panel's pack in Word."""
    found = pack_to_print(db_session(), actor=actor(), round_id=round_id)
    settings = toolkit().settings
    content = panel_pack(
        found.kept.pack,
        template=settings.word_template("panel-pack"),
        organisation=settings.organisation,
        marking=settings.marking,
    )
    return _word(content, found, name="panel pack")


@packs.get(f"{_PACK}/candidate.docx")
def candidate_word(round_id: str) -> Response:
    """Send what a candidate may have, in Word."""
    found = pack_to_print(db_session(), actor=actor(), round_id=round_id, audience=OVERSEERS)
    settings = toolkit().settings
    content = candidate_copy(
        found.kept.pack, template=settings.word_template("candidate-copy"), organisation=settings.organisation
    )
    return _word(content, found, name="candidate copy")


def _word(content: bytes, found: PackToPrint, *, name: str) -> Response:
    state = "" if found.kept.is_issued else "draft "
    file_name = slug(f"{state}{name} {found.round.title} {found.round.label}")
    return send_download(content, WORD, name=f"{file_name}.docx")


def _done(work: Callable[[], None], success: str) -> bool:
    """Do a change and say that it is done, or why it is not; return whether it is."""
    try:
        work()
    except _REFUSALS as refusal:
        _tell(refusal)
        return False
    flash(success, "success")
    return True


def _tell(refusal: RecruitError) -> None:
    words = _STALE if isinstance(refusal, StaleSave) else str(refusal)
    flash(f"{words[0].upper()}{words[1:]}. Nothing was changed; this is the pack as it stands.", "important")


def _to_pack(round_id: str) -> Response:
    return redirect(url_for("packs.show", round_id=round_id), 303)


def _to_question(round_id: str, question: str) -> Response:
    return redirect(url_for("packs.show", round_id=round_id, _anchor=f"question-{question}"), 303)
