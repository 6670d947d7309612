"""`TensorBoard`: writes what TensorBoard shows of a training, off the training thread."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from numbers import Real
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks.arguments import automatic, frequency, interval
from kbuild.callbacks.background import Worker
from kbuild.callbacks.boards import graphs, hparams, projector
from kbuild.callbacks.boards.clock import Clock
from kbuild.callbacks.boards.descriptions import layer_table, surroundings_table
from kbuild.callbacks.boards.examples import Examples, first, of_fit
from kbuild.callbacks.boards.looks import Names
from kbuild.callbacks.boards.memory import memory
from kbuild.callbacks.boards.observing import Observer, Options, Wanted
from kbuild.callbacks.boards.outcome import Outcome
from kbuild.callbacks.boards.profiling import Profiler, profiled_steps
from kbuild.callbacks.boards.thinning import Thinned
from kbuild.callbacks.boards.trimming import STEPWISE
from kbuild.callbacks.boards.writing import TRAIN, VALIDATION, Writer
from kbuild.callbacks.optimizers import iterations, learning_rates
from kbuild.callbacks.steps import Steps
from kbuild.callbacks.surroundings import surroundings

_EXAMPLES = 1000
# A point each ten steps, and from 500 points on each second of them, and so on.
_STEPS, _POINTS = 10, 500


class TensorBoard(keras.callbacks.Callback):  # type: ignore[misc]
    """Writes all that TensorBoard shows of a training: curves, hyperparameters, texts, graphs, pictures.

    It takes all that Keras's `TensorBoard` takes, under the same tags: each loss and metric is one chart
    with a curve for training and one for validation, over epochs and over steps. Beside these: learning
    rate, speed, memory; norms of weights and gradients by layer, their histograms, dead ReLUs;
    hyperparameters with final and best values; the model as a table and as graphs; and what the model makes
    of some samples: pictures with what was found, confusion matrix, worst mistakes, precision-recall
    curves, ROC, outputs beside inputs, and vectors for the projector.

    It acts at the ends of epochs, unless asked for steps. Another thread writes, on copies of the weights.
    What costs time comes in fewer and fewer epochs, takes a few hundredths of the training's time, and
    always comes at the end. A training that goes on in the same folder continues its curves, and what had
    been written beyond the point where it goes on is taken out.

    Args:
        log_dir: The folder of the run; `train`, `validation`, `hparams` are made in it.
        histogram_freq: Writes histograms of weights each so many epochs; 0 for never; `"auto"` in the
            epochs 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, ..., so that long trainings don't pay for them.
        write_graph: Whether the model's graphs are written: layers, and what TensorFlow made of them.
        write_images: Whether weights are written as pictures too, with the histograms.
        write_steps_per_second: Whether the training's speed is written.
        update_freq: `"epoch"` for no curves over steps; `"auto"` for points each ten steps that get rarer,
            as far as compiled calls end there; or each so many steps, where `"batch"` is 1.
        profile_batch: A step, or a pair of first and last step, to trace for the profiler; 0 for none.
        embeddings_freq: Writes tables for the projector (vectors of embedding layers, activations before
            the output) each so many epochs; `"auto"` at the end; 0 for never.
        embeddings_metadata: A file of labels for embeddings, or a mapping from layers' names to files.
        text: Titles and texts in Markdown, for the tab TEXT.
        hparams: Hyperparameters for the tab HPARAMS; `"auto"` reads optimizer, learning rate, epochs and
            number of parameters off the model; None for none.
        examples: `(x, y)` to look at the model with; `"auto"` takes up to 1,000 of the validation's
            samples, or of the training's without validation, where `fit` was given arrays; None for none.
        class_names: The names of the classes in the order of their numbers; of several outputs, a mapping
            from outputs' names to such lists.
        write_norms: Whether the norms of weights and gradients are written, by layer.
        write_memory: Whether the memory that is in use is written.

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
        ['hparams', 'train']

    Source:
        Keras's `TensorBoard`, https://keras.io/api/callbacks/tensorboard/.
    """

    #: What it counts follows from the optimizer's counter: a checkpoint has nothing to keep of it.
    keeps_state = False

    def __init__(  # noqa: PLR0913, PLR0917 (Keras's own arguments)
        self,
        log_dir: str | os.PathLike[str] = "logs",
        histogram_freq: int | str = "auto",
        write_graph: bool = True,
        write_images: bool = False,
        write_steps_per_second: bool = True,
        update_freq: int | str = "auto",
        profile_batch: int | str | Sequence[int] = 0,
        embeddings_freq: int | str = "auto",
        embeddings_metadata: str | Mapping[str, str] | None = None,
        text: Mapping[str, str] | None = None,
        hparams: Mapping[str, Any] | str | None = "auto",
        examples: Any = "auto",
        class_names: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
        write_norms: bool = True,
        write_memory: bool = True,
    ) -> None:
        super().__init__()
        self.log_dir = os.fspath(log_dir)
        self.log_folder = Path(log_dir)
        self.histogram_freq = frequency("histogram_freq", histogram_freq)
        self.write_graph = write_graph
        self.write_images = write_images
        self.write_steps_per_second = write_steps_per_second
        self.write_norms = write_norms
        self.write_memory = write_memory
        self.update_freq = interval(update_freq)
        self.embeddings_freq = frequency("embeddings_freq", embeddings_freq)
        self.embeddings_metadata = embeddings_metadata
        self.text = dict(text or {})
        self.hparams = automatic("hparams", hparams, Mapping)
        self.examples = automatic("examples", examples, tuple, list, Examples)
        self.class_names = class_names
        #: Samples that the gradients are computed on; those of `fit`, if nothing else is put here.
        self.training_examples: Any = "auto"
        #: Samples in a step, for the speed in samples; worked out where `fit` was given arrays.
        self.samples_per_step: float | None = None
        #: Pictures of the training as a whole, by their tags: functions that draw a PNG and tell its size.
        self.pictures: Mapping[str, Callable[[], tuple[bytes, tuple[int, int]]]] = {}
        #: Whether the end of the training waits for what is still to be written. Who has other work to do
        #: meanwhile says False, and calls `wait` afterwards.
        self.waits_at_end = True
        self._profiled = profiled_steps(profile_batch)
        self._profiler: Profiler | None = None
        self._worker = Worker("tensorboard", waiting=1000)
        self._writer = Writer(self.log_folder)
        self._steps = Steps()
        self._clock = Clock()
        self._outcome = Outcome()
        self._thinned = Thinned(_STEPS, _POINTS)
        self._observer: Observer | None = None
        self._training = self._traced = self._begun = False
        self._epoch = 0
        self._written_step = -1

    @property
    def acts_on_steps(self) -> bool:
        """Whether it must act between the ends of epochs."""
        return self.step_interval is not None

    @property
    def step_interval(self) -> int | None:
        """At which multiples of steps it must act; None: at the ends of epochs only."""
        first, last = self._profiled or (1, 0)
        asked = self.update_freq if isinstance(self.update_freq, int) else 0
        return math.gcd(asked, first - 1, last) or None

    @property
    def gradient_norms(self) -> Mapping[str, float]:
        """The latest norms of the gradients, by layer; empty before they were computed."""
        return self._observer.gradient_norms if self._observer is not None else {}

    @property
    def on_train_batch_begin(self) -> Any:
        """Keras's hook: its own, which does nothing and costs nothing, unless steps are profiled."""
        return super().on_train_batch_begin if self._profiled is None else self._before_step

    @property
    def on_train_batch_end(self) -> Any:
        """Keras's hook: its own, which does nothing and costs nothing, unless steps are written."""
        if self.update_freq == "auto":
            return self._after_some_step
        return self._after_step if self.acts_on_steps else super().on_train_batch_end

    @property
    def async_safe(self) -> bool:
        """Keras's question whether it may call the hook above in threads of its own, and not wait for it."""
        return self.update_freq == "auto" and self._profiled is None

    def log_positions(self) -> Future[dict[str, int]]:
        """How long the event files are once all that is under way is written: a checkpoint waits for that."""
        return self._worker.submit(self._writer.lengths)

    def on_train_begin(self, logs: Any = None) -> None:
        """Finds the samples to look at, and hands over texts and the conceptual graph."""
        self._worker.close()
        self._writer = Writer(Path(self.log_dir))
        self._training, self._traced, self._begun = True, False, False
        self._written_step = -1
        self._steps.begin_training(self.model)
        self._outcome.begin(self.model)
        if self._profiled is not None:
            self._profiler = Profiler(Path(self.log_dir, TRAIN), *self._profiled)
        projector.check_metadata(projector.embedding_layers(self.model), self.embeddings_metadata)
        self._observer = self._observing()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Starts the clock; in the first epoch, writes what is known of the training."""
        self._epoch = epoch
        self._steps.begin_epoch()
        if not self._begun:
            self._begun = True
            self._begin(epoch)
        self._clock.start(self._steps.total)

    def on_test_begin(self, logs: Any = None) -> None:
        """Stops the clock: validation is not part of the training's speed."""
        self._clock.pause()

    def on_test_end(self, logs: Any = None) -> None:
        """Writes what `model.evaluate` found, over steps; in `fit` the end of the epoch writes it."""
        if self._training:
            return
        values = {f"evaluation_{name}_vs_iterations": value for name, value in (logs or {}).items()}
        self._submit_scalars(VALIDATION, iterations(self.model) or 0, values)
        self._worker.submit(self._writer.close)
        self.wait()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Hands the epoch's values to the writing thread, and a copy of the weights where one is due."""
        self._clock.pause()
        self._epoch = epoch
        steps = self._steps.end_epoch(self.model, self.params)
        values, validated = _parted(logs or {})
        self._outcome.observe(logs or {})
        if self.update_freq != "epoch":
            self._submit_steps(TRAIN, steps, values if self._written_step != steps else {})
            self._submit_steps(VALIDATION, steps, validated)
        values |= learning_rates(self.model) | self._speed(self._clock.rate(steps))
        values |= memory() if self.write_memory else {}
        self._submit_scalars(TRAIN, epoch, {f"epoch_{name}": value for name, value in values.items()})
        self._submit_scalars(VALIDATION, epoch, {f"epoch_{name}": value for name, value in validated.items()})
        if self.write_graph and not self._traced:
            self._traced = True
            self._worker.submit(self._writer.trace, self.model, time.time())
        if self._observer is not None:
            self._observe(epoch, self._observer.wanted(epoch))

    def end(self, reason: str, *, succeeded: bool = False) -> None:
        """Says why the training ends, where no callback of it knows (an error, a signal).

        Args:
            reason: The reason, as a sentence.
            succeeded: Whether it came to its end all the same.
        """
        self._outcome.end(reason, succeeded)

    def on_train_end(self, logs: Any = None) -> None:
        """Has everything written that is due at the end and the files closed, and waits for that."""
        if self._profiler is not None:
            self._profiler.stop()
        if self._training and self._begun and self._outcome.epochs:
            if self._observer is not None:
                self._observe(self._epoch, self._observer.wanted(self._epoch, last=True))
            around = surroundings(self.model, self.params).callbacks or ()
            self._outcome.ended_by(around, (self.params or {}).get("epochs"))
            compared = self.hparams is not None
            ended = partial(self._writer.ended, self._outcome, compared=compared)
            self._worker.submit(ended, self._epoch, self._steps.total, time.time())
        self._training = False
        self._worker.submit(self._writer.close)
        if self.waits_at_end:
            self.wait()

    def wait(self) -> None:
        """Waits until everything is written.

        Raises:
            Exception: What could not be written, such as `OSError` for a full disk.
        """
        self._worker.close()

    def _observing(self) -> Observer:
        training, validation = of_fit(self.model)
        if self.training_examples != "auto":
            training = self.training_examples
        samples = first(training, _EXAMPLES)
        found = (
            first(validation, _EXAMPLES) or samples
            if self.examples == "auto"
            else first(self.examples, _EXAMPLES)
        )
        steps = (self.params or {}).get("steps")
        if self.samples_per_step is None and samples is not None and steps and isinstance(training, tuple):
            self.samples_per_step = len(keras.tree.flatten(training[0])[0]) / steps
        named = self.class_names or {}
        classes = named if isinstance(named, Mapping) else {"": named}
        options = Options(
            self.histogram_freq,
            self.write_images,
            self.write_norms,
            self.examples is not None,
            self.embeddings_freq,
            self.embeddings_metadata,
        )
        outputs = list(getattr(self.model, "output_names", None) or ())
        folder = Path(self.log_dir, TRAIN)
        return Observer(self.model, folder, options, samples, found, Names(outputs, classes))

    def _begin(self, epoch: int) -> None:
        config = graphs.conceptual_graph(self.model) if self.write_graph else None
        values = self.hparams
        if values == "auto":
            values = hparams.of_model(self.model, (self.params or {}).get("epochs"))
        self._worker.submit(self._write_model, config, values, epoch, self._steps.total, time.time())

    def _observe(self, epoch: int, wanted: Wanted) -> None:
        if wanted.anything() and self._observer is not None:
            copies = self._observer.begin(wanted, epoch)
            self._worker.submit(self._write_observed, epoch, wanted, copies, time.time())

    def _speed(self, rate: float | None) -> dict[str, float]:
        if rate is None or not self.write_steps_per_second:
            return {}
        samples = (
            {} if self.samples_per_step is None else {"samples_per_second": rate * self.samples_per_step}
        )
        return {"steps_per_second": rate, **samples}

    def _before_step(self, batch: int, logs: Any = None) -> None:
        if self._profiler is not None:
            self._profiler.before(self._steps.total + 1)

    def _after_step(self, batch: int, logs: Any = None) -> None:
        step = self._steps.at_batch(batch, self.params)
        if self._profiler is not None:
            self._profiler.after(step)
        if isinstance(self.update_freq, int) and self._steps.crossed(self.update_freq):
            self._write_step(step, logs)

    def _after_some_step(self, batch: int, logs: Any = None) -> None:
        """Called in any thread, in any order."""
        before, step = self._steps.span(batch, self.params, self.model.steps_per_execution)
        if self._profiler is not None:
            self._profiler.after(step)
        if self._thinned.reached(before, step):
            self._write_step(step, logs)

    def _write_step(self, step: int, logs: Any) -> None:
        values = {**(logs or {}), **learning_rates(self.model), **self._speed(self._clock.lap(step))}
        self._submit_steps(TRAIN, step, values)
        self._written_step = max(self._written_step, step)

    def _submit_steps(self, run: str, step: int, values: Mapping[str, Any]) -> None:
        self._submit_scalars(run, step, {f"{STEPWISE}{name}": value for name, value in values.items()})

    def _submit_scalars(self, run: str, step: int, values: Mapping[str, Any]) -> None:
        numbers = {tag: float(value) for tag, value in values.items() if isinstance(value, Real)}
        if numbers:
            self._worker.submit(self._writer.scalars, run, step, numbers, time.time())

    # What follows runs in the writing thread.

    def _write_model(self, config: str | None, values: Any, epoch: int, step: int, when: float) -> None:
        writer = self._writer
        known = writer.go_on(epoch, step, once=self.pictures) if step else {}
        given = self.text | {"layers": layer_table(self.model), "versions and machine": surroundings_table()}
        writer.texts(given, known, step, when)
        writer.model(config, known, step, when)
        writer.pictures(self.pictures if not step else {}, when)
        if values is not None:
            writer.begun(values, when)

    def _write_observed(self, epoch: int, wanted: Wanted, copies: Mapping[int, Any], when: float) -> None:
        if self._observer is not None:
            self._observer.write(self._writer.page(epoch, when), wanted, copies)


def _parted(logs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parts an epoch's logs into training's and validation's, the latter without their `val_`."""
    train = {name: value for name, value in logs.items() if not name.startswith("val_")}
    validated = {name.removeprefix("val_"): v for name, v in logs.items() if name not in train}
    return train, validated
