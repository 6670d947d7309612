"""`TensorBoard`: writes what TensorBoard shows of a training, off the training thread."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks import graphs, pictures, projector
from kbuild.callbacks.background import Worker
from kbuild.callbacks.events import EventFile
from kbuild.callbacks.optimizers import iterations, learning_rates
from kbuild.callbacks.profiling import Profiler, profiled_steps
from kbuild.callbacks.state import copied, named
from kbuild.callbacks.steps import Steps
from kbuild.callbacks.tensors import as_array

_TRAIN, _VALIDATION = "train", "validation"


class TensorBoard(keras.callbacks.Callback):  # type: ignore[misc]
    """Writes losses, metrics, learning rate, speed, graphs, histograms and texts for TensorBoard.

    It takes all that Keras's `TensorBoard` takes, under the same tags: each loss and metric is one chart
    with a curve for training and one for validation. It differs in this: it acts at the ends of epochs
    only, unless asked for steps; values are written by another thread; histograms come without asking, in
    fewer and fewer epochs; the graph of the training step is the one that was traced; layers that are
    called by keyword are connected in the conceptual graph; embeddings are written as the projector reads
    them.

    Args:
        log_dir: The folder of the run; `train` and `validation` are made in it.
        histogram_freq: Writes histograms of the weights each so many epochs; 0 for never; `"auto"` in the
            epochs 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, ..., so that long trainings don't pay for them.
        write_graph: Whether the model's graphs are written: layers, and what TensorFlow made of them.
        write_images: Whether weights are written as pictures too, with the histograms.
        write_steps_per_second: Whether the training's speed is written.
        update_freq: `"epoch"`; or each so many steps, where `"batch"` is 1, for `batch_...` charts over
            steps beside those over epochs.
        profile_batch: A step, or a pair of first and last, to trace for the profiler; 0 for none.
        embeddings_freq: Writes the vectors of embedding layers each so many epochs; 0 for never.
        embeddings_metadata: A file of labels for them, or a mapping from layers' names to files.
        text: Titles and texts in Markdown, for the tab TEXT.

    Raises:
        ValueError: An argument is out of its range.
        OSError: In training: nothing can be written there.

    Example:
        >>> import keras, numpy as np, tempfile
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.compile("adam", "mse")
        >>> folder = tempfile.mkdtemp()
        >>> board = TensorBoard(folder, text={"about": "Two inputs, *one* output."})
        >>> history = model.fit(np.ones((8, 2)), np.ones(8), epochs=2, callbacks=[board], verbose=0)
        >>> sorted(path.name for path in Path(folder).iterdir())
        ['train']

    Source:
        Keras's `TensorBoard`, https://keras.io/api/callbacks/tensorboard/.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (Keras's own arguments)
        self,
        log_dir: str | os.PathLike[str] = "logs",
        histogram_freq: int | str = "auto",
        write_graph: bool = True,
        write_images: bool = False,
        write_steps_per_second: bool = True,
        update_freq: int | str = "epoch",
        profile_batch: int | str | Sequence[int] = 0,
        embeddings_freq: int = 0,
        embeddings_metadata: str | Mapping[str, str] | None = None,
        text: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.log_dir = os.fspath(log_dir)
        self.histogram_freq = _frequency("histogram_freq", histogram_freq, word="auto")
        self.write_graph = write_graph
        self.write_images = write_images
        self.write_steps_per_second = write_steps_per_second
        self.update_freq = _interval(update_freq)
        self.embeddings_freq = _frequency("embeddings_freq", embeddings_freq)
        self.embeddings_metadata = embeddings_metadata
        self.text = dict(text or {})
        self._profiled = profiled_steps(profile_batch)
        self._profiler: Profiler | None = None
        self._worker = Worker("tensorboard", waiting=1000)
        self._files: dict[str, EventFile] = {}
        self._steps = Steps()
        self._clock = _Clock()
        self._training = False
        self._traced = False

    @property
    def acts_on_steps(self) -> bool:
        """Whether it does anything between the ends of epochs."""
        return self.step_interval is not None

    @property
    def step_interval(self) -> int | None:
        """At which multiples of steps it acts; None: at the ends of epochs only."""
        first, last = self._profiled or (1, 0)
        return math.gcd(self.update_freq or 0, first - 1, last) or None

    @property
    def on_train_batch_begin(self) -> Any:
        """Keras's hook: its own, which does nothing and costs nothing, unless steps are profiled."""
        return super().on_train_batch_begin if self._profiled is None else self._before_step

    @property
    def on_train_batch_end(self) -> Any:
        """Keras's hook: its own, which does nothing and costs nothing, unless steps are asked for."""
        return self._after_step if self.acts_on_steps else super().on_train_batch_end

    def on_train_begin(self, logs: Any = None) -> None:
        """Writes texts and the conceptual graph."""
        self._worker.close()
        self._training, self._traced = True, False
        self._steps.begin_training(self.model)
        if self._profiled is not None:
            self._profiler = Profiler(Path(self.log_dir, _TRAIN), *self._profiled)
        config = graphs.conceptual_graph(self.model) if self.write_graph else None
        self._worker.submit(self._write_model, config, time.time())
        if self.embeddings_freq:
            layers = projector.embedding_layers(self.model)
            projector.check_metadata(layers, self.embeddings_metadata)
            projector.write_config(Path(self.log_dir, _TRAIN), layers, self.embeddings_metadata)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Starts the clock."""
        self._steps.begin_epoch()
        self._clock.start(self._steps.total)

    def on_test_begin(self, logs: Any = None) -> None:
        """Stops the clock: validation is not part of the training's speed."""
        self._clock.pause()

    def on_test_end(self, logs: Any = None) -> None:
        """Writes what `model.evaluate` found, over steps; in `fit` the end of the epoch writes it."""
        if self._training:
            return
        values = {f"evaluation_{name}_vs_iterations": value for name, value in (logs or {}).items()}
        self._submit_scalars(_VALIDATION, iterations(self.model) or 0, values)
        self._finish()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Hands the epoch's values to the writing thread, and a copy of the weights where one is due."""
        self._clock.pause()
        steps = self._steps.end_epoch(self.model, self.params)
        values, validated = _parted(logs or {})
        values |= learning_rates(self.model)
        speed = self._clock.rate(steps)
        if self.write_steps_per_second and speed is not None:
            values["steps_per_second"] = speed
        self._submit_scalars(_TRAIN, epoch, {f"epoch_{name}": value for name, value in values.items()})
        self._submit_scalars(
            _VALIDATION, epoch, {f"epoch_{name}": value for name, value in validated.items()}
        )
        if self.write_graph and not self._traced:
            self._traced = True
            self._worker.submit(self._write_trace, time.time())
        if _due(self.histogram_freq, epoch):
            weights = {name: copied(weight) for name, weight in named(self.model.weights).items()}
            self._worker.submit(self._write_weights, epoch, weights, time.time())
        if _due(self.embeddings_freq, epoch):
            layers = projector.embedding_layers(self.model)
            tables = {layer.name: keras.ops.copy(layer.embeddings) for layer in layers}
            self._worker.submit(self._write_tables, tables)

    def on_train_end(self, logs: Any = None) -> None:
        """Waits until all is written, and closes the files."""
        if self._profiler is not None:
            self._profiler.stop()
        self._training = False
        self._finish()

    def _before_step(self, batch: int, logs: Any = None) -> None:
        if self._profiler is not None:
            self._profiler.before(self._steps.total + 1)

    def _after_step(self, batch: int, logs: Any = None) -> None:
        step = self._steps.at_batch(batch, self.params)
        if self._profiler is not None:
            self._profiler.after(step)
        if not self._steps.crossed(self.update_freq):
            return
        values = {**(logs or {}), **learning_rates(self.model)}
        speed = self._clock.lap(step)
        if self.write_steps_per_second and speed is not None:
            values["steps_per_second"] = speed
        self._submit_scalars(_TRAIN, step, {f"batch_{name}": value for name, value in values.items()})

    def _submit_scalars(self, run: str, step: int, values: Mapping[str, Any]) -> None:
        numbers = {tag: float(value) for tag, value in values.items() if isinstance(value, Real)}
        if numbers:
            self._worker.submit(self._write_scalars, run, step, numbers, time.time())

    def _finish(self) -> None:
        self._worker.submit(self._close_files)
        self._worker.close()

    # What follows runs in the writing thread, and alone touches the files.

    def _file(self, run: str) -> EventFile:
        if run not in self._files:
            self._files[run] = EventFile(Path(self.log_dir, run))
        return self._files[run]

    def _close_files(self) -> None:
        while self._files:
            self._files.popitem()[1].close()

    def _write_model(self, config: str | None, when: float) -> None:
        file = self._file(_TRAIN)
        for title, markdown in self.text.items():
            file.text(title, markdown, when)
        if config is not None:
            file.model(config, when)
        file.flush()

    def _write_trace(self, when: float) -> None:
        definition = graphs.traced_graph(self.model)
        if definition is not None:
            self._file(_TRAIN).graph(definition, when)
            self._file(_TRAIN).flush()

    def _write_scalars(self, run: str, step: int, values: Mapping[str, float], when: float) -> None:
        self._file(run).scalars(step, values, when)
        self._file(run).flush()

    def _write_weights(self, epoch: int, weights: Mapping[str, Any], when: float) -> None:
        file = self._file(_TRAIN)
        for name, weight in weights.items():
            values = as_array(weight)
            buckets = pictures.histogram(values)
            if buckets is not None:
                file.histogram(epoch, f"{name}/histogram", buckets, when)
            drawn = pictures.weight_pictures(values) if self.write_images else None
            if drawn is not None:
                file.images(epoch, f"{name}/image", *drawn, when)
        file.flush()

    def _write_tables(self, tables: Mapping[str, Any]) -> None:
        for name, vectors in tables.items():
            projector.write_table(Path(self.log_dir, _TRAIN), name, as_array(vectors))


