"""What the catalog says of one type: its names, its arguments and the arguments of its call.

These classes hold data and decide nothing. They are frozen, so that one entry can be handed to everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a constructor or a function.

    Attributes:
        name: The argument's name, as Keras has it.
        types: What it may be, in the catalog's vocabulary: `null`, `bool`, `int`, `float`, `str`, `enum`,
            `list[int]`, `dict`, `shape`, `dtype`, `path`, `tensor`, ..., or a kind such as `initializer`.
            `float` admits whole numbers.
        required: Whether it must be given.
        default: Keras's own default, as JSON has it (tuples are lists); None when there is none.
        has_default: Tells a default of None from no default at all.
        enum: The allowed texts, where `types` holds `enum`; may be joined by other types.
        min: The least value allowed, for each number in it.
        max: The greatest value allowed.
        above: A bound that the value must exceed.
        below: A bound that the value must stay under.
        length: How many items a list must have, where that is fixed.
        text: What Keras's documentation says of it.
        defined_by: The class that defines it, where it is inherited; empty otherwise.
        variadic: Whether it is starred and takes any number of values (`operands` of `einsum`).

    Example:
        >>> from kbuild.schemas import catalog
        >>> catalog.types("layer")["Dense"].args["units"].min
        1
    """

    name: str
    types: tuple[str, ...]
    required: bool = False
    default: Any = None
    has_default: bool = False
    enum: tuple[Any, ...] = ()
    min: float | None = None
    max: float | None = None
    above: float | None = None
    below: float | None = None
    length: int | None = None
    text: str = ""
    defined_by: str = ""
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class CallArgument:
    """One argument of a layer's `call` or of an op.

    Attributes:
        name: The argument's name.
        required: Whether a call must give it.
    """

    name: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One thing that a document can name: a layer, an optimizer, an op, ...

    Attributes:
        name: The name that a document uses (`Dense`; for ops `multiply`, `image.resize`).
        kind: Its kind, singular: `layer`, `optimizer`, `op`, ...
        api: The full public name (`keras.layers.Dense`).
        aliases: Further names of the same type (`Convolution2D`).
        identifiers: The strings that Keras accepts in its place (`he_normal`, `mse`).
        bases: Its base classes, nearest first.
        summary: A line on what it is.
        args: The arguments of its constructor (of the function, for ops and activations), in order.
        call: The arguments of a layer's `call`, and of an op those that take tensors, in order.

    Example:
        >>> from kbuild.schemas import catalog
        >>> catalog.types("layer")["Conv2D"].api
        'keras.layers.Conv2D'
    """

    name: str
    kind: str
    api: str
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    summary: str = ""
    args: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    call: Mapping[str, CallArgument] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def of_keras(self) -> bool:
        """Whether it is Keras's own or kbuild's, and not a class or function that a user has registered."""
        return self.api.startswith(("keras.", "kbuild.building.layers.", "kbuild.building.metrics."))


def entry_from(name: str, kind: str, data: Mapping[str, Any]) -> TypeEntry:
    """Make an entry from one type's JSON, as the files hold it and as the extractor returns it.

    Args:
        name: The name that a document uses.
        kind: Its kind, singular.
        data: The JSON mapping: `api`, `aliases`, `identifiers`, `bases`, `summary`, `args`, `call`.

    Returns:
        The frozen entry.

    Example:
        >>> data = {"api": "my.Half", "args": {"by": {"types": ["int"]}}}
        >>> entry_from("Half", "layer", data).args["by"].types
        ('int',)
    """
    return TypeEntry(
        name=name,
        kind=kind,
        api=data["api"],
        aliases=tuple(data.get("aliases", ())),
        identifiers=tuple(data.get("identifiers", ())),
        bases=tuple(data.get("bases", ())),
        summary=data.get("summary", ""),
        args=_Made(_argument, data.get("args", {})),
        call=_Made(_call_argument, data.get("call", {})),
    )


class _Made(Mapping[str, _T]):
    """A read-only mapping whose values are made when they are first asked for.

    A document uses a few of Keras's types; making the arguments of all would take longer than reading it.
    """

    __slots__ = ("_data", "_make", "_values")

    def __init__(self, make: Callable[[str, Mapping[str, Any]], _T], data: Mapping[str, Any]) -> None:
        self._make, self._data = make, data
        self._values: dict[str, _T] = {}

    def __getitem__(self, name: str) -> _T:
        if name not in self._values:
            self._values[name] = self._make(name, self._data[name])
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, name: object) -> bool:
        return name in self._data

    def __repr__(self) -> str:
        return repr(dict(self))


def _call_argument(name: str, data: Mapping[str, Any]) -> CallArgument:
    return CallArgument(name, data.get("required", False))


def _argument(name: str, data: Mapping[str, Any]) -> Argument:
    return Argument(
        name=name,
        types=tuple(data["types"]),
        required=data.get("required", False),
        default=data.get("default"),
        has_default="default" in data,
        enum=tuple(data.get("enum", ())),
        min=data.get("min"),
        max=data.get("max"),
        above=data.get("above"),
        below=data.get("below"),
        length=data.get("length"),
        text=data.get("text", ""),
        defined_by=data.get("from", ""),
        variadic=data.get("variadic", False),
    )
