"""Sends the same thing many times at once, as an impatient finger or a flaky line does."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from recruit.domain.errors import RecruitError


def at_once(database: Engine, send: Callable[[Session], object], *, times: int = 20) -> list[str]:
    """Return, in alphabetical order, what each of so many senders was refused with."""
    refusals: list[str] = []

    def one() -> None:
        with Session(database) as session:
            try:
                send(session)
            except RecruitError as refusal:
                refusals.append(str(refusal))

    senders = [threading.Thread(target=one) for _ in range(times)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return sorted(refusals)
