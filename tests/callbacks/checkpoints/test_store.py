import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbuild.callbacks.checkpoints.retention import Criterion, Rule, ranked
from kbuild.callbacks.checkpoints.store import (
    FORMAT,
    MANIFEST,
    STATE,
    TRAINING,
    WEIGHTS,
    Place,
    Store,
    read,
    read_entry,
    verify,
)
from kbuild.callbacks.errors import CheckpointError
from kbuild.callbacks.watch import Mode


def content(text: str) -> dict[str, list[bytes]]:
    return {WEIGHTS: [text.encode(), b"x" * 10], TRAINING: [b"y" * 10], STATE: [b"{}"]}


def place(number: int, run: int = 1, loss: float | None = None) -> Place:
    logs = {} if loss is None else {"loss": loss}
    return Place(run, number, step=10 * number, epoch=number, logs=logs)


def filled(folder: Path, count: int, rule: Rule | None = None) -> Store:
    store = Store(folder)
    for number in range(1, count + 1):
        store.write(place(number, loss=1 / number), content(str(number)))
        if rule is not None:
            store.prune({1: None}, rule)
    return store


def test_a_process_that_is_killed_leaves_a_readable_store(tmp_path: Path) -> None:
    code = f"""
from kbuild.callbacks.checkpoints.store import Place, Store, STATE, TRAINING, WEIGHTS
from kbuild.callbacks.checkpoints.retention import Rule
store = Store({str(tmp_path / "store")!r})
store.clean()
number = max((entry.number for entry in store.entries()), default=0)
print("ready", flush=True)
while True:
    number += 1
    parts = {{WEIGHTS: [bytes([number % 256]) * 200_000], TRAINING: [b"t" * 50_000], STATE: [b"{{}}"]}}
    store.write(Place(1, number, number, number), parts)
    store.prune({{1: None}}, Rule(2))
"""
    newest = 0
    for delay in (0.0, 0.003, 0.011, 0.017, 0.029, 0.041, 0.053, 0.067):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        store = Store(tmp_path / "store")
        entries = store.entries()
        assert not any(verify(entry) for entry in entries)
        assert max((entry.number for entry in entries), default=0) >= newest
        newest = max((entry.number for entry in entries), default=0)
        assert len(entries) >= min(newest, 2)
    assert newest > 1


losses = st.none() | st.floats(allow_nan=True, allow_infinity=True, width=16)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(losses, min_size=1, max_size=12),
    st.none() | st.integers(1, 4),
    st.none() | st.integers(1, 4),
    st.integers(0, 2),
    st.sampled_from(["min", "max"]),
)
def test_the_folder_holds_what_the_rule_keeps(  # noqa: PLR0917 (Hypothesis's arguments)
    tmp_path_factory: pytest.TempPathFactory,
    values: list[float | None],
    last: int | None,
    every: int | None,
    keep_best: int,
    mode: Mode,
) -> None:
    criterion = Criterion("loss", mode, keep_best)
    rule = Rule(last, every, [criterion])
    store = Store(tmp_path_factory.mktemp("store"))
    everything = []
    for number, value in enumerate(values, 1):
        everything.append(store.write(place(number, loss=value), content(str(number))))
        store.prune({1: None}, rule)
    expected = [entry.number for entry in everything if entry not in rule.doomed(everything)]
    fresh = Store(store.folder)
    assert [entry.number for entry in fresh.entries()] == expected
    assert sorted(path.name for path in store.folder.iterdir()) == [f"step-{10 * n:08d}" for n in expected]
    if keep_best:
        assert [e.number for e in ranked(fresh.entries(), criterion)[:1]] == [
            e.number for e in ranked(everything, criterion)[:1]
        ]


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "a" / "b")
    logs = {"loss": float("nan"), "acc": 0.1 + 0.2, "x": float("-inf")}
    written = store.write(Place(2, 3, 45, 4, 5, logs), content("hello"))
    entry = Store(store.folder).entries()[0]
    assert (entry.run, entry.number, entry.step, entry.epoch, entry.batch) == (2, 3, 45, 4, 5)
    assert repr(entry.logs) == repr(logs)
    assert entry.path == written.path == store.folder / "step-00000045"
    assert read(entry, WEIGHTS) == b"helloxxxxxxxxxx"
    assert json.loads((entry.path / MANIFEST).read_text())["logs"]["loss"] == "nan"


