import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.callbacks.checkpoints import saver as saver_module
from kbuild.callbacks.checkpoints.moments import Moment
from kbuild.callbacks.checkpoints.retention import Criterion, Rule
from kbuild.callbacks.checkpoints.saver import Saver
from kbuild.callbacks.checkpoints.store import FORMAT, STATE, Place, Store, read
from kbuild.callbacks.state import Snapshot


def moment(step: int, best: bool = False) -> Moment:
    return Moment(Place(1, step, step, step), Snapshot({}, {}), best, {"step": step}, {})


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 2)), min_size=1, max_size=15),
    st.none() | st.integers(1, 4),
)
def test_the_last_the_best_and_the_so_many_th_are_written_and_the_best_before_what_follows(
    tmp_path_factory: pytest.TempPathFactory, moments: list[tuple[bool, float]], every: int | None
) -> None:
    store, clock = Store(tmp_path_factory.mktemp("store")), Clock()
    written: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saver_module, "time", clock)
        patch.setattr(Store, "write", lambda store, place, content: written.append(place.step))
        saver, rule = Saver(store, 1.0), Rule(None, every)
        for step, (best, pause) in enumerate(moments, 1):
            clock.now += pause
            before = len(written)
            saver.offer(moment(step, best), {1: None}, rule)
            saver.wait()
            bests = [n for n, (is_best, _) in enumerate(moments[:step], 1) if is_best]
            if len(written) > before and bests:
                assert bests[-1] in written, "nothing is written before the best that it follows"
        saver.flush({1: None}, rule)
        saver.close()
    assert written == sorted(set(written))
    assert written[-1] == len(moments)
    assert set(bests[-1:]) <= set(written)
    assert every is None or {n for n in range(1, len(moments) + 1) if n % every == 0} <= set(written)


def test_without_a_distance_every_moment_is_written(tmp_path: Path) -> None:
    saver = Saver(Store(tmp_path), 0)
    for step in (1, 2, 3):
        saver.offer(moment(step), {1: None}, Rule(None))
    saver.close()
    entries = Store(tmp_path).entries()
    assert [entry.step for entry in entries] == [1, 2, 3]
    assert json.loads(read(entries[1], STATE)) == {"format": FORMAT, "step": 2}


def test_what_is_forgotten_is_not_written(tmp_path: Path) -> None:
    saver = Saver(Store(tmp_path), 1000)
    for step in (1, 2):
        saver.offer(moment(step), {1: None}, Rule(None))
    saver.forget()
    saver.flush({1: None}, Rule(None))
    saver.close()
    assert [entry.step for entry in Store(tmp_path).entries()] == [1]


def test_of_what_is_held_back_the_best_by_each_value_is_written(tmp_path: Path) -> None:
    rule = Rule(1, best=[Criterion("loss", "min"), Criterion("score", "max")])
    saver = Saver(Store(tmp_path), 1000)
    saver.offer(moment(1), {1: None}, rule)
    values = [(0.5, 0.1), (0.2, 0.3), (0.4, 0.9), (0.3, 0.5), (0.6, 0.2)]
    for step, (loss, score) in enumerate(values, 2):
        place = Place(1, step, step, step, logs={"loss": loss, "score": score})
        best = step in (2, 3, 4)
        saver.offer(Moment(place, Snapshot({}, {}), best, {}, {}), {1: None}, rule)
    saver.flush({1: None}, rule)
    saver.close()
    assert [entry.step for entry in Store(tmp_path).entries()] == [3, 4, 6]
