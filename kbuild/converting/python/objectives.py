"""`objectives` as a model with a `train_step` of its own, which trains the model that it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kbuild.checking.layer_names import direct_names, layers_of
from kbuild.checking.objectives import BATCH, MODEL, logged, parse_objective
from kbuild.checking.patterns import matches_any
from kbuild.converting.python.build import assign, call, constant, function, name, stored
from kbuild.converting.python.call import ODD, TENSOR, Call, Untranslatable
from kbuild.converting.python.carrying import layer_at
from kbuild.converting.python.identifiers import Pool, class_name, identifier
from kbuild.converting.python.program import Program
from kbuild.converting.python.steps import Objective, step_methods
from kbuild.converting.python.training import settings
from kbuild.converting.python.values import made
from kbuild.converting.python.weighting import MEAN, is_weighted, weighted_mean
from kbuild.reading.program import Program as Parsed
from kbuild.schemas.document import Document
from kbuild.schemas.errors import BuildError, UsageError
from kbuild.schemas.models import Functional, Model, Sequential, Subclass
from kbuild.schemas.objectives import Objective as Spec
from kbuild.schemas.objects import Object

_ATTRIBUTES = ("kernel", "bias", "gamma", "beta", "embeddings")
_FIXED = (MEAN, "model", "train_step", "test_step", "results", "seed_generator", "optimizer", "compile")


def trainer(
    program: Program, document: Document, variable: str, title: str, *, tested: bool
) -> tuple[str, list[ast.stmt], bool]:
    """What trains a model by objectives: its variable, the statements that make it, whether it reads targets.

    Args:
        program: What is being written; its class is added to it.
        document: A document with objectives, or that of a phase.
        variable: The model's.
        title: What the class is called after.
        tested: Whether it is evaluated in the end.

    Raises:
        UsageError: `not-in-python` for a program that Python cannot trace, `unused-weights` for one that
            gives one value for samples with weights.
    """
    program.use("keras")
    program.use("tf")
    program.use("ops")
    writer = _Trainer(program, document, tested=tested)
    definition = ast.ClassDef(class_name(f"{title}-trainer"), [name("keras.Model")], [], writer.body(), [])
    if "type_params" in definition._fields:
        definition.type_params = []  # type: ignore[attr-defined]  # Python 3.12 and later
    word = program.classes.add(definition, late=True)
    target = program.names.take("trainer")
    prepared = [
        assign(target, call(word, name(variable))),
        ast.Expr(call(f"{target}.compile", **writer.compiled())),
    ]
    # Keras's `fit` forgets the weights of samples that have no targets.
    reads_targets = writer.metrics or writer.weighted or any("y" in each.takes for each in writer.objectives)
    return target, prepared, reads_targets


@dataclass(slots=True)
class _Read:
    """An objective and its program, parsed."""

    spec: Spec
    parsed: Parsed
    names: tuple[str, ...]

    def returned(self) -> list[str]:
        """The keys of what it returns."""
        found = [key for each in _returns(self.parsed.tree) for key in getattr(each.value, "keys", ())]
        return list(dict.fromkeys(str(getattr(each, "value", "")) for each in found))


class _Trainer:
    """Writes the class."""

    def __init__(self, program: Program, document: Document, *, tested: bool) -> None:
        data = document.data
        self.tested = data is not None and (data.validation is not None or (tested and data.test is not None))
        self.program, self.document, self.model = program, document, document.model
        self.read = [_parsed(each, index, self.model) for index, each in enumerate(document.objectives)]
        self.pool = Pool([*_FIXED, *program.reserved])
        self.weighted = is_weighted(document)
        self.layers = {each: self._attribute(each) for each in self._used()}
        attributes = {**{key: word for key, (word, _) in self.layers.items()}, MODEL: MODEL}
        self.objectives = [self._objective(each, attributes) for each in self.read]
        spec = document.compile
        self.metrics = spec is not None and bool(spec.metrics or spec.weighted_metrics)
        self.random = any("random" in each.parsed.modules for each in self.read)

    def body(self) -> list[ast.stmt]:
        """The methods."""
        several = [each for each in self.objectives if each.optimizer != "optimizer" and each.weights]
        methods: list[ast.stmt] = [self._init()]
        if several:
            methods.append(_compile([each.optimizer for each in several]))
        methods += [each.method for each in self.objectives]
        if any(each.weighted for each in self.objectives):
            methods.append(weighted_mean())
        methods += step_methods(
            self.objectives,
            metrics=self.metrics,
            logs_loss=self.metrics or bool(self.document.callbacks),
            tested=self.tested,
        )
        return methods

    def compiled(self) -> dict[str, ast.expr]:
        """The arguments of its `compile`."""
        spec = self.document.compile
        given = {} if spec is None else settings(self.program, spec)
        usual = given.pop("optimizer", None)
        for word in ("loss", "loss_weights", "auto_scale_loss"):
            given.pop(word, None)
        optimizers: dict[str, ast.expr] = {}
        for index, each in enumerate(self.objectives):
            if not each.weights:
                continue
            written = self.read[index].spec.optimizer
            path = ("objectives", index, "optimizer")
            own = made(self.program, written, path) if isinstance(written, Object) else None
            if own is None and written is not None:
                own = constant(written)
            found = own if own is not None else usual
            if found is not None or each.optimizer != "optimizer":
                optimizers[each.optimizer] = found if found is not None else constant("rmsprop")
        return {**optimizers, **given}

    def _used(self) -> list[str]:
        """The layers that the programs call, and those that are trained alone, in the model's order."""
        called = {
            each.id for read in self.read for each in ast.walk(read.parsed.tree) if isinstance(each, ast.Name)
        }
        trained = {path for each in self.read for path in _trained(each.spec, self.model) or ()}
        changed = {key.split("/")[0] for each in self.read if each.spec.update for key in each.returned()}
        return [each for each in direct_names(self.model) if each in called | trained | changed]

    def _attribute(self, layer: str) -> tuple[str, ast.expr]:
        word = self.pool.take(identifier(layer, fallback="layer"))
        if isinstance(self.model, Subclass):
            from kbuild.converting.python.subclass import attributes_of

            return word, name(f"model.{attributes_of(self.program, self.model)[layer]}")
        if isinstance(self.model, Sequential):
            self.program.titled.add(layer)
        return word, layer_at(name("model"), layer)

    def _objective(self, read: _Read, attributes: Mapping[str, str]) -> Objective:
        title = identifier(read.names[0], fallback="objective")
        alone = sum(each.spec.update is None for each in self.read) == 1
        weights = None if read.spec.update is not None else self._weights(read.spec, attributes)
        ending = "change" if read.spec.update is not None else "loss"
        method = self.pool.take(title if title.endswith(ending) else f"{title}_{ending}")
        taken = [each for each in BATCH if each in read.parsed.reads or _names(read.parsed, each)]
        return Objective(
            title=title,
            names=read.names,
            optimizer="optimizer" if alone else f"{title}_optimizer",
            weights=weights,
            changes=_changes(read, attributes) if read.spec.update is not None else [],
            method=self._method(read, method, taken, attributes),
            takes=taken,
            trackers=[self.pool.take(f"{identifier(each)}_tracker") for each in read.names],
            losses=[] if read.spec.update is not None else self._losses(read.spec, attributes),
            scalar=_is_scalar(read.parsed.tree),
            weighted=self._is_weighted(read),
            mapped=any(isinstance(each.value, ast.Dict) for each in _returns(read.parsed.tree)),
        )

    def _is_weighted(self, read: _Read) -> bool:
        """Whether the mean of an objective counts the weights of the samples."""
        if not self.weighted or read.spec.update is not None or "sample_weight" in read.parsed.reads:
            return False
        if _is_scalar(read.parsed.tree):
            text = f"the samples have weights, and `{read.names[0]}` gives one value for all of them"
            hint = "return a value for each sample, or use `sample_weight` in the program"
            raise UsageError(text, code="unused-weights", hint=hint)
        return True

    def _method(
        self, read: _Read, title: str, taken: Sequence[str], attributes: Mapping[str, str]
    ) -> ast.FunctionDef:
        writer = Call(self.program, attributes, sizes_known=False)
        writer.knows(
            {"x": _kind(self.model), "y": ODD, "sample_weight": TENSOR},
            [each for each in [*self.layers, MODEL] if self._takes_training(each)],
        )
        try:
            body = writer.block(read.parsed.tree.body)
        except Untranslatable as error:
            text = f"the program of the objective `{read.names[0]}` is not one that Python can trace"
            hint = "kbuild.train runs it; for the model alone, leave it out with --unset objectives"
            raise UsageError(text, code="not-in-python", hint=hint) from error
        told = any(isinstance(n, ast.Name) and n.id == "training" for each in body for n in ast.walk(each))
        return function(title, ["self", *taken, *(["training"] if told else [])], body)

    def _takes_training(self, layer: str) -> bool:
        from kbuild.schemas import types

        if layer == MODEL:
            return True
        found = [each.spec for each in layers_of(self.model) if each.path == layer]
        if not found or isinstance(found[0], Model) or found[0].kind != "layer":
            return True
        # Dense layers take it for what quantization may need, and do nothing else with it.
        return "Dense" not in found[0].type_name and "training" in types.entry_of(found[0]).call

    def _losses(self, spec: Spec, attributes: Mapping[str, str]) -> list[ast.expr]:
        """What layers add to an objective by themselves: lists of losses."""
        paths = _trained(spec, self.model)
        everything = {"": self.model} | {each.path: each.spec for each in layers_of(self.model)}
        if paths is None or any(map(_adds_as_called, everything.values())):
            adds = any(_adds_as_called(each) or _regularises(each) for each in everything.values())
            return [name("self.model.losses")] if adds else []
        return [
            ast.Attribute(self._layer(path, attributes), "losses", ast.Load())
            for path in paths
            if any(_regularises(x) for at, x in everything.items() if f"{at}/".startswith(f"{path}/"))
        ]

    def _layer(self, path: str, attributes: Mapping[str, str]) -> ast.expr:
        first, _, rest = path.partition("/")
        own = first in attributes
        layer = name(f"self.{attributes[first]}") if own else layer_at(name("self.model"), first)
        return layer_at(layer, rest) if rest else layer

    def _weights(self, spec: Spec, attributes: Mapping[str, str]) -> ast.expr:
        """The weights that an objective trains."""
        paths = _trained(spec, self.model)
        if paths is None:
            return name("self.model.trainable_weights")
        lists: list[ast.expr] = [
            ast.Attribute(self._layer(each, attributes), "trainable_weights", ast.Load()) for each in paths
        ]
        if len(lists) == 1:
            return lists[0]
        return ast.List([ast.Starred(each, ast.Load()) for each in lists], ast.Load())

    def _init(self) -> ast.FunctionDef:
        body: list[ast.stmt] = [
            ast.Expr(ast.Call(name_of_super("__init__"), [], [])),
            assign(stored("self.model"), name("model")),
        ]
        body += [assign(stored(f"self.{word}"), found) for word, found in self.layers.values()]
        if self.random:
            body.append(assign(stored("self.seed_generator"), call("keras.random.SeedGenerator")))
        for each in self.objectives:
            for word, title in zip(each.trackers, each.names, strict=True):
                tracker = call("keras.metrics.Mean", name=constant(title))
                body.append(assign(stored(f"self.{word}"), tracker))
        return function("__init__", ["self", "model"], body)


