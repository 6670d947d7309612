"""Arguments of `TensorBoard`, refused where they are out of their range."""

from __future__ import annotations

from typing import Any


def frequency(name: str, value: int | str) -> int | str:
    """Takes a number of epochs, or `auto`."""
    if value == "auto" or (isinstance(value, int) and value >= 0):
        return value
    raise ValueError(f"TensorBoard: {name} is a number of epochs, 0 for never, or 'auto', not {value!r}.")


def automatic(name: str, value: Any, *kinds: type) -> Any:
    """Takes a value of some kinds, None, or `auto`."""
    if value is None or isinstance(value, kinds) or (isinstance(value, str) and value == "auto"):
        return value
    words = {"hparams": "a mapping", "examples": "a pair (x, y)"}[name]
    raise ValueError(f"TensorBoard: {name} is {words}, 'auto' or None, not {value!r}.")


def interval(update_freq: int | str) -> int | str:
    """Gives the number of steps that Keras's `update_freq` means; `epoch` and `auto` as they are."""
    if update_freq in ("epoch", "auto"):
        return update_freq
    if update_freq == "batch":
        return 1
    if isinstance(update_freq, int) and update_freq > 0:
        return update_freq
    raise ValueError(
        f"TensorBoard: update_freq is 'auto', 'epoch', 'batch' or a number of steps, not {update_freq!r}."
    )
