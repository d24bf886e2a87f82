"""Files that a page sends to be kept."""

from __future__ import annotations

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv"
ZIP = "application/zip"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML = "application/yaml"


def send_download(content: bytes, kind: str, *, name: str) -> Response:
    """Send a file to be saved under a name, never shown in the browser."""
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
