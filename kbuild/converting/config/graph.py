"""A functional model's graph: entries in an order that reads well, each saying no more than it must."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.converting.config.masks import without_implied_masks
from kbuild.converting.config.nodes import (
    Call,
    calls,
    has_tensor,
    histories,
    is_tensor,
    results_of,
    structure,
)
from kbuild.converting.config.objects import MODELS, Objects
from kbuild.converting.config.operations import is_operation, operation_tree
from kbuild.converting.config.training import is_default_training
from kbuild.schemas import catalog

_PIN = "PinTraining"


class Graph:
    """The entries of one functional model.

    Args:
        config: Its configuration.
        objects: Converts the layers.
        inputs: The names of its inputs, by the names of their layers.
    """

    def __init__(self, config: Mapping[str, Any], objects: Objects, inputs: Mapping[str, str]) -> None:
        self.objects = objects
        self.report = objects.report
        self.inputs = inputs
        self.layers = [each for each in config["layers"] if each["name"] not in inputs]
        self.outputs = structure(config["output_layers"])
        self.calls = without_implied_masks(calls(self.layers), self.outputs)
        self.pinned: dict[str, str] = {}
        self.names = {key: call.name for key, call in self.calls.items()}
        self._rename_pins()
        used = [each for call in self.calls.values() for each in histories([call.args, call.kwargs])]
        self.several = {(name, call) for name, call, result in used if result > 0}
        self.several |= {(name, call) for name, call, result in histories(self.outputs) if result > 0}

    def tree(self) -> tuple[dict[str, Any], Any]:
        """The entries, and the outputs."""
        entries: dict[str, Any] = {}
        above: str | None = next(iter(self.inputs.values())) if len(self.inputs) == 1 else None
        for key in self._order():
            call = self.calls[key]
            with self.report.at(call.name):
                entry = self._entry(call)
            if entry.get("from") is not None and entry["from"] == above:
                del entry["from"]
            name = self.names[key]
            entries[name] = _short(entry)
            above = name
        outputs = self.link(self.outputs)
        return entries, outputs[0] if isinstance(outputs, list) and len(outputs) == 1 else outputs

    def link(self, value: Any) -> Any:
        """The reference for a tensor, or the structure of references for a structure of tensors."""
        if is_tensor(value):
            ((name, index, result),) = histories(value)
            if name in self.inputs:
                return self.inputs[name]
            call = self.calls.get((name, index))
            if call is None:
                self.report.refuse(f"call {index} of the layer {name} is not in the configuration")
                return name
            return self._reference(call, (name, index), result)
        if isinstance(value, Mapping):
            return {key: self.link(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.link(each) for each in value]
        self.report.refuse("a constant among tensors cannot be written")
        return None

    def _reference(self, call: Call, key: tuple[str, int], result: int) -> str:
        found = results_of(call)
        if isinstance(found, list):
            return f"{self.names[key]}[{found[result]}]"
        return f"{self.names[key]}[{result}]" if found or key in self.several else self.names[key]

    def _rename_pins(self) -> None:
        """A wrapper that pins `training` is a word of the language, and goes by the name of what it wraps."""
        for (name, index), call in self.calls.items():
            if call.layer["class_name"] == _PIN and index == 0:
                inner = str(call.layer["config"]["layer"]["config"]["name"])
                taken = inner in self.pinned.values() or any(each["name"] == inner for each in self.layers)
                self.pinned[name] = inner
                self.names[name, index] = name if taken else inner

    def _entry(self, call: Call) -> dict[str, Any]:
        if is_operation(call.layer):
            return operation_tree(call, self.objects, self.link)
        first = self.names[str(call.layer["name"]), 0] if call.first is not None else None
        layer, pinned = call.layer, None
        if layer["class_name"] == _PIN:
            pinned = layer["config"].get("training")
            name, inner = str(layer["name"]), self.pinned[str(layer["name"])]
            layer = layer["config"]["layer"]
            if self.names[name, 0] != inner:
                first = inner
        if first is not None:
            entry: dict[str, Any] = {"reuse": first}
        else:
            tree, _ = self.objects.layer(layer)
            entry = dict(tree) if isinstance(tree, dict) else {str(tree): None}
        entry.update(self._called_with(call, layer, pinned))
        return entry

    def _called_with(self, call: Call, layer: Mapping[str, Any], pinned: bool | None) -> dict[str, Any]:
        """`from` and `call`."""
        found = catalog.find("layer", str(layer["class_name"]))
        names = list(found.call) if found is not None and layer["class_name"] not in MODELS else []
        links, arguments = self._positional(call, names)
        for key, value in call.kwargs.items():
            if value is None or (key == "training" and is_default_training(layer, value)):
                continue
            if not call.args and has_tensor(value) and isinstance(links, dict):
                links[key] = self.link(value)
            else:
                arguments[key] = self._argument(value)
        if pinned is not None:
            arguments["training"] = pinned
        out = {"from": links or None, "call": arguments or None}
        return {key: each for key, each in out.items() if each is not None}

    def _positional(self, call: Call, names: list[str]) -> tuple[Any, dict[str, Any]]:
        if not call.args:
            return {}, {}
        first, *rest = call.args
        links = self.link(first)
        if not rest:
            if isinstance(links, dict) and names:
                self.report.refuse(
                    "a layer that is called with a mapping cannot be told from named arguments"
                )
            return links, {}
        if len(names) < len(call.args):
            self.report.refuse("a layer whose call Keras does not document is called with several arguments")
            return links, {}
        further = {name: each for name, each in zip(names[1:], rest, strict=False) if each is not None}
        if all(is_tensor(each) for each in further.values()) and is_tensor(first):
            return {names[0]: links, **{key: self.link(each) for key, each in further.items()}}, {}
        return links, {key: self._argument(each) for key, each in further.items()}

    def _argument(self, value: Any) -> Any:
        """An argument of a call: plain values with the names of results among them."""
        if is_tensor(value):
            return self.link(value)
        if isinstance(value, (list, tuple)):
            return [self._argument(each) for each in value]
        return self.objects.value(value)

    def _order(self) -> list[tuple[str, int]]:
        """Follow each chain as far as it goes, so that most entries stand below what they take."""
        needs = {key: self._needs(key, call) for key, call in self.calls.items()}
        waiting = {key: len(each) for key, each in needs.items()}
        takers: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for key, each in needs.items():
            for need in each:
                takers.setdefault(need, []).append(key)
        ready = [key for key, count in waiting.items() if not count][::-1]
        order: list[tuple[str, int]] = []
        while ready:
            key = ready.pop()
            order.append(key)
            free = []
            for taker in takers.get(key, ()):
                waiting[taker] -= 1
                if not waiting[taker]:
                    free.append(taker)
            ready.extend(reversed(free))
        return order

    def _needs(self, key: tuple[str, int], call: Call) -> set[tuple[str, int]]:
        needs = {(name, index) for name, index, _ in histories([call.args, call.kwargs])}
        if key[1] > 0:
            needs.add((key[0], 0))
        inner = self.pinned.get(key[0])
        if inner is not None and self.names[key] != inner:
            needs |= {each for each, name in self.names.items() if name == inner}
        return {each for each in needs if each in self.calls and each != key}


def _short(entry: dict[str, Any]) -> Any:
    """A type alone where nothing else is said."""
    if len(entry) == 1:
        ((name, value),) = entry.items()
        return name if value is None else entry
    return entry
