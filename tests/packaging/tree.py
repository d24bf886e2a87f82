"""The files of this checkout that are kept: all but what .gitignore names."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def kept_files() -> tuple[str, ...]:
    """Return the paths of all kept files from the root, with slashes, in order."""
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in _walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if _is_ignored(path):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _is_ignored(path: Path) -> bool:
    """Say whether .gitignore names a path; its patterns here are names, some of them of the root only."""
    name, at_root = path.name, path.parent == ROOT
    return name == ".git" or any(
        fnmatch(name, pattern.strip("/")) and (at_root or not pattern.startswith("/"))
        for pattern in _patterns()
    )


@cache
def _patterns() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
