"""Routes of the question bank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for

from recruit.domain.bank import QuestionBank
from recruit.domain.bank_coverage import bare, coverage_dashboard, level_coverage
from recruit.domain.bank_pages import item_in_bank, level_in_bank, question_in_bank
from recruit.domain.levels import QuestionType
from recruit.domain.question_search import Wanted, opening, reasons, search, wider_searches
from recruit.services.exposure import exposure_in_view
from recruit.web.question_bank.forms import as_query, name_of, search_form
from recruit.web.question_bank.paging import Part, part_of
from recruit.web.toolkit import actor, db_session, now, own_bank

question_bank = Blueprint("question_bank", __name__)


@question_bank.context_processor
def _names() -> dict[str, Any]:
    """Give the pages of this feature the words that their lists of questions and items need."""
    return {"name_of": name_of, "opening": opening, "types": list(QuestionType)}


@question_bank.get("/bank")
def index() -> str:
    """Browse and search the bank."""
    bank = own_bank()
    form = search_form(bank, request.args)
    if not form.validate():
        return render_template("question_bank/index.html", form=form, bank=bank, results=None, narrowed=True)
    wanted = form.wanted()
    results = search(bank, wanted)
    part = part_of(len(results.questions), asked=request.args.get("page", type=int))
    return render_template(
        "question_bank/index.html",
        form=form,
        bank=bank,
        wanted=wanted,
        narrowed=set(wanted.asked_for) - {"words", "level"},
        results=results,
        part=part,
        found=[
            (one, reasons(one, wanted=wanted, frameworks=bank.frameworks))
            for one in results.questions[part.first : part.last]
        ],
        ways=_ways(wanted, part),
        wider=_wider(bank, wanted) if not results.questions else [],
    )


def _ways(wanted: Wanted, part: Part) -> Mapping[str, Any]:
    """Return what the pagination links to."""

    def to(number: int) -> dict[str, str]:
        query = as_query(wanted) | ({"page": number} if number > 1 else {})
        return {"href": url_for("question_bank.index", **query)}

    return {
        "previous": to(part.number - 1) if part.number > 1 else None,
        "next": to(part.number + 1) if part.number < part.of else None,
        "items": [{"number": one, "current": one == part.number, **to(one)} for one in range(1, part.of + 1)],
    }


def _wider(bank: QuestionBank, wanted: Wanted) -> list[tuple[str, str, int]]:
    """Return for each thing that may be dropped: its name in ``Wanted``, the address, how many are found."""
    return [
        (one.without, url_for("question_bank.index", **as_query(one.wanted)), one.count)
        for one in wider_searches(bank, wanted)
    ]


@question_bank.get("/bank/questions/<key>")
def question(key: str) -> str:
    """Show everything of a question, and where it was asked."""
    bank = own_bank()
    found = question_in_bank(bank, key)
    exposure = exposure_in_view(db_session(), actor=actor(), now=now()).get(key)
    return render_template("question_bank/question.html", question=found, bank=bank, exposure=exposure)


@question_bank.get("/bank/items/<item>")
def item(item: str) -> str:
    """Show a behaviour or an indicator, with the questions that look for it."""
    bank = own_bank()
    return render_template("question_bank/item.html", found=item_in_bank(bank, item), bank=bank)


@question_bank.get("/bank/coverage")
def coverage() -> str:
    """Show what the bank holds for every level."""
    dashboard = coverage_dashboard(own_bank())
    return render_template("question_bank/coverage.html", dashboard=dashboard, bare=bare)


@question_bank.get("/bank/coverage/<int:level>")
def level(level: int) -> str:
    """Show what the bank holds for one level."""
    bank = own_bank()
    found = level_coverage(bank, level_in_bank(bank, level))
    return render_template("question_bank/level.html", found=found, bank=bank, bare=bare)
