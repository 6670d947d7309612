"""`train_step` and `test_step` of a model that trains another by several losses."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbuild.converting.python.build import assign, call, constant, function, mapping, name
from kbuild.converting.python.weighting import MEAN
from kbuild.converting.python.writing import Gap


@dataclass(slots=True)
class Objective:
    """An objective as the class has it.

    Attributes:
        title: Its name as a name of Python.
        names: The names of its values in the logs, its own first.
        optimizer: The attribute of its optimizer.
        weights: The weights that it trains; None for a rule that changes weights by itself.
        changes: What such a rule changes: the keys of what it returns, and the weights.
        method: The method that computes it.
        takes: What of the batch the method takes.
        trackers: The attributes of its values' means.
        losses: What layers add to it.
        scalar: Whether it is one value for the batch.
        weighted: Whether the samples have weights that its mean counts.
        mapped: Whether it comes with further values for the logs.
    """

    title: str
    names: tuple[str, ...]
    optimizer: str
    weights: ast.expr | None
    changes: list[tuple[str, ast.expr]]
    method: ast.FunctionDef
    takes: list[str]
    trackers: list[str]
    losses: list[ast.expr]
    scalar: bool
    weighted: bool
    mapped: bool


def step_methods(
    objectives: Sequence[Objective], *, metrics: bool, logs_loss: bool, tested: bool
) -> Iterator[ast.stmt]:
    """The methods.

    Args:
        objectives: What is trained for, in order.
        metrics: Whether `compile` is given metrics.
        logs_loss: Whether the sum stands in the logs as `loss`.
        tested: Whether there is data to evaluate on.
    """
    batch = [each for each in ("x", "y", "sample_weight") if any(each in one.takes for one in objectives)]
    if any(each.weighted for each in objectives):
        batch = list(dict.fromkeys([*batch, "sample_weight"]))
    if metrics:
        batch = list(dict.fromkeys(["x", "y", *batch]))
    if not batch:
        batch = ["x"]
    for title, training in (("train_step", True), ("test_step", False)):
        if training or tested:
            body: list[ast.stmt] = [_unpacked(batch)]
            for each in objectives:
                body += _step(each, training)
            body += _logged(objectives, logs_loss)
            body.append(ast.Return(_results(objectives, metrics, logs_loss, batch)))
            yield function(title, ["self", "data"], body)


def _unpacked(batch: Sequence[str]) -> ast.stmt:
    names = [each if each in batch else "_" for each in ("x", "y", "sample_weight")]
    return assign(names, call("keras.utils.unpack_x_y_sample_weight", name("data")))


def _step(each: Objective, training: bool) -> list[ast.stmt]:
    taken = [name(word) for word in each.takes]
    told = any(word.arg == "training" for word in each.method.args.args)
    value = call(f"self.{each.method.name}", *taken, training=constant(training) if told else None)
    if each.weights is None:
        return _rule(each, value, training)
    computed: list[ast.stmt] = []
    loss: ast.expr = value
    if each.mapped:
        computed.append(assign("values", value))
        loss = ast.Subscript(name("values"), constant("loss"), ast.Load())
    if each.weighted:
        loss = call(f"self.{MEAN}", loss, name("sample_weight"))
    elif not each.scalar:
        loss = call("ops.mean", loss)
    for added in each.losses:
        loss = ast.BinOp(loss, ast.Add(), call("sum", added))
    computed.append(assign(_variable(each), loss))
    body: list[ast.stmt] = computed
    if training:
        tape = ast.withitem(call("tf.GradientTape"), ast.Name("tape", ast.Store()))
        gradients = call("tape.gradient", name(_variable(each)), name("weights"))
        body = [
            ast.With([tape], computed),
            assign("weights", each.weights),
            ast.Expr(call(f"self.{each.optimizer}.apply", gradients, name("weights"))),
        ]
    body.append(_tracked(each.trackers[0], name(_variable(each))))
    for word, title in zip(each.trackers[1:], each.names[1:], strict=True):
        body.append(_tracked(word, ast.Subscript(name("values"), constant(title), ast.Load())))
    return body


def _rule(each: Objective, value: ast.expr, training: bool) -> list[ast.stmt]:
    body: list[ast.stmt] = [assign("changes", value)]
    for key, weight in each.changes if training else ():
        change = ast.Subscript(name("changes"), constant(key), ast.Load())
        body.append(ast.Expr(call(ast.Attribute(weight, "assign_add", ast.Load()), change)))
    size = call("ops.mean", call("ops.abs", name("change")))
    changes = ast.comprehension(ast.Name("change", ast.Store()), call("changes.values"), [], 0)
    total = call("sum", ast.ListComp(size, [changes]))
    return [*body, assign(_variable(each), total), _tracked(each.trackers[0], name(_variable(each)))]


def _variable(each: Objective) -> str:
    ending = "size" if each.weights is None else "loss"
    return each.title if each.title.endswith(ending) else f"{each.title}_{ending}"


def _tracked(tracker: str, value: ast.expr) -> ast.stmt:
    return ast.Expr(call(f"self.{tracker}.update_state", value))


def _logged(objectives: Sequence[Objective], logs_loss: bool) -> list[ast.stmt]:
    if not logs_loss:
        return []
    total: ast.expr = name(_variable(objectives[0]))
    for each in objectives[1:]:
        total = ast.BinOp(total, ast.Add(), name(_variable(each)))
    first = ast.Subscript(name("self.metrics"), constant(0), ast.Load())
    update = ast.Expr(call(ast.Attribute(first, "update_state", ast.Load()), total))
    return [Gap("Keras keeps the mean of `loss` first."), update]


def _results(
    objectives: Sequence[Objective], metrics: bool, logs_loss: bool, batch: Sequence[str]
) -> ast.expr:
    if metrics:
        predicted = call("self.model", name("x"), training=constant(False))
        weights = [name(each) for each in batch if each == "sample_weight"]
        return call("self.compute_metrics", name("x"), name("y"), predicted, *weights)
    if logs_loss:
        return call("self.get_metrics_result")
    pairs = [
        (title, word) for each in objectives for title, word in zip(each.names, each.trackers, strict=True)
    ]
    return mapping([title for title, _ in pairs], [call(f"self.{word}.result") for _, word in pairs])
