"""What every response carries, and how errors are answered."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from recruit.domain.errors import NotNow, NotThere

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; font-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_ONE_YEAR = 31_536_000


def install_responses(app: Flask, *, https: bool) -> None:
    """Set the headers of every response, and answer errors with pages of their own."""

    def set_headers(response: Response) -> Response:
        # Added, not set: nothing else gives a response these, and setting looks through all it has.
        for name, value in _HEADERS.items():
            response.headers.add(name, value)
        response.headers.add("Content-Security-Policy", _POLICY.format(nonce=nonce()))
        if https:
            response.headers.add("Strict-Transport-Security", f"max-age={_ONE_YEAR}; includeSubDomains")
        if request.endpoint not in ("static", "brand_styles"):
            response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(set_headers)
    app.register_error_handler(CSRFError, _csrf_failed)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NotThere, _not_there)
    app.register_error_handler(NotNow, _not_now)


def nonce() -> str:
    """Return the nonce of this response's inline scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    found: str = g.csp_nonce
    return found


def _page(status: int, **words: object) -> tuple[str, int]:
    return render_template("errors/page.html", status=status, came_from=_came_from(), **words), status


def _came_from() -> str | None:
    """Return the path of the page whose link led here; none after a form: only Back keeps its text."""
    before = urlsplit(request.referrer or "")
    if request.method != "GET" or before.netloc != request.host or before.path in ("", request.path):
        return None
    return None if before.path.startswith("//") else before.path


def _http_error(error: HTTPException) -> tuple[str, int] | AnyResponse:
    status = error.code or 500
    return error.get_response() if status < 400 else _page(status)


def _csrf_failed(_: CSRFError) -> tuple[str, int]:
    return _page(400, csrf=True)


def _not_there(_: NotThere) -> tuple[str, int]:
    return _page(404)


def _not_now(error: NotNow) -> tuple[str, int]:
    return _page(409, message=_sentence(str(error)), sent=request.method == "POST")


def _sentence(text: str) -> str:
    """Return a message as a sentence: services write them so that they may follow a colon."""
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."
