import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.training.rates.suggestion import smooth, suggest

RATES = [1e-6 * 10 ** (7 * step / 299) for step in range(300)]


def valley(at: float, deep: float = 2.0) -> list[float]:
    """Losses that fall until a rate and rise behind it."""
    return [2.3 - deep * math.exp(-((math.log10(rate / at)) ** 2)) for rate in RATES]


@given(st.floats(-4, -0.5))
def test_the_rate_lies_a_little_below_the_turn(exponent: float) -> None:
    found = suggest(RATES, smooth(valley(10**exponent)))
    assert found.turn is not None
    assert found.turn == pytest.approx(10**exponent, rel=0.1)
    assert found.rate is not None
    assert 0.2 * found.turn < found.rate < 0.3 * found.turn
    assert "turns up" in found.reason


@pytest.mark.parametrize(
    ("losses", "reason"),
    [
        ([2.3] * 300, "falls at no rate"),
        ([2.3 + step for step in range(300)], "falls at no rate"),
        ([2.3 / (1 + step) for step in range(300)], "still falls"),
        ([2.3], "lost at once"),
    ],
)
def test_where_there_is_no_turn_no_rate_is_made_up(losses: list[float], reason: str) -> None:
    found = suggest(RATES, losses)
    assert found.rate is None
    assert reason in found.reason


@given(st.lists(st.floats(0, 10), min_size=1, max_size=60))
def test_smoothing_stays_within_the_losses(losses: list[float]) -> None:
    smoothed = smooth(losses)
    assert len(smoothed) == len(losses)
    assert min(losses) - 1e-9 <= min(smoothed)
    assert max(smoothed) <= max(losses) + 1e-9
