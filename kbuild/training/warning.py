"""Plain words while a training goes wrong: a loss that does not move, gradients that vanish or explode."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras

_EPOCHS = 5
# Dropout and the order of the samples move a loss that learns nothing by a few hundredths.
_STILL = 0.05
_NOTHING = 1e-7
_EXPLODED = 1e4
_VANISHED = 1e-6


class Warner(keras.callbacks.Callback):  # type: ignore[misc]
    """Says each trouble once, when it shows.

    A loss that is no finite number ends the training by itself.

    Args:
        say: Takes a line.
        norms: Gives the latest norms of the gradients by layer; empty while nobody knows them.
    """

    acts_on_steps = False
    keeps_state = False

    def __init__(self, say: Callable[[str], None], norms: Callable[[], Mapping[str, float]]) -> None:
        super().__init__()
        self._say = say
        self._norms = norms
        self._losses: list[float] = []
        self._said: set[str] = set()

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Look at the loss and at the gradients."""
        loss = (logs or {}).get("loss")
        if isinstance(loss, (int, float)) and len(self._losses) < _EPOCHS:
            self._losses.append(float(loss))
        self._look()

    def on_train_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """Look once more: of a quick training the gradients are computed at its end."""
        self._look()

    def _look(self) -> None:
        for kind, text in (*still(self._losses), *unsound(self._norms())):
            if kind not in self._said:
                self._said.add(kind)
                self._say(f"warning: {text}")


def still(losses: Sequence[float]) -> list[tuple[str, str]]:
    """Say whether a loss has not moved.

    Args:
        losses: Those of the first epochs; a loss that is at rest after it fell is at its end.

    Returns:
        The trouble and its text; none where it moves, or has nowhere to go.

    Example:
        >>> still([2.3026] * 5)[0][1]
        'the loss has not moved for 5 epochs (2.303): try another learning rate, and see `kbuild lr-find`'
    """
    if len(losses) < _EPOCHS or not all(map(math.isfinite, losses)):
        return []
    low, high = min(losses), max(losses)
    if abs(high) < _NOTHING or high - low > _STILL * abs(high):
        return []
    hint = "try another learning rate, and see `kbuild lr-find`"
    return [("still", f"the loss has not moved for {len(losses)} epochs ({high:.4g}): {hint}")]


def unsound(norms: Mapping[str, float]) -> list[tuple[str, str]]:
    """Say which layers' gradients vanish or explode.

    Args:
        norms: The norms of the gradients by layer.

    Returns:
        The troubles and their texts, of the worst layer of each kind.

    Example:
        >>> unsound({"a": 1e-9, "b": 0.5})[0][1]
        'the gradients vanish in layer `a`: 1e-09 there, 0.5 in `b`; it learns nothing'
    """
    if not norms:
        return []
    found = []
    heads = {layer.partition("/")[0] for layer in norms}
    if len(heads) == 1 and all("/" in layer for layer in norms):
        # All are in the one model, which need not be named.
        norms = {layer.partition("/")[2]: norm for layer, norm in norms.items()}
    least, most = min(norms, key=lambda each: norms[each]), max(norms, key=lambda each: norms[each])
    lost = [layer for layer, norm in norms.items() if not math.isfinite(norm)]
    if lost or norms[most] > _EXPLODED:
        layer = lost[0] if lost else most
        hint = "clipnorm in the optimizer, or a smaller learning rate, helps most often"
        found.append(("explode", f"the gradients explode in layer `{layer}` ({norms[layer]:.3g}): {hint}"))
    elif norms[least] < _VANISHED * norms[most]:
        text = f"{norms[least]:.3g} there, {norms[most]:.3g} in `{most}`; it learns nothing"
        found.append(("vanish", f"the gradients vanish in layer `{least}`: {text}"))
    return found
