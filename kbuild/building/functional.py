"""`style: functional`: a graph of layers, sorted first and then built in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.building.construct import construct, resolve, value
from kbuild.building.freezing import as_said
from kbuild.building.layer import make_layer
from kbuild.building.site import Site
from kbuild.building.uninterrupted import depth
from kbuild.checking.wiring import wire
from kbuild.schemas import types
from kbuild.schemas.errors import BuildError
from kbuild.schemas.models import Functional, Node
from kbuild.schemas.objects import Object
from kbuild.schemas.wiring import reference


def build_functional(model: Functional, site: Site, name: str) -> Any:
    """Build a `keras.Model` by the functional API.

    Args:
        model: Inputs, entries and outputs.
        site: Where the model's keys stand in the document, with the scope that its layers are seeded under.
        name: The model's name.

    Raises:
        BuildError: If the wiring is wrong (which `kbuild.load` finds before, at its line).
    """
    import keras

    wiring = wire(model, site.path)
    if wiring.findings:
        first = wiring.findings[0]
        raise BuildError(first.message, code=first.code, hint=first.hint)
    graph = _Graph(model, site, wiring.sources)
    for entry in wiring.order:
        graph.add(entry)
    inputs = [graph.results[each] for each in model.inputs]
    outputs = graph.fetch(model.outputs)
    with site.at("outputs").noted(), depth(len(wiring.order)):
        built = keras.Model(inputs if len(inputs) > 1 else inputs[0], outputs, name=name)
    return as_said(built, model.trainable)


class _Graph:
    """The results so far, and the layers that made them."""

    def __init__(self, model: Functional, site: Site, sources: Mapping[str, str]) -> None:
        self.model = model
        self.site = site
        self.sources = sources
        self.layers: dict[str, Any] = {}
        self.results: dict[str, Any] = {
            name: construct(spec, site.at("inputs"), name=name) for name, spec in model.inputs.items()
        }

    def add(self, name: str) -> None:
        """Make an entry's layer, unless it is reused, and call it."""
        node = self.model.layers[name]
        site = self.site.at("layers", name)
        arguments = {
            key: self.argument(each, site.at("call", key)) for key, each in (node.call or {}).items()
        }
        links = self.fetch(node.from_ if node.from_ is not None else self.sources[name])
        if node.layer is not None and node.layer.kind == "op":
            self.results[name] = self._operate(name, node.layer, links, arguments, site)
            return
        layer = self._layer(name, node, arguments, site)
        with site.noted():
            self.results[name] = _call(layer, links, arguments)

    def _layer(self, name: str, node: Node, arguments: dict[str, Any], site: Site) -> Any:
        training = arguments.pop("training", None)
        layer = self.layers.get(node.reuse or name)
        if layer is None:
            assert node.layer is not None  # noqa: S101 - the schema gives each entry a layer or a reuse
            layer = self.layers[name] = make_layer(node.layer, name, site)
        if training is None:
            return layer
        # A functional model hands its own `training` to every layer; only a wrapper holds on to another.
        from kbuild.building.layers.pin_training import PinTraining

        return PinTraining(layer, training, name=name if node.reuse else f"{name}_training")

    def _operate(self, name: str, spec: Object, links: Any, arguments: dict[str, Any], site: Site) -> Any:
        here = site.at(spec.type_name)
        given = {
            key: _operand(spec, key, value(each, here.at(key))) for key, each in spec.arguments().items()
        }
        given.update(arguments)
        with here.noted():
            result = _apply(spec, links, given)
        _rename(result, name)
        return result

    def fetch(self, links: Any) -> Any:
        """The results that a `from` or `outputs` names, in its structure."""
        if isinstance(links, str):
            return self._result(links)
        if isinstance(links, Mapping):
            return {key: self.fetch(each) for key, each in links.items()}
        return [self.fetch(each) for each in links]

    def _result(self, text: str) -> Any:
        link = reference(text)
        result = self.results[link.name]
        return result if link.item is None else result[link.item]

    def argument(self, written: Any, site: Site) -> Any:
        """A `call` argument: the name of a result is that result, anything else a plain value."""
        if isinstance(written, str) and written.split("[", 1)[0].strip() in self.results:
            return self._result(written)
        if isinstance(written, Mapping):
            return {key: self.argument(each, site.at(key)) for key, each in written.items()}
        if isinstance(written, (list, tuple)):
            return [self.argument(each, site.at(index)) for index, each in enumerate(written)]
        return written


def _call(layer: Any, links: Any, arguments: dict[str, Any]) -> Any:
    import keras

    # A model takes its inputs as one mapping; a layer takes arguments of these names.
    if isinstance(links, dict) and not isinstance(layer, keras.Model):
        return layer(**links, **arguments)
    return layer(links, **arguments)


def _apply(spec: Object, links: Any, given: dict[str, Any]) -> Any:
    operation = resolve(spec)
    if isinstance(links, dict):
        return operation(**links, **given)
    results = links if isinstance(links, list) and not _takes_a_list(spec) else [links]
    first = _first_argument(spec)
    # `ops.einsum` and its like say what they do first, and take the tensors behind it.
    lead = [given.pop(first)] if first in given else []
    return operation(*lead, *results, **given)


def _operand(spec: Object, name: str, given: Any) -> Any:
    """An argument of an operation; numbers in place of a tensor become one, which has a shape and a type."""
    import keras

    argument = types.entry_of(spec).args[name]
    of_numbers = isinstance(given, (list, tuple)) and "tensor" in argument.types
    return keras.ops.convert_to_tensor(given) if of_numbers and argument.types[0] == "tensor" else given


def _takes_a_list(spec: Object) -> bool:
    entry = types.entry_of(spec)
    first = next(iter(entry.args.values()), None)
    return first is not None and any(each.startswith("list[tensor") for each in first.types)


def _first_argument(spec: Object) -> str:
    return next(iter(types.entry_of(spec).args), "")


def _rename(result: Any, name: str) -> None:
    """Give the operation that made a result the entry's name, instead of one that Keras counted."""
    import keras

    for each in keras.tree.flatten(result):
        history = getattr(each, "_keras_history", None)
        if history is not None:
            history.operation.name = name
