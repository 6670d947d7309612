"""What stands on one line and what on lines of its own, in YAML and JSON alike."""

from __future__ import annotations

BELOW = frozenset("model compile data fit blocks layers inputs callbacks phases objectives".split())
"""Keys whose values stand below them however short they are: the parts of a document and of a model."""

WIDTH = 100
"""The longest line that is written where there is a choice."""


def fits_one_line(value: object) -> bool:
    """Say whether nothing in a value asks for lines of its own."""
    if isinstance(value, dict):
        return all(
            fits_one_line(below) and not (key in BELOW and isinstance(below, dict | list) and below)
            for key, below in value.items()
        )
    if isinstance(value, list):
        return all(map(fits_one_line, value))
    return not (isinstance(value, str) and "\n" in value)
