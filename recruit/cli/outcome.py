"""How a command ends: results to standard output, faults to standard error, and an exit status.

0: done. 1: faults in data, findings, an impossible recipe. 2: wrong usage.
"""

from __future__ import annotations

import errno
import sys
from typing import Any

import click

from recruit.domain.errors import DataFaults, Fault, ImpossibleRecipe, RecruitError
from recruit.domain.recipe import Recipe


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
    complain(f"nearest recipe that can be met: {error.remedy}")
    if error.nearest:
        complain(f"  {options_to_change(error.wanted, nearest=error.nearest)}")


def options_to_change(wanted: Recipe, *, nearest: Recipe) -> str:
    """Return the options of ``recruit pack`` that turn a recipe into the nearest that can be met."""
    options = []
    if nearest.minutes != wanted.minutes:
        options.append(f"--minutes {nearest.minutes}")
    if nearest.questions != wanted.questions:
        options.append(f"--questions {nearest.questions}")
    for option, before, after in (
        ("--include", wanted.include, nearest.include),
        ("--exclude", wanted.exclude, nearest.exclude),
    ):
        options += [f"without {option} {name}" for name in sorted(set(before) - set(after))]
    return ", ".join(options)


def say(text: str = "") -> None:
    """Print a result, replacing what an old terminal cannot show rather than failing on it."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding))
