"""The ``recruit`` command as tests run it: in this process, or as a program of its own."""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from recruit.cli import main


def recruit(*words: object, env: Mapping[str, str] | None = None) -> Result:
    """Run the command here; an error that nobody foresaw is raised."""
    given = [str(word) for word in words]
    return CliRunner().invoke(main, given, env=env, catch_exceptions=False, prog_name="recruit")


def outcome(*words: object, env: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """Run the command here; return exit status, standard output and standard error."""
    done = recruit(*words, env=env)
    return done.exit_code, done.stdout, done.stderr


def program(
    *words: object, folder: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a program of its own, in a folder."""
    command = [sys.executable, "-c", "from recruit.cli import main; main(prog_name='recruit')"]
    return subprocess.run(  # noqa: S603 (our own command)
        [*command, *map(str, words)],
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


def text_of(document: bytes) -> str:
    """Return the words of a Word document's body, one paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        body = parts.read("word/document.xml").decode("utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", body.replace("</w:p>", "\n")))
