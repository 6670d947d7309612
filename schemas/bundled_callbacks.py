"""kbuild's own callbacks as types of the language; they stand in the place of Keras's of the same names."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from kbuild.schemas.annotation import value
from kbuild.schemas.objects import Object

_COUNT = Annotated[int | None, value("int", "null", min=1)]
_EPOCHS = Annotated[int, value("int", min=0)]
_MODES = ("auto", "min", "max")
_VERBOSE = Annotated[int, value("int", min=0, max=1)]


class Checkpoint(Object):
    """Keep what is needed to go on with a training, and its best weights.

    Args:
        folder: Where the checkpoints go, inside the run's folder; `checkpoints` if left out.
        monitor: The value that says what is best; `auto` is `val_loss` where the training validates and
            `loss` where it doesn't; null keeps the last ones only. With a list of several, the best by each
            stay.
        mode: `min`, `max`, or `auto`: as Keras knows it of the metric. It is never guessed. With several
            monitors it may be a mapping from them, or a list in their order.
        every_epochs: Save at the end of each so many epochs; null for no such.
        every_steps: Save at each so many steps of the whole training too.
        keep: How many of the newest stay; null for all.
        keep_every: Each so many-th stays for ever.
        keep_best: How many of the best by each monitor stay.
        verbose: 1 prints a line for each checkpoint that is the best so far.
        every_seconds: Save in mid-epoch too, when the last checkpoint is so many seconds old; null for no
            such.
        min_seconds: The least time between two writes, but for the best and the last; `auto` is ten times
            what a write takes.

    Example:
        >>> Checkpoint(monitor="val_accuracy", keep=5).tree()
        {'Checkpoint': {'monitor': 'val_accuracy', 'keep': 5}}
    """

    kind: ClassVar[str] = "callback"
    type_name: ClassVar[str] = "Checkpoint"
    title: ClassVar[str] = "Checkpoint"

    folder: Annotated[str | None, value("path", "null")] = None
    monitor: Annotated[str | tuple[str, ...] | None, value("str", "list[str]", "null")] = "auto"
    mode: Annotated[Any, value("enum", "list[enum]", "dict[enum]", enum=_MODES)] = "auto"
    every_epochs: _COUNT = 1
    every_steps: _COUNT = None
    keep: _COUNT = 3
    keep_every: _COUNT = None
    keep_best: Annotated[int, value("int", min=0)] = 1
    verbose: _VERBOSE = 0
    every_seconds: Annotated[float | None, value("float", "null", above=0)] = 300.0
    min_seconds: Annotated[float | str, value("float", "enum", enum=("auto",), min=0)] = "auto"


class EarlyStopping(Object):
    """End the training when what it watches has stopped improving.

    Args:
        monitor: A name of the epoch's logs, or a list of several; training stops when all have stopped
            improving.
        min_delta: By how much a value has to improve. With several monitors this, `mode` and `baseline` may
            be a mapping from monitors, or a list in their order.
        patience: Epochs without improvement after which training stops.
        verbose: 1 prints why it stopped and which weights were restored.
        mode: `min`, `max`, or `auto`: as Keras knows it of the metric. It is never guessed.
        baseline: A value to improve on, apart from the best so far.
        restore_best_weights: Whether the weights of the best epoch, by the first monitor, are restored.
        start_from_epoch: Epochs before this one, from 0, don't count.

    Example:
        >>> EarlyStopping(patience=5, restore_best_weights=True).tree()
        {'EarlyStopping': {'patience': 5, 'restore_best_weights': True}}

    Source: https://keras.io/api/callbacks/early_stopping/
    """

    kind: ClassVar[str] = "callback"
    type_name: ClassVar[str] = "EarlyStopping"
    title: ClassVar[str] = "EarlyStopping"

    monitor: Annotated[str | tuple[str, ...], value("str", "list[str]")] = "val_loss"
    min_delta: Annotated[Any, value("float", "list[float]", "dict[float]", min=0)] = 0
    patience: _EPOCHS = 0
    verbose: _VERBOSE = 0
    mode: Annotated[Any, value("enum", "list[enum]", "dict[enum]", enum=_MODES)] = "auto"
    baseline: Annotated[Any, value("float", "list[float]", "dict[float]", "null")] = None
    restore_best_weights: Annotated[bool, value("bool")] = False
    start_from_epoch: _EPOCHS = 0


class TensorBoard(Object):
    """Write all that TensorBoard shows of a training: curves, hyperparameters, texts, graphs, pictures.

    Args:
        log_dir: Where the events go, inside the run's folder; `events` if left out.
        histogram_freq: Histograms of the weights each so many epochs; 0 for never; `auto` in fewer and fewer.
        write_graph: Whether the model's graphs are written.
        write_images: Whether weights are written as pictures too, with the histograms.
        write_steps_per_second: Whether the training's speed is written.
        update_freq: `epoch`; `auto` for curves over steps as far as compiled calls end there; or each so
            many steps, where `batch` is 1.
        profile_batch: A step, or first and last, to trace for the profiler; 0 for none.
        embeddings_freq: Vectors for the projector each so many epochs; 0 for never; `auto` at the end.
        embeddings_metadata: A file of labels for them, or a mapping from layers' names to files.
        text: Titles and texts in Markdown, beside the document's own.
        hparams: Further hyperparameters for the tab HPARAMS, beside those of the document; null for none.
        examples: `auto` to look at the model with samples of the validation's data; null not to.
        class_names: The names of the classes, where the data has none.
        write_norms: Whether the norms of weights and gradients are written, by layer.
        write_memory: Whether the memory that is in use is written.

    Example:
        >>> TensorBoard(histogram_freq=5).tree()
        {'TensorBoard': {'histogram_freq': 5}}

    Source: https://keras.io/api/callbacks/tensorboard/
    """

    kind: ClassVar[str] = "callback"
    type_name: ClassVar[str] = "TensorBoard"
    title: ClassVar[str] = "TensorBoard"

    log_dir: Annotated[str | None, value("path", "null")] = None
    histogram_freq: Annotated[int | str, value("int", "enum", enum=("auto",), min=0)] = "auto"
    write_graph: Annotated[bool, value("bool")] = True
    write_images: Annotated[bool, value("bool")] = False
    write_steps_per_second: Annotated[bool, value("bool")] = True
    update_freq: Annotated[int | str, value("int", "enum", enum=("auto", "batch", "epoch"), min=1)] = "auto"
    profile_batch: Annotated[Any, value("int", "list[int]", min=0)] = 0
    embeddings_freq: Annotated[int | str, value("int", "enum", enum=("auto",), min=0)] = "auto"
    embeddings_metadata: Annotated[Any, value("path", "dict[str]", "null")] = None
    text: Annotated[dict[str, str] | None, value("dict[str]", "null")] = None
    hparams: Annotated[Any, value("dict[any]", "enum", "null", enum=("auto",))] = "auto"
    examples: Annotated[Any, value("enum", "null", enum=("auto",))] = "auto"
    class_names: Annotated[Any, value("list[str]", "dict[any]", "null")] = None
    write_norms: Annotated[bool, value("bool")] = True
    write_memory: Annotated[bool, value("bool")] = True
