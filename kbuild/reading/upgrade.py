"""Documents of older versions of the format, brought up to date when they are read.

A document says its version with `kbuild: 1`; without it, it is of the current one. When the format changes,
a step from the version before is added to `STEPS`, so that a document of any age goes through all in order.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from typing import TypeAlias

from kbuild.reading.problems import Problem
from kbuild.reading.slips import slip
from kbuild.reading.template import shown
from kbuild.reading.tree import Entry, Mapping, Node, Scalar, plain

CURRENT = 1

Step: TypeAlias = Callable[[Mapping], Mapping]
"""What brings a document from one version to the next; it returns a new tree and keeps the places."""

STEPS: dict[int, Step] = {}
"""The step from each older version to the one after it. Version 1 is the first, so there is none yet."""


def upgrade(
    root: Node, steps: MappingOf[int, Step] = STEPS, current: int = CURRENT
) -> tuple[Node, list[Problem]]:
    """Return a document as one of the current version.

    Args:
        root: The document as written.
        steps: What to do at each older version.
        current: The version that is wanted.

    Returns:
        The document, with its `kbuild` set to the current version if it was older, and what is wrong with the
        version that it names.

    Example:
        >>> from kbuild.reading import read
        >>> upgrade(read("kbuild: 7"))[1][0].message
        'this document is of version 7 of the format; this kbuild knows versions up to 1'
    """
    written = root.entries.get("kbuild") if isinstance(root, Mapping) else None
    if written is None or not isinstance(root, Mapping):
        return root, []
    version = plain(written.value)
    problem = _problem(written, version, steps, current)
    if problem is not None:
        return root, [problem]
    assert isinstance(version, int)  # noqa: S101 - anything else is a problem
    for older in range(version, current):
        root = steps[older](root)
    return (root if version == current else with_version(root, written, current)), []


def with_version(root: Mapping, written: Entry, version: int) -> Mapping:
    """Return a document that names another version, at the place where it named its own."""
    value = Scalar(version, written.value.span)
    entries = {**root.entries, "kbuild": Entry("kbuild", written.key_span, value)}
    return Mapping(entries, root.span, root.origin)


def renamed_key(mapping: Mapping, old: str, new: str) -> Mapping:
    """Return a mapping in which a key has another name; most steps need no more than this.

    Example:
        >>> from kbuild.reading import plain, read
        >>> plain(renamed_key(read("network: x"), "network", "model"))
        {'model': 'x'}
    """
    entries = {
        (new if key == old else key): Entry(new, entry.key_span, entry.value) if key == old else entry
        for key, entry in mapping.entries.items()
    }
    return Mapping(entries, mapping.span, mapping.origin)


def _problem(written: Entry, version: object, steps: MappingOf[int, Step], current: int) -> Problem | None:
    span = written.value.span
    if isinstance(version, bool) or not isinstance(version, int):
        message = f"`kbuild` is the version of the format, a whole number, received {shown(version)}"
        return Problem(
            "wrong-type", message, path="kbuild", span=span, hint=slip(version) or f"write {current}"
        )
    if version > current:
        message = (
            f"this document is of version {version} of the format; this kbuild knows versions up to {current}"
        )
        return Problem("unknown-version", message, path="kbuild", span=span, hint="install a newer kbuild")
    if any(older not in steps for older in range(version, current)):
        message = f"there is no version {version} of the format"
        return Problem("unknown-version", message, path="kbuild", span=span, hint=f"write {current}")
    return None
