import time
from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from kbuild.callbacks.boards.events import EventFile


def test_tensorboard_reads_what_was_written(tmp_path: Path) -> None:
    file, now = EventFile(tmp_path / "run"), time.time()
    for step in range(3):
        file.scalars(step, {"epoch_loss": 0.5 / (step + 1), "epoch_rate": float("nan")}, now)
    file.histogram(1, "w", np.array([[0.0, 1.0, 5.0], [1.0, 2.0, 7.0]]), now)
    file.text("about", "# Title\nümlaut", now)
    file.images(2, "picture", [b"png"], (4, 3), now)
    file.close()
    found = EventAccumulator(str(tmp_path / "run"), {"tensors": 0}).Reload()
    assert set(found.Tags()["tensors"]) == {"epoch_loss", "epoch_rate", "w", "about", "picture"}
    assert [(e.step, float(tf.make_ndarray(e.tensor_proto))) for e in found.Tensors("epoch_loss")] == [
        (0, 0.5),
        (1, 0.25),
        (2, float(np.float32(0.5 / 3))),
    ]
    assert found.Tensors("epoch_loss")[0].wall_time == now
    assert tf.make_ndarray(found.Tensors("w")[0].tensor_proto).tolist() == [[0, 1, 5], [1, 2, 7]]
    assert tf.make_ndarray(found.Tensors("about")[0].tensor_proto).item().decode() == "# Title\nümlaut"
    assert tf.make_ndarray(found.Tensors("picture")[0].tensor_proto).tolist() == [b"4", b"3", b"png"]
    plugins = {tag: found.SummaryMetadata(tag).plugin_data.plugin_name for tag in found.Tags()["tensors"]}
    assert plugins == {
        "epoch_loss": "scalars",
        "epoch_rate": "scalars",
        "w": "histograms",
        "about": "text",
        "picture": "images",
    }


def test_the_file_is_what_tensorflow_would_have_written(tmp_path: Path) -> None:
    ours = EventFile(tmp_path / "ours")
    ours.scalars(3, {"a": 1.5}, 1.0)
    ours.close()
    theirs = tf.summary.create_file_writer(str(tmp_path / "theirs"))
    with theirs.as_default():
        tf.summary.scalar("a", 1.5, step=3)
    theirs.close()
    values = []
    for folder in ("ours", "theirs"):
        found = EventAccumulator(str(tmp_path / folder)).Reload()
        event = found.Tensors("a")[0]
        array = tf.make_ndarray(event.tensor_proto)
        plugin = found.SummaryMetadata("a").plugin_data
        values.append((event.step, array.shape, array.dtype, array.item(), plugin))
    assert values[0] == values[1]


def test_each_file_has_a_name_of_its_own(tmp_path: Path) -> None:
    files = [EventFile(tmp_path) for _ in range(3)]
    for file in files:
        file.close()
    assert len(list(tmp_path.iterdir())) == 3
