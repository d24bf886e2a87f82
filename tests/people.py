"""The people of the tests, all of them invented, and how each is known."""

from __future__ import annotations

import hashlib
import unicodedata

RUTH = "Ruth Adeyemi"
"""Recruiting manager of the vacancy, and of nothing else; on no panel unless a test seats her."""

GARETH = "Gareth Llewellyn"
"""Chair of the panel."""

FARAH, NADIA = "Farah Siddiqui", "Nadia Osei"
"""Panel members beside the chair."""

MOIRA = "Moira Kent"
"""HR of the organisation."""

OUTSIDER = "Oluwaseun Bello"
"""Recruiting manager of the same organisation, with no part in the vacancy."""

STRANGER = "Hanna Kovács"
"""Recruiting manager and HR of another organisation."""

PANEL = (GARETH, FARAH, NADIA)
EVERYBODY = (RUTH, *PANEL, MOIRA, OUTSIDER, STRANGER)

SIAN = "Siân O'Brien-Ōkubo"
AMAL = "أمل حداد"
ZOE = "Zoë-Marie d'Arcy"
NGUYEN = "Nguyễn Văn An"
CANDIDATES = (SIAN, AMAL, ZOE, NGUYEN)
"""Candidates with names that a sort, a file name or a template might trip over."""


def email_of(name: str) -> str:
    """Return the address of one of the cast: ``hanna.kovacs@anyborough.example``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{'.'.join(plain.lower().split())}@anyborough.example"


def id_of(name: str) -> str:
    """Return the id of an account of the cast, the same in every test."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]
