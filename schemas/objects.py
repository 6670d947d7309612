"""The bases of everything that a document holds.

`Spec` is a strict, frozen Pydantic model. `Object` is a spec that is written by the language's one rule,
`Type` or `{Type: {argument: value}}`, and stands for something that Keras or kbuild can construct.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator

from kbuild.schemas.refusal import explained


class Spec(BaseModel):
    """A part of a document: strict (no coercion), frozen, and with no unknown keys."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        protected_namespaces=(),
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
    )

    #: What a person calls this part in a message.
    title: ClassVar[str] = ""
    #: What one of its keys is called in a message.
    word: ClassVar[str] = "key"

    @model_validator(mode="wrap")
    @classmethod
    def _say_it_plainly(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as error:
            names = {field.alias or name: field for name, field in cls.model_fields.items()}
            raise explained(names, cls.title or cls.__name__, cls.word, error) from None

    def tree(self) -> Any:
        """What was set, as plain dicts, lists and scalars: what a document would hold."""
        return plain_fields(self)


class Object(Spec):
    """Something that can be constructed, written `Type` or `{Type: {argument: value}}`.

    Subclasses are made from the catalog of Keras when they are first asked for
    (`kbuild.schemas.layers.Dense`), or written by hand for kbuild's own types.

    Example:
        >>> from kbuild.schemas import layers
        >>> layers.Dense(units=3, activation="relu").tree()
        {'Dense': {'units': 3, 'activation': 'relu'}}
    """

    #: `layer`, `optimizer`, `loss`, `callback`, `source`, ...
    kind: ClassVar[str] = ""
    #: The name that a document uses, such as `Dense` or `ops.multiply`.
    type_name: ClassVar[str] = ""
    word: ClassVar[str] = "argument"

    def arguments(self) -> dict[str, Any]:
        """The arguments that were set, under Keras's names; nested objects stay objects, lists are tuples."""
        given, values = self.model_fields_set, self.__dict__
        return {written: values[name] for name, written in _written(type(self)) if name in given}

    def tree(self) -> Any:
        """The object by the one rule: `Type` alone when no argument is set."""
        arguments = plain_fields(self)
        return {self.type_name: arguments} if arguments else self.type_name


def plain_fields(spec: Spec) -> dict[str, Any]:
    """The set fields of a spec as plain values, in the order of their declaration."""
    given = spec.model_fields_set
    return {written: plain(getattr(spec, name)) for name, written in _written(type(spec)) if name in given}


@cache
def _written(cls: type[Spec]) -> tuple[tuple[str, str], ...]:
    """The names of a class's fields, each with the one that a document writes."""
    return tuple((name, field.alias or name) for name, field in cls.model_fields.items())


def plain(value: Any) -> Any:
    """A value with every spec in it as plain dicts, lists and scalars."""
    if isinstance(value, Spec):
        return value.tree()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value
