"""A document as text again."""

from __future__ import annotations

from typing import Any

from kbuild.converting.folding import folded
from kbuild.converting.hoisting import hoisted
from kbuild.reading.write import write_json, write_yaml
from kbuild.schemas.document import Document

# The names of layers that Keras gives are long, and a layer on one line is the easier to read.
_WIDTH = 120


def written_yaml(document: Document, *, keep_names: bool = False) -> str:
    """A document as YAML, which builds the same; what it says often stands in `blocks` and `params`.

    Args:
        document: The document.
        keep_names: Keep the names that Keras has given by counting, such as `conv2d_7`, even where a block
            would give its layers others. All other names are kept in any case.

    Example:
        >>> from kbuild.schemas import Sequential
        >>> print(written_yaml(Document(model=Sequential(layers=["Flatten"]))), end="")
        model:
          style: sequential
          layers: [Flatten]
    """
    return write_yaml(_compact(document, keep_names=keep_names), width=_WIDTH)


def written_json(document: Document, *, keep_names: bool = False) -> str:
    """A document as JSON, which builds the same; see `written_yaml`."""
    return write_json(_compact(document, keep_names=keep_names))


def _compact(document: Document, *, keep_names: bool) -> dict[str, Any]:
    tree = escaped(document.tree())
    model = tree["model"]
    if isinstance(model, dict) and "name" in model:
        first = {key: model[key] for key in ("style", "name") if key in model}
        tree["model"] = {**first, **model}
    return hoisted(folded(tree, keep_names=keep_names))


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
