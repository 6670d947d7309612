"""The model class of `style: subclass`: declared layers, and a checked program that says how they are used.

A saved model is loaded by `keras.saving.load_model` after `import kbuild.building.subclass`, which registers
the class; `import kbuild` alone registers nothing, since it does not import Keras.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
from keras import tree

from kbuild.building.deferring import defer_states
from kbuild.reading.program import Program, parse_program
from kbuild.schemas.errors import BuildError

from .program import Runtime, keep_notes, within_program
from .subclass_inputs import Inputs, specs_of


@keras.saving.register_keras_serializable(package="kbuild")
class ProgramModel(keras.Model):  # type: ignore[misc]  # Keras has no types
    """A `keras.Model` subclass whose `call` is a checked program over declared layers.

    It trains, evaluates, predicts, saves, loads and exports like any other. The program is interpreted while
    Keras traces the model, so that it costs nothing when the model runs.

    Args:
        layers: The declared layers: each name's layer, or its list or dictionary of layers.
        call: The program, as text or as `parse_program` returned it.
        inputs: Each input's name and its arguments of `keras.Input` (`shape`, `dtype`, `batch_size`,
            `optional`), in the order in which they are given as a list. With a shape for each, the weights
            are made at once. Without inputs, the program knows what the model is called with as `inputs`.
        seed: What `random` in the program draws from; None takes a seed from Keras's own generator.
        **kwargs: `name`, `trainable` and `dtype`, as every model takes.

    Raises:
        BuildError: If the program has errors, or if a layer stands under two names.

    Example:
        >>> program = "return noise(hidden(tokens))"
        >>> layers = {"hidden": keras.layers.Dense(4), "noise": keras.layers.Dropout(0.5)}
        >>> model = ProgramModel(layers, program, inputs={"tokens": {"shape": [3]}})
        >>> model.count_params()
        16
    """

    def __init__(
        self,
        layers: Mapping[str, Any],
        call: str | Program,
        inputs: Mapping[str, Mapping[str, Any]] | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        names = None if inputs is None else list(inputs)
        self._program = call if isinstance(call, Program) else _parsed(call, list(layers), names)
        self._members = {name: _plain(each) for name, each in layers.items()}
        _check_once(self._members)
        self._inputs = Inputs(inputs)
        self._called_with = _CalledWith()
        self._runtime = Runtime(self._program)
        self._seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed) if "random" in self._program.modules else None
        # A loop that a tensor ends has no gradient under XLA. Whether there is one shows when it is built.
        self.supports_jit = not self._program.may_loop_on_tensors
        if self._inputs.known:
            self.build()

    @property
    def declared(self) -> dict[str, Any]:
        """The declared layers by their names, lists and dictionaries of layers among them."""
        return {name: _plain(each) for name, each in self._members.items()}

    @property
    def program(self) -> Program:
        """The program that is the model's `call`."""
        return self._program

    def build(self, input_shape: Any = None) -> None:
        """Make all weights, by running the program once on symbolic tensors.

        Args:
            input_shape: The shape with the batch's dimension, or a list or dictionary of shapes, in the form
                in which the model is called. Not needed where the declared inputs have shapes.
        """
        specs = self._called_with.specs
        if specs is None:
            specs = self._inputs.specs() if input_shape is None else self._inputs.specs_of_shapes(input_shape)
        self._called_with.unbounded = False
        self._trace(specs)
        self._called_with.specs = specs
        self._build_rest()
        self.supports_jit = not self._called_with.unbounded

    def _trace(self, specs: Any) -> None:
        """Run the program in all ways that may use further layers, as long as there are any."""
        defer_states(self)
        for training in (False, True) if "training" in self._program.reads else (False,):
            for each in self._inputs.variants(specs):
                self.compute_output_spec(each, training=training)
                if self._all_built() and not self._program.may_loop_on_tensors:
                    return

    def _all_built(self) -> bool:
        return all(layer.built for layer in self._flatten_layers(include_self=False))

    def _build_rest(self) -> None:
        """Build what a loaded model has weights for although no trace comes by it."""
        for layer, config in self._called_with.unbuilt:
            if not layer.built:
                layer.build_from_config(config)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the model; errors within the program name its line."""
        try:
            if not self.built:
                self._build_for(args[0] if args else kwargs.get("inputs"))
            return super().__call__(*args, **kwargs)
        except Exception as error:
            keep_notes(error)
            raise

    def _build_for(self, inputs: Any) -> None:
        """Build for what the model is called with, whose dtypes `build` would not know."""
        self._called_with.specs = specs_of(inputs, self.input_dtype)
        self.build(_shapes(self._called_with.specs))

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Run the program.

        Args:
            inputs: A tensor, or several as a list in the order of the declared inputs or as a dictionary by
                their names.
            training: Whether the model is being trained.
            mask: The masks that came with the inputs, in the form of the inputs.

        Returns:
            What the program returns.
        """
        names = {**self._members, **self._inputs.named(inputs)}
        names.update(training=training, mask=self._inputs.named_mask(mask))
        result = self._runtime(
            names, seed=self.seed_generator, add_loss=self.add_loss, layers=lambda: self.layers
        )
        self._called_with.unbounded |= result.unbounded
        return result.value

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Trace the program on symbolic tensors; an error within it is raised as it is."""
        try:
            return keras.Operation.compute_output_spec(self, *args, **kwargs)
        except Exception as error:
            # Keras puts another in its place that asks for methods which a program can't have.
            raise within_program(error) from None

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape, or the structure of shapes, of the result for shapes of the inputs."""
        return _shapes(self.compute_output_spec(self._inputs.specs_of_shapes(input_shape)))

    def compute_mask(self, inputs: Any, previous_mask: Any) -> None:
        """Leave the masks that the program's layers gave the results as they are."""

    def export(self, filepath: Any, *args: Any, input_signature: Any = None, **kwargs: Any) -> Any:
        """Export the model for inference, with the dtypes of its inputs; see `keras.Model.export`."""
        if input_signature is None and self._called_with.specs is not None:
            input_signature = [tree.map_structure(_signature, self._called_with.specs)]
        return super().export(filepath, *args, input_signature=input_signature, **kwargs)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments as data."""
        return {
            **super().get_config(),
            "layers": {name: _serialized(each) for name, each in self._members.items()},
            "call": self._program.text,
            "inputs": self._inputs.declared,
            "seed": self._seed,
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Any = None) -> ProgramModel:
        """Make a model from its configuration; the program is checked again."""
        built: list[tuple[Any, Any]] = []
        with keras.saving.custom_object_scope(custom_objects or {}):
            layers = {name: _deserialized(each, built) for name, each in config["layers"].items()}
        model = cls(**{**config, "layers": layers})
        model._called_with.unbuilt = built
        if model.built:
            model._build_rest()
        return model

    def get_build_config(self) -> dict[str, Any] | None:
        """Return the shapes and dtypes that the weights were made for."""
        specs = self._called_with.specs
        return None if specs is None else {"inputs": keras.saving.serialize_keras_object(specs)}

    def build_from_config(self, config: Mapping[str, Any]) -> None:
        """Make the weights for the shapes and dtypes of `get_build_config`."""
        if not self.built:
            self._called_with.specs = keras.saving.deserialize_keras_object(config["inputs"])
            self.build(_shapes(self._called_with.specs))


class _CalledWith:
    """What was found out by running the program, kept out of what Keras tracks and saves.

    Attributes:
        specs: Symbolic tensors like what the model was built for.
        unbounded: Whether a loop of the graph has no bound.
        unbuilt: Layers that had weights when the model was saved, with how they were built.
    """

    def __init__(self) -> None:
        self.specs: Any = None
        self.unbounded = False
        self.unbuilt: list[tuple[Any, Any]] = []


def _parsed(text: str, layers: list[str], inputs: list[str] | None) -> Program:
    program, errors = parse_program(text, layers=layers, inputs=inputs)
    if program is None:
        lines = [f"line {error.line}, column {error.column}: {error.message}" for error in errors]
        raise BuildError(
            "\n".join(["the call program has errors", *lines]), code=errors[0].code, hint=errors[0].hint
        )
    return program


def _plain(member: Any) -> Any:
    """A layer, or a list or dictionary of layers without what Keras wraps around it to track them."""
    if isinstance(member, dict):
        return {name: _plain(each) for name, each in member.items()}
    return [_plain(each) for each in member] if isinstance(member, (list, tuple)) else member


def _check_once(members: Any) -> None:
    seen: set[int] = set()
    for layer in tree.flatten(members):
        if id(layer) in seen:
            hint = "declare it once: a program calls it as often as it likes"
            raise BuildError(f"the layer `{layer.name}` is declared twice", code="duplicate-layer", hint=hint)
        seen.add(id(layer))


def _serialized(member: Any) -> dict[str, Any]:
    if isinstance(member, dict):
        return {"dictionary": {name: _serialized(each) for name, each in member.items()}}
    if isinstance(member, list):
        return {"list": [_serialized(each) for each in member]}
    return {"layer": keras.saving.serialize_keras_object(member)}


def _deserialized(config: Mapping[str, Any], built: list[tuple[Any, Any]]) -> Any:
    """Make what was declared under a name; the model builds it, so that the model's name is in its path."""
    if "dictionary" in config:
        return {name: _deserialized(each, built) for name, each in config["dictionary"].items()}
    if "list" in config:
        return [_deserialized(each, built) for each in config["list"]]
    own = {key: value for key, value in config["layer"].items() if key != "build_config"}
    layer = keras.saving.deserialize_keras_object(own)
    if "build_config" in config["layer"]:
        built.append((layer, config["layer"]["build_config"]))
    return layer


def _shapes(specs: Any) -> Any:
    return tree.map_structure(lambda spec: None if spec is None else tuple(spec.shape), specs)


def _signature(spec: Any) -> Any:
    return keras.InputSpec(shape=(None, *spec.shape[1:]), dtype=spec.dtype)
