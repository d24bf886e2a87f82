"""Ids in addresses: what cannot be one is no address, and never reaches the database."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.people import RUTH
from tests.web.conftest import Visit
from tests.web.routes import parts_of, routes_of
from tests.world import World

NO_IDS = ("%00" * 16, "0" * 15 + "%00", "0" * 15, "0" * 17, "G" * 16, "%C3%A9" * 16, "%ED%A0%80", "9" * 5000)


def test_every_id_of_an_address_is_a_key(app: Flask) -> None:
    ids = {
        (type(rule._converters[name]).__name__, rule.endpoint, name)
        for rule in app.url_map.iter_rules()
        for name in rule.arguments
        if name.endswith("_id")
    }
    assert sorted({kind for kind, _, _ in ids}) == ["Key"]


@pytest.mark.parametrize("spoilt", NO_IDS)
def test_what_is_no_id_is_no_address(world: World, visit: Visit, app: Flask, spoilt: str) -> None:
    world.ready()
    [route] = [one for one in routes_of(app, "GET") if one.endpoint == "candidates.edit"]
    browser = visit(RUTH)
    found = {
        browser.client.get(route.filled({**parts_of(world), name: spoilt})).status_code
        for name in route.arguments
    }
    assert found == {404}
