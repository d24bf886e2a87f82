"""Tables, JSON and files, as every command writes them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
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


_NARROWEST = 16
"""Characters that a column which wraps is given at least."""


def say_table(
    headers: Sequence[str], rows: Sequence[Sequence[object]], *, widths: Sequence[int | None]
) -> None:
    """Print a table that fits the terminal, or 120 characters where there is none.

    ``widths`` gives the columns that may wrap their share of the room, and none to those
    that take what they need.
    """
    texts = [[str(cell) for cell in row] for row in rows]
    needs = [max(map(len, (header, *column))) for header, *column in zip(headers, *texts, strict=True)]
    room = shutil.get_terminal_size((120, 24)).columns - 2 * (len(headers) - 1)
    room -= sum(need for need, width in zip(needs, widths, strict=True) if width is None)
    shares = sum(width for width in widths if width is not None)
    fitted = [width and max(_NARROWEST, room * width // shares) for width in widths]
    say(tabulate(texts, headers, tablefmt="simple", maxcolwidths=fitted, disable_numparse=True))


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, making its folder if need be."""
    write_files(path.parent, {path.name: content}, overwrite=True)


def write_files(folder: Path, files: Mapping[str, bytes], *, overwrite: bool) -> None:
    """Write all files of a folder, or none: whatever breaks it off, its files stay as they were.

    Names may lead into folders below. Raises ``DataFaults`` when a folder has the name of a
    file, and when files exist and ``overwrite`` is false.
    """
    if faults := [fault for name in files for fault in _in_the_way(folder / name, overwrite=overwrite)]:
        raise DataFaults(faults)
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".recruit-", dir=folder))
    new, old = staging / "new", staging / "old"
    try:
        for name, content in files.items():
            for root in (new, old, folder):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
            _write_durably(new / name, content)
        _swap(folder, list(files), new=new, old=old)
    except BaseException:
        # A file that could not be put back is kept where it is rather than lost.
        if not any(path.is_symlink() or path.is_file() for path in old.rglob("*")):
            shutil.rmtree(staging, ignore_errors=True)
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _in_the_way(path: Path, *, overwrite: bool) -> Iterator[Fault]:
    if path.is_dir():
        yield Fault(str(path), 0, "is a folder, where a file is to go", "rename it, or use another folder")
    elif path.exists() and not overwrite:
        yield Fault(str(path), 0, "exists already", "use another folder, or --force to overwrite")


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _swap(folder: Path, names: Sequence[str], *, new: Path, old: Path) -> None:
    """Move new files into place, and everything back where it was if that is broken off anywhere.

    Raises ``DataFaults`` saying where each file lies that could not be put back.
    """
    placed: list[str] = []
    try:
        for name in names:
            with suppress(FileNotFoundError):
                (folder / name).replace(old / name)
            placed.append(name)  # from here on, what stands there is ours; the move itself may be cut short
            (new / name).replace(folder / name)
    except BaseException as error:  # a key pressed to stop counts too: what was there must come back
        faults = (_put_back(folder / name, old / name, placed=name in placed) for name in names)
        if lost := [fault for fault in faults if fault]:
            raise DataFaults(lost) from error
        raise


def _put_back(path: Path, kept: Path, *, placed: bool) -> Fault | None:
    """Put one file back where it was; return a fault when that cannot be done."""
    try:
        if placed:
            path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            kept.replace(path)
    except OSError:
        if os.path.lexists(kept):
            return Fault(str(path), 0, "could not be put back as it was", f"move it back from {kept}")
    return None
