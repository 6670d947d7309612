"""`kbuild validate`: what is wrong with a document."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import colors_on, remark, result

if TYPE_CHECKING:
    from kbuild.reading.problems import Problem

EXAMPLES = (
    "kbuild validate digits.yaml",
    "kbuild validate digits.yaml --format json",
    "kbuild validate digits.yaml --set fit.epochs=3",
)


class Format(StrEnum):
    """How problems are written."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


def validate(
    file: FileArgument,
    form: Annotated[
        Format, typer.Option("--format", help="For people, or for programs and code-scanning services.")
    ] = Format.text,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Say everything that is wrong with a document.

    Nothing is built and TensorFlow is not loaded. The exit code is 1 if there is an error; warnings and
    advice alone leave it 0.
    """
    from kbuild.checking.load import check
    from kbuild.reading.problems import has_errors

    problems = check(find(file), overrides(changes, removals))
    if form is Format.text:
        _for_people(file, problems)
    else:
        result(_for_programs(form, problems))
    if has_errors(problems):
        raise typer.Exit(1)


def _for_people(file: str, problems: list[Problem]) -> None:
    from kbuild.reading.render import render

    if problems:
        remark(render(problems, color=colors_on(sys.stderr)))
    else:
        result(f"{file}: nothing is wrong")


def _for_programs(form: Format, problems: list[Problem]) -> str:
    if form is Format.sarif:
        from kbuild import __version__
        from kbuild.reading.sarif import render_sarif

        return render_sarif(problems, version=__version__)
    from kbuild.reading import export

    return export.render_json(problems) if form is Format.json else export.render_github(problems)
