"""What a check found, at a path of the document; where that is in the file is looked up later."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or doubtful, in a document.

    Attributes:
        code: A stable word, such as `unknown-name`.
        message: What is wrong, in a sentence.
        path: The place in the resolved document.
        key: Whether the key at the path is meant rather than its value.
        severity: `error`, `warning` or `advice`.
        hint: What would mend it.
        name: The name that was not found, for a suggestion.
        candidates: The names that would have been right; many findings share one tuple.
        apart: A candidate that is not meant, such as the entry's own name.
        related: Further places that belong to it, each with what to say there.
        within: Line, column and length inside the text at the path, for a program.
    """

    code: str
    message: str
    path: Path
    key: bool = False
    severity: str = "error"
    hint: str | None = None
    name: str | None = None
    candidates: tuple[str, ...] = ()
    related: tuple[tuple[Path, str], ...] = ()
    within: tuple[int, int, int] | None = None
    apart: str | None = None
