"""By which values checkpoints are the best, without an engine where it can be."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.callbacks.checkpoint import Checkpoint
from kbuild.callbacks.checkpoints.goals import Goals
from kbuild.callbacks.checkpoints.retention import Criterion, Rule, ranked
from kbuild.callbacks.checkpoints.store import Place, Store

LINEAGE = {1: None}
CRITERIA = (Criterion("loss", "min", 1), Criterion("score", "max", 2))

values = st.floats(allow_nan=True, allow_infinity=True, width=16)
epochs = st.lists(st.tuples(values, values, st.booleans()), min_size=1, max_size=9)


@settings(max_examples=50, deadline=None)
@given(epochs, st.integers(1, 3), st.none() | st.integers(1, 3))
def test_the_best_by_each_value_stays_and_is_finite_however_often_a_training_is_killed_and_resumed(
    tmp_path_factory: pytest.TempPathFactory,
    training: list[tuple[float, float, bool]],
    last: int,
    every: int | None,
) -> None:
    store, rule = Store(tmp_path_factory.mktemp("store")), Rule(last, every, CRITERIA)
    made: list[Place] = []
    for number, (loss, score, killed) in enumerate(training, 1):
        if killed:
            store = Store(store.folder)
            store.clean()
        made.append(Place(1, number, number, number, logs={"loss": loss, "score": score}))
        store.write(made[-1], {})
        store.prune(LINEAGE, rule)
        kept = store.entries(LINEAGE)
        assert len(kept) >= min(last, number)
        assert {n for n in range(1, number + 1) if every and n % every == 0} <= {e.number for e in kept}
        for criterion in CRITERIA:
            wanted = [each.step for each in ranked(made, criterion)[: criterion.keep]]
            assert [each.step for each in ranked(kept, criterion)[: criterion.keep]] == wanted
            assert all(math.isfinite(made[step - 1].logs[criterion.monitor]) for step in wanted)


@given(epochs)
def test_goals_improve_exactly_when_a_finite_value_beats_all_before_it_across_resumes(
    training: list[tuple[float, float, bool]],
) -> None:
    def begun() -> Goals:
        goals = Goals(["loss", "score"], ["min", "max"], 1)
        goals.criteria = goals.asked
        return goals

    goals = begun()
    seen: list[tuple[float, float]] = []
    for loss, score, killed in training:
        if killed:
            state, goals = goals.get_state(), begun()
            goals.set_state(state)
        lowest = min((one for one, _ in seen if math.isfinite(one)), default=math.inf)
        highest = max((two for _, two in seen if math.isfinite(two)), default=-math.inf)
        expected = (math.isfinite(loss) and loss < lowest) or (math.isfinite(score) and score > highest)
        assert goals.improved(None, {"loss": loss, "score": score}, 0) == expected
        seen.append((loss, score))


def test_the_state_of_a_single_goal_is_its_number() -> None:
    goals = Goals("loss", "min", 1)
    goals.set_state(0.5)
    assert (goals.best, goals.get_state()) == ([0.5], 0.5)
    assert Goals(None, "auto", 1).get_state() is None


@pytest.mark.parametrize(
    ("monitor", "mode", "message"),
    [
        (["a", "a"], "auto", "several different ones"),
        (["auto", "a"], "auto", "several different ones"),
        (["a", "b"], ["min"], "1 values for 2 monitors"),
        (["a"], {"b": "min"}, r"mode names \['b'\]"),
        (["a"], ["up"], "mode is 'auto'"),
        (None, "up", "mode is 'auto'"),
    ],
)
def test_wrong_goals_are_refused(monitor: Any, mode: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Goals(monitor, mode, 1)


def test_a_training_keeps_the_best_by_each_of_its_monitors(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    checkpoint = Checkpoint(
        tmp_path, ["loss", "accuracy"], {"accuracy": "max"}, keep=1, every_epochs=None, every_steps=999
    )
    history = make(run_eagerly=True).fit(*data, batch_size=24, epochs=5, verbose=0, callbacks=[checkpoint])
    losses, scores = history.history["loss"], history.history["accuracy"]
    by_loss, by_score = losses.index(min(losses)) + 1, scores.index(max(scores)) + 1
    assert checkpoint.best == checkpoint.best_by("loss") == tmp_path / f"step-{2 * by_loss:08d}"
    assert checkpoint.best_by("accuracy") == tmp_path / f"step-{2 * by_score:08d}"
    assert checkpoint.best_by("other") is None
    assert checkpoint.get_state()["best_value"] == [min(losses), max(scores)]
    fresh = Checkpoint(tmp_path, ["loss", "accuracy"], ["min", "max"])
    assert (fresh.best, fresh.best_by("accuracy")) == (checkpoint.best, checkpoint.best_by("accuracy"))
