"""What differs between the documents of runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kbuild.schemas.errors import KbuildError
from kbuild.training.hyperparameters import flat


def values_of(folder: Path) -> dict[str, Any]:
    """The values of a run's document, each by its path, as `compile.optimizer.learning_rate`.

    Args:
        folder: The run's.

    Returns:
        The values; none where the document cannot be read.
    """
    path = folder / "resolved.yaml"
    return dict(flat(_tree(path))) if path.exists() else {}


def differences(values: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Compare the values of several things.

    Args:
        values: By the thing's name, its values by their names.

    Returns:
        By the value's name, what each thing has (None where it has none), for those that are not the same
        everywhere.

    Example:
        >>> differences({"1": {"seed": 1, "units": 3}, "2": {"seed": 1, "units": 4, "new": True}})
        {'units': {'1': 3, '2': 4}, 'new': {'1': None, '2': True}}
    """
    names = dict.fromkeys(name for each in values.values() for name in each)
    found = {name: {key: each.get(name) for key, each in values.items()} for name in names}
    return {name: each for name, each in found.items() if len({_key(value) for value in each.values()}) > 1}


def written_differences(folder: Path) -> dict[str, tuple[Any, Any]]:
    """What a run was given beside its document: with `--set`, or when it was resumed.

    Args:
        folder: The run's.

    Returns:
        By their paths, what was written and what the run was trained with, "-" for nothing; nothing where
        the document cannot be understood without the files that lay beside it.
    """
    written, used = folder / "document.yaml", folder / "resolved.yaml"
    if not (written.exists() and used.exists()):
        return {}
    from kbuild.checking.load import load

    try:
        then, now = (dict(flat(load(path).tree())) for path in (written, used))
    except (KbuildError, OSError):
        return {}
    if "seed" not in then:
        now.pop("seed", None)
    found = differences({"then": then, "now": now})
    shown = {
        path: tuple("-" if each is None else each for each in values.values())
        for path, values in found.items()
    }
    return {path: (values[0], values[1]) for path, values in shown.items()}


def _key(value: Any) -> tuple[str, Any]:
    return ("number", float(value)) if type(value) in (int, float) else (type(value).__name__, value)


def _tree(path: Path) -> Any:
    from kbuild.reading import read
    from kbuild.reading.tree import plain

    try:
        # As it was understood: nothing in it is left to be worked out.
        return plain(read(path))
    except KbuildError:
        return {}
