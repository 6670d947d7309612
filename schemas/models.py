"""The three styles of a model: `sequential`, `functional` and `subclass`.

Each is also a type by the one rule, so that models nest: `encoder: {Sequential: {layers: [...]}}`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator

from kbuild.schemas import rule, types
from kbuild.schemas.objects import Object, Spec, plain, plain_fields
from kbuild.schemas.refusal import Collector, refusal, refuse, shown
from kbuild.schemas.values import value
from kbuild.schemas.wiring import read_links

_NAME = Annotated[str | None, value("str", "null")]
_WORDS_OF_A_NODE = ("from", "call", "reuse")


class Node(Spec):
    """One entry of a functional model: a layer (or an operation) and what it is called with.

    Args:
        layer: The layer, model or operation; None where `reuse` is given.
        reuse: The name of a layer to call once more, with the same weights.
        from_: What it is called with: a result, a list of results, or a mapping of argument names to results.
            None for the result of the entry above.
        call: Further arguments of the call: plain values, or names of results.

    Example:
        >>> from kbuild.schemas import layers
        >>> Node(layer=layers.Dense(units=30), from_="deep").tree()
        {'Dense': {'units': 30}, 'from': 'deep'}
    """

    title: ClassVar[str] = "an entry"

    layer: Annotated[Object | None, PlainValidator(lambda each: each)] = None
    reuse: _NAME = None
    from_: Annotated[Any, PlainValidator(read_links)] = Field(default=None, alias="from")
    call: Annotated[dict[str, Any] | None, value("dict", "null")] = None

    def tree(self) -> dict[str, Any]:
        """The entry as a document writes it."""
        words = {key: each for key, each in plain_fields(self).items() if key in _WORDS_OF_A_NODE}
        if self.layer is None:
            return words
        written = self.layer.tree()
        return {**({written: None} if isinstance(written, str) else written), **words}


def read_node(entry: Any) -> Node:
    """Read an entry of a functional model's `layers`."""
    if isinstance(entry, Node):
        return entry
    if isinstance(entry, Object):
        return Node(layer=entry)
    if isinstance(entry, str):
        return Node(layer=rule.read(("layer", "op", "application"), entry))
    if not isinstance(entry, Mapping):
        refuse("wrong-type", f"expected a layer, received {shown(entry)}")
    errors = Collector()
    words = {key: entry[key] for key in _WORDS_OF_A_NODE if key in entry}
    rest = {key: each for key, each in entry.items() if key not in _WORDS_OF_A_NODE}
    layer = None
    if "reuse" in words and rest:
        key = next(iter(rest))
        errors.add(
            (key,),
            refusal(
                "unknown-word", f"`{key}` cannot stand beside reuse: the layer is {words['reuse']}", key=True
            ),
        )
    elif "reuse" not in words:
        layer = errors.attempt((), _layer_of, rest)
    node = errors.attempt((), _node, layer, words)
    errors.raise_any()
    assert node is not None  # noqa: S101 - `attempt` returns None only with an error, which was raised
    return node


def _layer_of(rest: dict[str, Any]) -> Any:
    """The layer of an entry; what else stands beside it is a misspelt word, of which there are few."""
    kinds = ("layer", "op", "application")
    if len(rest) > 1 and sum(map(rule.is_type_name, rest)) == 1:
        return rule.read_beside(kinds, rest, _WORDS_OF_A_NODE)
    return rule.read(kinds, rest)


def _node(layer: Any, words: dict[str, Any]) -> Node:
    return Node.model_validate({**words, **({"layer": layer} if layer is not None else {})})


def _read_layer(value: Any) -> Any:
    return rule.read(("layer", "application"), value)


def _read_layers(value: Any) -> tuple[Object, ...]:
    if not isinstance(value, (list, tuple)):
        refuse("wrong-type", f"expected a list of layers, received {shown(value)}")
    errors = Collector()
    out = tuple([errors.attempt((index,), _read_layer, each) for index, each in enumerate(value)])
    errors.raise_any()
    return out  # type: ignore[return-value]  # no element is None once raise_any has passed


