"""How a command ends: results to standard output, faults to standard error, and an exit status.

0: done. 1: faults in data, findings, an impossible recipe. 2: wrong usage.
"""

from __future__ import annotations

import errno
import sys
from typing import Any

import click

from recruit.domain.errors import DataFaults, Fault, ImpossibleRecipe, RecruitError


class Group(click.Group):
    """A group of commands that turns every foreseen error into lines a person can act on."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print its faults and leave with status 1 if it has any."""
        try:
            return super().invoke(ctx)
        except DataFaults as error:
            say_faults(error.faults)
        except ImpossibleRecipe as error:
            say_impossible(error)
        except RecruitError as error:
            complain(str(error))
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly when the reader of our output has gone
            named = "a file" if error.filename is None else error.filename
            reason = error.strerror or error
            complain(f"{named}: cannot be read or written ({reason}); check the path")
        return ctx.exit(1)


def complain(line: str) -> None:
    """Print one line to standard error, marked as ours."""
    click.echo(f"recruit: {line}", err=True)


def say_faults(faults: tuple[Fault, ...]) -> None:
    """Print every fault to standard error as ``recruit: FILE:LINE: fault; remedy``."""
    for fault in faults:
        complain(str(fault))


def say_impossible(error: ImpossibleRecipe) -> None:
    """Print which demands clash and which change would help."""
    complain("no pack can meet this recipe; these demands cannot hold together:")
    for clash in error.clashes:
        complain(f"  - {clash}")
    complain(f"nearest recipe that can be met: {error.nearest}")
    if error.options:
        complain(f"  {error.options}")


def say(text: str = "") -> None:
    """Print a result, replacing what an old terminal cannot show rather than failing on it."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding))
