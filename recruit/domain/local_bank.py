"""The bank of one organisation: the bundled one with its own frameworks and questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.frameworks import Framework, Frameworks
from recruit.domain.levels import Lens, RoleLevel
from recruit.domain.soundness import tag_findings


def with_local(
    bundled: QuestionBank,
    *,
    frameworks: Iterable[Framework],
    questions: Iterable[Question],
    retired: Mapping[str, str],
) -> QuestionBank:
    """Return a bank with an organisation's own part; the bundled bank itself where there is none.

    A question takes the place of a bundled one of its id. One whose tags or levels the bank
    does not hold, as after a change of the bundled bank, is left out. ``retired`` is reasons
    by id: such a question can be found by its id, and is not drawn.
    """
    added = tuple(frameworks)
    known = Frameworks({**bundled.frameworks.by_id, **{one.id: one for one in added}})
    own = tuple(one for one in questions if not any(tag_findings(one, known, bundled.levels)))
    kept = {**bundled.by_id, **{one.id: one for one in sorted(own, key=lambda one: one.id)}}
    given_up = {name: why for name, why in retired.items() if name in kept}
    if not (added or own or given_up):
        return bundled
    return replace(
        bundled,
        version=f"{bundled.version} with local changes",
        digest=_digest(bundled, added, own, given_up),
        frameworks=known,
        levels={number: _looking_at(level, added) for number, level in bundled.levels.items()},
        questions=tuple(_retired(one, given_up) for one in kept.values()),
        translations=bundled.translations,
    )


def _retired(question: Question, reasons: Mapping[str, str]) -> Question:
    reason = reasons.get(question.id)
    return replace(question, retired=reason) if reason else question


def _looking_at(level: RoleLevel, frameworks: Iterable[Framework]) -> RoleLevel:
    """Return a level with a lens of its own for each local framework that serves it."""
    own = tuple(
        Lens(one.id, one.reason or "") for one in frameworks if level.level in one.levels or not one.levels
    )
    return replace(level, base=(*level.base, *own)) if own else level


def _digest(
    bundled: QuestionBank,
    frameworks: Iterable[Framework],
    questions: Iterable[Question],
    retired: Mapping[str, str],
) -> str:
    parts = {
        "bundled": bundled.digest,
        "frameworks": {one.id: asdict(one) for one in frameworks},
        "questions": {one.id: asdict(one) for one in questions},
        "retired": dict(retired),
    }
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
