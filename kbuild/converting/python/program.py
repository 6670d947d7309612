"""The program that is being written: its imports, constants and functions, and where values came from."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from kbuild.checking.naming import snake_case
from kbuild.converting.python.build import assign, constant, name
from kbuild.converting.python.classes import Classes
from kbuild.converting.python.functions import Functions, Use
from kbuild.converting.python.identifiers import RESERVED, Pool, identifier
from kbuild.reading.expressions import Budget, ExpressionError, evaluate, parse
from kbuild.reading.tree import Node, Path, plain, walk
from kbuild.schemas.document import Document
from kbuild.schemas.phases import place_of

_IMPORTS = {
    "keras": ast.Import([ast.alias("keras")]),
    "np": ast.Import([ast.alias("numpy", "np")]),
    "pl": ast.Import([ast.alias("polars", "pl")]),
    "random": ast.Import([ast.alias("random")]),
    "functools": ast.Import([ast.alias("functools")]),
    "tf": ast.Import([ast.alias("tensorflow", "tf")]),
}
_ARITHMETIC = (
    ast.BinOp,
    ast.Constant,
    ast.Load,
    ast.Name,
    ast.UnaryOp,
    ast.USub,
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod),
)


class Program:
    """What is known while a program is written.

    Args:
        document: The document.
        exact: Whether initial weights are to be those that kbuild makes.
    """

    def __init__(self, document: Document, exact: bool) -> None:
        self.document = document
        self.seed = document.seed if exact else None
        self._params = document.params if isinstance(document.params, Mapping) else {}
        pool = Pool(["SEED"])
        self._titles = {word: pool.take(identifier(word.upper())) for word in self._params}
        blocks = plain_at(self, ("blocks",)) or {}
        functions = {identifier(snake_case(str(each))) for each in blocks}
        self.reserved = {*RESERVED, *pool.taken, *functions}
        self.names = Pool(self.reserved)
        self.functions = Functions(self.reserved)
        self.classes = Classes(self.names)
        self.texts: list[ast.stmt] = []
        self.links: dict[str, Any] = {}
        self.aliases: dict[str, str] = {}
        self.needs_seeded = False
        self.titled: set[str] = set()
        self.training = document
        self._phase: int | None = None
        self._imported: dict[tuple[str, str], ast.stmt] = {}
        self._counted: dict[str, int] = {}
        self._used: set[str] = set()

    def use(self, word: str) -> str:
        """Import what a word stands for, and return the word."""
        if word in ("layers", "ops"):
            return self.use_from("keras", word)
        self._imported[word, ""] = _IMPORTS[word]
        return word

    def use_from(self, module: str, word: str) -> str:
        """Import a name from a module, and return the name."""
        name(f"{module}.{word}")
        self._imported[module, word] = ast.ImportFrom(module, [ast.alias(word)], 0)
        return word

    def public(self, api: str) -> ast.expr:
        """The node of a name of Keras, as a person writes it: `layers.Dense`, `keras.optimizers.Adam`."""
        if api.startswith(("keras.layers.", "keras.ops.")):
            self.use(api.split(".")[1])
            return name(api.removeprefix("keras."))
        self.use("keras")
        return name(api)

    def automatic(self, type_name: str) -> str:
        """Count a layer without a name, and return the name that Keras gives it in a process of its own."""
        base = snake_case(type_name)
        number = self._counted.get(base, 0)
        self._counted[base] = number + 1
        return f"{base}_{number}" if number else base

    def would_name(self, type_name: str) -> str:
        """The name that Keras gives the next layer of a type without a name."""
        number = self._counted.get(snake_case(type_name), 0)
        return f"{snake_case(type_name)}_{number}" if number else snake_case(type_name)

    @contextmanager
    def phase_of(self, index: int, document: Document) -> Iterator[None]:
        """While a phase is written, places are those of its own document.

        Args:
            index: The phase, from 0.
            document: Its document.
        """
        self._phase, self.training = index, document
        try:
            yield
        finally:
            self._phase, self.training = None, self.document

    def node(self, path: Path) -> Node | None:
        """What stands at a place of the resolved document, which knows where it came from."""
        source = self.document.source
        if source is None or not path:
            return None
        path = path if self._phase is None else place_of(self.document, self._phase, path)
        nodes = list(walk(source.root, path))
        return nodes[-1] if len(nodes) == len(path) + 1 else None

    def param(self, path: Path, value: Any) -> ast.expr | None:
        """How a value follows from the constants at the top, if it came from `params` in a plain way."""
        node = self.node(path)
        if node is None or node.origin is None or node.origin.kind != "expression":
            return None
        said = [step.text for step in node.origin if step.kind == "expression"]
        if not all(_is_bare(each) for each in said[:-1]):
            return None
        found = _parsed(said[-1])
        if found is None or not _equals(found, self._params, value):
            return None
        made = _Constants(self._constant).visit(found)
        made.leaf = True
        return cast("ast.expr", made)

    def hints(self, path: Path, key: str) -> tuple[str, ...]:
        """What to call a value that becomes a parameter: as the document's blocks do, or as Keras does."""
        node = self.node(path)
        steps = [] if node is None or node.origin is None else list(node.origin)
        said = [
            step.text[2:-1].strip() for step in steps if step.kind == "expression" and _is_bare(step.text)
        ]
        return (*said, key) if steps and steps[0].kind == "expression" and _is_bare(steps[0].text) else (key,)

    def _constant(self, word: str) -> str:
        self._used.add(word)
        return self._titles[word]

    def constants(self) -> Iterator[ast.stmt]:
        """The assignments of the constants that the program uses, in the order of the document."""
        for word, value in self._params.items():
            if word in self._used:
                yield assign(self._titles[word], constant(value))

    def words_of(self, block: str) -> tuple[str, ...]:
        """The parameters of one of the document's blocks."""
        written = plain_at(self, ("blocks", block, "params"))
        return tuple(map(str, written)) if isinstance(written, Mapping) else ()

    def text(self, text: str) -> ast.expr:
        """A constant at the top that holds a long text."""
        title = self.names.take("CALL")
        self.texts.append(assign(title, constant(text)))
        return name(title)

    def shared(  # noqa: PLR0913, PLR0917 - what it is written from
        self,
        wanted: ast.FunctionDef,
        base: str,
        title: ast.expr | None,
        args: Sequence[ast.expr] = (),
        parts: tuple[str, ...] = (),
        words: Collection[str] = (),
    ) -> ast.Call:
        """Return a call of a function that is shared with all of its make; see `Functions`."""
        return self.functions.add(Use(wanted, base, title, args, parts, words))

    def imports(self, body: Sequence[ast.stmt]) -> Iterator[list[ast.stmt]]:
        """The imports that a program uses, a list for each group: Python's own, other people's, sorted."""
        used = {each.id for one in body for each in ast.walk(one) if isinstance(each, ast.Name)}
        standard = {"fnmatch", "functools", "pathlib", "random"}
        merged: dict[str, Any] = {}
        for (module, word), statement in self._imported.items():
            if (word or module) not in used:
                continue
            if word and module in merged:
                merged[module].names = sorted(
                    [*merged[module].names, ast.alias(word)], key=lambda each: each.name
                )
            else:
                merged[module if word else f"{module}:"] = (
                    ast.ImportFrom(module, [ast.alias(word)], 0) if word else statement
                )
        for own in (True, False):
            found = [each for each in merged.values() if (_module(each) in standard) is own]
            if found:
                yield sorted(found, key=lambda each: (isinstance(each, ast.ImportFrom), _module(each)))


