"""Whether a question leads anywhere in a bank: its levels and its tags are ids that the bank holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from recruit.domain.bank import Question
from recruit.domain.findings import Finding
from recruit.domain.frameworks import Frameworks


def tag_findings(
    question: Question, frameworks: Frameworks, levels: Collection[int] | None
) -> Iterator[Finding]:
    """Yield levels and tags that lead nowhere; ``levels`` is none where they are not known."""
    behaviours = {item.id for item in frameworks.behaviours}
    for index, level in enumerate(question.levels):
        if levels is not None and level not in levels:
            yield Finding(("levels", index), f"there is no level {level}", "use a level of levels.yaml")
    for name, right in (("behaviours", behaviours), ("indicators", set(frameworks.items) - behaviours)):
        for index, tag in enumerate(getattr(question, name)):
            if tag not in right:
                remedy = "use an id from question_banks/frameworks"
                yield Finding((name, index), f"{tag} is not one of the {name}", remedy)
    for index, cue in enumerate(question.listen_for):
        for tag in cue.tags:
            if tag not in frameworks.items:
                path = ("listen_for", index, "tags")
                yield Finding(path, f"{tag} is in no framework", "correct the id")