def name_of_super(method: str) -> ast.expr:
    """The method of the class above."""
    return ast.Attribute(ast.Call(name("super"), [], []), method, ast.Load())


def _compile(optimizers: Sequence[str]) -> ast.FunctionDef:
    body: list[ast.stmt] = [
        ast.Expr(ast.Call(name_of_super("compile"), [], [ast.keyword(None, name("kwargs"))]))
    ]
    body += [assign(stored(f"self.{each}"), name(each)) for each in optimizers]
    return function("compile", ["self", *optimizers], body, kwargs="kwargs")


def _parsed(spec: Spec, index: int, model: Object) -> _Read:
    parsed, errors = parse_objective(spec, model)
    if parsed is None:
        raise BuildError(errors[0].message, code=errors[0].code, hint=errors[0].hint)
    return _Read(spec, parsed, logged(spec, index))


def _names(parsed: Parsed, word: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == word for each in ast.walk(parsed.tree))


def _trained(spec: Spec, model: Object) -> list[str] | None:
    """The outermost layers that an objective trains; None for all."""
    if spec.trainable is None:
        return None
    meant = [each.path for each in layers_of(model) if matches_any(spec.trainable, each.path)]
    return [each for each in meant if not any(each.startswith(f"{other}/") for other in meant)]


def _kind(model: Object) -> str:
    """The kind of `x`: a tensor of floats, unless an input of the model is of whole numbers or texts."""
    inputs: list[Object] = []
    if isinstance(model, Sequential):
        inputs = [each for each in model.layers if each.type_name in ("Input", "InputLayer")]
    elif isinstance(model, (Functional, Subclass)):
        inputs = list((model.inputs or {}).values())
    dtypes = [str(each.arguments().get("dtype") or "float32") for each in inputs]
    return TENSOR if all("float" in each for each in dtypes) else ODD


