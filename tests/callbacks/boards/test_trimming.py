from pathlib import Path

import tensorflow as tf
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from kbuild.callbacks.boards.events import EventFile
from kbuild.callbacks.boards.trimming import records, remove, texts, trim


def written(folder: Path) -> Path:
    file = EventFile(folder)
    file.text("document", "text", 1.0)
    for epoch in range(4):
        for step in (4 * epoch + 2, 4 * epoch + 4):
            file.scalars(step, {"batch_loss": 0.5, "batch_rate": 0.1}, 1.0)
        file.scalars(epoch, {"epoch_loss": 0.5}, 1.0)
    file.hyperparameters("_hparams_/session_end_info", b"", 1.0)
    file.close()
    return file.path


def steps(folder: Path) -> dict[str, list[int]]:
    found = EventAccumulator(str(folder), {"tensors": 0}).Reload()
    return {tag: [event.step for event in found.Tensors(tag)] for tag in found.Tags()["tensors"]}


def test_what_comes_again_is_taken_out_on_both_axes(tmp_path: Path) -> None:
    written(tmp_path)
    assert trim(tmp_path, epoch=2, step=10) == 7 + 2 - 1 + 1
    assert steps(tmp_path) == {
        "document": [0],
        "epoch_loss": [0, 1],
        "batch_loss": [2, 4, 6, 8, 10],
        "batch_rate": [2, 4, 6, 8, 10],
    }
    assert trim(tmp_path, epoch=2, step=10) == 0


def test_in_the_first_epoch_all_is_taken_out_but_what_is_written_once(tmp_path: Path) -> None:
    written(tmp_path)
    trim(tmp_path, epoch=0, step=4)
    assert steps(tmp_path) == {"document": [0], "batch_loss": [2, 4], "batch_rate": [2, 4]}
    written(tmp_path / "picture")
    trim(tmp_path / "picture", epoch=0, step=4, once=["epoch_loss"])
    assert steps(tmp_path / "picture")["epoch_loss"] == [0, 1, 2, 3]


def test_the_traced_graph_is_taken_out_since_it_is_traced_again(tmp_path: Path) -> None:
    file = EventFile(tmp_path)
    file.graph(tf.compat.v1.GraphDef(node=[{"name": "x", "op": "Placeholder"}]).SerializeToString(), 1.0)
    file.scalars(0, {"epoch_loss": 0.5}, 1.0)
    file.close()
    assert trim(tmp_path, epoch=1, step=4) == 1
    assert not EventAccumulator(str(tmp_path)).Reload().Tags()["graph"]
    assert steps(tmp_path) == {"epoch_loss": [0]}


def test_of_texts_the_last_of_each_tag_is_known(tmp_path: Path) -> None:
    file = EventFile(tmp_path)
    file.text("document", "seed: 1", 1.0)
    file.text("layers", "| Dense |", 1.0)
    file.model("{}", 1.0)
    file.text("document", "seed: 2 \N{LATIN SMALL LETTER E WITH ACUTE}", 1.0, step=4)
    file.close()
    known = {"layers": "| Dense |", "document": "seed: 2 \N{LATIN SMALL LETTER E WITH ACUTE}", "keras": "{}"}
    assert texts(tmp_path) == known
    assert texts(tmp_path / "nowhere") == {}


def test_a_training_that_begins_anew_removes_its_own_files_only(tmp_path: Path) -> None:
    path = written(tmp_path / "train")
    stranger = path.with_name("events.out.tfevents.1700000000.host")
    stranger.write_bytes(b"")
    assert remove(tmp_path) == 1
    assert list(path.parent.iterdir()) == [stranger]


def test_a_record_that_was_never_finished_ends_the_file(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = list(records(path))
    path.write_bytes(path.read_bytes()[:-3])
    assert list(records(path)) == whole[:-1]
    trim(tmp_path, epoch=3, step=12)
    assert steps(tmp_path)["epoch_loss"] == [0, 1, 2]
