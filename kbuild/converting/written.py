"""A document as text again."""

from __future__ import annotations

from typing import Any

from kbuild.converting.hoisting import hoisted
from kbuild.reading.write import write_json, write_yaml
from kbuild.schemas.document import Document

# The names of layers that Keras gives are long, and a layer on one line is the easier to read.
_WIDTH = 120


def written_yaml(document: Document) -> str:
    """A document as YAML, which builds the same; what it says again and again stands in `params`.

    Example:
        >>> from kbuild.schemas import Sequential
        >>> print(written_yaml(Document(model=Sequential(layers=["Flatten"]))), end="")
        model:
          style: sequential
          layers: [Flatten]
    """
    return write_yaml(hoisted(escaped(document.tree())), width=_WIDTH)


def written_json(document: Document) -> str:
    """A document as JSON, which builds the same; see `written_yaml`."""
    return write_json(hoisted(escaped(document.tree())))


def escaped(value: Any) -> Any:
    """A resolved value with `${` as it is written where nothing is to be worked out.

    Example:
        >>> escaped({"name": "a${b}"})
        {'name': 'a$${b}'}
    """
    if isinstance(value, str):
        return value.replace("${", "$${")
    if isinstance(value, dict):
        return {key: escaped(each) for key, each in value.items()}
    return [escaped(each) for each in value] if isinstance(value, (list, tuple)) else value
