"""What TensorFlow says in the middle of a training, in a sentence, and the place in the document it is about.

TensorFlow's own message names a node of the graph and the Python files that made it, over a hundred lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kbuild.checking.check import models_of
from kbuild.checking.rules.losses import outputs_of
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Sequential

Path = tuple[str | int, ...]

_LABEL = re.compile(r"label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)")
_INDEX = re.compile(r"indices\[[^\]]*\] = (-?\d+) is not in \[0, (\d+)\)")
_NODE = re.compile(r"node ([\w./\-]+)")
_LAST = re.compile(r"^(?P<text>[^\n]+?)\s*(?:\n\s*\[\[|\[\[|\[Op:)", re.MULTILINE)
_MEMORY = ("ResourceExhaustedError", "MemoryError")


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain account of an exception.

    Attributes:
        sentence: What happened, and what was expected.
        hint: What to do about it.
        path: The place in the document.
    """

    sentence: str
    hint: str | None
    path: Path


def in_plain_words(error: BaseException, document: Document) -> Plain | None:
    """Account for a well-known failure of a training step; None for all others.

    Args:
        error: What Keras or TensorFlow raised.
        document: What is trained.

    Example:
        >>> document = Document.model_validate({"model": {"style": "sequential", "layers": ["Flatten"]}})
        >>> in_plain_words(MemoryError(), document).path
        ('data', 'batch_size')
    """
    text = str(error)
    if type(error).__name__ in _MEMORY:
        sentence = "the machine's memory does not hold a batch of this model"
        return Plain(sentence, "write a smaller data.batch_size", ("data", "batch_size"))
    if (label := _LABEL.search(text)) is not None:
        return _label(int(label[1]), int(label[2]), document)
    if (index := _INDEX.search(text)) is not None:
        return _index(int(index[1]), int(index[2]), text, document)
    return None


def core(error: BaseException) -> str:
    r"""The part of a message that says what is wrong, without the graph's history.

    Example:
        >>> core(ValueError("Graph execution error:\n\nDetected at x\nbad index\n\t [[{{node a}}]]"))
        'bad index'
    """
    text = str(error)
    if "Graph execution error" not in text:
        return text
    found = _LAST.findall(text)
    return found[-1].strip() if found else text.strip().splitlines()[-1].strip()


def _label(value: int, classes: int, document: Document) -> Plain:
    sentence = f"a label is {value}, and the output has {classes} units, for the classes 0 to {classes - 1}"
    hint = f"write units: {value + 1} or more in the last layer, or number the classes from 0"
    outputs = [each for each in outputs_of(document) if each.units == classes]
    path: Path = (*outputs[0].layer_path, "units") if outputs else ("compile", "loss")
    return Plain(sentence, hint, path)


def _index(value: int, size: int, text: str, document: Document) -> Plain:
    sentence = f"an Embedding is given the number {value}, and its input_dim of {size} ends at {size - 1}"
    hint = f"write input_dim: {value + 1} or more, or map the numbers into that range"
    return Plain(sentence, hint, (*_embedding(text, size, document), "input_dim"))


def _embedding(text: str, size: int, document: Document) -> Path:
    """The Embedding that is meant: by its name in the graph's node, or by its size."""
    nodes = {part.removesuffix("_1") for found in _NODE.findall(text) for part in found.split("/")}
    candidates = [
        (path, name) for path, name, spec in _layers(document) if getattr(spec, "input_dim", None) == size
    ]
    named = [path for path, name in candidates if name in nodes]
    found = named or [path for path, _ in candidates]
    return found[0] if found else ("model",)


def _layers(document: Document) -> Any:
    for path, model in models_of(document):
        if isinstance(model, Sequential):
            for index, each in enumerate(model.layers):
                yield (*path, "layers", index, each.type_name), each.arguments().get("name"), each
        elif isinstance(model, Functional):
            for name, node in model.layers.items():
                if node.layer is not None:
                    yield (*path, "layers", name, node.layer.type_name), name, node.layer
