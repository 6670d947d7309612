"""The range of a number, found by asking of many values whether each is accepted.

The same question is put to a constructor (`probing`) and to the checks in its source (`guards`).
"""

from __future__ import annotations

from collections.abc import Callable

Accepts = Callable[[float], bool]
_NEAR = 1e-6
_WHOLE: tuple[float, ...] = (-1000, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 100, 255, 256, 1000)
_MARKS = (-1, 0, 1, 255)
_REAL = tuple(
    sorted(
        {-1000.0, -1.5, -0.5, 0.25, 0.5, 0.75, 1.5, 2.0, 8.0, 9.0, 10.0, 1000.0}
        | {mark + step for mark in _MARKS for step in (-_NEAR, 0.0, _NEAR)}
    )
)


def number_bounds(accepts: Accepts, *, whole: bool) -> dict[str, float]:
    """Find the bounds of a number.

    Args:
        accepts: Says whether one value is allowed.
        whole: Whether only whole numbers are meant.

    Returns:
        Some of `min`, `max` (inclusive), `above`, `below` (exclusive), as the catalog has them. Empty when
        nothing, or everything, is accepted.

    Example:
        >>> number_bounds(lambda rate: 0 <= rate < 1, whole=False)
        {'min': 0, 'below': 1}
        >>> number_bounds(lambda units: units >= 1, whole=True)
        {'min': 1}
    """
    ladder = [int(value) for value in _WHOLE] if whole else list(_REAL)
    if accepts(ladder[0]) and accepts(ladder[-1]) and accepts(0 if whole else 0.0):
        return {}
    least = next((value for value in ladder if accepts(value)), None)
    if least is None:
        return {}
    most = next(value for value in reversed(ladder) if accepts(value))
    found: dict[str, float] = {}
    if least > ladder[0]:
        found |= _edge(least, -1, ("min", "above"))
    if most < ladder[-1]:
        found |= _edge(most, 1, ("max", "below"))
    return found


def _edge(value: float, outward: int, words: tuple[str, str]) -> dict[str, float]:
    """Name the bound at the outermost value that is accepted."""
    beyond = round(value + outward * _NEAR)
    if value == int(value):
        return {words[0]: int(value)}
    # The last accepted value lies just inside a mark, so the mark itself is refused.
    return {words[1]: beyond} if abs(beyond - value) <= 2 * _NEAR else {}
