"""Tables, JSON and files, as every command writes them."""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from recruit.cli.outcome import say
from recruit.domain.errors import DataFaults, Fault

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


def say_json(value: Any) -> None:
    """Print a value as JSON that a person can read too."""
    # JSON is UTF-8 wherever it goes, whatever the terminal's own encoding is.
    click.echo(f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode(), nl=False)


def say_table(
    headers: Sequence[str], rows: Sequence[Sequence[object]], *, widths: Sequence[int | None]
) -> None:
    """Print a table; ``widths`` are the most characters of each column, none for as many as it needs."""
    texts = [[str(cell) for cell in row] for row in rows]
    say(tabulate(texts, headers, tablefmt="simple", maxcolwidths=list(widths), disable_numparse=True))


_SPELT_OUT = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "\u0131": "i",
    }
)
"""Latin letters that are no base letter with a mark, so that taking marks off would lose them."""


def slug(name: str) -> str:
    """Return a name as lower-case ASCII words joined by hyphens; ``candidate`` if nothing is left."""
    spelt = name.lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "candidate"


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, making its folder if need be."""
    write_files(path.parent, {path.name: content}, overwrite=True)


def write_files(folder: Path, files: Mapping[str, bytes], *, overwrite: bool) -> None:
    """Write all files of a folder, or none: a fault on the way leaves the folder as it was.

    Names may lead into folders below. Raises ``DataFaults`` when files exist and
    ``overwrite`` is false.
    """
    existing = [folder / name for name in files if (folder / name).exists()]
    if existing and not overwrite:
        remedy = "use another folder, or --force to overwrite"
        raise DataFaults(Fault(str(path), 0, "exists already", remedy) for path in existing)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".recruit-", dir=folder) as staging:
        new, old = Path(staging) / "new", Path(staging) / "old"
        for name, content in files.items():
            for root in (new, old, folder):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
            _write_durably(new / name, content)
        _swap(folder, list(files), new=new, old=old)


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _swap(folder: Path, names: Sequence[str], *, new: Path, old: Path) -> None:
    """Move new files into place, and everything back where it was if that is broken off anywhere."""
    placed: list[str] = []
    try:
        for name in names:
            with suppress(FileNotFoundError):
                (folder / name).replace(old / name)
            (new / name).replace(folder / name)
            placed.append(name)
    except BaseException:  # a key pressed to stop counts too: what was there must come back
        for name in placed:
            (folder / name).unlink(missing_ok=True)
        for name in names:
            with suppress(FileNotFoundError):
                (old / name).replace(folder / name)
        raise
