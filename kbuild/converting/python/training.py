"""`compile`, `fit` and `callbacks` as calls of Keras."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from kbuild.converting.python.build import assign, call, constant, mapping, name
from kbuild.converting.python.chunks import chunks, cuts, resetting
from kbuild.converting.python.program import Program
from kbuild.converting.python.values import made, own_by_name, value
from kbuild.reading.tree import Path
from kbuild.schemas.document import Document
from kbuild.schemas.objects import Object
from kbuild.schemas.training import Compile, Fit

_TENSORBOARD = frozenset(
    "log_dir histogram_freq write_graph write_images write_steps_per_second update_freq profile_batch "
    "embeddings_freq embeddings_metadata".split()
)
_KINDS = {"optimizer": ("optimizer",), "loss": ("loss",)} | dict.fromkeys(
    ("metrics", "weighted_metrics"), ("metric", "loss")
)
_BEST = frozenset(("folder", "monitor", "mode", "verbose"))


def compiled(program: Program, spec: Compile, variable: str = "model") -> ast.stmt:
    """The call of `model.compile`."""
    return ast.Expr(call(f"{variable}.compile", **settings(program, spec)))


def settings(program: Program, spec: Compile) -> dict[str, ast.expr]:
    """The arguments of `compile`."""
    return {
        key: _structure(program, getattr(spec, key), ("compile", key), _KINDS.get(key, ()))
        for key in Compile.model_fields
        if key in spec.model_fields_set
        and getattr(spec, key) is not None
        # A call of several steps would step over the places where states begin anew.
        and not (key == "steps_per_execution" and cuts(program.training))
    }


def _structure(program: Program, written: Any, path: Path, kinds: tuple[str, ...]) -> ast.expr:
    """Losses, metrics and weights by output, in lists and dictionaries as they are written."""
    if isinstance(written, Object):
        return made(program, written, path)
    if isinstance(written, Mapping):
        values = [_structure(program, each, (*path, key), kinds) for key, each in written.items()]
        return mapping(list(written), values)
    if isinstance(written, (list, tuple)):
        items = [_structure(program, each, (*path, at), kinds) for at, each in enumerate(written)]
        return ast.List(items, ast.Load())
    return own_by_name(program, kinds, written) or program.param(path, written) or constant(written)


def callbacks(program: Program, document: Document, before: int = 0) -> ast.expr | None:
    """The list of callbacks; None for none. Epochs that they count from go on from the phases before."""
    items = [_callback(program, each, ("callbacks", at)) for at, each in enumerate(document.callbacks)]
    for each in items if before else ():
        _shift(each, before)
    return ast.List(items, ast.Load()) if items else None


def _shift(callback: ast.expr, before: int) -> None:
    """Count a callback's epochs from the beginning of its phase."""
    for each in ast.walk(callback):
        if isinstance(each, ast.keyword) and each.arg == "start_from_epoch":
            each.value = ast.BinOp(constant(before), ast.Add(), each.value)
            if isinstance(each.value.right, ast.Constant) and isinstance(each.value.right.value, int):
                each.value = constant(before + each.value.right.value)
        elif isinstance(each, ast.Lambda) and isinstance(each.body, ast.Call):
            for inner in ast.walk(each.body):
                if isinstance(inner, ast.Call) and any(_is_epoch(arg) for arg in inner.args):
                    inner.args = [
                        ast.BinOp(arg, ast.Sub(), constant(before)) if _is_epoch(arg) else arg
                        for arg in inner.args
                    ]


