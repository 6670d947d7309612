"""Errors at the command line: the one place that turns them into text and an exit code.

| what happened | shown | exit code |
| --- | --- | --- |
| the document or its data is wrong, or Keras refuses it | each problem with its line | 1 |
| the command is wrong | the error and its hint | 2 |
| a run failed, or the machine did (disk full, no permission) | the error and its hint | 3 |
| kbuild has a bug | its name, and the file that holds the traceback | 3 |
| Ctrl-C | `interrupted` | 130 |
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kbuild.cli.screen import colors_on, remark
from kbuild.schemas.errors import KbuildError, RunError

if TYPE_CHECKING:
    from kbuild.schemas.document import Document

INTERRUPTED = 130
_FAILED = 3
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_ARGUMENTS = re.compile(r"\n+Arguments received by .*", re.DOTALL)


def guarded(function: Callable[..., None], *, debug: bool = False) -> Callable[..., None]:
    """Wrap a command so that its errors are shown as this module says.

    Args:
        function: The command; its signature is kept.
        debug: Show the traceback as well.
    """
    import typer

    @functools.wraps(function)
    def command(*args: object, **kwargs: object) -> None:
        try:
            function(*args, **kwargs)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            remark("interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            if debug:
                import traceback

                remark("".join(traceback.format_exception(error)))
            raise typer.Exit(report(error)) from None

    return command


@contextmanager
def placed(document: Document) -> Iterator[None]:
    """Show what Keras refuses while a document is built at the line that asked for it.

    Args:
        document: What is built.

    Raises:
        DocumentError: In place of an exception that carries the document's path.
    """
    try:
        yield
    except KbuildError:
        raise
    except Exception as error:
        path = getattr(error, "kbuild_path", None)
        if path is None or document.source is None:
            raise
        from kbuild.reading.problems import DocumentError, Problem

        if (plain := getattr(error, "kbuild_plain", None)) is not None:
            span = document.source.locate(tuple(path))
            where = "" if span is None else f" ({span.file or 'the document'}:{span.line}:{span.column})"
            # The last note says what is kept of the run.
            hints = [each for each in (plain.hint, *error.__notes__[-1:]) if each]
            raise RunError(plain.sentence + where, code="failed-step", hint="\n".join(hints)) from error
        problem = Problem.at(document.source.root, tuple(path), "refused-by-keras", plain_message(error))
        raise DocumentError([problem]) from error


def report(error: Exception) -> int:
    """Show an error on standard error.

    Returns:
        The exit code.
    """
    if isinstance(error, KbuildError):
        remark(_known(error))
        return error.exit_code
    notes = getattr(error, "__notes__", [])
    if getattr(error, "kbuild_path", None) is not None:
        remark(_titled("refused-by-keras", plain_message(error), notes))
        return 1
    if isinstance(error, OSError) and error.errno is not None:
        remark(_titled("system", str(error), notes))
        return _FAILED
    remark(_bug(error))
    return _FAILED


def plain_message(error: BaseException) -> str:
    r"""What an exception of Keras says, without colour codes and without the list of received arguments.

    Example:
        >>> plain_message(ValueError("bad shape\n\nArguments received by Dense.call():\n  x=..."))
        'bad shape'
    """
    text = _ARGUMENTS.sub("", _ANSI.sub("", str(error)))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " ".join(lines) or type(error).__name__


def _known(error: KbuildError) -> str:
    from kbuild.reading.problems import DocumentError

    if isinstance(error, DocumentError):
        from kbuild.reading.render import render

        return render(error.problems, color=colors_on(sys.stderr))
    notes = getattr(error, "__notes__", [])
    return _titled(error.code, error.message, notes if error.hint is None else [error.hint, *notes])


def _titled(code: str, message: str, lines: list[str]) -> str:
    start, end = ("\x1b[1;31m", "\x1b[0m") if colors_on(sys.stderr) else ("", "")
    # A note of several lines is one note.
    shown = ("  = " + line.replace("\n", "\n    ") for line in lines)
    return "\n".join([f"{start}error[{code}]{end}: {message}", *shown])


def _bug(error: Exception) -> str:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="kbuild-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"kbuild {' '.join(sys.argv[1:])}\n\n")
        file.writelines(traceback.format_exception(error))
    said = f"{type(error).__name__}: {plain_message(error)}"
    return _titled("bug", said, [f"this is a bug in kbuild; please report it with {file.name}"])
