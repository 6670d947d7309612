"""Where the same entries differ in their arguments: these become a block's parameters."""

from __future__ import annotations

import json
import keyword
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kbuild.converting.config.defaults import folded
from kbuild.reading.words import is_type
from kbuild.schemas import catalog

_MISSING = object()
_KINDS = ("layer", "op", "initializer", "regularizer", "constraint", "activation")
# What means something else in an expression, or beside a block.
_RESERVED = frozenset({"name", "min", "max", "round", "abs", "int", "float", "len", *keyword.kwlist})
Path = tuple[str, ...]


class Unlike(Exception):  # noqa: N818 - not an error: these entries cannot be one block
    """Two values have nothing in common that a parameter could stand in for."""


class Parameters:
    """The parameters of a block while its entries are compared.

    Args:
        count: How many uses the block has.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.columns: list[tuple[Path, list[Any]]] = []
        self.marks: dict[str, int] = {}

    def merged(self, values: Sequence[Any], path: Path) -> Any:
        """One value for all uses, with a mark wherever they differ.

        Args:
            values: The value in each use; what a use leaves out has been given its default.
            path: Where it stands: the entry's inner name and the keys below it.

        Raises:
            Unlike: If a use leaves out what has no default.
        """
        if all(_same(each, values[0]) for each in values[1:]):
            return values[0]
        if all(isinstance(each, dict) and each for each in values):
            return self._mapping(values, path)
        if all(_objects(each) and len(each) == len(values[0]) for each in values):
            rows = zip(*values, strict=True)
            return [self.merged(list(row), (*path, str(index))) for index, row in enumerate(rows)]
        return self._mark(path, list(values))

    def merged_arguments(self, values: Sequence[dict[str, Any]], path: Path) -> Any:
        """One mapping for the arguments of one entry in all uses; see `merged`."""
        if all(_same(each, values[0]) for each in values[1:]):
            return values[0]
        return self._mapping(values, path)

    def _mapping(self, values: Sequence[dict[str, Any]], path: Path) -> Any:
        keys = list(dict.fromkeys(key for each in values for key in each))
        types = [each for each in keys if is_type(each)]
        if types and any(each.keys() != values[0].keys() for each in values):
            return self._mark(path, list(values))
        return {key: self.merged([_filled(each, key, path) for each in values], (*path, key)) for key in keys}

    def _mark(self, path: Path, column: list[Any]) -> str:
        for index, (earlier, other) in enumerate(self.columns):
            if earlier[-1] == path[-1] and _same(other, column):
                return self._marked(index)
        self.columns.append((path, column))
        return self._marked(len(self.columns) - 1)

    def _marked(self, index: int) -> str:
        mark = f"\0{index}"
        self.marks[mark] = index
        return mark

    def named(self) -> tuple[dict[str, Any], dict[str, list[Any]]]:
        """What each mark becomes, and the parameters with their values in each use."""
        bases = self._bases()
        lists = {index: made for index in range(len(self.columns)) if (made := self._of_others(index, bases))}
        roots = [index for index in range(len(self.columns)) if index not in bases and index not in lists]
        names = _names([self.columns[index][0] for index in roots])
        by_root = dict(zip(roots, names, strict=True))

        def expression(base: int, factor: int) -> str:
            return f"${{{by_root[base]}{f' * {factor}' if factor != 1 else ''}}}"

        out: dict[str, Any] = {}
        for mark, index in self.marks.items():
            if index in lists:
                out[mark] = [expression(*each) if isinstance(each, tuple) else each for each in lists[index]]
            else:
                out[mark] = expression(*bases.get(index, (index, 1)))
        return out, {by_root[index]: self.columns[index][1] for index in roots}

    def _of_others(self, index: int, bases: Mapping[int, tuple[int, int]]) -> list[Any] | None:
        """The elements of a list that follows from other parameters, such as `[1, 1, filters]`."""
        column = self.columns[index][1]
        if not all(isinstance(each, list) and len(each) == len(column[0]) for each in column):
            return None
        roots = [each for each in self._numbers() if each not in bases]
        out: list[Any] = []
        for row in zip(*column, strict=True):
            if all(_same(each, row[0]) for each in row):
                out.append(row[0])
                continue
            if not all(map(_counts, row)):
                return None
            factors = ((root, _factor(list(row), self.columns[root][1])) for root in roots)
            found = next(((root, factor) for root, factor in factors if factor), None)
            if found is None:
                return None
            out.append(found)
        return out

    def _numbers(self) -> list[int]:
        """The columns of numbers of which there can be multiples, the smallest first."""
        out = [index for index, (_, column) in enumerate(self.columns) if all(map(_counts, column))]
        return sorted(out, key=lambda index: (self.columns[index][1], index))

    def _bases(self) -> dict[int, tuple[int, int]]:
        """The columns that are a multiple of another one, as four times the filters are in a bottleneck."""
        numbers = self._numbers()
        out: dict[int, tuple[int, int]] = {}
        for place, index in enumerate(numbers):
            for base in numbers[:place]:
                factor = _factor(self.columns[index][1], self.columns[base][1])
                if factor is not None and base not in out:
                    out[index] = (base, factor)
                    break
        return out


def _objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _counts(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 1


def _factor(column: list[int], base: list[int]) -> int | None:
    """What the base is multiplied by; a relation that only two values show may be chance."""
    factor = column[0] // base[0]
    right = factor >= 1 and all(each == factor * other for each, other in zip(column, base, strict=True))
    return factor if right and (factor > 1 or len(set(base)) > 1) else None


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _filled(mapping: dict[str, Any], key: str, path: Path) -> Any:
    """An argument's value, or the default that it has when it is left out."""
    if key in mapping:
        return mapping[key]
    for kind in _KINDS:
        found = catalog.find(kind, path[-1].removeprefix("ops."))
        argument = None if found is None else found.args.get(key)
        if argument is not None and not argument.required:
            return folded(argument.default, argument)
    raise Unlike


def _names(paths: list[Path]) -> list[str]:
    """A name for each parameter: the argument's own where it is the only one of that name."""
    lasts = Counter(path[-1] for path in paths)
    out: list[str] = []
    for path in paths:
        last = path[-1].split(".")[-1].lower()
        name = last if lasts[path[-1]] == 1 else f"{path[0]}_{last}".lower()
        name = name if name.isidentifier() else f"{last}_{path[0]}".lower()
        name = name if name.isidentifier() else "value"
        while name in out or name in _RESERVED:
            name += "_"
        out.append(name)
    return out


def put(value: Any, expressions: Mapping[str, Any]) -> Any:
    """A merged value with its marks replaced by expressions."""
    if isinstance(value, str):
        return expressions.get(value, value)
    if isinstance(value, dict):
        return {key: put(each, expressions) for key, each in value.items()}
    return [put(each, expressions) for each in value] if isinstance(value, list) else value
