"""How pages are drawn: where templates lie, what every page knows, how files reach the browser."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request, url_for
from jinja2 import BaseLoader, ChoiceLoader, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from recruit.domain.moments import day, moment
from recruit.paths import bundled
from recruit.web.responses import nonce
from recruit.web.widgets import error_summary

_YEAR = 365 * 24 * 60 * 60
_OUR_COLOUR = "#1d4f8b"
_BLACK, _WHITE = "#0b0c0c", "#ffffff"
_SURFACE = "#f4f8fb"  # the darkest of what links stand on
_READABLE = 4.5  # the contrast that WCAG 2.2 asks of text, success criterion 1.4.3


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame round every page.

    ``current`` where it leads to the page in view, ``active`` where that page lies below it.
    """

    text: str
    href: str
    current: bool = False
    active: bool = False


def configure_pages(app: Flask) -> None:
    """Teach the app to draw our pages. Call it once, after the configuration is read.

    Reads ORGANISATION, BRAND_COLOUR and DATA_FOLDER. What the frame asks of the app may be
    replaced in ``app.jinja_env.globals`` before or afterwards: ``navigation`` (the links of
    whoever is signed in, none by default), ``home_href``, ``sign_out_href``, ``footer_links``.
    ``asset`` gives the address of a static file, found once in each process unless it debugs.
    """
    _configure_templates(app)
    _configure_frame(app)
    _configure_brand(app)
    _configure_static_files(app)


def _configure_templates(app: Flask) -> None:
    environment = app.jinja_env
    own = FileSystemLoader(bundled("templates") / "pages")
    loaders: list[BaseLoader] = [own, *([environment.loader] if environment.loader else [])]
    environment.loader = ChoiceLoader(loaders)
    environment.undefined = StrictUndefined
    environment.filters.update(bdi=_bdi, address=_address, day=day, moment=moment)
    if app.config.get("DATA_FOLDER"):
        # What lies here is run, so nobody else may write to it.
        folder = Path(app.config["DATA_FOLDER"]) / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _address(email: str) -> Markup:
    """Return an e-mail address that breaks, where it must, after its @."""
    return Markup("@<wbr>").join(email.split("@"))


def _bdi(name: str) -> Markup:
    """Keep a name whole beside other text, whichever way each of them is written."""
    # From the left like the page: a name in two scripts, broken over two lines, keeps its brackets.
    return Markup('<bdi dir="ltr">{}</bdi>').format(name)


def _configure_frame(app: Flask) -> None:
    names: dict[str, Callable[..., Any]] = {
        "csp_nonce": nonce,
        "error_summary": error_summary,
        "navigation": _no_links,
        "signed_in_name": _signed_in_name,
        "home_href": lambda: _href("/"),
        "sign_out_href": lambda: _href("/sign-out"),
        "footer_links": _footer_links,
    }
    for name, function in names.items():
        app.jinja_env.globals.setdefault(name, function)
    app.jinja_env.globals["organisation"] = app.config.get("ORGANISATION", "Your council")


def _no_links() -> list[Link]:
    return []


def _signed_in_name() -> str:
    actor = g.get("actor")
    return str(actor.name) if actor else ""


def _href(path: str) -> str:
    """Return a path as the browser must ask for it when the app lives below a folder."""
    return f"{request.script_root}{path}"


def _footer_links() -> list[Link]:
    pages = {"Accessibility": "/help/accessibility", "Privacy": "/help/privacy", "Help": "/help"}
    return [Link(text, _href(path)) for text, path in pages.items()]


def _configure_brand(app: Flask) -> None:
    colour = app.config.get("BRAND_COLOUR", _OUR_COLOUR)
    styles = brand_styles(colour)
    app.jinja_env.globals["brand_colour"] = colour

    def send_brand_styles() -> Response:
        return Response(styles, mimetype="text/css")

    app.add_url_rule("/brand.css", "brand_styles", send_brand_styles)
    digest = hashlib.sha256(styles.encode()).hexdigest()[:16]
    app.jinja_env.globals["brand_styles_href"] = lambda: f"{_href('/brand.css')}?v={digest}"
    _version(app, "brand_styles", lambda _values: digest)


def brand_styles(colour: str) -> str:
    """Return the style sheet of a colour, given as ``#rrggbb``.

    Header, notices and links take it. On a light one the header's text is black, notices are
    black too, and links keep GOV.UK Frontend's colour: nothing becomes unreadable.
    """
    readable = contrast(colour, _SURFACE) >= _READABLE
    rules = {
        "govuk-brand-colour": colour if readable else _BLACK,
        "recruit-header-colour": colour,
        "recruit-header-text-colour": _WHITE if contrast(colour, _WHITE) >= _READABLE else _BLACK,
    }
    if readable:
        rules["govuk-link-colour"] = colour
    return f":root{{{';'.join(f'--{name}:{value}' for name, value in rules.items())}}}\n"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, by the formula of WCAG 2.2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _configure_static_files(app: Flask) -> None:
    folder = Path(app.static_folder or "static")

    def digest(values: dict[str, Any]) -> str | None:
        path = folder / values["filename"]
        return _file_digest(path, path.stat().st_mtime_ns) if path.is_file() else None

    def asset(filename: str) -> str:
        return url_for("static", filename=filename) if app.debug else kept(filename, request.script_root)

    @lru_cache(maxsize=64)
    def kept(filename: str, _script_root: str) -> str:
        return url_for("static", filename=filename)

    app.jinja_env.globals["asset"] = asset
    _version(app, "static", digest)


def _version(app: Flask, endpoint: str, digest: Callable[[dict[str, Any]], str | None]) -> None:
    """Put a hash of the content into every address of an endpoint, and let browsers keep it for a year.

    An address with another hash, or with none, is answered too, but is asked for again each time.
    """

    def add_digest(asked: str, values: dict[str, Any]) -> None:
        if asked == endpoint and (found := digest(values)):
            values["v"] = found

    def keep(response: Response) -> Response:
        if request.endpoint == endpoint and response.status_code in (200, 304):
            found = digest(request.view_args or {})
            known = found is not None and request.args.get("v") == found
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if known else "no-cache"
        return response

    app.url_defaults(add_digest)
    app.after_request(keep)


@lru_cache(maxsize=64)
def _file_digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
