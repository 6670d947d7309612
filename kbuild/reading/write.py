"""Trees and values of Python to YAML and JSON, in the form that `kbuild.schemas.writing` gives them."""

from __future__ import annotations

from kbuild.reading.from_python import from_python
from kbuild.reading.limits import Limits
from kbuild.reading.problems import DocumentError, has_errors
from kbuild.reading.tree import Mapping, Node, Scalar, Sequence, plain
from kbuild.schemas.writing.json import json_text
from kbuild.schemas.writing.layout import WIDTH
from kbuild.schemas.writing.yaml import yaml_text

_NO_LIMITS = Limits(depth=128, nodes=2**62)


def write_yaml(value: object, *, width: int = WIDTH) -> str:
    """Write a value as YAML.

    Args:
        value: Plain data (mappings, lists, tuples, texts, numbers, booleans, `None`), or a tree.
        width: The longest line that is written where there is a choice.

    Returns:
        The text, with a line break at its end.

    Raises:
        DocumentError: When the value holds something that is no plain data.

    Example:
        >>> print(write_yaml({"model": {"layers": [{"Dense": {"units": 3}}]}, "fit": {"epochs": 5}}), end="")
        model:
          layers:
            - Dense: {units: 3}
        fit:
          epochs: 5
    """
    return yaml_text(_data(value), width=width)


def write_json(value: object, *, width: int = WIDTH) -> str:
    """Write a value as JSON.

    Args:
        value: As for `write_yaml`.
        width: The longest line that is written where there is a choice.

    Raises:
        DocumentError: When the value holds something that is no plain data.
        KbuildError: For infinity and NaN, which JSON cannot say (`not-json`).

    Example:
        >>> print(write_json({"model": {"layers": ["Flatten"]}, "seed": 1}), end="")
        {
          "model": {
            "layers": [
              "Flatten"
            ]
          },
          "seed": 1
        }
    """
    return json_text(_data(value), width=width)


def _data(value: object) -> object:
    if isinstance(value, Scalar | Sequence | Mapping):
        return plain(value)
    node: Node | None
    node, problems = from_python(value, _NO_LIMITS)
    if node is None or has_errors(problems):
        raise DocumentError(problems)
    return plain(node)
