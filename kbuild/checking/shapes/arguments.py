"""The arguments of one layer or op, as a rule reads them: what was set, else Keras's default.

A value of the wrong type is the schema's problem and reported there; here it only means that nothing is
known, so that one mistake does not give two problems.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from kbuild.checking.shapes.outcomes import NotKnownError, Weight
from kbuild.checking.shapes.policies import Policy, policy_of
from kbuild.checking.shapes.tensors import Size, Tensor
from kbuild.schemas import catalog
from kbuild.schemas.catalog import TypeEntry


@runtime_checkable
class Spec(Protocol):
    """Anything that names a type and the arguments that were set: every `kbuild.schemas.Object` does."""

    @property
    def type_name(self) -> str:
        """The type, such as `Dense` or `ops.multiply`."""
        ...

    def arguments(self) -> dict[str, Any]:
        """The arguments that were set; nested objects are specs again, lists are tuples."""
        ...


class Arguments:
    """What a rule sees of a layer.

    Args:
        type_name: The type's own name (no alias), such as `Conv2D`.
        given: The arguments that were set.
        entry: The catalog's entry, for defaults; None for a type that the catalog does not have.
        default_policy: The dtype policy where the layer names none.
        spec: What the arguments are of, for rules that need more than arguments.

    Example:
        >>> conv = Arguments("Conv2D", {"filters": 8, "kernel_size": 3}, catalog.find("layer", "Conv2D"))
        >>> conv["padding"], conv.sizes("kernel_size", 2), conv.flag("use_bias")
        ('valid', (3, 3), True)
    """

    __slots__ = ("_given", "default_policy", "entry", "policy", "spec", "type_name")

    def __init__(
        self,
        type_name: str,
        given: Mapping[str, Any],
        entry: TypeEntry | None = None,
        default_policy: Policy | None = None,
        spec: Spec | None = None,
    ) -> None:
        self.type_name = type_name
        self.spec = spec
        self.entry = entry
        self.default_policy = default_policy or Policy()
        self._given = given
        self.policy = policy_of(given.get("dtype"), self.default_policy)

    def __getitem__(self, name: str) -> Any:
        """The value that was set or Keras's default; `NotKnownError` where there is neither."""
        if name in self._given:
            return _tupled(self._given[name])
        argument = self.entry.args.get(name) if self.entry is not None else None
        if argument is None or not argument.has_default:
            raise NotKnownError
        return _tupled(argument.default)

    def __contains__(self, name: str) -> bool:
        """Whether the argument was set."""
        return name in self._given

    def get(self, name: str, default: Any = None) -> Any:
        """The value that was set or Keras's default, or another default where there is neither."""
        try:
            return self[name]
        except NotKnownError:
            return default

    def integer(self, name: str) -> int:
        """A whole number; `NotKnownError` for anything else."""
        return _integer(self[name])

    def optional_integer(self, name: str) -> int | None:
        """A whole number or None."""
        value = self.get(name)
        return None if value is None else _integer(value)

    def positive(self, name: str) -> int:
        """A whole number above zero; `NotKnownError` for anything else."""
        value = self.integer(name)
        if value <= 0:
            raise NotKnownError
        return value

    def flag(self, name: str) -> bool:
        """A truth value, as Python takes it."""
        return bool(self[name])

    def word(self, name: str) -> str:
        """A text in small letters; `NotKnownError` for anything else."""
        value = self[name]
        if not isinstance(value, str):
            raise NotKnownError
        return value.lower()

    def sizes(self, name: str, length: int) -> tuple[int, ...]:
        """One whole number for all axes, or one for each of `length` axes."""
        value = self[name]
        if isinstance(value, tuple):
            if len(value) != length:
                raise NotKnownError
            return tuple(_integer(each) for each in value)
        return (_integer(value),) * length

    def pairs(self, name: str, length: int) -> tuple[tuple[int, int], ...]:
        """Two whole numbers for each of `length` axes, from one number, one for each axis, or pairs."""
        value = self[name]
        each = value if isinstance(value, tuple) else (value,) * length
        if len(each) != length:
            raise NotKnownError
        return tuple(_pair(one) for one in each)

    @property
    def channels_first(self) -> bool:
        """Whether `data_format` puts the channels right after the batch."""
        return bool(self.get("data_format") == "channels_first")

    def result(self, shape: tuple[Size, ...]) -> Tensor:
        """A result of the layer, in the dtype of its policy."""
        return Tensor(shape, self.policy.compute)

    def weight(
        self, name: str, shape: tuple[int, ...], *, trainable: bool = True, dtype: str | None = None
    ) -> Weight:
        """A variable of the layer, in the dtype of its policy unless another is named."""
        return Weight(name, shape, dtype or self.policy.variable, trainable)


def arguments_of(spec: Spec, kind: str | None = None, policy: Policy | None = None) -> Arguments:
    """Read a spec with the catalog's defaults.

    Args:
        spec: The layer or op.
        kind: The catalog's kind; the spec's own `kind` unless given, or `layer`.
        policy: The dtype policy where the spec names none.

    Returns:
        The arguments.
    """
    entry = catalog.find(kind or kind_of(spec), spec.type_name)
    name = spec.type_name if entry is None else entry.name
    return Arguments(name, spec.arguments(), entry, policy, spec)


def kind_of(spec: Spec) -> str:
    """The catalog's kind of a spec: `layer` unless it says another."""
    return str(getattr(spec, "kind", "") or "layer")


def _tupled(value: Any) -> Any:
    return tuple(_tupled(each) for each in value) if isinstance(value, (list, tuple)) else value


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotKnownError
    return value


def _pair(value: Any) -> tuple[int, int]:
    if not isinstance(value, tuple):
        return _integer(value), _integer(value)
    if len(value) != 2:
        raise NotKnownError
    return _integer(value[0]), _integer(value[1])
