"""Write the Word templates: ``python templates/word/source/build.py [FOLDER]``.

Without FOLDER they are written to ``templates/word``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from candidate_copy import candidate_copy
from candidate_report import candidate_report
from package import docx
from panel_pack import panel_pack


def build(folder: Path) -> None:
    """Write every template into ``folder``, replacing what is there."""
    for template in (panel_pack(), candidate_copy(), candidate_report()):
        (folder / template.name).write_bytes(docx(template))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1])
