"""The program of an objective, run as the call of a layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import keras

from kbuild.building.program import Runtime
from kbuild.reading.program import Program


@dataclass(slots=True)
class _Held:
    """What a program is run with, kept out of what Keras tracks: the layers belong to the model."""

    runtime: Runtime
    members: Mapping[str, Any]
    seed: Any
    added: list[Any] = field(default_factory=list)


class ObjectiveProgram(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Runs a program over a batch, as a layer whose call tells all layers inside whether they are trained.

    Args:
        program: A checked program.
        members: The values of its layers' names.
        seed: What `random` in it draws from.
        **kwargs: `name`, as every layer takes.
    """

    def __init__(self, program: Program, members: Mapping[str, Any], seed: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._held = _Held(Runtime(program), members, seed)
        # The batch goes to the layers as it is, and each of them converts what it takes.
        self._convert_input_args = False
        self._allow_non_tensor_positional_args = True
        self.built = True

    def call(self, batch: Mapping[str, Any], training: bool | None = None) -> Any:
        """Run it.

        Args:
            batch: The values of what it knows of the batch, by name.
            training: Whether this is a step of training.

        Returns:
            What the program returns, and a list of what it gave to `add_loss`.
        """
        held = self._held
        added: list[Any] = []
        names = {**held.members, **batch, "training": training, "mask": None}
        layers = [each for each in keras.tree.flatten(dict(held.members)) if isinstance(each, keras.Layer)]
        result = held.runtime(names, seed=held.seed, add_loss=added.append, layers=lambda: layers)
        return result.value, added
