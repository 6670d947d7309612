"""The functions of a program: what is made several times in one way is one function with parameters."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kbuild.converting.python.build import name
from kbuild.converting.python.folding import folded_list, looped, parametrised, shape


@dataclass(slots=True)
class Use:
    """One use of a function that is not written yet.

    Attributes:
        wanted: What the function would be for this use alone.
        base: What to call it.
        title: The `name` that it is called with; None for none.
        args: What else it is called with.
        parts: What tells it from other functions of its base.
        words: Names for its parameters, where one of them fits.
        node: The call, which gets its name and further arguments in the end.
    """

    wanted: ast.FunctionDef
    base: str
    title: ast.expr | None
    args: Sequence[ast.expr] = ()
    parts: tuple[str, ...] = ()
    words: Collection[str] = ()
    node: ast.Call = field(init=False)

    def __post_init__(self) -> None:
        keywords = [] if self.title is None else [ast.keyword("name", self.title)]
        self.node = ast.Call(ast.Name(self.base, ast.Load()), list(self.args), keywords)


class Functions:
    """Gathers uses while a program is written, and makes functions of them in the end.

    Args:
        reserved: Names that no function may have, beside the bases.
    """

    def __init__(self, reserved: Collection[str]) -> None:
        self._reserved = reserved
        self._uses: dict[str, list[Use]] = {}
        self._titles: set[str] = set()

    def add(self, use: Use) -> ast.Call:
        """Take note of a use, and return its call."""
        self._uses.setdefault(use.base, []).append(use)
        return use.node

    def finish(self, body: list[ast.stmt]) -> tuple[list[ast.stmt], list[ast.stmt]]:
        """Make the functions, and fold loops in them and in the program that calls them.

        Returns:
            The functions, each after those that it calls, and the program.
        """
        made: list[ast.stmt] = []
        names = _names([*body, *(use.wanted for uses in self._uses.values() for use in uses)])
        for base, uses in self._uses.items():
            for use in uses:
                use.wanted.body = _returned(self._folded(use.wanted.body))
            for title, group in self._groups(base, uses, names):
                made.append(_one(title, group))
                self._titles.add(title)
        body = self._folded(body)
        for each in (*made, *body):
            _leave_defaults_out(each)
        return made, body

    def _groups(self, base: str, uses: list[Use], names: set[str]) -> Iterator[tuple[str, list[Use]]]:
        """Uses that make one function, with its name."""
        groups: dict[str, list[Use]] = {}
        for use in uses:
            arguments = [each.arg for each in use.wanted.args.args]
            groups.setdefault(f"{arguments}\n{shape(use.wanted.body)}", []).append(use)
        usual = Counter(use.parts for use in uses).most_common(1)[0][0]
        taken: set[str] = set()
        for group in sorted(groups.values(), key=lambda each: each[0].parts != usual):
            extra = [each for each in group[0].parts if each not in usual]
            title, number = base, 2
            if taken and extra:
                title = f"{base}_{extra[0]}" if extra[0].isidentifier() else title
            while title in taken or (title != base and title in names):
                title, number = f"{base}_{number}", number + 1
            taken.add(title)
            names.add(title)
            yield title, group

    def _folded(self, body: list[ast.stmt]) -> list[ast.stmt]:
        for statement in body:
            for each in ast.walk(statement):
                if isinstance(each, ast.List) and getattr(each, "folds", False):
                    each.elts = folded_list(each.elts)
        return looped(body, self._calls)

    def _calls(self, statement: ast.stmt) -> bool:
        value = getattr(statement, "value", None)
        return (
            isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in self._titles
        )


def _returned(body: list[ast.stmt]) -> list[ast.stmt]:
    """A body that returns its last value without a name for it."""
    last, before = body[-1], body[-2] if len(body) > 1 else None
    if isinstance(last, ast.Return) and isinstance(before, ast.Assign) and isinstance(last.value, ast.Name):
        target = before.targets[0]
        if isinstance(target, ast.Name) and target.id == last.value.id:
            return [*body[:-2], ast.Return(before.value)]
    return body


def _leave_defaults_out(node: ast.AST) -> None:
    """Take out the arguments that say what is so anyway."""
    for each in ast.walk(node):
        defaults = getattr(each, "defaults", None)
        if isinstance(each, ast.Call) and isinstance(defaults, dict):
            each.keywords = [word for word in each.keywords if not _is_default(word, defaults)]


def _is_default(word: ast.keyword, defaults: dict[str, Any]) -> bool:
    if word.arg not in defaults or not isinstance(word.value, ast.Constant):
        return False
    default, value = defaults[word.arg], word.value.value
    if isinstance(default, (list, tuple)) and isinstance(value, int):
        return bool(default) and all(each == value for each in default)
    return type(default) is type(value) and default == value


def _names(nodes: Sequence[ast.AST]) -> set[str]:
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def _one(title: str, group: list[Use]) -> ast.FunctionDef:
    """The function of several uses, which are given what differs between them."""
    first = group[0].wanted
    given = [each.arg for each in first.args.args]
    used = _names(first.body)
    body, parameters = parametrised([use.wanted.body for use in group], [*given, *used], group[0].words)
    for index, use in enumerate(group):
        use.node.func = name(title)
        extra = [ast.keyword(word, values[index]) for word, values in parameters]
        use.node.keywords = [*extra, *use.node.keywords]
    ends = [each for each in given if each in ("name", "scope")]
    words = [each for each in given if each not in ends] + [word for word, _ in parameters] + ends
    made: Any = ast.FunctionDef(title, first.args, body, [], None, None)
    made.args.args = [ast.arg(word) for word in words]
    if "type_params" in made._fields:
        made.type_params = []
    definition: ast.FunctionDef = made
    return definition
