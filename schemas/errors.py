"""The exceptions of kbuild, from one base that knows the command line's exit code.

```
KbuildError                     exit code 3
├── DocumentError               1   the document is wrong; has `.problems`  (kbuild.reading)
├── DataError                   1   the data a document names is missing, malformed or does not fit
├── BuildError                  1   Keras refuses what the document describes
├── UsageError                  2   the command or the call is wrong, whatever the document says
└── RunError                    3   a run failed: diverged, interrupted, or cannot be resumed
```

Every error that a user can cause is one of these and carries a stable `code` (`unknown-argument`,
`missing-column`, ...) that `kbuild explain` knows.
"""

from __future__ import annotations

from typing import ClassVar


class KbuildError(Exception):
    """The base of all errors that a user can cause.

    Args:
        message: What is wrong, in a sentence, with what was received and what was expected.
        code: A stable word for this kind of error, such as `missing-column`.
        hint: What to do about it, or the nearest valid name; shown on a line of its own.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, code: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message}\n{self.hint}"


class DataError(KbuildError):
    """The data that a document or a caller names is missing, malformed or does not fit the model."""

    exit_code = 1


class BuildError(KbuildError):
    """Keras refuses what the document describes."""

    exit_code = 1


class UsageError(KbuildError):
    """The command or the call is wrong, whatever the document says."""

    exit_code = 2


class RunError(KbuildError):
    """A run failed."""

    exit_code = 3