def _read_mapping(value: Any, read: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        listed = isinstance(value, (list, tuple)) and len(value) > 0 and isinstance(value[0], str)
        hint: dict[str, Any] = (
            {"hint": f"write {{{value[0]}: {{shape: [4]}}}}"} if listed and what == "inputs" else {}
        )
        refuse("wrong-type", f"expected a mapping of names to {what}, received {shown(value)}", **hint)
    errors = Collector()
    out = {}
    for name, each in value.items():
        if not isinstance(name, str):
            errors.add((name,), refusal("wrong-name", f"expected a name, received {shown(name)}", key=True))
        else:
            out[name] = errors.attempt((name,), read, each)
    errors.raise_any()
    return out


def _read_input(value: Any) -> Object:
    cls = types.find("layer", "Input")
    assert cls is not None  # noqa: S101 - the catalog's own test holds that Input is in it
    return cls.model_validate(value if value is not None else {})


def _read_inputs(value: Any) -> dict[str, Object] | None:
    return None if value is None else _read_mapping(value, _read_input, "inputs")


def _read_graph_inputs(value: Any) -> dict[str, Object]:
    return _read_mapping(value, _read_input, "inputs")


def _read_nodes(value: Any) -> dict[str, Node]:
    return _read_mapping(value, read_node, "layers")


def _read_member(value: Any) -> Any:
    """A layer of a subclass-style model: one, a list of them, or a mapping of names to them."""
    if isinstance(value, (list, tuple)):
        return _read_layers(value)
    if isinstance(value, Mapping) and value and not any(rule.is_type_name(key) for key in value):
        return _read_mapping(value, _read_layer, "layers")
    return _read_layer(value)


def _read_members(value: Any) -> dict[str, Any]:
    return _read_mapping(value, _read_member, "layers")


class Model(Object):
    """The base of the three styles."""

    kind = "layer"
    style: ClassVar[str] = ""
    word: ClassVar[str] = "key"

    def model_tree(self) -> dict[str, Any]:
        """The model as the value of a document's `model`."""
        return {"style": self.style, **self._plain()}

    def tree(self) -> dict[str, Any]:
        """The model as a type by the one rule."""
        return {self.type_name: self._plain()}

    def _plain(self) -> dict[str, Any]:
        out = plain_fields(self)
        inputs = getattr(self, "inputs", None)
        if inputs is not None and "inputs" in out:
            # Beside its name an input needs no type: its arguments stand alone.
            out["inputs"] = {name: plain_fields(each) for name, each in inputs.items()}
        return out


class Sequential(Model):
    """A plain stack of layers; builds a `keras.Sequential`.

    Args:
        layers: The layers in order; an `Input` first, or the model is built at its first call.
        name: The model's name.
        trainable: Whether its weights are trained.

    Example:
        >>> from kbuild.schemas import layers
        >>> model = Sequential(layers=[layers.Input(shape=[4]), layers.Dense(units=1)])
        >>> model.model_tree()["layers"][1]
        {'Dense': {'units': 1}}
    """

    type_name: ClassVar[str] = "Sequential"
    title: ClassVar[str] = "a sequential model"
    style: ClassVar[str] = "sequential"

    layers: Annotated[Sequence[Object], PlainValidator(_read_layers)]
    name: _NAME = None
    trainable: Annotated[bool, value("bool")] = True


class Functional(Model):
    """A graph of layers; builds a `keras.Model` by the functional API.

    Args:
        inputs: Each input's name and its `Input` arguments, such as `{"deep": {"shape": [6]}}`.
        layers: Each entry by its name, in any order.
        outputs: The name of a result, a list of names, or a mapping to names.
        name: The model's name.
        trainable: Whether its weights are trained.
    """

    type_name: ClassVar[str] = "Functional"
    title: ClassVar[str] = "a functional model"
    style: ClassVar[str] = "functional"

    inputs: Annotated[dict[str, Object], PlainValidator(_read_graph_inputs)]
    layers: Annotated[dict[str, Node], PlainValidator(_read_nodes)]
    outputs: Annotated[Any, PlainValidator(read_links)]
    name: _NAME = None
    trainable: Annotated[bool, value("bool")] = True


class Subclass(Model):
    """Layers and a small program, `call`, that says how they are used; builds a `keras.Model` subclass.

    Args:
        inputs: Each input's name and its `Input` arguments; with it the weights are built at once.
        layers: Each layer by its name: one, a list of layers, or a mapping of names to layers.
        call: The program.
        name: The model's name.
        trainable: Whether its weights are trained.
    """

    type_name: ClassVar[str] = "Subclass"
    title: ClassVar[str] = "a subclass-style model"
    style: ClassVar[str] = "subclass"

    inputs: Annotated[dict[str, Object] | None, PlainValidator(_read_inputs)] = None
    layers: Annotated[dict[str, Any], PlainValidator(_read_members)]
    call: Annotated[str, value("str")]
    name: _NAME = None
    trainable: Annotated[bool, value("bool")] = True


STYLES: dict[str, type[Model]] = {each.style: each for each in (Sequential, Functional, Subclass)}
for _style in STYLES.values():
    types.add_written("layer", _style.type_name, lambda cls=_style: cls)  # type: ignore[misc]


def read_model(value: Any) -> Object:
    """Read a document's `model`: one of the three styles, or an application by the one rule."""
    if isinstance(value, Object):
        return value
    if isinstance(value, Mapping) and not any(rule.is_type_name(key) for key in value):
        return _read_style(value)
    found = rule.read(("layer", "application"), value)
    if not isinstance(found, Model) and getattr(found, "kind", "") != "application":
        name = getattr(found, "type_name", found)
        refuse(
            "wrong-kind",
            f"expected a model, but {name} is a layer",
            hint="put it into a style: sequential model",
        )
    return found  # type: ignore[no-any-return]  # a name of a layer is never a plain identifier


def _read_style(value: Mapping[Any, Any]) -> Object:
    rest = {key: each for key, each in value.items() if key != "style"}
    style = value.get("style") or _style_shown(rest)
    if not isinstance(style, str) or style not in STYLES:
        refuse(
            "not-allowed",
            f"expected one of {', '.join(STYLES)}, received {shown(style)}",
            at=("style",),
            name=str(style),
            candidates=tuple(STYLES),
        )
    _refuse_other_style(style, rest)
    return STYLES[style].model_validate(rest)


def _style_shown(keys: Mapping[str, Any]) -> str:
    """The style of a model that does not say it, where its keys leave no doubt."""
    graph = {"inputs", "outputs"} & set(keys)
    if isinstance(keys.get("layers"), (list, tuple)) and not graph and "call" not in keys:
        return "sequential"
    if isinstance(keys.get("layers"), Mapping) and "call" in keys and "outputs" not in keys:
        return "subclass"
    if isinstance(keys.get("layers"), Mapping) and "inputs" in keys and "call" not in keys:
        return "functional"
    guess = "functional" if graph or isinstance(keys.get("layers"), Mapping) else "sequential"
    guess = "subclass" if "call" in keys else guess
    refuse("missing-key", "a model needs the key `style`", hint=f"write style: {guess}", missing=True)


def _refuse_other_style(style: str, rest: Mapping[str, Any]) -> None:
    """Say once that the layers are those of another style, instead of naming each key that it has not."""
    layers = rest.get("layers")
    if style == "functional" and isinstance(layers, (list, tuple)) and not {"inputs", "outputs"} & set(rest):
        refuse(
            "wrong-type",
            "the layers of a functional model have names, and these are a list",
            at=("style",),
            hint="write style: sequential for layers one after the other",
        )
    if style == "sequential" and isinstance(layers, Mapping):
        graph = {"inputs", "outputs"} & set(rest)
        hint = "write style: functional" if graph else "put a dash and a space before each layer"
        text = "the layers of a sequential model are a list, and these are a mapping"
        refuse("wrong-type", text, at=("style",) if graph else ("layers",), hint=hint)


def model_plain(model: Object) -> Any:
    """A model as the value of a document's `model`."""
    return model.model_tree() if isinstance(model, Model) else plain(model)


__all__ = ["STYLES", "Functional", "Model", "Node", "Sequential", "Subclass", "read_model"]
