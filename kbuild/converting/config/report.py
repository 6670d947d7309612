"""What a configuration holds that a document cannot say, collected so that all of it is told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kbuild.reading.problems import DocumentError, Problem


class Report:
    """The problems so far, and where the conversion is.

    Example:
        >>> report = Report()
        >>> with report.at("model", "lambda_1"):
        ...     report.refuse("a Lambda layer holds code")
        >>> [problem.path for problem in report.problems]
        ['model.lambda_1']
    """

    def __init__(self) -> None:
        self._first: dict[tuple[str, str | None], str] = {}
        self._count: Counter[tuple[str, str | None]] = Counter()
        self._path: list[str] = []
        self.remarks: list[str] = []

    @property
    def problems(self) -> list[Problem]:
        """What was noted, each thing once however often it was met."""
        return [
            Problem(
                "not-convertible", f"{message}{_further(self._count[message, hint])}", path=path, hint=hint
            )
            for (message, hint), path in self._first.items()
        ]

    @contextmanager
    def at(self, *parts: str) -> Iterator[None]:
        """Name what is converted within the block."""
        self._path.extend(parts)
        try:
            yield
        finally:
            del self._path[len(self._path) - len(parts) :]

    def refuse(self, message: str, hint: str | None = None) -> None:
        """Note something that a document cannot say."""
        self._first.setdefault((message, hint), ".".join(self._path))
        self._count[message, hint] += 1

    def remark(self, text: str) -> None:
        """Note what people should know although the conversion goes on."""
        if text not in self.remarks:
            self.remarks.append(text)

    def raise_any(self) -> None:
        """Raise what was noted.

        Raises:
            DocumentError: With all problems.
        """
        if problems := self.problems:
            raise DocumentError(problems)


def _further(count: int) -> str:
    return f" (here and {count - 1} times more)" if count > 1 else ""
