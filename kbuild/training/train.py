"""`kbuild.train`: from a document to a run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from kbuild.checking.load import load
from kbuild.data import Feeds
from kbuild.reading.allowed import allowed_folders, allowing, widened
from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError
from kbuild.schemas.training import Compile
from kbuild.training.quiet import without_chatter
from kbuild.training.run import Run
from kbuild.training.seeds import seeded, with_seed

# Sources that are read by TensorFlow, before anything else has imported it.
_BY_TENSORFLOW = frozenset({"Images", "TfRecord"})


def train(  # noqa: PLR0913 - data by position, everything else by name and with a default
    document: Document | str | Path | Mapping[str, Any],
    train: Any = None,
    validation: Any = None,
    test: Any = None,
    *,
    runs: str | os.PathLike[str] = "runs",
    overrides: Mapping[str, Any] | Sequence[str] | None = None,
    callbacks: Sequence[Any] = (),
    verbose: int | str = "auto",
    resume: bool = False,
    folders: Sequence[str | os.PathLike[str]] = (),
) -> Run:
    """Train the model of a document, in a run folder of its own.

    Everything is checked before anything is made: the document, the data, whether they fit each other, and
    that each callback watches something that is computed. The folder `runs/<name>/<number>/` then gets the
    document, the environment, metrics, checkpoints, TensorBoard's events and the final model. The execution
    is chosen for speed and never changes a result: a document and its seed give the same weights, bit for
    bit, on the same machine.

    Args:
        document: A document, or the path, text or mapping of one.
        train: Data in place of the document's: arrays `(x, y)` or `(x, y, sample_weight)`, a
            `tf.data.Dataset`, or a `keras.utils.PyDataset`.
        validation: Likewise, or a share of `train` such as 0.1.
        test: Likewise.
        runs: The folder of all runs; made if it is not there.
        overrides: What to change in the document, as `kbuild.load` takes it.
        callbacks: Further Keras callbacks.
        verbose: 0 shows nothing, 1 plain lines, `"auto"` a moving line where there is a terminal,
            `"json"` a line of JSON for each epoch.
        resume: Go on with the newest run of this document that is not finished, if there is one.
        folders: Folders outside the document's own from which it may read files.

    Returns:
        The run, with its model, history and test results.

    Raises:
        DocumentError: The document is wrong; nothing has been made.
        DataError: The data is, or does not fit the model; nothing has been made.
        UsageError: There is no data to train on, or nothing to compile with.
        RunError: The training diverged or was interrupted; the folder says so and is kept. Or the run that
            is to be resumed was of a document that said otherwise.
        Exception: What Keras raises, with a note that names the document's line.

    Example:
        >>> import kbuild, tempfile
        >>> run = kbuild.train(
        ...     {"seed": 1, "model": {"style": "sequential", "layers": [
        ...         {"Input": {"shape": [10]}}, {"Dense": {"units": 1}}]},
        ...      "compile": {"optimizer": "adam", "loss": "mse"},
        ...      "data": {"train": {"Toy": {"name": "friedman1"}}, "validation": 0.2}},
        ...     runs=tempfile.mkdtemp(), verbose=0)
        >>> run.state, sorted(run.metrics[0])
        ('finished', ['epoch', 'learning_rate', 'loss', 'step', 'val_loss'])
    """
    with allowing(folders):
        loaded = _loaded(document, overrides)
        return _train(loaded, (train, validation, test), Path(runs), callbacks, verbose, resume=resume)


def _train(  # noqa: PLR0913 - what `train` was given
    loaded: Document,
    given: tuple[Any, Any, Any],
    runs: Path,
    callbacks: Sequence[Any],
    verbose: int | str,
    *,
    resume: bool,
) -> Run:
    if resume:
        from kbuild.training.resume import resume as go_on
        from kbuild.training.resume import say, unfinished

        found = unfinished(loaded, runs)
        if found is not None:
            return go_on(found, *given, callbacks=callbacks, verbose=verbose)
        say(verbose, "no run of this document is unfinished; a new one begins")
    loaded = with_seed(loaded)
    if loaded.phases:
        return _train_phases(loaded, given, runs, callbacks, verbose)
    spec = compile_of(loaded)
    feeds = feeds_of(loaded, *given)

    from kbuild.training.quiet import import_keras

    import_keras()

    from kbuild.training.folder import folder_of, next_folder
    from kbuild.training.running import run_session
    from kbuild.training.session import prepare

    base, name = folder_of(loaded, runs)
    with seeded(loaded.seed or 0):
        session = prepare(loaded, spec, feeds, next_folder(base, name), callbacks)
        return run_session(session, base, name, callbacks, verbose)


def _train_phases(
    document: Document, given: tuple[Any, Any, Any], runs: Path, callbacks: Sequence[Any], verbose: int | str
) -> Run:
    from kbuild.training.quiet import import_keras

    import_keras()

    from kbuild.training.folder import folder_of, next_folder
    from kbuild.training.phases import Phases
    from kbuild.training.running import run_session

    base, name = folder_of(document, runs)
    with seeded(document.seed or 0):
        phases = Phases(document, compile_of, lambda each: feeds_of(each, *given), callbacks)
        session = phases.first(next_folder(base, name))
        return run_session(session, base, name, callbacks, verbose, phases=phases)


def _loaded(document: Any, overrides: Any) -> Document:
    if not isinstance(document, Document):
        return load(document, overrides)
    if overrides:
        text = "overrides change a document while it is read, and this one has been"
        raise UsageError(text, code="too-late", hint="give them to kbuild.load")
    return widened(document)


def compile_of(document: Document) -> Compile:
    """What a document says about training.

    Raises:
        UsageError: `missing-compile` when it says nothing.
    """
    if document.compile is not None:
        return document.compile
    if document.objectives:
        return Compile()
    raise UsageError(
        "the document does not say how to train: it has no `compile`",
        code="missing-compile",
        hint="add compile: {optimizer: adam, loss: ...}",
    )


def feeds_of(document: Document, train: Any, validation: Any, test: Any) -> Feeds:
    """The data of a training: the document's, or in its place what Python code gives."""
    from kbuild.data import from_python
    from kbuild.data.python_data import feed

    if train is not None:
        return from_python(train, validation, test, data=document.data, seed=document.seed or 0)
    feeds = _of_document(document)
    given = {"validation": validation, "test": test}
    taken = {name: feed(each, name) for name, each in given.items() if each is not None}
    return Feeds(
        **({"train": feeds.train, "validation": feeds.validation, "test": feeds.test} | taken),
        preparation=feeds.preparation,
    )


def _of_document(document: Document) -> Feeds:
    from kbuild.data import load_splits

    if document.data is None:
        text = "there is no data to train on: the document has none, and none was given"
        raise UsageError(text, code="missing-data", hint="add `data`, or give train=(x, y)")
    source = document.source
    folder, allowed = (source.folder, source.folders) if source is not None else (Path(), allowed_folders())
    by_tensorflow = getattr(document.data.train, "type_name", None) in _BY_TENSORFLOW
    with without_chatter() if by_tensorflow else nullcontext():
        splits = load_splits(document.data, seed=document.seed or 0, folder=folder, allowed=allowed)
    return Feeds(splits.train, splits.validation, splits.test, splits.preparation)
