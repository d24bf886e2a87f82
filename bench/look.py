"""Makes every document and turns it into PNG pages, to be looked at one by one.

    python -m bench.look [--out DIR] [--level N]...

Needs LibreOffice (soffice) and poppler-utils (pdftoppm) on the machine.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from click.testing import CliRunner

from recruit.cli import main as recruit

DOTS_PER_INCH = 80
TOOLS = {"soffice": "LibreOffice", "pdftoppm": "poppler-utils"}


def main() -> int:
    """Make the documents of the chosen levels and their pages; return the exit status."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--out", type=Path, default=Path("out/look"))
    options.add_argument("--level", type=int, action="append", choices=range(1, 9))
    chosen = options.parse_args()
    tools = {name: path for name in TOOLS if (path := shutil.which(name))}
    if missing := [name for name in TOOLS if name not in tools]:
        wanted = ", ".join(f"{TOOLS[name]} ({name})" for name in missing)
        print(f"look: install {wanted} first", file=sys.stderr)
        return 1
    for level in chosen.level or range(1, 9):
        folder = chosen.out / f"level-{level}"
        shutil.rmtree(folder, ignore_errors=True)
        made = CliRunner().invoke(recruit, ["demo", "--level", str(level), "--out", str(folder)])
        if made.exit_code:
            print(made.output, file=sys.stderr)
            return made.exit_code
        pages = to_pages(sorted(folder.rglob("*.docx")), folder / "pages", tools=tools)
        print(f"level {level}: {pages} pages in {folder / 'pages'}")
    return 0


def to_pages(documents: list[Path], folder: Path, *, tools: Mapping[str, str]) -> int:
    """Turn documents into PNG pages in a folder; return how many pages there are.

    ``tools`` are the paths of ``soffice`` and ``pdftoppm``.
    """
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as profile:
        own = f"-env:UserInstallation=file://{profile}"
        to_pdf = [tools["soffice"], own, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        _run([*to_pdf, *map(str, documents)], seconds=300)
    to_png = [tools["pdftoppm"], "-r", str(DOTS_PER_INCH), "-png"]
    for pdf in sorted(folder.glob("*.pdf")):
        _run([*to_png, str(pdf), str(pdf.with_suffix(""))], seconds=120)
    return len(list(folder.glob("*.png")))


def _run(command: Sequence[str], *, seconds: int) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=seconds)  # noqa: S603 -- our own files


if __name__ == "__main__":
    sys.exit(main())
