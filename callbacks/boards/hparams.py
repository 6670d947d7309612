"""Hyperparameters as TensorBoard's tab HPARAMS reads them: what a run was given, and that it ended.

No list of all hyperparameters is written, so TensorBoard takes together those of every run that it finds.

Source: https://github.com/tensorflow/tensorboard/tree/master/tensorboard/plugins/hparams.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kbuild.callbacks.optimizers import learning_rates, optimizers

Value = bool | int | float | str

START, END = "_hparams_/session_start_info", "_hparams_/session_end_info"


def of_model(model: Any, epochs: int | None) -> dict[str, Value]:
    """Reads hyperparameters off a compiled model, for whoever gives none.

    Args:
        model: The model in training.
        epochs: How many epochs there will be.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.compile(keras.optimizers.SGD(0.5), "mse")
        >>> of_model(model, 3)
        {'optimizer': 'SGD', 'learning_rate': 0.5, 'epochs': 3, 'parameters': 3}
    """
    found: dict[str, Value] = {}
    for name, optimizer in optimizers(model).items():
        found[name] = type(optimizer).__name__
    found |= {name: float(f"{rate:.6g}") for name, rate in learning_rates(model).items()}
    if epochs is not None:
        found["epochs"] = epochs
    if model.built:
        found["parameters"] = model.count_params()
    return found


def begun(values: Mapping[str, Any], folder: str, when: float) -> bytes:
    """What is written when a run begins.

    Args:
        values: Names and hyperparameters; whatever is neither a number, a truth value nor a text is
            written as text.
        folder: The run's; each run is a row of its own, which begins with the last words of its path, since
            TensorBoard shows no more.
        when: Seconds since 1970.

    Returns:
        The content of the summary's metadata.
    """
    from tensorboard.plugins.hparams import plugin_data_pb2 as messages

    start = messages.SessionStartInfo(group_name=_named(Path(folder).resolve()), start_time_secs=when)
    for name, value in sorted(values.items()):
        if isinstance(value, bool):
            start.hparams[name].bool_value = value
        elif isinstance(value, (int, float)):
            start.hparams[name].number_value = value
        else:
            start.hparams[name].string_value = str(value)
    content: bytes = messages.HParamsPluginData(session_start_info=start).SerializeToString()
    return content


def _named(folder: Path) -> str:
    """A run's own words first: TensorBoard cuts off what is long."""
    run = folder.parent if folder.name == "events" else folder
    words = run.parts[-2:] if run.name.isdigit() else run.parts[-1:]
    return f"{'/'.join(words)} in {run.parents[len(words) - 1]}"


def ended(succeeded: bool, when: float) -> bytes:
    """What is written when a run ends.

    Args:
        succeeded: Whether it came to its end.
        when: Seconds since 1970.
    """
    from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2

    status = api_pb2.STATUS_SUCCESS if succeeded else api_pb2.STATUS_FAILURE
    end = plugin_data_pb2.SessionEndInfo(status=status, end_time_secs=when)
    content: bytes = plugin_data_pb2.HParamsPluginData(session_end_info=end).SerializeToString()
    return content
