"""How a functional model's entries are connected: `from`, `call` and `outputs`.

A reference is a result's name (`a`), or one of several results of a layer (`encoder[1]`, `encoder[state]`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kbuild.schemas.refusal import Collector, refuse, shown

_REFERENCE = re.compile(r"\s*([^\[\]\s]+)\s*(?:\[\s*([^\[\]]+?)\s*\])?\s*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A result of the graph.

    Attributes:
        name: The input or the layer whose result it is.
        item: Which of several results, by position or by key; None for the result as it is.

    Example:
        >>> reference("encoder[1]")
        Reference(name='encoder', item=1)
    """

    name: str
    item: int | str | None = None

    def __str__(self) -> str:
        return self.name if self.item is None else f"{self.name}[{self.item}]"


def is_reference(text: str) -> bool:
    """Say whether a text has the form of a reference.

    Example:
        >>> is_reference("encoder[1]"), is_reference("encoder[")
        (True, False)
    """
    return _REFERENCE.fullmatch(text) is not None


def reference(text: str) -> Reference:
    """Read a reference.

    Raises:
        ValidationError: If the text is none.
    """
    found = _parsed(text)
    if found is None:
        refuse("wrong-reference", f"expected the name of a result such as a or a[1], received {shown(text)}")
    return found


# Each check of a model reads all of its references again.
@lru_cache(maxsize=8_192)
def _parsed(text: str) -> Reference | None:
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    name, item = match.groups()
    return Reference(name, int(item) if item and re.fullmatch(r"-?[0-9]{1,9}", item) else item)


def read_links(value: Any) -> Any:
    """Check the form of `from` or `outputs`: a reference, or lists and mappings of them."""
    if isinstance(value, str):
        reference(value)
        return value
    if isinstance(value, (list, tuple)) and value:
        return tuple(_each(enumerate(value)))
    if isinstance(value, Mapping) and value:
        return dict(zip(value, _each(value.items()), strict=True))
    return refuse("wrong-type", f"expected a name, a list or a mapping of names, received {shown(value)}")


def _each(items: Any) -> list[Any]:
    errors = Collector()
    out = [errors.attempt((key,), read_links, value) for key, value in items]
    errors.raise_any()
    return out


def references(links: Any) -> Iterator[tuple[tuple[str | int, ...], Reference]]:
    """All references in a `from` or `outputs` value, each with its place within it."""
    if isinstance(links, str):
        yield (), reference(links)
    elif isinstance(links, Mapping):
        for key, value in links.items():
            yield from (((key, *at), each) for at, each in references(value))
    elif isinstance(links, (list, tuple)):
        for index, value in enumerate(links):
            yield from (((index, *at), each) for at, each in references(value))


def names_in(written: Any) -> Iterator[str]:
    """The names that the texts in a `call` value would mean, if they are names of results.

    Example:
        >>> list(names_in({"initial_state": ["encoder[1]", "start"], "training": False}))
        ['encoder', 'start']
    """
    if isinstance(written, str):
        yield written.split("[", 1)[0].strip()
    elif isinstance(written, Mapping):
        for each in written.values():
            yield from names_in(each)
    elif isinstance(written, (list, tuple)):
        for each in written:
            yield from names_in(each)
