from pathlib import Path
from typing import Any

import pytest

from kbuild.callbacks.boards.profiling import Profiler, profiled_steps


@pytest.mark.parametrize(
    ("given", "expected"),
    [(0, None), (3, (3, 3)), ((2, 5), (2, 5)), ([1, 1], (1, 1)), ("2,5", (2, 5)), ("7", (7, 7))],
)
def test_steps_are_given_as_in_keras(given: Any, expected: Any) -> None:
    assert profiled_steps(given) == expected


@pytest.mark.parametrize("given", [-1, (5, 2), (0, 3), (1, 2, 3), "a,b", "1,2,3"])
def test_other_steps_are_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="profile_batch is a step, or a pair"):
        profiled_steps(given)


def test_the_trace_covers_its_steps_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tensorflow as tf

    done: list[str] = []
    monkeypatch.setattr(tf.profiler.experimental, "start", lambda folder: done.append("start"))
    monkeypatch.setattr(tf.profiler.experimental, "stop", lambda: done.append("stop"))
    profiler = Profiler(tmp_path, 3, 4)
    for step in range(1, 8):
        profiler.before(step)
        done.append(str(step))
        profiler.after(step)
    profiler.stop()
    assert done == ["1", "2", "start", "3", "4", "stop", "5", "6", "7"]


def test_a_trace_of_somebody_else_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tensorflow as tf

    def refuse(folder: str) -> None:
        raise tf.errors.AlreadyExistsError(None, None, "Another profiler is running.")

    monkeypatch.setattr(tf.profiler.experimental, "start", refuse)
    profiler = Profiler(tmp_path, 1, 1)
    profiler.before(1)
    profiler.after(1)
    profiler.stop()
