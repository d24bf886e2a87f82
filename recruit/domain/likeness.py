"""How alike the questions of a bank are, part by part, so that none is another with its title changed.

Words are weighted by how rare they are in the bank (term frequency times inverse document
frequency) and compared by the cosine of the angle between two texts, from 0 (no word in
common) to 1 (the same words as often). Word order plays no part, so turning sentences round
does not make a text new. The method is that of Salton and Buckley, "Term-weighting approaches
in automatic text retrieval" (1988).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recruit.domain.bank import Question

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Compared:
    """A part of a question that is compared, its words, and how alike two may be (0 to 1)."""

    part: str
    words: Callable[[Question], str]
    most: float


COMPARED = (
    Compared("text", lambda question: question.text, 0.40),
    Compared("turns_on", lambda question: question.turns_on, 0.45),
    Compared("probes", lambda question: " ".join(probe.text for probe in question.probes), 0.80),
    Compared("anchors", lambda question: " ".join(question.anchors.values()), 0.50),
    Compared("listen_for", lambda question: " ".join(cue.text for cue in question.listen_for), 0.45),
)
"""What is compared, with limits that sound questions keep and lightly changed copies do not.

Probes may be short stock lines, which is why they may be nearer to each other than the rest.
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two questions whose ``part`` is more alike than it may be; ``later`` stands after ``earlier``."""

    earlier: Question
    later: Question
    part: str
    alike: float


def too_alike(questions: Sequence[Question], *, of: Collection[str] | None = None) -> Iterator[Likeness]:
    """Yield every pair of questions with a part more alike than ``COMPARED`` allows.

    ``of`` keeps the pairs in which at least one question has one of these ids. Two questions
    with one id are versions of each other and no pair.
    """
    for compared in COMPARED:
        alike = _cosines([compared.words(question) for question in questions])
        for earlier, later in np.argwhere(np.triu(alike, k=1) > compared.most).tolist():
            first, second = questions[earlier], questions[later]
            if first.id != second.id and (of is None or first.id in of or second.id in of):
                yield Likeness(first, second, compared.part, float(alike[earlier, later]))


def _cosines(texts: Sequence[str]) -> NDArray[Any]:
    """Return how alike each text is to each other."""
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    spread = Counter(word for count in counts for word in count)
    place = {word: index for index, word in enumerate(sorted(spread))}
    weights = np.zeros((len(texts), len(place)))
    for row, count in enumerate(counts):
        for word, times in count.items():
            weights[row, place[word]] = times * math.log((1 + len(texts)) / spread[word])
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    weights /= np.where(lengths > 0, lengths, 1)
    alike: NDArray[Any] = weights @ weights.T
    return alike