def _module(node: Any) -> str:
    return str(node.module if isinstance(node, ast.ImportFrom) else node.names[0].name)


def _is_bare(text: str) -> bool:
    return text.startswith("${") and text.endswith("}") and text[2:-1].strip().isidentifier()


def plain_at(program: Program, path: Path) -> Any:
    """What stands at a place of the document as it was written; None where nothing does."""
    source = program.document.source
    if source is None:
        return None
    nodes = list(walk(source.written, path))
    return plain(nodes[-1]) if len(nodes) == len(path) + 1 else None


def _parsed(text: str) -> ast.expr | None:
    """A `${...}` of names, numbers and arithmetic; None for any other."""
    if not (text.startswith("${") and text.endswith("}")):
        return None
    try:
        tree = parse(text[2:-1]).body
    except ExpressionError:
        return None
    tree = copy.deepcopy(tree)
    for each in ast.walk(tree):
        if not isinstance(each, _ARITHMETIC):
            return None
        if isinstance(each, ast.Constant) and (
            isinstance(each.value, bool) or not isinstance(each.value, (int, float))
        ):
            return None
    return tree


def _equals(tree: ast.expr, params: Mapping[str, Any], value: Any) -> bool:
    names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    if not names or not names <= set(params):
        return False
    try:
        found = evaluate(ast.unparse(tree), params, Budget(10_000))
    except ExpressionError:
        return False
    return type(found) is type(value) and found == value


class _Constants(ast.NodeTransformer):
    """Puts the program's constants in the place of a document's parameters."""

    def __init__(self, constant_of: Callable[[str], str]) -> None:
        self.constant_of = constant_of

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return the constant."""
        return name(self.constant_of(node.id))
