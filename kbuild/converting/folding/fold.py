"""A document's tree with its repeated structure said once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.converting.folding.functional import folded_functional
from kbuild.converting.folding.stacks import folded_layers, folded_stack

_STYLES = {"Sequential": "sequential", "Functional": "functional", "Subclass": "subclass"}


def folded(tree: Mapping[str, Any], *, keep_names: bool = False) -> dict[str, Any]:
    """Say repeated structure once, by `blocks` and `repeat`.

    What repeats is found by the names of layers (`conv2_block1_1_conv` is `1_conv` of `conv2_block1`), which
    are kept, and by the order of layers that Keras has named by counting (`conv2d_7`), which get other names
    where they become part of a block. The layers of a sequential model need none.

    Args:
        tree: A document's resolved tree.
        keep_names: Keep the names that Keras gave by counting, too.

    Returns:
        A tree that resolves to a document with the same graph; the same tree where nothing repeats.

    Example:
        >>> stack = {"style": "sequential", "layers": [{"Dense": {"units": 8}}] * 3}
        >>> folded({"model": stack})["model"]["layers"]
        [{'repeat': 3, 'Dense': {'units': 8}}]
    """
    model = tree.get("model")
    if not isinstance(model, Mapping) or "layers" not in model:
        return dict(tree)
    blocks: dict[str, Any] = dict(tree.get("blocks") or {})
    made = _model(model, str(model.get("style")), blocks, keep_names=keep_names)
    out: dict[str, Any] = {}
    for key, value in tree.items():
        if key == "model" and blocks:
            out["blocks"] = blocks
        if key != "blocks":
            out[key] = made if key == "model" else value
    return out


def _model(
    model: Mapping[str, Any], style: str, blocks: dict[str, Any], *, keep_names: bool
) -> dict[str, Any]:
    out = dict(model)
    if style == "functional":
        out = folded_functional(model, blocks, keep_names=keep_names)
    elif style == "sequential":
        out["layers"] = folded_stack(model["layers"], blocks)
    elif style == "subclass":
        out["layers"] = {name: _member(each) for name, each in model["layers"].items()}
    out["layers"] = _within(out["layers"], blocks, keep_names=keep_names)
    return out


def _member(value: Any) -> Any:
    return folded_layers(value) if isinstance(value, list) else value


def _within(value: Any, blocks: dict[str, Any], *, keep_names: bool) -> Any:
    """Fold the models within the entries of a model."""
    if isinstance(value, dict):
        return {
            key: _model(each, _STYLES[key], blocks, keep_names=keep_names)
            if key in _STYLES and isinstance(each, dict) and "layers" in each
            else _within(each, blocks, keep_names=keep_names)
            for key, each in value.items()
        }
    return (
        [_within(each, blocks, keep_names=keep_names) for each in value] if isinstance(value, list) else value
    )
