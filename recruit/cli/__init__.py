"""The ``recruit`` command."""

from __future__ import annotations

import click

from recruit import __version__
from recruit.cli.admin import admin
from recruit.cli.bank import check, frameworks, levels, questions
from recruit.cli.demo import demo
from recruit.cli.exchange import export_questions, import_questions
from recruit.cli.outcome import Group
from recruit.cli.pack import alternatives, pack
from recruit.cli.report import report
from recruit.cli.serve import serve


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="recruit")
def main() -> None:
    """Values-based interviews for children's social care.

    Draw an interview pack for a role level, score candidates against it, and write a
    Word report for each.

    \b
    Example:
      recruit pack --level 6 --out pack.docx
    """


for command in (
    *(frameworks, levels, questions, check, export_questions, import_questions),
    *(pack, alternatives, report, demo, serve, admin),
):
    main.add_command(command)