def test_equal_content_makes_equal_bytes(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "one", 1), filled(tmp_path / "two", 1)
    for name in (WEIGHTS, TRAINING, STATE, MANIFEST):
        assert (one.entries()[0].path / name).read_bytes() == (two.entries()[0].path / name).read_bytes()


@pytest.mark.parametrize("name", [WEIGHTS, TRAINING, STATE, MANIFEST])
def test_a_flipped_bit_is_noticed_in_each_file_and_the_one_before_is_used(tmp_path: Path, name: str) -> None:
    store = filled(tmp_path, 3)
    path = store.entries()[-1].path / name
    good = path.read_bytes()
    for position in range(0, len(good), 7 if name == MANIFEST else max(1, len(good) // 3)):
        for bit in (0, 5):
            bad = bytearray(good)
            bad[position] ^= 1 << bit
            path.write_bytes(bad)
            with pytest.warns(RuntimeWarning, match=name):
                assert Store(tmp_path).newest_intact().number == 2


def test_a_truncated_or_missing_file_is_noticed(tmp_path: Path) -> None:
    store = filled(tmp_path, 2)
    path = store.entries()[-1].path / WEIGHTS
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.warns(RuntimeWarning, match="damaged"):
        assert store.newest_intact().number == 1
    path.unlink()
    with pytest.warns(RuntimeWarning, match="can't be read"):
        assert store.newest_intact().number == 1


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_when_all_are_damaged_each_has_its_reason_and_nothing_is_deleted(tmp_path: Path) -> None:
    store = filled(tmp_path, 2)
    for entry in store.entries():
        (entry.path / WEIGHTS).write_bytes(b"")
    with pytest.raises(CheckpointError, match=r"(?s)step-00000020.*step-00000010"):
        store.newest_intact()
    assert len(list(tmp_path.iterdir())) == 2


def test_an_empty_folder_has_no_checkpoint(tmp_path: Path) -> None:
    assert Store(tmp_path / "nowhere").entries() == []
    assert Store(tmp_path / "nowhere").newest_run() == 0
    with pytest.raises(CheckpointError, match="there are none"):
        Store(tmp_path).newest_intact()


def test_what_the_store_did_not_write_stays(tmp_path: Path) -> None:
    store = filled(tmp_path, 3)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "step-00000099").mkdir()
    (store.entries()[0].path / "plot.png").write_text("mine too")
    removed = store.prune({1: None}, Rule(1))
    assert [entry.number for entry in removed] == [2]
    store.clean()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "notes.txt",
        "step-00000010",
        "step-00000030",
        "step-00000099",
    ]
    assert not verify(store.entries()[0])


def test_a_second_run_leaves_the_first_ones_checkpoints_alone(tmp_path: Path) -> None:
    store = filled(tmp_path, 3)
    for number in (1, 2, 3):
        store.write(place(number, run=2), content("again"))
        store.prune({2: None}, Rule(1))
    assert [(entry.run, entry.number) for entry in store.entries()] == [(1, 1), (1, 2), (1, 3), (2, 3)]
    assert store.newest_run() == 2
    assert store.newest_intact().path.name == "step-00000030-2"


def test_a_lineage_is_a_run_and_what_it_went_on_from(tmp_path: Path) -> None:
    store = filled(tmp_path, 4)
    for number in (3, 4, 5):
        store.write(place(number, run=2), content("again"))
    lineage = {1: 20, 2: None}
    assert [(e.run, e.step) for e in store.entries(lineage)] == [(1, 10), (1, 20), (2, 30), (2, 40), (2, 50)]
    store.prune(lineage, Rule(2))
    assert [(e.run, e.step) for e in store.entries()] == [(1, 30), (1, 40), (2, 40), (2, 50)]


def test_a_checkpoint_of_a_later_format_is_not_touched(tmp_path: Path) -> None:
    store = filled(tmp_path, 1)
    path = store.entries()[0].path / MANIFEST
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'))
    fresh = Store(tmp_path)
    assert fresh.entries() == []
    with pytest.raises(CheckpointError, match="of a later kbuild"):
        read_entry(path.parent)
