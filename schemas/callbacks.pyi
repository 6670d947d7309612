"""The callbacks of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.bundled_callbacks import Checkpoint as Checkpoint
from kbuild.schemas.bundled_callbacks import EarlyStopping as EarlyStopping
from kbuild.schemas.bundled_callbacks import TensorBoard as TensorBoard
from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

BUNDLED: tuple[str, ...]

_Schedule: TypeAlias = _Written
class BackupAndRestore(Object):
    """Callback to back up and restore the training state."""

    backup_dir: str
    save_freq: Literal["epoch"] | int
    double_checkpoint: bool
    delete_checkpoint: bool
    def __init__(self, *, backup_dir: str, save_freq: Literal["epoch"] | int = ..., double_checkpoint: bool = ..., delete_checkpoint: bool = ...) -> None: ...
class CSVLogger(Object):
    """Callback that streams epoch results to a CSV file."""

    filename: str
    separator: str
    append: bool
    def __init__(self, *, filename: str, separator: str = ..., append: bool = ...) -> None: ...
class History(Object):
    """Callback that records events into a `History` object."""

    def __init__(self) -> None: ...
class LambdaCallback(Object):
    """Callback for creating simple, custom callbacks on-the-fly."""

    on_epoch_begin: _Written | None
    on_epoch_end: _Written | None
    on_train_begin: _Written | None
    on_train_end: _Written | None
    on_train_batch_begin: _Written | None
    on_train_batch_end: _Written | None
    def __init__(self, *, on_epoch_begin: _Written | None = ..., on_epoch_end: _Written | None = ..., on_train_begin: _Written | None = ..., on_train_end: _Written | None = ..., on_train_batch_begin: _Written | None = ..., on_train_batch_end: _Written | None = ...) -> None: ...
class LearningRateScheduler(Object):
    """Learning rate scheduler."""

    schedule: _Schedule | _Written
    verbose: int
    def __init__(self, *, schedule: _Schedule | _Written, verbose: int = ...) -> None: ...
class ModelCheckpoint(Object):
    """Callback to save the Keras model or model weights at some frequency."""

    filepath: str
    monitor: str
    verbose: int
    save_best_only: bool
    save_weights_only: bool
    mode: Literal["auto", "min", "max"]
    save_freq: Literal["epoch"] | int
    initial_value_threshold: float | None
    def __init__(self, *, filepath: str, monitor: str = ..., verbose: int = ..., save_best_only: bool = ..., save_weights_only: bool = ..., mode: Literal["auto", "min", "max"] = ..., save_freq: Literal["epoch"] | int = ..., initial_value_threshold: float | None = ...) -> None: ...
class OrbaxCheckpoint(Object):
    """Callback to save and load model state using Orbax with a similar API to ModelCheckpoint."""

    directory: str
    monitor: str
    verbose: int
    save_best_only: bool
    mode: Literal["auto", "min", "max"]
    save_freq: Literal["epoch"] | int
    initial_value_threshold: float | None
    max_to_keep: int | None
    save_on_background: bool
    save_weights_only: bool
    def __init__(self, *, directory: str, monitor: str = ..., verbose: int = ..., save_best_only: bool = ..., mode: Literal["auto", "min", "max"] = ..., save_freq: Literal["epoch"] | int = ..., initial_value_threshold: float | None = ..., max_to_keep: int | None = ..., save_on_background: bool = ..., save_weights_only: bool = ...) -> None: ...
class ProgbarLogger(Object):
    """Callback that prints metrics to stdout."""

    def __init__(self) -> None: ...
class ReduceLROnPlateau(Object):
    """Reduce learning rate when a metric has stopped improving."""

    monitor: str
    factor: float
    patience: int
    verbose: int
    mode: Literal["auto", "min", "max"]
    min_delta: float
    cooldown: int
    min_lr: float
    baseline: float | None
    def __init__(self, *, monitor: str = ..., factor: float = ..., patience: int = ..., verbose: int = ..., mode: Literal["auto", "min", "max"] = ..., min_delta: float = ..., cooldown: int = ..., min_lr: float = ..., baseline: float | None = ...) -> None: ...
class RemoteMonitor(Object):
    """Callback used to stream events to a server."""

    root: str
    path: str
    field: str
    headers: Mapping[str, str] | None
    send_as_json: bool
    def __init__(self, *, root: str = ..., path: str = ..., field: str = ..., headers: Mapping[str, str] | None = ..., send_as_json: bool = ...) -> None: ...
class SwapEMAWeights(Object):
    """Swaps model weights and EMA weights before and after evaluation."""

    swap_on_epoch: bool
    def __init__(self, *, swap_on_epoch: bool = ...) -> None: ...
class TerminateOnNaN(Object):
    """Callback that terminates training when a NaN loss is encountered."""

    raise_error: bool
    def __init__(self, *, raise_error: bool = ...) -> None: ...
