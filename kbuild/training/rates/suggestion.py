"""From the losses of a range test to a learning rate, and the reason for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# How far below the turn: at the turn itself steps are as large as can be, and too large a little later.
_BELOW = 4.0
_WIDTH = 0.025
_LEAST_FALL = 0.02


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A learning rate.

    Attributes:
        rate: The rate, in two digits; None where the test shows none.
        turn: The rate at which the smoothed loss is least.
        reason: Why, in a sentence.
    """

    rate: float | None
    turn: float | None
    reason: str


def smooth(losses: Sequence[float], width: float = _WIDTH) -> list[float]:
    """Smooth losses without moving them: each becomes a mean of its neighbours, weighted by a bell.

    A running mean, as it is often drawn, lags behind, and shows the turn at too high a rate.

    Args:
        losses: One a step.
        width: The bell's width as a share of the steps.

    Example:
        >>> [round(each, 3) for each in smooth([1.0, 1.0, 4.0, 1.0, 1.0], width=0.2)]
        [1.232, 1.771, 2.208, 1.771, 1.232]
    """
    spread = max(1e-9, width * len(losses))
    reach = math.ceil(3 * spread)
    bell = [math.exp(-0.5 * (offset / spread) ** 2) for offset in range(-reach, reach + 1)]
    found = []
    for at in range(len(losses)):
        start, end = max(0, at - reach), min(len(losses), at + reach + 1)
        weights = bell[start - at + reach : end - at + reach]
        total = sum(w * each for w, each in zip(weights, losses[start:end], strict=True))
        found.append(total / sum(weights))
    return found


def suggest(rates: Sequence[float], losses: Sequence[float]) -> Suggestion:
    """Suggest a rate a little below where the loss turns up.

    Args:
        rates: Rising.
        losses: The smoothed losses.

    Returns:
        The suggestion; without a rate where the loss never falls, or turns nowhere.

    Example:
        >>> suggest([1e-4, 1e-3, 1e-2, 1e-1], [2.3, 2.0, 1.0, 3.0]).rate
        0.0025
    """
    if len(losses) < 3:
        return Suggestion(None, None, "the loss was lost at once: begin with a smaller --from")
    least = min(range(len(losses)), key=lambda index: losses[index])
    start = losses[0]
    if not losses[least] < start - _LEAST_FALL * abs(start):
        return Suggestion(None, None, "the loss falls at no rate: look at the model and its data")
    turn = rates[least]
    if least == len(losses) - 1:
        text = f"the loss still falls at {turn:.2g}, the last rate: try more with --to"
        return Suggestion(None, turn, text)
    rate = float(f"{turn / _BELOW:.1e}")
    reason = (
        f"the loss falls from {start:.3g} to {losses[least]:.3g} until the rate is {turn:.2g}, and turns up "
        f"there; a {_BELOW:g}th of that leaves room for what comes later in a training"
    )
    return Suggestion(rate, turn, reason)
