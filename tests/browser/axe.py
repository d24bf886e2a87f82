"""Asks axe-core what keeps somebody from using a page."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_LOOK = """async (kinds) => {
  const found = await axe.run({ resultTypes: kinds });
  return kinds.flatMap((kind) => found[kind].map(({ id, nodes }) => ({
    id,
    targets: nodes.map((node) => node.target),
    only_out_of_sight: kind === "incomplete"
      && nodes.every((node) => document.querySelector(node.target[0]).closest(".recruit-scroll, svg")),
  })));
}"""
_KEPT = Path(sys.prefix) / "axe" / "axe.min.js"


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page as it is, best practice included: rule and places."""
    return _found(page, "violations")


def unclear(page: Page) -> list[str]:
    """Return what axe-core could not make out and leaves to somebody to look at: rule and places."""
    return _found(page, "incomplete")


def faults(page: Page) -> list[str]:
    """Return violations and what is unclear, from one look at a page.

    Left out is the contrast that axe-core cannot make out: of table cells that are scrolled out of
    sight, and of texts that stand on the shapes of a picture.
    """
    found = _looked(page, "violations", "incomplete")
    return [_said(one) for one in found if one["id"] != "color-contrast" or not one["only_out_of_sight"]]


def _found(page: Page, kind: str) -> list[str]:
    return [_said(one) for one in _looked(page, kind)]


def _said(one: dict[str, Any]) -> str:
    return f"{one['id']}: {', '.join(str(target) for target in one['targets'])}"


def _looked(page: Page, *kinds: str) -> list[dict[str, Any]]:
    page.evaluate(f"{_source()}; 0")
    found: list[dict[str, Any]] = page.evaluate(_LOOK, kinds)
    return found


@cache
def _source() -> str:
    if not _KEPT.is_file():
        raise FileNotFoundError(
            f"{_KEPT} is missing; run: {sys.executable} hatch_build.py axe {_KEPT.parent}"
        )
    return _KEPT.read_text("utf-8")
