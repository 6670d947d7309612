"""A document with every default written out: what will be built, down to the last argument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.schemas import types
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model, Node
from kbuild.schemas.objects import Object, Spec, plain


def with_defaults(document: Document) -> dict[str, Any]:
    """Write a document as plain values, with the default of each argument that it leaves out.

    Parts that the document has not (`compile`, `fit`, ...) stay away, and so do arguments whose default only
    Python can hold.

    Args:
        document: A checked document.

    Example:
        >>> from kbuild.schemas import Sequential, layers
        >>> tree = with_defaults(Document(model=Sequential(layers=[layers.Dropout(rate=0.5)])))
        >>> tree["model"]["layers"][0]["Dropout"]["rate"], tree["model"]["layers"][0]["Dropout"]["seed"]
        (0.5, None)
    """
    out = {name: _full(getattr(document, name)) for name in _given(document)}
    model = document.model
    if isinstance(model, Model):
        out["model"] = {"style": model.style, **_keys(model)}
    return out


def _full(value: Any) -> Any:
    if isinstance(value, Object):
        arguments = _keys(value)
        return {value.type_name: arguments} if arguments else value.type_name
    if isinstance(value, Node):
        return _node(value)
    if isinstance(value, Spec):
        return _keys(value)
    if isinstance(value, Mapping):
        return {key: _full(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_full(each) for each in value]
    return value


def _node(node: Node) -> dict[str, Any]:
    words = {key: each for key, each in node.tree().items() if key in ("from", "call", "reuse")}
    layer = None if node.layer is None else _full(node.layer)
    return {**({layer: None} if isinstance(layer, str) else layer or {}), **words}


def _keys(spec: Spec) -> dict[str, Any]:
    """All keys of a part, or all arguments of an object, in their order."""
    out: dict[str, Any] = {}
    given = spec.model_fields_set
    for name, field in type(spec).model_fields.items():
        written = field.alias or name
        if name in given:
            out[written] = (
                _inputs(spec, getattr(spec, name)) if name == "inputs" else _full(getattr(spec, name))
            )
        elif not field.is_required() and _has_default(spec, written):
            out[written] = plain(field.get_default(call_default_factory=True))
    return out


def _inputs(spec: Spec, value: Any) -> Any:
    # Beside its name an input needs no type: its arguments stand alone.
    return (
        {name: _keys(each) for name, each in value.items()}
        if isinstance(spec, Model) and value
        else _full(value)
    )


def _given(document: Document) -> list[str]:
    return [name for name in type(document).model_fields if name in document.model_fields_set]


def _has_default(spec: Spec, name: str) -> bool:
    if not isinstance(spec, Object):
        return True
    try:
        argument = types.entry_of(spec).args.get(name)
    except KeyError:
        return True
    return argument is None or argument.has_default
