"""A model's configuration becomes a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.converting.config.compiling import compile_tree, older
from kbuild.converting.config.models import model_tree, style_of
from kbuild.converting.config.numbering import numbered
from kbuild.converting.config.objects import Objects, is_automatic
from kbuild.converting.config.report import Report
from kbuild.converting.config.sharing import without_sharing
from kbuild.reading.from_python import from_python
from kbuild.reading.limits import Limits
from kbuild.reading.problems import DocumentError
from kbuild.reading.validate import validate
from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError

_NO_LIMITS = Limits(depth=128, nodes=2**62)
_AUTOMATIC = ("Sequential", "Functional", "Model", "Subclass", "ProgramModel")


@dataclass(frozen=True, slots=True)
class Converted:
    """A document, and what there is to know of it beside it.

    Attributes:
        document: The document.
        origins: Where each entry of the model stood, by names from the outermost model on; empty where each
            stands where it stood.
        remarks: What the configuration leaves open, for people.
    """

    document: Document
    origins: Mapping[str, tuple[str, ...]]
    remarks: tuple[str, ...] = ()


def document_of(config: Mapping[str, Any]) -> Document:
    """Convert what Keras wrote down of a model.

    Nothing is imported and no code that the configuration holds is run: Keras itself is not needed.

    Args:
        config: As in `model.to_json()` or the `config.json` of a `.keras` file, or `model.get_config()`.

    Returns:
        The document, with `compile` if the model was compiled.

    Raises:
        DocumentError: With everything that a document cannot say (`not-convertible`), such as a Lambda layer.
        UsageError: If the mapping is no model's configuration.

    Example:
        >>> layers = [{"class_name": "Dense", "config": {"units": 3, "activation": "linear"}}]
        >>> document_of({"class_name": "Sequential", "config": {"layers": layers}}).tree()["model"]["layers"]
        [{'Dense': {'units': 3}}]
    """
    return converted(config).document


def converted(config: Mapping[str, Any], *, keep_names: bool = False) -> Converted:
    """Convert what Keras wrote down of a model; see `document_of`.

    Args:
        config: As in `model.to_json()` or the `config.json` of a `.keras` file, or `model.get_config()`.
        keep_names: Keep the names that Keras has given by counting, such as `dense_7`, in a stack as well,
            where layers need none.
    """
    report = Report()
    objects = Objects(report, keep_names=keep_names)
    with report.at("model"):
        whole, origins = without_sharing(numbered(_whole(config)), report)
        tree = model_tree(whole, objects)
    compiled = compile_tree(
        whole.get("compile_config") or older(config.get("training_config") or {}), objects
    )
    report.raise_any()
    name = whole["config"].get("name")
    named = {"name": name} if name and not any(is_automatic(name, each) for each in _AUTOMATIC) else {}
    model = {"style": style_of(whole), **named, **tree}
    document = _validated({"model": model, **({"compile": compiled} if compiled else {})})
    return Converted(document, origins, tuple(report.remarks))


def _whole(config: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(config.get("config"), Mapping) and "class_name" in config:
        return config
    if isinstance(config.get("layers"), list):
        return {"class_name": "Functional" if "output_layers" in config else "Sequential", "config": config}
    hint = "it is what model.to_json() writes, or config.json within a .keras file"
    raise UsageError("this is not the configuration of a Keras model", code="not-a-model", hint=hint)


def _validated(tree: dict[str, Any]) -> Document:
    node, problems = from_python(tree, _NO_LIMITS)
    if node is None:
        raise DocumentError(problems)
    document, problems = validate(node)
    if not isinstance(document, Document):
        raise DocumentError(problems)
    return document