def _is_epoch(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "epoch"


def _callback(program: Program, spec: Object, path: Path) -> ast.expr:
    maker = {"Checkpoint": _checkpoint, "EarlyStopping": _early_stopping, "TensorBoard": _tensorboard}
    if spec.type_name in maker:
        return maker[spec.type_name](program, spec, path)
    return made(program, spec, path)


def _arguments(program: Program, spec: Object, path: Path) -> dict[str, ast.expr]:
    here = (*path, spec.type_name)
    return {key: value(program, each, (*here, key)) for key, each in spec.arguments().items()}


def _own(program: Program, spec: Object, path: Path, **defaults: ast.expr) -> ast.expr:
    """A callback of kbuild's own, where Keras's does less than the document asks for."""
    word = program.use_from("kbuild.callbacks", spec.type_name)
    return call(word, **{**defaults, **_arguments(program, spec, path)})


def _checkpoint(program: Program, spec: Object, path: Path) -> ast.expr:
    given = spec.arguments()
    plain = all(isinstance(given.get(key, "auto"), str) for key in ("monitor", "mode"))
    if not set(given) <= _BEST or not plain:
        return _own(program, spec, path, **({} if "folder" in given else {"folder": constant("checkpoints")}))
    data = program.training.data
    validates = data is not None and data.validation is not None
    monitor = given.get("monitor", "auto")
    if monitor == "auto":
        monitor = "val_loss" if validates else "loss"
    folder = given.get("folder") or "checkpoints"
    rest = {key: constant(given[key]) for key in ("mode", "verbose") if key in given}
    return call(
        "keras.callbacks.ModelCheckpoint",
        constant(f"{folder}/best.keras"),
        monitor=constant(monitor),
        save_best_only=constant(True),
        **rest,
    )


def _early_stopping(program: Program, spec: Object, path: Path) -> ast.expr:
    if any(isinstance(each, (tuple, Mapping)) for each in spec.arguments().values()):
        return _own(program, spec, path)
    return call("keras.callbacks.EarlyStopping", **_arguments(program, spec, path))


def _tensorboard(program: Program, spec: Object, path: Path) -> ast.expr:
    given = spec.arguments()
    simple = set(given) <= _TENSORBOARD and given.get("histogram_freq") != "auto"
    if not simple or isinstance(given.get("embeddings_metadata"), Mapping):
        return _own(program, spec, path, **({} if "log_dir" in given else {"log_dir": constant("events")}))
    arguments = {"log_dir": constant("events"), **_arguments(program, spec, path)}
    return call("keras.callbacks.TensorBoard", **arguments)


def fitted(
    program: Program, document: Document, samples: Any, runner: str = "model", before: int = 0
) -> list[ast.stmt]:
    """The call of `fit`, and before it the datasets where sequences come in chunks.

    Args:
        program: What is being written.
        document: What is trained, and how.
        samples: The variables that the data is in; see `data.Samples`.
        runner: The variable of what is trained.
        before: The epochs of the phases before.
    """
    fit, data = document.fit, document.data
    given: dict[str, ast.expr | None] = {}
    own = {} if fit is None else {key: getattr(fit, key) for key in fit.model_fields_set}
    size = own.pop("batch_size", None) or (data.batch_size if data is not None else None)
    if cuts(document):
        return _fitted_in_chunks(program, document, samples, runner, before)
    if samples.train_weight is not None:
        given["sample_weight"] = name(samples.train_weight)
    if size is not None and size != 32:
        given["batch_size"] = program.param(("data", "batch_size"), size) or constant(size)
    given |= _epochs(program, own.pop("epochs", None), before)
    if before:
        own.pop("initial_epoch", None)
    if samples.validation is not None:
        given["validation_data"] = samples.validation
    for key, each in own.items():
        if each is not None:
            given[key] = value(program, each, ("fit", key))
    given["callbacks"] = callbacks(program, document, before)
    return [ast.Expr(call(f"{runner}.fit", *samples.train, **given))]


def _epochs(program: Program, epochs: int | None, before: int) -> dict[str, ast.expr]:
    """Up to which epoch, and from which on where there are phases before."""
    if before:
        return {"initial_epoch": constant(before), "epochs": constant(before + (epochs or 1))}
    if epochs is None:
        return {}
    return {"epochs": program.param(("fit", "epochs"), epochs) or constant(epochs)}


def _fitted_in_chunks(
    program: Program, document: Document, samples: Any, runner: str, before: int
) -> list[ast.stmt]:
    fit = document.fit or Fit()
    own = {key: getattr(fit, key) for key in fit.model_fields_set}
    given: dict[str, ast.expr | None] = dict(_epochs(program, own.pop("epochs", None), before))
    weights = [] if samples.train_weight is None else [name(samples.train_weight)]
    cut = chunks(program, document, [*samples.train, *weights], shuffle=fit.shuffle)
    # Keras would shuffle the batches, and with them the chunks of a sequence.
    given["shuffle"] = constant(False)
    if isinstance(samples.validation, ast.Tuple):
        given["validation_data"] = chunks(program, document, samples.validation.elts)
    elif samples.validation is not None:
        given["validation_data"] = chunks(program, document, [samples.validation])
    for key, each in own.items():
        left_out = ("batch_size", "shuffle", "validation_batch_size", *(("initial_epoch",) if before else ()))
        if each is not None and key not in left_out:
            given[key] = value(program, each, ("fit", key))
    listed = callbacks(program, document, before)
    others = listed.elts if isinstance(listed, ast.List) else []
    given["callbacks"] = ast.List([resetting(program, "train"), *others], ast.Load())
    return [assign("train", cut), ast.Expr(call(f"{runner}.fit", name("train"), **given))]
