"""Every address of the application, with the ids of a world put in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from tests.local_questions import own_question, write
from tests.people import CANDIDATES, FARAH, id_of
from tests.world import World

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Route:
    """An address with one method. ``arguments`` are the names of its variable parts."""

    endpoint: str
    method: str
    pattern: str
    arguments: frozenset[str]

    def filled(self, values: Mapping[str, object]) -> str:
        """Return the address with its variable parts put in."""
        address = self.pattern
        for name in self.arguments:
            address = address.replace(f"<{name}>", str(values[name]))
        return address


def routes_of(app: Flask, *methods: str) -> list[Route]:
    """Return the routes that answer any of these methods, in the order of their addresses."""
    found = []
    for rule in app.url_map.iter_rules():
        pattern = "".join(f"<{text}>" if is_part else text for is_part, text in rule._trace).split("|")[-1]
        found += [
            Route(rule.endpoint, method, pattern, frozenset(rule.arguments))
            for method in sorted((rule.methods or set()) & set(methods))
        ]
    return sorted(found, key=lambda route: (route.pattern, route.method))


def parts_of(world: World) -> dict[str, object]:
    """Return a value for each variable part of an address, as they are in a world that is ``ready``."""
    return {
        "vacancy_id": world.vacancy,
        "round_id": world.round,
        "member_id": world.member(FARAH),
        "candidate_id": world.candidate(CANDIDATES[0]),
        "account_id": id_of(FARAH),
        "question": world.questions()[0],
        "number": 1,
        "key": "past-1-a",
        "own": own_key(world),
        "item": "sfpc-1.1",
        "level": 4,
        "name": "panel-member",
        "filename": "recruit.css",
    }


def own_key(world: World) -> str:
    """Return the key of a question that the organisation of a world wrote: a draft, version 1."""
    return write(world, own_question(), name=world.manager).key


def absent(parts: Mapping[str, object], *names: str) -> dict[str, object]:
    """Return the parts with ids that belong to nothing, for all ids unless some are named."""
    ids = names or [name for name in parts if name.endswith("_id")]
    return {**parts, **{name: secrets.token_hex(8) for name in ids}}
