"""`data` as a person loads it: NumPy, scikit-learn, Polars or Keras's own utilities.

What those do not do in a few lines is left to `kbuild.data`, which gives the same samples as a run has.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from kbuild.converting.python.adapting import adapted, by_kbuild
from kbuild.converting.python.build import assign, call, constant, name
from kbuild.converting.python.program import Program
from kbuild.converting.python.sources import PLAIN
from kbuild.converting.python.training import fitted
from kbuild.converting.python.writing import Gap
from kbuild.schemas.data import Data
from kbuild.schemas.document import Document


@dataclass(slots=True)
class Samples:
    """The variables that the data is in.

    Attributes:
        train: What `fit` is given first.
        validation: What it validates on; None for nothing.
        test: What `evaluate` is given; None for nothing.
        train_weight: The weights of the training samples.
        body: The statements that load it all.
    """

    train: list[ast.expr]
    validation: ast.expr | None = None
    test: list[ast.expr] | None = None
    train_weight: str | None = None
    body: list[ast.stmt] = field(default_factory=list)


def trained(program: Program, document: Document) -> ast.stmt:
    """The statements that load the data, train and evaluate, for when the program is run."""
    data = document.data
    assert data is not None  # noqa: S101 - the caller has made sure
    samples = _plain(program, data)
    learnt = None if samples is None else adapted(program, document.model, samples.train[0])
    if samples is None or learnt is None:
        samples = _by_kbuild(program, data)
        learnt = adapted(program, document.model, samples.train[0])
        learnt = by_kbuild(program) if learnt is None else learnt
    body = [*samples.body, *([Gap()] if learnt else []), *learnt, Gap(), fitted(program, document, samples)]
    if samples.test is not None:
        size = constant(data.batch_size) if data.batch_size != 32 else None
        body.append(ast.Expr(call("model.evaluate", *samples.test, batch_size=size)))
    is_main = ast.Compare(name("__name__"), [ast.Eq()], [constant("__main__")])
    return ast.If(is_main, body, [])


def _plain(program: Program, data: Data) -> Samples | None:
    """The data by other people's means; None where they do not do."""
    source = data.train
    shares = [each for each in (data.validation, data.test) if each is not None]
    if not all(isinstance(each, float) for each in shares) or data.drop_remainder:
        return None
    maker = PLAIN.get(source.type_name)
    found = None if maker is None else maker(program, source)
    if found is None:
        return None
    body, stratify, ordered = found
    last = ordered or data.split == "last"
    made = Samples([name("x_train"), name("y_train")], body=list(body))
    rest: float = 1.0
    before = "x", "y"
    for word, share in (("test", data.test), ("val", data.validation)):
        if share is not None:
            made.body += _split(
                program, before, word, share / rest, stratify=stratify and not last, last=last
            )
            before, rest = ("x_train", "y_train"), rest - share
    if not shares:
        made.train = [name("x"), name("y")]
    if data.validation is not None:
        made.validation = ast.Tuple([name("x_val"), name("y_val")], ast.Load())
    if data.test is not None:
        made.test = [name("x_test"), name("y_test")]
    return made


def _split(  # noqa: PLR0913 - what it is written from
    program: Program, before: tuple[str, str], word: str, share: float, *, stratify: bool, last: bool
) -> list[ast.stmt]:
    x, y = before
    share = round(share, 10)
    targets = ["x_train", f"x_{word}", "y_train", f"y_{word}"]
    program.use_from("sklearn.model_selection", "train_test_split")
    given: dict[str, ast.expr] = {"test_size": constant(share)}
    if last:
        given["shuffle"] = constant(False)
    else:
        given["random_state"] = name("SEED") if program.document.seed is not None else constant(0)
        if stratify:
            given["stratify"] = name(y)
    return [assign(targets, call("train_test_split", name(x), name(y), **given))]


def _by_kbuild(program: Program, data: Data) -> Samples:
    program.use_from("pathlib", "Path")
    program.use_from("kbuild.data", "load_splits")
    program.use_from("kbuild.schemas.data", "Data")
    tree: Any = data.tree()
    given = {key: constant(each) for key, each in tree.items()}
    seed = name("SEED") if program.document.seed is not None else constant(0)
    loaded = call("load_splits", call("Data", **given), seed=seed, folder=call("Path"))
    parts = {word: f"data.{word}" for word in ("train", "validation", "test")}
    made = Samples([name(f"{parts['train']}.x"), name(f"{parts['train']}.y")], body=[assign("data", loaded)])
    if _is_weighted(data.train):
        made.train_weight = "data.train.sample_weight"
    if data.validation is not None:
        fields = [name(f"data.validation.{each}") for each in _fields(data.train)]
        made.validation = ast.Tuple(fields, ast.Load())
    if data.test is not None:
        made.test = [name(f"data.test.{each}") for each in ("x", "y")]
    return made


def _is_weighted(source: Any) -> bool:
    return bool(getattr(source, "weight", None) or getattr(source, "sample_weight", None))


def _fields(source: Any) -> tuple[str, ...]:
    return ("x", "y", "sample_weight") if _is_weighted(source) else ("x", "y")
