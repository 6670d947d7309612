"""The annotation that holds a field of a Pydantic model to what an argument takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from kbuild.schemas.catalog import Argument


@dataclass(frozen=True)
class Value:
    """The annotation that holds a field of a Pydantic model to an `Argument`."""

    argument: Argument

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `accept`."""
        from kbuild.schemas.values import accept  # reading values needs the types, which are made with this

        argument = self.argument
        return core_schema.no_info_plain_validator_function(lambda value: accept(argument, value))


def value(*types: str, **limits: Any) -> Value:
    """Make the annotation for a field that is not in the catalog.

    Args:
        types: Names of the catalog's vocabulary, such as `int`, `null`, `list[int]` or `optimizer`.
        limits: `min`, `max`, `above`, `below`, `length`, `enum`.

    Example:
        >>> from typing import Annotated
        >>> Epochs = Annotated[int, value("int", min=1)]
    """
    return Value(Argument(name="", types=types, required=False, default=None, has_default=False, **limits))
