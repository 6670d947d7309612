"""Calls: of layers, of listed functions of Keras, of plain functions, of lists' and dictionaries' methods."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, TypeAlias

import keras

from kbuild.reading.program.calls import module_function
from kbuild.reading.program.vocabulary import ADD_LOSS, DICTIONARY_METHODS, PLAIN_FUNCTIONS, is_function

from .failures import CallProgramError
from .frame import STEP_OF_A_CALL, Frame
from .functions import FUNCTIONS
from .outputs import Collector
from .structure import Stacked
from .tensors import as_tensor, describe, is_layer

Evaluate: TypeAlias = Callable[[Frame], Any]

_MODULES = {"ops": keras.ops, "random": keras.random, "losses": keras.losses}


def compile_call(node: ast.Call, evaluate: Callable[[ast.expr], Evaluate]) -> Evaluate:
    """Compile a call.

    Args:
        node: The call.
        evaluate: Compiles what is called and the arguments.
    """
    args = [evaluate(each) for each in node.args]
    named = {each.arg: evaluate(each.value) for each in node.keywords if each.arg is not None}
    module = module_function(node.func)
    if module is not None:
        return _keras_function(*module, args, named)
    if isinstance(node.func, ast.Name) and node.func.id in PLAIN_FUNCTIONS:
        return _plain_function(node.func.id, args)
    if isinstance(node.func, ast.Name) and node.func.id == ADD_LOSS:
        return lambda frame: frame.add_loss(args[0](frame))
    if isinstance(node.func, ast.Attribute):
        return _method(node.func, args, evaluate(node.func.value))
    return _layer(evaluate(node.func), args, named)


def _arguments(
    frame: Frame, args: list[Evaluate], named: Mapping[str, Evaluate]
) -> tuple[list[Any], dict[str, Any]]:
    values = [each(frame) for each in args]
    by_name = {name: each(frame) for name, each in named.items()}
    for value in (*values, *by_name.values()):
        frame.run.weigh(value)
    return values, by_name


def _plain_function(name: str, args: list[Evaluate]) -> Evaluate:
    function = FUNCTIONS[name]
    return lambda frame: function(frame.run, *_arguments(frame, args, {})[0])


def _keras_function(module: str, name: str, args: list[Evaluate], named: Mapping[str, Evaluate]) -> Evaluate:
    function = keras_function(module, name)

    def call(frame: Frame) -> Any:
        frame.run.spend(STEP_OF_A_CALL)
        values, by_name = _arguments(frame, args, named)
        if module == "random":
            by_name.setdefault("seed", frame.run.seed)
        if name == "stack" and values:
            stacked = frame.run.stacked(*values, **by_name)
            if stacked is not None:
                return stacked
        _refuse_stacked(f"{module}.{name}", [*values, *by_name.values()])
        return function(*values, **by_name)

    return call


def keras_function(module: str, name: str) -> Callable[..., Any]:
    """Return a listed function of Keras.

    Raises:
        LookupError: If it is not on the list.

    Example:
        >>> keras_function("ops", "relu").__name__
        'relu'
    """
    if not is_function(module, name):
        raise LookupError(f"there is no function {module}.{name}")
    found: Any = reduce(lambda place, part: getattr(place, part, None), name.split("."), _MODULES[module])
    # Losses have short names (`mse`) that are no attributes of the module.
    function: Callable[..., Any] = keras.losses.get(name) if found is None and module == "losses" else found
    return function


def _refuse_stacked(name: str, values: list[Any]) -> None:
    if any(isinstance(value, Stacked) for value in values):
        raise CallProgramError(
            f"a list that a loop of unknown length has filled can't be given to `{name}`",
            hint="make it a tensor first, with ops.stack",
        )


def _method(func: ast.Attribute, args: list[Evaluate], owner: Evaluate) -> Evaluate:
    if func.attr in DICTIONARY_METHODS:
        return _dictionary_method(func.attr, owner)
    assert isinstance(func.value, ast.Name)  # noqa: S101 - the check of syntax admits no other list to append to
    name = func.value.id

    def append(frame: Frame) -> None:
        items, item = owner(frame), args[0](frame)
        if isinstance(items, (list, Collector)):
            items.append(item)
        elif isinstance(items, Stacked):
            frame.names[name] = items.extended(keras.ops.expand_dims(as_tensor(item), 0))
        else:
            raise TypeError(f"only a list can be appended to, `{name}` is {describe(items)}")

    return append


def _dictionary_method(name: str, owner: Evaluate) -> Evaluate:
    def call(frame: Frame) -> Any:
        value = owner(frame)
        if not isinstance(value, dict):
            raise TypeError(f"only a dictionary has {name}, this is {describe(value)}")
        return list({"items": value.items, "keys": value.keys, "values": value.values}[name]())

    return call


def _layer(callee: Evaluate, args: list[Evaluate], named: Mapping[str, Evaluate]) -> Evaluate:
    def call(frame: Frame) -> Any:
        frame.run.spend(STEP_OF_A_CALL)
        layer = callee(frame)
        if not is_layer(layer):
            raise TypeError(f"only a layer can be called, this is {describe(layer)}")
        values, by_name = _arguments(frame, args, named)
        _refuse_stacked(layer.name, [*values, *by_name.values()])
        return layer(*values, **by_name)

    return call
