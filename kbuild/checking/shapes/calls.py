"""The call of a layer or op: which tensors and values it is given, by the names of its call arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.checking.shapes.hints import RECURRENT
from kbuild.checking.shapes.outcomes import Mismatch, MismatchError, NotKnownError
from kbuild.checking.shapes.tensors import Shape, Structure, Tensor, leaves


@dataclass(frozen=True, slots=True)
class Call:
    """One call.

    Args:
        type_name: The type that is called, for messages.
        values: Tensors, structures of tensors and plain values by the names of the call's arguments.
        first: The name of the first argument, the one that a positional input is given to.

    Example:
        >>> call = Call("Dense", {"inputs": Tensor((None, 4), "float32")})
        >>> call.shape()
        (None, 4)
    """

    type_name: str
    values: Mapping[str, Any]
    first: str = "inputs"

    def get(self, name: str, default: Any = None) -> Any:
        """An argument of the call, as it was given."""
        return self.values.get(name, default)

    def require(self, name: str) -> Any:
        """An argument that the call must have; it is refused without."""
        value = self.values.get(name)
        if value is None:
            raise MismatchError(self._missing(name))
        return value

    def structure(self, name: str | None = None) -> Structure:
        """The tensor or tensors that were given for an argument, the first one unless it is named."""
        value = self.require(name or self.first)
        if not isinstance(value, (Tensor, tuple, dict)):
            raise NotKnownError
        return value

    def tensor(self, name: str | None = None) -> Tensor:
        """The one tensor given for an argument; a list or mapping of tensors is refused."""
        value = self.structure(name)
        if isinstance(value, Tensor):
            return value
        raise MismatchError(self._several(value))

    def shape(self, name: str | None = None) -> Shape:
        """The shape of the one tensor given for an argument; `NotKnownError` if it is not known."""
        shape = self.tensor(name).shape
        if shape is None:
            raise NotKnownError
        return shape

    def several(self) -> tuple[Tensor, ...]:
        """The list of tensors given for the first argument; one tensor alone is refused."""
        value = self.structure()
        if isinstance(value, tuple) and all(isinstance(each, Tensor) for each in value):
            return tuple(each for each in value if isinstance(each, Tensor))
        if isinstance(value, Tensor) and value.shape is None:
            raise NotKnownError
        received = f"one tensor, {value}" if isinstance(value, Tensor) else "a mapping"
        raise MismatchError(
            Mismatch(
                "missing-input",
                f"{self.type_name} takes a list of tensors, received {received}",
                "name the results in a list: `from: [a, b]`",
                inputs=(self.first,),
            )
        )

    def _missing(self, name: str) -> Mismatch:
        if name == self.first:
            hint = "name the result it is called with: `from: a`"
        else:
            hint = f"name each input: `from: {{{self.first}: a, {name}: b}}`"
        return Mismatch("missing-input", f"{self.type_name} is called without `{name}`", hint, inputs=(name,))

    def _several(self, value: Structure) -> Mismatch:
        many = f"a list of {len(value)}" if isinstance(value, tuple) else "a mapping"
        origins = {tensor.origin for tensor in leaves(value)}
        origin = next(iter(origins)) if len(origins) == 1 else None
        source = f" from `{origin.name}`" if origin is not None else ""
        hint = "join them first with a layer such as `Concatenate` or `Add`"
        if origin is not None and origin.type_name in RECURRENT:
            hint = (
                f"leave out `return_state` on `{origin.name}`, or take one of them: `from: {origin.name}[0]`"
            )
        return Mismatch(
            "several-inputs",
            f"{self.type_name} takes one tensor, received {many}{source}",
            hint,
            inputs=(self.first,),
        )
