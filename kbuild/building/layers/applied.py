"""A function of the user's own with some of its arguments given, in a form that Keras saves and loads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import keras


@keras.saving.register_keras_serializable(package="kbuild")
class Applied:
    """Calls a function with further arguments.

    `functools.partial` would do, but for saving: Keras can't write one down.

    Args:
        function: A function that Keras knows by `keras.saving.register_keras_serializable`.
        arguments: What it is called with besides, by name.

    Example:
        >>> float(Applied(keras.ops.add, {"x2": 1.0})(2.0))
        3.0
    """

    def __init__(self, function: Callable[..., Any], arguments: Mapping[str, Any]) -> None:
        self.function = function
        self.arguments = dict(arguments)
        # Keras names a loss or a metric after its function.
        self.__name__ = function.__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function; what is given here wins."""
        return self.function(*args, **{**self.arguments, **kwargs})

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments, as Keras writes them down."""
        return {
            "function": keras.saving.serialize_keras_object(self.function),
            "arguments": keras.saving.serialize_keras_object(self.arguments),
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Applied:
        """Make it again from what `get_config` returned."""
        loaded = {name: keras.saving.deserialize_keras_object(each) for name, each in config.items()}
        return cls(**loaded)
