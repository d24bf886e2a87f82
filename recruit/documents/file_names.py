"""Names of files that people's names go into."""

from __future__ import annotations

import re
import unicodedata

_SPELT_OUT = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "\u0131": "i",
    }
)
"""Latin letters that are no base letter with a mark, so that taking marks off would lose them."""


def slug(name: str) -> str:
    """Return a name as lower-case ASCII words joined by hyphens, at most 60 characters.

    ``candidate`` where nothing is left, as of a name in another script.
    """
    spelt = name.lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "candidate"


def report_name(number: int, candidate: str, *, of: int = 1) -> str:
    """Return ``01-slug.docx`` for the first candidate's report; the number tells equal slugs apart.

    ``of`` is the highest number of all: from a hundred on the first is ``001``, so that names sort.
    """
    return f"{number:0{max(2, len(str(of)))}d}-{slug(candidate)}.docx"


def is_report_name(name: str) -> bool:
    """Say whether ``report_name`` could have made a file name."""
    return re.fullmatch(r"[0-9]{2,}-[a-z0-9-]+\.docx", name) is not None
