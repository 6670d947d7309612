"""`data` as a person loads it: NumPy, scikit-learn, Polars or Keras's own utilities.

What those do not do in a few lines is left to `kbuild.data`, which gives the same samples as a run has.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import Any

from kbuild.converting.python.adapting import adapted, by_kbuild
from kbuild.converting.python.build import assign, call, constant, name
from kbuild.converting.python.chunks import chunks, cuts, resetting
from kbuild.converting.python.program import Program
from kbuild.converting.python.sources import PLAIN
from kbuild.converting.python.weighting import has_weights
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
        test_weight: The weights of the test samples.
        body: The statements that load it all.
    """

    train: list[ast.expr]
    validation: ast.expr | None = None
    test: list[ast.expr] | None = None
    train_weight: str | None = None
    test_weight: str | None = None
    body: list[ast.stmt] = field(default_factory=list)

    def without_targets(self) -> Samples:
        """The same without targets, for a training that has none, as far as weights of samples allow it."""
        if self.train_weight is not None:
            return self
        validation = self.validation.elts[0] if isinstance(self.validation, ast.Tuple) else self.validation
        test = None if self.test is None else self.test[:1]
        return replace(self, train=self.train[:1], validation=validation, test=test)


def loaded(program: Program, document: Document, variable: str = "model") -> tuple[Samples, list[ast.stmt]]:
    """The variables of the data, and the statements that load it and let layers learn from it.

    Args:
        program: What is being written.
        document: The document, or that of a phase.
        variable: The model's.
    """
    data = document.data
    assert data is not None  # noqa: S101 - the caller has made sure
    samples = _plain(program, data)
    learnt = None if samples is None else adapted(program, document.model, samples.train[0], variable)
    if samples is None or learnt is None:
        samples = _by_kbuild(program, data)
        learnt = adapted(program, document.model, samples.train[0], variable)
        learnt = by_kbuild(program, variable) if learnt is None else learnt
    return samples, [*samples.body, *([Gap()] if learnt else []), *learnt, Gap()]


def evaluated(program: Program, document: Document, samples: Samples, runner: str) -> list[ast.stmt]:
    """The statement that looks at the test data in the end.

    Args:
        program: What is being written.
        document: The document, or that of the last phase.
        samples: Its data.
        runner: The variable of what was trained.
    """
    if samples.test is None or document.data is None:
        return []
    size = constant(document.data.batch_size) if document.data.batch_size != 32 else None
    weight = None if samples.test_weight is None else name(samples.test_weight)
    if cuts(document):
        cut = chunks(program, document, [*samples.test, *([] if weight is None else [weight])])
        begin = ast.List([resetting(program, "test")], ast.Load())
        return [assign("test", cut), ast.Expr(call(f"{runner}.evaluate", name("test"), callbacks=begin))]
    return [ast.Expr(call(f"{runner}.evaluate", *samples.test, batch_size=size, sample_weight=weight))]


def when_run(body: list[ast.stmt]) -> ast.stmt:
    """Statements for when the program is run, not when it is imported."""
    return ast.If(ast.Compare(name("__name__"), [ast.Eq()], [constant("__main__")]), body, [])


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
    copies = bool(getattr(source, "reconstruct", False))
    labelled = not copies or bool(program.document.phases)
    columns = ("x", "y") if labelled else ("x",)
    how = _How(columns, stratify=stratify and labelled and not last, last=last)
    made = Samples([], body=list(body))
    before, rest = "", 1.0
    for word, share in (("test", data.test), ("val", data.validation)):
        if share is not None:
            made.body.append(_split(program, how, before, word, share / rest))
            before, rest = "_train", rest - share
    if data.train_size is not None:
        made.body.append(_taken(program, how, before, data.train_size))
        before = "_train"
    parts = ("x", "x") if copies else ("x", "y")
    made.train = [name(f"{each}{before}") for each in parts]
    if data.validation is not None:
        made.validation = ast.Tuple([name(f"{each}_val") for each in parts], ast.Load())
    if data.test is not None:
        made.test = [name(f"{each}_test") for each in parts]
    return made


@dataclass(frozen=True, slots=True)
class _How:
    """How arrays are split: which, each class in its proportion or not, at random or from the end."""

    columns: tuple[str, ...]
    stratify: bool
    last: bool

    def given(self, program: Program, before: str) -> dict[str, ast.expr]:
        if self.last:
            return {"shuffle": constant(False)}
        seed = name("SEED") if program.document.seed is not None else constant(0)
        return {"random_state": seed} | ({"stratify": name(f"y{before}")} if self.stratify else {})


def _split(program: Program, how: _How, before: str, word: str, share: float) -> ast.stmt:
    program.use_from("sklearn.model_selection", "train_test_split")
    targets = [f"{each}_{part}" for each in how.columns for part in ("train", word)]
    arrays = [name(f"{each}{before}") for each in how.columns]
    size = constant(round(share, 10))
    return assign(targets, call("train_test_split", *arrays, test_size=size, **how.given(program, before)))


def _taken(program: Program, how: _How, before: str, count: int) -> ast.stmt:
    """So many of the samples to train on."""
    arrays = [name(f"{each}{before}") for each in how.columns]
    if how.last:
        ends = ast.Slice(ast.UnaryOp(ast.USub(), ast.Constant(count)), None, None)
        kept: list[ast.expr] = [ast.Subscript(each, ends, ast.Load()) for each in arrays]
        targets = [f"{each}_train" for each in how.columns]
        return assign(targets if len(targets) > 1 else targets[0], _joined(kept))
    program.use_from("sklearn.model_selection", "train_test_split")
    targets = [each for column in how.columns for each in (f"{column}_train", "_")]
    size = constant(count)
    return assign(targets, call("train_test_split", *arrays, train_size=size, **how.given(program, before)))


def _joined(items: list[ast.expr]) -> ast.expr:
    return items[0] if len(items) == 1 else ast.Tuple(items, ast.Load())


def _by_kbuild(program: Program, data: Data) -> Samples:
    program.use_from("pathlib", "Path")
    program.use_from("kbuild.data", "load_splits")
    program.use_from("kbuild.schemas.data", "Data")
    tree: Any = {key: each for key, each in data.tree().items() if key != "chunk_length"}
    given = {key: constant(each) for key, each in tree.items()}
    seed = name("SEED") if program.document.seed is not None else constant(0)
    loaded = call("load_splits", call("Data", **given), seed=seed, folder=call("Path"))
    made = Samples([name("data.train.x"), name("data.train.y")], body=[assign("data", loaded)])
    if has_weights(data.train):
        made.train_weight = "data.train.sample_weight"
    if data.validation is not None:
        own = has_weights(data.train if isinstance(data.validation, float) else data.validation)
        columns = ("x", "y", "sample_weight") if own else ("x", "y")
        fields = [name(f"data.validation.{each}") for each in columns]
        made.validation = ast.Tuple(fields, ast.Load())
    if data.test is not None:
        made.test = [name(f"data.test.{each}") for each in ("x", "y")]
        if has_weights(data.train if isinstance(data.test, float) else data.test):
            made.test_weight = "data.test.sample_weight"
    return made
