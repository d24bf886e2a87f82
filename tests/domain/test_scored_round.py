"""The results of several candidates at once are those of each alone."""

from __future__ import annotations

from recruit.domain.draw import draw_pack
from recruit.domain.recipe import recipe_for
from recruit.domain.results import candidate_result
from recruit.domain.scored_round import ScoredRound, results_of
from recruit.domain.scoring import AgreedScore, Explored, Note, NotExplored, ScoreEntry, Scores, Struck
from recruit.domain.vacancy import Vacancy
from tests.cast import full_bank

SIAN, AMAL = CANDIDATES = ("Siân", "Amal")
MEMBERS = ("Gareth", "Farah")
BANK = full_bank()
PACK = draw_pack(BANK, recipe_for(BANK.levels[4]))
FIRST, SECOND, *_ = (question.id for question in PACK.questions if question.scored)
ENTRIES = (
    ScoreEntry(SIAN, "Gareth", FIRST, Explored(4, "Said so.")),
    ScoreEntry(SIAN, "Farah", FIRST, Explored(2, "Was vague.")),
    ScoreEntry(AMAL, "Gareth", FIRST, NotExplored("It ran late.")),
    ScoreEntry(AMAL, "Farah", SECOND, Explored(5, "Tested it.")),
)
SCORED = ScoredRound(
    pack=PACK,
    scores=Scores(CANDIDATES, MEMBERS, ENTRIES, (Note(AMAL, "Farah", FIRST, "Was tired."),)),
    vacancy=Vacancy(),
    agreed=(AgreedScore(SIAN, FIRST, 3, "The notes say so."),),
    struck=(Struck(SECOND, "It was misprinted.", "14 January 2027"),),
)


def test_each_result_is_that_of_the_candidate_alone() -> None:
    assert results_of(SCORED, candidates=(AMAL, SIAN)) == tuple(
        candidate_result(
            PACK,
            candidate=candidate,
            members=MEMBERS,
            entries=ENTRIES,
            agreed=SCORED.agreed,
            notes=SCORED.scores.notes,
            struck=SCORED.struck,
        )
        for candidate in (AMAL, SIAN)
    )


def test_nobody_has_no_result() -> None:
    assert results_of(SCORED, candidates=()) == ()
