"""Draws a component twice, by our macro and by the published template, as trees that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from lxml import html

from recruit.paths import bundled

Tree: TypeAlias = "tuple[str, dict[str, Any], str, list[Tree], str]"


@cache
def our_environment() -> Environment:
    loader = FileSystemLoader(bundled("templates") / "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


@cache
def their_environment() -> Environment:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)


def ours(file: str, macro: str, *arguments: Any, **named: Any) -> list[Tree]:
    module = our_environment().get_template(f"components/{file}.html").module
    return trees(str(getattr(module, macro)(*arguments, **named)))


def theirs(component: str, params: Mapping[str, Any]) -> list[Tree]:
    macro = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    template = f"govuk_frontend_jinja/components/{component}/macro.html"
    return trees(str(getattr(their_environment().get_template(template).module, macro)(dict(params))))


def trees(markup: str) -> list[Tree]:
    """Return the elements of a piece of markup; order of classes and white space do not count."""
    return [_tree(element) for element in html.fragments_fromstring(markup.strip())]


def _tree(element: Any) -> Tree:
    attributes: dict[str, Any] = dict(element.attrib)
    attributes["class"] = sorted(attributes.get("class", "").split())
    children = [_tree(child) for child in element if isinstance(child.tag, str)]
    return (element.tag, attributes, _words(element.text), children, _words(element.tail))


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
