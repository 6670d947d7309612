"""What `kbuild validate` does, apart from its options."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kbuild.cli.finding import find
from kbuild.cli.screen import colors_on, remark, result

if TYPE_CHECKING:
    from kbuild.reading.problems import Problem


def validated(file: str, overrides: Sequence[str], form: str = "text", *, advice: bool = False) -> int:
    """Check a document and show what is wrong with it.

    Args:
        file: A path, or a name from the gallery.
        overrides: What to change, as `kbuild.load` takes it.
        form: `text`, `json`, `github` or `sarif`.
        advice: Say what could be better as well.

    Returns:
        The exit code: 1 if there is an error.
    """
    from kbuild.checking.load import check
    from kbuild.reading.problems import has_errors

    if advice:
        from kbuild.checking.advice import advise

        problems = advise(find(file), overrides)
    else:
        problems = check(find(file), overrides)
    if form == "text":
        _for_people(problems, f"{file}: nothing to advise" if advice else f"{file}: nothing is wrong")
    else:
        result(_for_programs(form, problems))
    return int(has_errors(problems))


def _for_people(problems: list[Problem], well: str) -> None:
    from kbuild.reading.render import render

    if problems:
        remark(render(problems, color=colors_on(sys.stderr)))
    else:
        result(well)


def _for_programs(form: str, problems: list[Problem]) -> str:
    if form == "sarif":
        from kbuild import __version__
        from kbuild.reading.sarif import render_sarif

        return render_sarif(problems, version=__version__)
    from kbuild.reading import export

    return export.render_json(problems) if form == "json" else export.render_github(problems)
