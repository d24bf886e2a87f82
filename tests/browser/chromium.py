"""Finds a Chromium: named by RECRUIT_CHROMIUM, else on the path, else Playwright's own, else installed.

``python -m tests.browser.chromium --install`` makes sure that there is one, and says which.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

VARIABLE = "RECRUIT_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_APT = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


class NoChromium(Exception):
    """There is no Chromium, and what to do about it."""


def options() -> list[str]:
    """Return how Chromium is started: as root it has no sandbox to offer, and the pages are our own."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if as_root else [])]


def found() -> Path | None:
    """Return the path of a Chromium of this machine, or none. Raises ``NoChromium`` for a wrong variable."""
    if named := os.environ.get(VARIABLE):
        if not shutil.which(named):
            raise NoChromium(f"{VARIABLE} is {named!r}, which is no program; give the path of a Chromium")
        return Path(named)
    return next(_candidates(), None)


def _candidates() -> Iterator[Path]:
    yield from (Path(path) for name in _NAMES if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        if (own := Path(playwright.chromium.executable_path)).is_file():
            yield own


def needed() -> Path:
    """Return the path of a Chromium. Raises ``NoChromium`` where there is none."""
    if path := found():
        return path
    raise NoChromium(
        f"no Chromium was found: run `{sys.executable} -m tests.browser.chromium --install`, "
        f"or set {VARIABLE} to the path of one"
    )


def install() -> Path:
    """Return the path of a Chromium, fetched by Playwright or the system's packages if there was none."""
    if path := found():
        return path
    _tried([sys.executable, "-m", "playwright", "install", "chromium"])
    if (path := found()) or not _may_use_apt():
        return path or needed()
    _tried(["apt-get", "update"])
    _tried(_APT)
    return needed()


def _may_use_apt() -> bool:
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def _tried(command: Sequence[str]) -> None:
    """Run a command; what it could not do shows in what is found afterwards."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, env=quiet)  # noqa: S603 (words of ours, no shell)


def main(words: Sequence[str]) -> int:
    """Say which Chromium there is, and get one first if asked to."""
    try:
        print(install() if "--install" in words else needed())
    except NoChromium as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
