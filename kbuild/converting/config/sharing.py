"""Layers that stand in several models: these models are put into the one around them, which reuses the layer.

Keras numbers an object that it writes down for the second time (`shared_object_id`), in `.keras` files at
least, and then reads two objects back. A document shares layers by `reuse`, within one model: so a nested
model that shares a layer becomes entries of the model around it, which computes the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kbuild.converting.config.nodes import histories, structure
from kbuild.converting.config.numbering import History, moved
from kbuild.converting.config.report import Report
from kbuild.converting.folding.entries import reading_order

_INPUT = "InputLayer"
Path = tuple[str, ...]
Calls = tuple[int, ...]


def without_sharing(config: Mapping[str, Any], report: Report) -> tuple[Mapping[str, Any], dict[str, Path]]:
    """A serialized model in which no layer stands in two models.

    Args:
        config: The serialized model, its calls numbered from zero.
        report: Takes what cannot be put into the model around it.

    Returns:
        The model, and where each of its entries stood, by names from the outermost model on: empty if
        nothing is shared.
    """
    shared = _shared(config)
    if not shared:
        return config, {}
    homes = {path[:-1] for paths in shared.values() for path in paths}
    opened = {home[:depth] for home in homes for depth in range(1, len(home) + 1)}
    made = _Opened(report, opened, list(shared.values()))
    whole = _as_graph(config)
    layers = made.layers(whole["config"])
    inner = {**whole["config"], "layers": layers, "output_layers": made.outputs(whole["config"])}
    return {**whole, "config": inner}, made.origins


def is_shared(config: Mapping[str, Any]) -> bool:
    """Whether a layer of a serialized model stands in two models."""
    return bool(_shared(config))


def _shared(config: Mapping[str, Any]) -> dict[Any, list[Path]]:
    """The places of each layer that stands in several models, by its number."""
    places: dict[Any, list[Path]] = {}
    alike: dict[tuple[str, str], list[Path]] = {}
    numbers: dict[Any, tuple[str, str]] = {}
    for path, layer in _walk(config, ()):
        key = (str(layer.get("class_name")), path[-1])
        number = layer.get("shared_object_id")
        # Keras numbers the second place only: the first is the layer of the same name.
        if number is not None:
            places.setdefault(number, list(alike.get(key, []))[-1:]).append(path)
            numbers[number] = key
        else:
            alike.setdefault(key, []).append(path)
    return {number: each for number, each in places.items() if len({path[:-1] for path in each}) > 1}


def _walk(config: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    inner = config.get("config")
    if not isinstance(inner, Mapping) or not isinstance(inner.get("layers"), list):
        return
    for layer in inner["layers"]:
        here = (*path, _name(layer))
        if layer.get("class_name") != _INPUT:
            yield here, layer
        yield from _walk(layer, here)


def _name(layer: Mapping[str, Any]) -> str:
    return str(layer.get("name") or (layer.get("config") or {}).get("name"))


def _as_graph(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """A Sequential's configuration as that of a graph."""
    inner = config["config"]
    if "output_layers" in inner:
        return config
    layers: list[dict[str, Any]] = []
    for each in inner["layers"]:
        last = _name(layers[-1]) if layers else None
        nodes = [] if last is None else [{"args": [_tensor((last, 0, 0))], "kwargs": {}}]
        layers.append({**each, "name": _name(each), "inbound_nodes": nodes})
    ends = {"input_layers": [[_name(layers[0]), 0, 0]], "output_layers": [[_name(layers[-1]), 0, 0]]}
    made = {
        **{key: each for key, each in inner.items() if key in ("name", "trainable")},
        "layers": layers,
        **ends,
    }
    return {**config, "class_name": "Functional", "config": made}


def _tensor(history: History) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"keras_history": list(history)}}


