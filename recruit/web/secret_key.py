"""The key that signs cookies, where the settings give none: made once, kept beside the database."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

_FILE = "secret-key"


def kept_secret_key(folder: Path) -> str:
    """Return the key of a data folder, made on first use; only the owner may read its file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / _FILE
    if not path.exists():
        _make(path)
    return path.read_text("ascii")


def _make(path: Path) -> None:
    """Write a key unless another process was quicker; nobody ever reads half of one."""
    made = path.with_name(f"{_FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    with suppress(FileExistsError):
        os.link(made, path)
    made.unlink()
