"""What would mend a mistake that no similar name explains: a key in the wrong place, or Python for YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kbuild.reading.removed import removed
from kbuild.schemas import catalog
from kbuild.schemas.data import Data
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Sequential, Subclass
from kbuild.schemas.refusal import shown
from kbuild.schemas.training import Compile, Fit

_PARTS: dict[str, tuple[str, ...]] = {
    "model": ("style", "layers", "inputs", "outputs", "call"),
    "compile": tuple(Compile.model_fields),
    "data": tuple(Data.model_fields),
    "fit": tuple(Fit.model_fields),
}
_LONGEST = 200
_MODELS = tuple(each.title for each in (Sequential, Functional, Subclass))
_OWNERS = (*(each.title for each in (Document, Compile, Data, Fit)), *_MODELS)
_RATE = "the optimizer takes it: optimizer: {Adam: {learning_rate: 0.01}}"
_KEYS = {
    "validation_split": "write it as data: {validation: 0.1}",
    "validation_data": "write it as data: {validation: …}: a share of train, or a source",
    "lr": _RATE,
    "learning_rate": _RATE,
}
_WANTED = {
    "model": "write model: {style: sequential, layers: […]}",
    "layers": "write layers: [{Input: {shape: [4]}}, {Dense: {units: 1}}]",
    "inputs": "write inputs: {x: {shape: [4]}}",
    "outputs": "say what the model gives by the name of a layer",
    "call": "write the program: call: return dense(x)",
}
_SHAPES = ("input_shape", "input_dim", "batch_input_shape")
_CALL = re.compile(r"(?:\w+\.)*([A-Za-z]\w*)\((.*)\)\Z", re.DOTALL)
_ARGUMENT = re.compile(r"\s*(?:([a-z_]\w*)\s*=\s*)?([^=,()\[\]]+?)\s*\Z")
_NO_SPACE = re.compile(r"([A-Za-z_]\w*):(\S+)\Z")
_FILES = {"csv": "Csv", "tsv": "Csv", "parquet": "Parquet", "npz": "Npz"}


def counsel(code: str, context: Mapping[str, Any], value: Any) -> str | None:
    """Say what would mend a mistake, where more is known than the nearest name.

    Args:
        code: The problem's code.
        context: What the schemas said of it.
        value: What was written.

    Example:
        >>> counsel("unknown-key", {"name": "validation_split", "owner": "fit", "candidates": ()}, 0.1)
        'write it as data: {validation: 0.1}'
        >>> counsel("unknown-type", {"name": "SGD(momentum=0.9)"}, "SGD(momentum=0.9)")
        'write {SGD: {momentum: 0.9}}'
        >>> counsel("unknown-type", {"name": "l2(0.01)"}, "l2(0.01)")
        'write {L2: {l2: 0.01}}'
    """
    name = str(context.get("name", ""))
    if len(name) > _LONGEST or (isinstance(value, str) and len(value) > _LONGEST):
        return None
    if code in ("unknown-key", "unknown-argument"):
        candidates = context.get("candidates", ())
        gone = removed(name, candidates, value)
        return gone or _no_space(name, context) or _misplaced(name, str(context.get("owner", "")), value)
    if code == "unknown-type":
        if name == "ThresholdedReLU":
            return "Keras 3 has none: write ReLU: {threshold: 1.0}"
        return _of_python(name) or _of_file(name)
    if code == "missing-key":
        return _missing(name, value)
    if code == "wrong-type" and isinstance(value, str):
        return _of_file(value)
    return None


def _no_space(name: str, context: Mapping[str, Any]) -> str | None:
    match = _NO_SPACE.match(name)
    if match is None or match[1] not in context.get("candidates", ()):
        return None
    return f"put a space after the colon: {match[1]}: {match[2]}"


def _misplaced(name: str, owner: str, value: Any) -> str | None:
    if name in _SHAPES and owner[:1].isupper():
        sizes = [value] if isinstance(value, int) else value
        return f"begin the layers with Input: {{shape: {shown(sizes)}}}"
    if owner not in _OWNERS:
        return None
    if name in _KEYS:
        return _KEYS[name]
    part = next((part for part, keys in _PARTS.items() if name in keys), None)
    if part == "model" and owner in _MODELS:
        return f"`{name}` is for style: {'subclass' if name == 'call' else 'functional'}"
    return None if part is None else f"it belongs into `{part}`"


def _missing(name: str, value: Any) -> str | None:
    layers = value.get("layers") if isinstance(value, Mapping) else None
    if name == "outputs" and isinstance(layers, Mapping) and layers:
        return f"say what the model gives: outputs: {list(layers)[-1]}"
    return _WANTED.get(name)


def _of_python(name: str) -> str | None:
    match = _CALL.match(name)
    if match is None:
        return None
    found = (catalog.find(kind, match[1]) for kind in catalog.kinds() if kind != "op")
    entry = next((each for each in found if each is not None), None)
    written = entry.name if entry is not None else match[1]
    if not written[:1].isupper():
        return None
    given = [_ARGUMENT.match(each) for each in match[2].split(",")] if match[2].strip() else []
    names = (*(entry.args if entry is not None else ()), *[None] * len(given))
    pairs = [(each[1] or known, each[2]) for each, known in zip(given, names, strict=False) if each]
    if len(pairs) < len(given) or not all(argument for argument, _ in pairs):
        return f"write {{{written}: {{…}}}}, with each argument by its name"
    arguments = ", ".join(f"{argument}: {value}" for argument, value in pairs)
    return f"write {{{written}: {{{arguments}}}}}" if arguments else f"write {written}"


def _of_file(name: str) -> str | None:
    source = _FILES.get(name.rsplit(".", 1)[-1].lower()) if "." in name else None
    return None if source is None else f"write train: {{{source}: {{path: {name}, …}}}}"