class _Opened:
    """The entries of a model and of those that were put into it.

    A call of an opened model is known by its number and the numbers of the calls around it.

    Args:
        report: Takes what cannot be put into the model around it.
        opened: The places of the models that are.
        shared: All places of each shared layer.
    """

    def __init__(self, report: Report, opened: set[Path], shared: Iterable[list[Path]]) -> None:
        self.report = report
        self.opened = opened
        self.merged = {path: min(paths, key=len) for paths in shared for path in paths}
        self.firsts = {path: paths[0] for paths in shared for path in paths}
        self.made: dict[str, dict[str, Any]] = {}
        self.names: dict[Path, str] = {}
        self.origins: dict[str, Path] = {}
        self.results: dict[tuple[Path, Calls, str, int], tuple[str, int]] = {}
        self.ends: dict[tuple[Path, Calls, int], Any] = {}

    def layers(self, inner: Mapping[str, Any]) -> list[Any]:
        """The entries of the outermost model."""
        for layer in inner["layers"]:
            self.names[_name(layer),] = _name(layer)
        self._place(inner, (), (), {})
        return list(self.made.values())

    def outputs(self, inner: Mapping[str, Any]) -> Any:
        """The outputs of the outermost model."""
        return self._moved(structure(inner["output_layers"]), (), (), {})

    def _place(self, inner: Mapping[str, Any], path: Path, calls: Calls, given: Mapping[str, Any]) -> None:
        for layer, index, node in _calls(inner):
            here = (*path, _name(layer))
            arguments = self._moved(node, path, calls, given)
            if here in self.opened:
                self._open(layer, here, (*calls, index), arguments)
            elif layer["class_name"] != _INPUT or not path:
                self._add(layer, here, (calls, index), arguments)

    def _add(self, layer: Mapping[str, Any], here: Path, call: tuple[Calls, int], arguments: Any) -> None:
        name = self._named(here)
        if name not in self.made:
            config = {**(layer.get("config") or {}), "name": name}
            self.made[name] = {**layer, "name": name, "config": config, "inbound_nodes": []}
            self.origins[name] = self.firsts.get(here, here)
        if arguments is not None:
            nodes = self.made[name]["inbound_nodes"]
            self.results[here[:-1], call[0], here[-1], call[1]] = (name, len(nodes))
            nodes.append(arguments)

    def _open(self, layer: Mapping[str, Any], path: Path, calls: Calls, arguments: Any) -> None:
        inner = _as_graph(layer)["config"]
        if any(each is not None for each in (arguments.get("kwargs") or {}).values()):
            text = f"the model {path[-1]} shares layers with another and is called with more than its inputs"
            self.report.refuse(text, "call it with its inputs alone")
        names = [name for name, _, _ in histories(structure(inner["input_layers"]))]
        tensors = [_tensor(each) for each in histories(arguments.get("args"))]
        given = dict(zip(names, tensors, strict=False))
        self._place(inner, path, calls, given)
        for number, end in enumerate(histories(structure(inner["output_layers"]))):
            self.ends[path, calls, number] = self._moved(_tensor(end), path, calls, given)

    def _moved(self, value: Any, path: Path, calls: Calls, given: Mapping[str, Any]) -> Any:
        def move(history: History) -> Any:
            name, index, result = history
            here = (*path, name)
            if name in given:
                return given[name]
            if here in self.opened:
                return self.ends[here, (*calls, index), result]
            made = self.results.get((path, calls, name, index))
            return history if made is None else (made[0], made[1], result)

        return moved(value, move, set())

    def _named(self, here: Path) -> str:
        """The name of an entry: a shared layer's own where that is free, else with its models' before it."""
        place = self.merged.get(here, here)
        if place not in self.names:
            taken = set(self.names.values())
            own = place[-1] if here in self.merged and place[-1] not in taken else "_".join(place)
            while own in taken:
                own += "_"
            self.names[place] = own
        return self.names[place]


def _calls(inner: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int, Any]]:
    """All calls of a model's layers, each after those whose results it takes; its inputs first."""
    known: dict[str, tuple[Mapping[str, Any], int, Any]] = {}
    needs: dict[str, set[str]] = {}
    for layer in inner["layers"]:
        nodes = layer.get("inbound_nodes") or [None]
        for index, node in enumerate(nodes):
            key = f"{_name(layer)}\0{index}"
            known[key] = (layer, index, node)
            needs[key] = {f"{name}\0{call}" for name, call, _ in histories(node)}
            if index:
                needs[key].add(f"{_name(layer)}\0{index - 1}")
    needs = {key: {each for each in found if each in known} for key, found in needs.items()}
    yield from (known[key] for key in reading_order(needs) or known)
