"""How a subclass-style model is called: the inputs it declares, by name, and their shapes and dtypes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf
from keras import tree

from kbuild.reading.program.vocabulary import WHOLE_INPUT


class Inputs:
    """The declared inputs of a model, or none.

    A model with one input is called with a tensor, one with several with a list in their order or a
    dictionary by their names.

    Args:
        declared: Each input's name and its arguments of `keras.Input`; None when none are declared.

    Example:
        >>> Inputs({"a": {"shape": [3]}, "b": {"shape": [4]}}).named(["x", "y"])
        {'a': 'x', 'b': 'y'}
    """

    def __init__(self, declared: Mapping[str, Mapping[str, Any]] | None) -> None:
        self.declared = None if declared is None else {name: dict(each) for name, each in declared.items()}

    @property
    def known(self) -> bool:
        """Whether all shapes are declared, so that the weights can be made without data."""
        return bool(self.declared) and all("shape" in each or "batch_shape" in each for each in self._each())

    def _each(self) -> list[dict[str, Any]]:
        return list((self.declared or {}).values())

    def specs(self) -> Any:
        """Return symbolic tensors as the declared inputs are, in the form in which the model is called.

        Raises:
            ValueError: If a shape is not declared.
        """
        if not self.known:
            raise ValueError("the shapes of the inputs are not declared: build the model with a shape")
        specs = {name: _spec(arguments) for name, arguments in (self.declared or {}).items()}
        return specs if len(specs) > 1 else next(iter(specs.values()))

    def specs_of_shapes(self, shapes: Any) -> Any:
        """Return symbolic tensors of given shapes, with the dtypes that are declared."""
        if _is_shape(shapes):
            return self._spec_of_shape(next(iter(self.declared or {}), None), shapes)
        if isinstance(shapes, Mapping):
            return {name: self._spec_of_shape(name, shape) for name, shape in shapes.items()}
        names = list(self.declared or [None] * len(shapes))
        return [self._spec_of_shape(name, shape) for name, shape in zip(names, shapes, strict=True)]

    def _spec_of_shape(self, name: str | None, shape: Any) -> Any:
        arguments = (self.declared or {}).get(name or "", {})
        return keras.KerasTensor(tuple(shape), dtype=arguments.get("dtype") or keras.config.floatx())

    def variants(self, specs: Any) -> list[Any]:
        """Return the ways in which the model may be called: with all inputs, without the optional ones."""
        optional = [name for name, each in (self.declared or {}).items() if each.get("optional")]
        if not optional or not isinstance(specs, dict):
            return [specs]
        return [specs, {name: spec for name, spec in specs.items() if name not in optional}]

    def named(self, inputs: Any) -> dict[str, Any]:
        """Return what the model is called with by the names that its program knows.

        Raises:
            ValueError: If there are too few or too many.
        """
        if self.declared is None:
            return {WHOLE_INPUT: _copied(inputs)}
        given = self._by_name(inputs) if isinstance(inputs, dict) else self._in_order(inputs)
        return {name: _as_declared(each, self.declared[name]) for name, each in given.items()}

    def _in_order(self, inputs: Any) -> dict[str, Any]:
        declared = self.declared or {}
        values = inputs if isinstance(inputs, (list, tuple)) else [inputs]
        if len(values) != len(declared):
            names = ", ".join(declared)
            raise ValueError(f"the model has {len(declared)} inputs ({names}), received {len(values)}")
        return dict(zip(declared, values, strict=True))

    def _by_name(self, inputs: dict[str, Any]) -> dict[str, Any]:
        declared = self.declared or {}
        unknown = [name for name in inputs if name not in declared]
        missing = [name for name in declared if name not in inputs and not declared[name].get("optional")]
        if unknown or missing:
            received = ", ".join(map(str, inputs)) or "none"
            raise ValueError(f"the model's inputs are {', '.join(declared)}; received {received}")
        return {name: inputs.get(name) for name in declared}

    def named_mask(self, mask: Any) -> Any:
        """Return the masks that came with the inputs: one, or a dictionary for several; None for none."""
        if mask is None or all(each is None for each in tree.flatten(mask)):
            return None
        if self.declared is None or tf.is_tensor(mask):
            return mask
        masks = mask if isinstance(mask, dict) else dict(zip(self.declared, mask, strict=False))
        return next(iter(masks.values())) if len(self.declared) == 1 else dict(masks)


def specs_of(inputs: Any, dtype: str) -> Any:
    """Return symbolic tensors like what a model is called with, for any number of samples.

    Args:
        inputs: Tensors or arrays, or structures of them.
        dtype: The dtype that floats will have.
    """
    return tree.map_structure(lambda each: _spec_like(each, dtype), inputs)


def _spec_like(value: Any, dtype: str) -> Any:
    if value is None:
        return None
    if not hasattr(value, "shape") or not hasattr(value, "dtype"):
        value = keras.ops.convert_to_tensor(value)
    own = keras.backend.standardize_dtype(value.dtype)
    shape = tuple(value.shape)
    return keras.KerasTensor(
        (None, *shape[1:]) if shape else (),
        dtype=dtype if "float" in own else own,
        sparse=isinstance(value, tf.SparseTensor) or getattr(value, "sparse", False),
    )


def _as_declared(value: Any, arguments: Mapping[str, Any]) -> Any:
    """An input as its declaration has it: NumPy's int64 where int32 is declared, numbers where floats are."""
    if not hasattr(value, "dtype") or isinstance(value, (tf.SparseTensor, tf.RaggedTensor)):
        return value
    own = keras.backend.standardize_dtype(value.dtype)
    wanted = arguments.get("dtype") or keras.config.floatx()
    # Between kinds of floats the model's policy chooses, before its program is called.
    kept = own == wanted or "string" in (own, wanted) or ("float" in own and "float" in wanted)
    return value if kept else keras.ops.cast(value, wanted)


def _spec(arguments: Mapping[str, Any]) -> Any:
    shape = arguments.get("batch_shape")
    if shape is None:
        shape = (arguments.get("batch_size"), *arguments["shape"])
    dtype = arguments.get("dtype") or keras.config.floatx()
    return keras.KerasTensor(tuple(shape), dtype=dtype, sparse=bool(arguments.get("sparse")))


def _is_shape(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(each is None or isinstance(each, int) for each in value)


def _copied(inputs: Any) -> Any:
    """A list or dictionary that a program may change without changing the caller's."""
    return inputs.copy() if isinstance(inputs, (list, dict)) else inputs