class _Clock:
    """Measures steps per second, in an epoch and since the last look."""

    def __init__(self) -> None:
        self._start = self._lap = (0.0, 0)
        self._end: float | None = None

    def start(self, step: int) -> None:
        """Starts with an epoch."""
        self._start = self._lap = (time.perf_counter(), step)
        self._end = None

    def pause(self) -> None:
        """Ends the epoch's time, once."""
        self._end = self._end or time.perf_counter()

    def rate(self, step: int) -> float | None:
        """Gives the epoch's steps per second; None when no time has passed."""
        return _rate(self._start, (self._end or time.perf_counter(), step))

    def lap(self, step: int) -> float | None:
        """Gives the steps per second since the last lap."""
        before, self._lap = self._lap, (time.perf_counter(), step)
        return _rate(before, self._lap)


def _rate(start: tuple[float, int], end: tuple[float, int]) -> float | None:
    return (end[1] - start[1]) / (end[0] - start[0]) if end[0] > start[0] else None


def _parted(logs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parts an epoch's logs into training's and validation's, the latter without their `val_`."""
    train = {name: value for name, value in logs.items() if not name.startswith("val_")}
    validated = {name.removeprefix("val_"): v for name, v in logs.items() if name not in train}
    return train, validated


def _due(frequency: int | str, epoch: int) -> bool:
    if isinstance(frequency, str):
        # 2, 3, 4, 6, 8, 12, ...: a power of two, or one and a half of one.
        return epoch < 2 or epoch.bit_count() == 1 or (epoch % 3 == 0 and (epoch // 3).bit_count() == 1)
    return bool(frequency) and epoch % frequency == 0


def _frequency(name: str, value: int | str, word: str | None = None) -> int | str:
    if value == word or (isinstance(value, int) and value >= 0):
        return value
    other = f", or {word!r}" if word else ""
    raise ValueError(f"TensorBoard: {name} is a number of epochs, 0 for never{other}, not {value!r}.")


def _interval(update_freq: int | str) -> int | None:
    """Gives the number of steps that Keras's `update_freq` means; None for epochs only."""
    if update_freq in ("epoch", "batch"):
        return None if update_freq == "epoch" else 1
    if isinstance(update_freq, int) and update_freq > 0:
        return update_freq
    raise ValueError(
        f"TensorBoard: update_freq is 'epoch', 'batch' or a number of steps, not {update_freq!r}."
    )
