"""What goes wrong while a program runs: the errors a user sees, and the signals within the runtime."""

from __future__ import annotations

from kbuild.reading.program import Program
from kbuild.schemas.errors import BuildError

TOO_MANY_STEPS = "too-many-steps"
"""The code of a program that goes on for too long."""

PLAIN_CHOICE = "plain-choice"
"""The code of a tensor that would have to choose between plain values, such as the layers of a list."""


class CallProgramError(BuildError):
    """A program did what cannot be done with tensors, or went on for too long.

    Args:
        message: What is wrong.
        code: `call-program`, `too-many-steps` or `plain-choice`.
        hint: What to write instead.
    """

    # Keras makes errors anew with the message alone to add a layer's arguments to it, hence the default.
    def __init__(self, message: str, *, code: str = "call-program", hint: str | None = None) -> None:
        super().__init__(message, code=code, hint=hint)


class LoweringError(Exception):
    """A loop cannot become a loop of the graph; its text is the reason."""


class NeedsFirstError(LoweringError):
    """A loop can become one of the graph once its first step has been run outside of it."""


class RetraceError(Exception):
    """A trace found out what the next attempt must know."""


def note(error: Exception, program: Program, line: int) -> None:
    """Name a program's line in an error, unless a line within it is named already.

    The line is also left as a number, `error.kbuild_program_line`, for those who know where the program
    stands in its document.

    Example:
        >>> from kbuild.reading.program import parse_program
        >>> program, _ = parse_program("return 1 / 0", layers=[], inputs=None)
        >>> error = ZeroDivisionError("division by zero")
        >>> note(error, program, 1)
        >>> error.__notes__
        ['line 1 of the call program: return 1 / 0']
    """
    if isinstance(error, (LoweringError, RetraceError)) or getattr(error, "_kbuild_program", None) is program:
        return
    error._kbuild_program = program  # type: ignore[attr-defined]  # tells which program's line is named
    error.kbuild_program_line = line  # type: ignore[attr-defined]  # read where the document is known
    error.add_note(f"line {line} of the call program: {program.line(line)}")


def keep_notes(error: Exception) -> None:
    """Give an error that Keras made anew, to add arguments to it, what the first one said of the program."""
    first = error.__context__
    if hasattr(error, "_kbuild_program") or not hasattr(first, "_kbuild_program"):
        return
    for text in getattr(first, "__notes__", ()):
        error.add_note(text)
    error.kbuild_program_line = first.kbuild_program_line  # type: ignore[attr-defined, union-attr]  # see `note`
    if isinstance(error, CallProgramError) and isinstance(first, CallProgramError):
        error.code, error.hint = first.code, first.hint


def within_program(error: Exception) -> Exception:
    """Return the error within a program that another one stands for, or the error itself."""
    first = error.__context__
    if isinstance(first, Exception) and hasattr(first, "_kbuild_program"):
        return first
    return error
