"""The panel member's pages: my interviews, the score sheet."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from recruit.domain.errors import IncompleteSheet, NotNow, Refused, StaleSave
from recruit.domain.sheets import Draft
from recruit.services.my_interviews import my_interviews
from recruit.services.score_sheets import own_sheet, save_drafts
from recruit.services.sealing import (
    amend_score,
    check_amendable,
    reopen_sheet,
    seal_sheet,
    sheet_to_check,
)
from recruit.web.scoring.addresses import sheet_address
from recruit.web.scoring.check_page import amend_page, check_page
from recruit.web.scoring.forms import (
    AmendForm,
    EntryFields,
    ReopenForm,
    SealForm,
    SheetForm,
    drafts_in,
    entries_in,
)
from recruit.web.scoring.sheet_page import SheetPage, refused_page, stale_page, stored_page
from recruit.web.toolkit import actor, db_session, now

scoring = Blueprint("scoring", __name__)
_CANDIDATE = "/rounds/<key:round_id>/candidates/<key:candidate_id>"

Answer = str | Response | tuple[str | dict[str, object], int]


@scoring.get("/interviews")
def index() -> Answer:
    """List what is before a panel member."""
    return render_template("scoring/index.html", rounds=my_interviews(db_session(), actor=actor()))


@scoring.route(f"{_CANDIDATE}/sheet/<int:number>", methods=["GET", "POST"])
def sheet(round_id: str, candidate_id: str, number: int) -> Answer:
    """Show one question of a member's own sheet; save it, and go where the button says."""
    if request.method == "POST":
        return _saved(round_id, candidate_id, here=str(number))
    found = own_sheet(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    question = found.question(number)
    if found.closed_because():
        return redirect(sheet_address("check", round_id=round_id, candidate_id=candidate_id))
    return _draw(stored_page(found, [question]))


@scoring.route(f"{_CANDIDATE}/sheet/all", methods=["GET", "POST"])
def whole_sheet(round_id: str, candidate_id: str) -> Answer:
    """Show every question of a member's own sheet on one page; save them at once."""
    if request.method == "POST":
        return _saved(round_id, candidate_id, here="all")
    found = own_sheet(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    if found.closed_because():
        return redirect(sheet_address("check", round_id=round_id, candidate_id=candidate_id))
    return _draw(stored_page(found, found.pack.questions), whole=True)


@scoring.post(f"{_CANDIDATE}/sheet/<int:number>/autosave", endpoint="autosave")
@scoring.post(f"{_CANDIDATE}/sheet/all/autosave", endpoint="autosave_all")
def autosave(round_id: str, candidate_id: str, number: int = 0) -> Answer:  # noqa: ARG001 (the controls tell)
    """Save while somebody writes; the answer is the contract of recruit/static/recruit.js."""
    form, entries = SheetForm(), entries_in(request.form)
    drafts = drafts_in(form, list(entries.values()))
    if drafts is None:
        own_sheet(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)  # whose it is
        faults = [*form.errors.values(), *(text for one in entries.values() for text in one.errors.values())]
        return {"saved": False, "message": str(faults[0][0])}, 400
    try:
        stored = _save(round_id, candidate_id, form, drafts)
    except StaleSave:
        return {"stale": True}, 409
    except NotNow as why:
        return {"saved": False, "message": str(why)}, 400
    return {"saved": True, "version": "-".join(str(draft.version) for draft in stored)}, 200


def _save(round_id: str, candidate_id: str, form: SheetForm, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    return save_drafts(
        db_session(),
        actor=actor(),
        round_id=round_id,
        candidate_id=candidate_id,
        pack_id=form.pack.data,
        drafts=drafts,
        now=now(),
    )


def _saved(round_id: str, candidate_id: str, *, here: str) -> Answer:
    """Save what a page sent; ``here`` is the page itself, as a button names it."""
    form, entries = SheetForm(), entries_in(request.form)
    if not entries:  # a struck question has nothing to save
        own_sheet(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)  # whose it is
        return _gone_on(round_id, candidate_id, go=request.form.get("go", here))
    drafts = drafts_in(form, list(entries.values()))
    stale: tuple[Draft, ...] = ()
    try:
        if drafts is not None:
            _save(round_id, candidate_id, form, drafts)
            go = request.form.get("go", "stay")
            if go == "stay":
                flash("Draft saved", "success")
            return _gone_on(round_id, candidate_id, go=here if go == "stay" else go)
    except StaleSave as clash:
        stale = clash.typed  # type: ignore[assignment]  # save_drafts gives the drafts that were typed
    except NotNow as why:
        return _not_saved(str(why), entries)
    return _not_taken(round_id, candidate_id, form, entries, stale=stale, whole=here == "all")


def _gone_on(round_id: str, candidate_id: str, *, go: str) -> Answer:
    """Go where a button says: to a question by its number, to all on one page, or to check."""
    if go == "check":
        return redirect(sheet_address("check", round_id=round_id, candidate_id=candidate_id), 303)
    if go.isascii() and go.isdecimal():
        number = int(go[:3])
        page = sheet_address("sheet", round_id=round_id, candidate_id=candidate_id, number=number)
        return redirect(page, 303)
    return redirect(sheet_address("whole_sheet", round_id=round_id, candidate_id=candidate_id), 303)


def _not_taken(
    round_id: str,
    candidate_id: str,
    form: SheetForm,
    entries: dict[int, EntryFields],
    *,
    stale: tuple[Draft, ...],
    whole: bool,
) -> Answer:
    """Show what was typed again: beside what is stored, or with what is wrong with it."""
    try:
        found = own_sheet(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    except NotNow as why:
        return _not_saved(str(why), entries)
    if stale:
        return _draw(stale_page(found, entries, stale=stale), whole=whole), 409
    return _draw(refused_page(found, form, entries), whole=whole), 400


def _draw(page: SheetPage, *, whole: bool = False) -> str:
    """Draw the page of one question, or of all."""
    template = "scoring/whole_sheet.html" if whole else "scoring/sheet.html"
    return render_template(template, page=page, sheet=page.sheet, errors=page.errors)


def _not_saved(why: str, entries: dict[int, EntryFields]) -> tuple[str, int]:
    """Say why nothing can be saved, and show what was typed, to be copied."""
    return render_template("scoring/not_saved.html", why=why, entries=entries), 409


@scoring.get(f"{_CANDIDATE}/sheet/check")
def check(round_id: str, candidate_id: str) -> Answer:
    """Show a member's own sheet as it would be sealed, or as it was."""
    found = sheet_to_check(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    page = check_page(found)
    return render_template("scoring/check.html", page=page, sheet=found.sheet, errors=page.errors)


@scoring.post(f"{_CANDIDATE}/sheet/seal")
def seal(round_id: str, candidate_id: str) -> Answer:
    """Seal what was checked."""
    form = SealForm()
    try:
        seal_sheet(
            db_session(),
            actor=actor(),
            round_id=round_id,
            candidate_id=candidate_id,
            pack_id=form.pack.data or "",
            seen=form.seen.data or "",
            now=now(),
        )
        flash("Score sheet sealed", "success")
    except IncompleteSheet:
        flash("Not sealed yet: something is missing")
    except StaleSave:
        flash("Not sealed: something was saved in another tab after you opened this page. Check it again.")
    return redirect(sheet_address("check", round_id=round_id, candidate_id=candidate_id), 303)


@scoring.route(f"{_CANDIDATE}/sheet/reopen", methods=["GET", "POST"])
def reopen(round_id: str, candidate_id: str) -> Answer:
    """Reopen a member's own sealed sheet, with a reason."""
    form = ReopenForm()
    if form.validate_on_submit():
        try:
            reopen_sheet(
                db_session(),
                actor=actor(),
                round_id=round_id,
                candidate_id=candidate_id,
                reason=form.reason.data or "",
                now=now(),
            )
            flash("Score sheet reopened. Seal it again when you have changed it.", "success")
            return redirect(sheet_address("whole_sheet", round_id=round_id, candidate_id=candidate_id), 303)
        except Refused as fault:
            form.reason.errors = [str(fault)]
    found = own_sheet(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    if found.sealed_at is None or found.view.phase.sees_others:
        return redirect(sheet_address("check", round_id=round_id, candidate_id=candidate_id), 303)
    return render_template("scoring/reopen.html", form=form, sheet=found), 400 if form.errors else 200


@scoring.route(f"{_CANDIDATE}/sheet/amend/<int:number>", methods=["GET", "POST"])
def amend(round_id: str, candidate_id: str, number: int) -> Answer:
    """Show a sealed score, and amend it after the release, with a reason."""
    if request.method == "POST":
        return _amended(round_id, candidate_id, number)
    return _draw_amend(round_id, candidate_id, number, AmendForm(), None)


def _amended(round_id: str, candidate_id: str, number: int) -> Answer:
    form, entries = AmendForm(), entries_in(request.form)
    fields = entries.get(number) or EntryFields()
    drafts = drafts_in(form, [fields])
    if drafts is None:
        return _draw_amend(round_id, candidate_id, number, form, fields), 400
    try:
        amended = amend_score(
            db_session(),
            actor=actor(),
            round_id=round_id,
            candidate_id=candidate_id,
            pack_id=form.pack.data,
            score=drafts[0],
            reason=form.reason.data or "",
            now=now(),
        )
    except Refused as fault:
        refused = form.reason if fault.field == "reason" else fields[fault.field or "score"]
        refused.errors = [str(fault)]
        return _draw_amend(round_id, candidate_id, number, form, fields), 400
    except StaleSave:
        form.form_errors.append("This score was amended in another tab. Compare, and send it again")
        return _draw_amend(round_id, candidate_id, number, form, fields), 409
    if amended:
        flash("Score amended", "success")
    else:
        flash("This score stands already. Nothing was changed", "important")
    return redirect(sheet_address("check", round_id=round_id, candidate_id=candidate_id), 303)


def _draw_amend(
    round_id: str, candidate_id: str, number: int, form: AmendForm, fields: EntryFields | None
) -> str:
    found = sheet_to_check(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    check_amendable(found.sheet, found.sheet.question(number).id)
    page = amend_page(found, number, form, fields)
    return render_template("scoring/amend.html", page=page, sheet=found.sheet, form=form, errors=page.errors)
