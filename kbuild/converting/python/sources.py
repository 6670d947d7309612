"""The sources of data that a few plain lines load: each with whether its target holds classes, and its order.

A source that asks for more, such as what is learnt from the training rows alone, is not here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from kbuild.converting.python.build import assign, call, constant, name
from kbuild.converting.python.program import Program

Found = tuple[list[ast.stmt], bool, bool]
_NAMES = {
    "iris": ("setosa", "versicolor", "virginica"),
    "wine": ("class_0", "class_1", "class_2"),
    "breast_cancer": ("malignant", "benign"),
    "digits": tuple("0123456789"),
}
_CLASSES = {"digits": 10, "iris": 3, "wine": 3, "breast_cancer": 2, "diabetes": 0}


def _as(node: ast.expr, dtype: str) -> ast.expr:
    return call(ast.Attribute(node, "astype", ast.Load()), constant(dtype))


def _toy(program: Program, source: Any) -> Found | None:
    """One of scikit-learn's sets."""
    given = source.arguments()
    set_name = str(source.name)
    chosen = _chosen(source)
    known = {"name", "shape", "one_hot", "binarize", "reconstruct", "classes", "positive"}
    if set_name not in _CLASSES or not set(given) <= known or chosen is None:
        return _generated(program, source)
    copies = source.reconstruct and not program.document.phases
    program.use_from("sklearn.datasets", f"load_{set_name}")
    held: ast.expr = name("data")
    if copies:
        held = call(f"load_{set_name}")
    x: ast.expr = ast.Attribute(held, "images" if set_name == "digits" else "data", ast.Load())
    if source.binarize:
        x = ast.Compare(x, [ast.Gt()], [constant(7.5)])
    x = _as(x, "float32")
    if source.shape is not None:
        x = call(ast.Attribute(x, "reshape", ast.Load()), constant(-1), *map(constant, source.shape))
    if copies:
        return [assign("x", x)], False, False
    y: ast.expr = name("data.target")
    if source.positive is not None and not source.classes:
        y = _as(ast.Compare(y, [ast.Eq()], [constant(chosen[0])]), "int32")
    body: list[ast.stmt] = [assign("data", call(f"load_{set_name}"))]
    body.append(assign(["x", "y"], ast.Tuple([x, y], ast.Load())))
    body += _kept(program, chosen) if source.classes else []
    if source.one_hot:
        program.use("keras")
        body.append(assign("y", call("keras.utils.to_categorical", name("y"))))
    return body, _CLASSES[set_name] > 0, False


def _chosen(source: Any) -> list[int] | None:
    """The classes that are kept, or the one that is 1, by their numbers; None where plain lines do not do."""
    names = _NAMES.get(source.name, ())
    wanted = list(source.classes or ([] if source.positive is None else [source.positive]))
    if source.classes and source.positive is not None:
        return None
    numbers = [names.index(each) if each in names else each for each in wanted]
    if not all(isinstance(each, int) for each in numbers):
        return None
    # Other orders renumber the classes by more than a difference.
    ordered = not source.classes or numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return numbers if ordered else None


def _kept(program: Program, numbers: list[int]) -> list[ast.stmt]:
    program.use("np")
    kept = call("np.isin", name("y"), constant(numbers))
    if numbers[0] == 0:
        kept = ast.Compare(name("y"), [ast.Lt()], [constant(len(numbers))])  # type: ignore[assignment]  # a test
    y: ast.expr = ast.Subscript(name("y"), name("kept"), ast.Load())
    if numbers[0]:
        y = ast.BinOp(y, ast.Sub(), constant(numbers[0]))
    x = ast.Subscript(name("x"), name("kept"), ast.Load())
    return [assign("kept", kept), assign(["x", "y"], ast.Tuple([x, y], ast.Load()))]


def _generated(program: Program, source: Any) -> Found | None:
    given = source.arguments()
    seed = name("SEED") if program.document.seed is not None else constant(0)
    if source.name == "moons" and set(given) <= {"name", "samples", "noise"}:
        program.use_from("sklearn.datasets", "make_moons")
        noise = 0.1 if source.noise is None else source.noise
        made = call("make_moons", constant(source.samples or 1000), noise=constant(noise), random_state=seed)
        return [assign(["x", "y"], made)], True, False
    if source.name in _GATES and set(given) <= {"name"}:
        program.use("np")
        x = call("np.array", constant([[0, 0], [0, 1], [1, 0], [1, 1]]), dtype=constant("float32"))
        y = call("np.array", constant(list(_GATES[source.name])))
        return [assign("x", x), assign("y", y)], False, False
    return None


_GATES = {"xor": (0, 1, 1, 0), "and": (0, 0, 0, 1), "or": (0, 1, 1, 1)}


def _npz(program: Program, source: Any) -> Found | None:
    given = source.arguments()
    if not set(given) <= {"path", "x", "y"} or source.y is None:
        return None
    program.use("np")

    def taken(written: Any) -> ast.expr:
        if isinstance(written, Mapping):
            values = [taken(each) for each in written.values()]
            return ast.Dict([constant(key) for key in written], values)
        return ast.Subscript(name("data"), constant(written), ast.Load())

    if isinstance(source.x, Mapping) or isinstance(source.y, Mapping):
        return None
    body: list[ast.stmt] = [assign("data", call("np.load", constant(source.path)))]
    return (
        [*body, assign(["x", "y"], ast.Tuple([taken(source.x), taken(source.y)], ast.Load()))],
        False,
        False,
    )


def _csv(program: Program, source: Any) -> Found | None:
    """A table of numbers with one column to predict."""
    given = source.arguments()
    if not set(given) <= {"path", "target", "inputs", "exclude", "separator"} or not isinstance(
        source.target, str
    ):
        return None
    if isinstance(source.inputs, Mapping):
        return None
    program.use("pl")
    separator = constant(source.separator) if source.separator != "," else None
    body: list[ast.stmt] = [assign("data", call("pl.read_csv", constant(source.path), separator=separator))]
    x: ast.expr
    if source.inputs is not None:
        x = call("data.select", constant(list(source.inputs)))
    else:
        left_out = [source.target, *(source.exclude or ())]
        x = call("data.drop", *map(constant, left_out))
    x = call(
        ast.Attribute(call(ast.Attribute(x, "to_numpy", ast.Load())), "astype", ast.Load()),
        constant("float32"),
    )
    column = ast.Subscript(name("data"), constant(source.target), ast.Load())
    body.append(assign("x", x))
    body.append(assign("y", call(ast.Attribute(column, "to_numpy", ast.Load()))))
    return body, False, False


PLAIN: dict[str, Callable[[Program, Any], Found | None]] = {"Csv": _csv, "Npz": _npz, "Toy": _toy}
