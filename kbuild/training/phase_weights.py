"""The weights with which a phase ended, on the disk, for a run that is resumed in a later phase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kbuild.callbacks.checkpoints.files import make_folder
from kbuild.callbacks.tensors import decode, encode
from kbuild.schemas.errors import RunError
from kbuild.training.folder import write_whole


def write_final(model: Any, path: Path) -> None:
    """Write all weights of a model, and the states of its random layers.

    Args:
        model: The model.
        path: The file.
    """
    make_folder(path.parent)
    write_whole(path, b"".join(bytes(each) for each in encode(_variables(model))))


def read_final(model: Any, path: Path) -> None:
    """Give a model what `write_final` wrote of it.

    Args:
        model: The same model, built anew.
        path: The file.

    Raises:
        RunError: `damaged-phase` when the file is missing or of another model.
    """
    try:
        found = decode(path.read_bytes())
    except (OSError, ValueError) as error:
        raise RunError(f"what a phase ended with cannot be read: {error}", code="damaged-phase") from error
    variables = _variables(model)
    if [found[each].shape if each in found else None for each in variables] != _shapes(variables):
        raise RunError(f"{path} holds the weights of another model", code="damaged-phase")
    for name, variable in variables.items():
        variable.assign(found[name])


def _variables(model: Any) -> dict[str, Any]:
    """All variables but those of metrics, by their places: Keras counts some names through a process."""
    metrics = {id(variable) for metric in model.metrics for variable in metric.variables}
    kept = (each for each in model.variables if id(each) not in metrics)
    return {f"{index:05d}": each for index, each in enumerate(kept)}


def _shapes(variables: dict[str, Any]) -> list[tuple[int, ...]]:
    return [tuple(each.shape) for each in variables.values()]
