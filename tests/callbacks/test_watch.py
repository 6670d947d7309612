import math

from hypothesis import given
from hypothesis import strategies as st

from kbuild.callbacks.watch import Mode, Watch, better

numbers = st.floats(width=32)


@given(numbers, st.none() | st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["min", "max"]))
def test_what_is_not_finite_is_better_than_nothing(value: float, reference: float | None, mode: Mode) -> None:
    if not math.isfinite(value):
        assert not better(value, reference, mode)


@given(st.lists(numbers, min_size=1), st.sampled_from(["min", "max"]))
def test_the_best_is_the_first_of_the_best_finite_values(values: list[float], mode: Mode) -> None:
    watch = Watch("loss", mode)
    for epoch, value in enumerate(values):
        watch.observe(epoch, value)
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        assert watch.best is None
    else:
        assert watch.best == (min if mode == "min" else max)(finite)
        assert values[watch.best_epoch] == watch.best
        assert watch.best not in values[: watch.best_epoch]


@given(st.lists(numbers), st.lists(numbers), st.integers(0, 4))
def test_a_watch_that_got_its_state_back_goes_on_as_the_first_one(
    before: list[float], after: list[float], patience: int
) -> None:
    first = Watch("loss", "min", 0.1, 1.0)
    for epoch, value in enumerate(before):
        first.observe(epoch, value)
    second = Watch("loss", "min", 0.1, 1.0)
    second.set_state(first.get_state())
    for epoch, value in enumerate(after):
        assert first.observe(epoch, value) == second.observe(epoch, value)
        assert first.stalled(patience) == second.stalled(patience)
        assert first.describe() == second.describe()


def test_the_description_says_what_happened() -> None:
    watch = Watch("val_loss", "min", min_delta=0.01, baseline=0.2)
    for epoch, value in enumerate([0.5, 0.4, 0.6, 0.5]):
        watch.observe(epoch, value)
    assert watch.describe() == (
        "val_loss has not improved by more than 0.01 for 4 epochs: its best was 0.4 in epoch 2, "
        "not better than the baseline 0.2"
    )


def test_the_description_of_a_value_that_was_never_a_number_says_so() -> None:
    watch = Watch("loss", "min")
    watch.observe(0, math.nan)
    assert watch.describe() == "loss has not improved for 1 epoch: it was nan and never a number"