def _returns(tree: ast.AST) -> Iterator[Any]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.Return))


def _is_scalar(tree: ast.AST) -> bool:
    """Whether a program returns one value for the whole batch, as far as can be seen."""
    return all(_reduces(_loss_of(each.value)) for each in _returns(tree))


def _loss_of(node: Any) -> Any:
    if not isinstance(node, ast.Dict):
        return node
    pairs = zip(node.keys, node.values, strict=True)
    return next((value for key, value in pairs if getattr(key, "value", None) == "loss"), None)


def _reduces(node: Any) -> bool:
    if isinstance(node, ast.BinOp):
        return _reduces(node.left) and _reduces(node.right)
    if isinstance(node, ast.UnaryOp):
        return _reduces(node.operand)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("mean", "sum", "max", "min") and len(node.args) == 1 and not node.keywords
    return isinstance(node, ast.Constant)


def _changes(read: _Read, attributes: Mapping[str, str]) -> list[tuple[str, ast.expr]]:
    """The weights that a rule changes by their keys, each as an attribute of its layer."""
    found = []
    for key in read.returned():
        layer, _, weight = key.partition("/")
        if layer not in attributes or weight not in _ATTRIBUTES:
            text = f"the weight `{key}` of the objective `{read.names[0]}` has no name in plain Keras"
            hint = "kbuild.train runs it; for the model alone, leave it out with --unset objectives"
            raise UsageError(text, code="not-in-python", hint=hint)
        found.append((key, name(f"self.{attributes[layer]}.{weight}")))
    return found


def _adds_as_called(spec: Object) -> bool:
    """Whether a layer adds to the loss what it is called with."""
    given = spec.arguments()
    by_program = "add_loss(" in str(getattr(spec, "call", ""))
    return by_program or spec.type_name == "ActivityRegularization" or bool(given.get("activity_regularizer"))


def _regularises(spec: Object) -> bool:
    """Whether a layer adds to the loss what its weights are."""
    return any(key.endswith("_regularizer") and value for key, value in spec.arguments().items())
