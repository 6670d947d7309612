"""A run, to look at: what was trained, what came of it, and where it is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kbuild.reading.allowed import allowed_folders, allowing
from kbuild.reading.problems import DocumentError
from kbuild.schemas.errors import RunError
from kbuild.schemas.phases import phase_document
from kbuild.training.folder import RunFolder
from kbuild.training.lock import is_locked

if TYPE_CHECKING:
    from kbuild.data.preparation import Preparation
    from kbuild.schemas.document import Document

Numbers = dict[str, float | None]


class Run:
    """A training that is finished, failed, or under way; everything is read from its folder.

    `kbuild.train` returns one, `kbuild.open_run` opens one from its folder. Nothing is read before it is
    asked for, and Keras is not imported before `model` is.

    Args:
        path: The run's folder, `runs/<name>/<number>`.

    Raises:
        RunError: `not-a-run` when there is no run in the folder.

    Example:
        >>> import kbuild, tempfile
        >>> run = kbuild.train(
        ...     {"model": {"style": "sequential", "layers": [
        ...         {"Input": {"shape": [2]}}, {"Dense": {"units": 1}}]},
        ...      "compile": {"optimizer": "sgd", "loss": "mse"},
        ...      "data": {"train": {"Toy": {"name": "xor"}}, "batch_size": 4}, "fit": {"epochs": 2}},
        ...     runs=tempfile.mkdtemp(), verbose=0)
        >>> run.state, run.epochs, sorted(run.history)
        ('finished', 2, ['learning_rate', 'loss'])
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._folder = RunFolder(Path(path))
        self._folders = allowed_folders()
        self._folder.read_state()

    @property
    def folder(self) -> Path:
        """Where the run is kept."""
        return self._folder.path

    @property
    def name(self) -> str:
        """The name of the document, as a folder's name."""
        return self.folder.resolve().parent.name

    @property
    def number(self) -> int:
        """Which run of this name it is, from 1."""
        return int(self.folder.resolve().name)

    @property
    def state(self) -> str:
        """`running`, `finished`, `failed`, `interrupted`, or `killed` when its process is gone unfinished."""
        state = self._folder.read_state()
        if state["state"] == "running" and not _is_alive(self.folder, state):
            return "killed"
        return str(state["state"])

    @property
    def reason(self) -> str | None:
        """Why it failed, was interrupted, or finished before its last epoch."""
        reason: str | None = self._folder.read_state().get("reason")
        return reason

    @property
    def test(self) -> Numbers:
        """Loss and metrics on the test data; empty when there are none."""
        return dict(self._folder.read_state().get("test") or {})

    @property
    def seconds(self) -> float:
        """How long the training itself took."""
        return float(sum(each["seconds"] for each in _lines(self._folder.times)))

    @property
    def times(self) -> list[float]:
        """How long each epoch took, in seconds."""
        return [float(each["seconds"]) for each in _lines(self._folder.times)]

    @property
    def total_epochs(self) -> int | None:
        """How many epochs there are to be, those of all phases together; None where that is not said.

        A phase that is over counts with the epochs that it had.
        """
        whole = self.document
        over = self._folder.read_state().get("phases") or []
        each = [phase_document(whole, index) for index in range(len(whole.phases))] or [whole]
        left = each[len(over) :] if whole.phases else each
        counts = [document.fit.epochs if document.fit is not None else 1 for document in left]
        done = int(over[-1]["epoch"]) if over else 0
        return sum((count for count in counts if count is not None), done) if None not in counts else None

    @property
    def metrics(self) -> list[Numbers]:
        """The logs of each epoch, with `epoch` (from 1) and `step`."""
        return _lines(self._folder.metrics)

    @property
    def epochs(self) -> int:
        """How many epochs there were."""
        return len(self.metrics)

    @property
    def history(self) -> dict[str, list[float | None]]:
        """The logs as Keras's `History` holds them: a list for each name, one value for each epoch."""
        rows = self.metrics
        names = dict.fromkeys(name for row in rows for name in row if name not in ("epoch", "step"))
        return {name: [row[name] for row in rows if name in row] for name in names}

    @property
    def best(self) -> Numbers:
        """The logs of the best epoch, by what its checkpoints watch; empty when nothing is watched."""
        epoch = self._folder.read_state().get("best_epoch")
        return next((row for row in self.metrics if row["epoch"] == epoch), {})

    @property
    def best_checkpoint(self) -> Path | None:
        """The best checkpoint, for `kbuild.callbacks.load_checkpoint`; None when there is none."""
        written: str | None = self._folder.read_state().get("best_checkpoint")
        path = self.folder / written if written is not None else None
        return path if path is not None and path.exists() else None

    @cached_property
    def document(self) -> Document:
        """The document as it was understood, with the run's seed in it.

        Its paths are relative to where the document was, not to the run.

        Raises:
            RunError: `needs-plugin` when it has types of your own that are not loaded.
        """
        from kbuild.checking.load import load

        state = self._folder.read_state()
        try:
            document = load(self._folder.resolved, folders=self._folders)
        except DocumentError as error:
            from kbuild.training.own_types import explained

            raise explained(error, state) from error
        file: str | None = state.get("file")
        # Without a file, as with a document of Python's own, paths are relative to where the process is.
        return document.with_source(replace(document.source, file=Path(file) if file else None))

    @cached_property
    def environment(self) -> dict[str, Any]:
        """Versions, machine and execution."""
        found: dict[str, Any] = json.loads(self._folder.environment.read_text("utf-8"))
        return found

    @cached_property
    def preparation(self) -> Preparation | None:
        """How the data was prepared, to predict on more; None when it came ready from Python."""
        from kbuild.data import preparation_from_json

        path = self._folder.preparation
        return preparation_from_json(path.read_text("utf-8")) if path.exists() else None

    @cached_property
    def model(self) -> Any:
        """The final model, as Keras loads it.

        Raises:
            RunError: `no-model` when the run did not get so far; `needs-plugin` when it has types of your
                own that are not loaded.
        """
        if not self._folder.model.exists():
            text = f"the run {self.folder} has no final model: it is {self.state}"
            raise RunError(text, code="no-model", hint=self._hint_at_checkpoints())
        if self._folder.read_state().get("plugins"):
            # Keras would say no more than that it knows no such class.
            _ = self.document
        from kbuild.training.saving import load_model

        return load_model(self._folder.model)

    def predict(self, x: Any) -> Any:
        """What the final model says of samples that are prepared as the training's were.

        It is `model.predict`, and does besides what a model with stateful layers needs: sequences go through
        it in the chunks that it was trained in, and there may be any number of them.

        Args:
            x: An array, or arrays by input.

        Returns:
            An array, or a list or mapping of arrays, as the model's outputs are.

        Raises:
            RunError: See `model`.
            DataError: `wrong-chunk` when sequences cannot be cut into the chunks of the training.
        """
        from kbuild.training.quiet import import_keras

        import_keras()
        from kbuild.training.using import predict

        return predict(self, x)

    def evaluate(self, samples: Any) -> dict[str, float]:
        """Loss and metrics of the final model on samples, in the batches and chunks that it was trained in.

        Args:
            samples: `kbuild.data.Samples`, prepared as the training's were, with targets.

        Raises:
            RunError: See `model`.
            DataError: `wrong-chunk` when sequences cannot be cut into the chunks of the training.
        """
        from kbuild.training.quiet import import_keras

        import_keras()
        from kbuild.training.using import evaluate

        return evaluate(self, samples)

    def summary(self) -> str:
        """What came of the run, in a few lines for people."""
        from kbuild.training.summary import summary

        return summary(self)

    def __repr__(self) -> str:
        epochs = f"{self.epochs} epoch{'' if self.epochs == 1 else 's'}"
        test = "".join(f", test {name} {value:.4g}" for name, value in self.test.items() if value is not None)
        return f"<Run {self.folder}: {self.state}, {epochs}{test}>"

    def _hint_at_checkpoints(self) -> str | None:
        return f"its best checkpoint is {self.best_checkpoint}" if self.best_checkpoint else None


def open_run(path: str | os.PathLike[str], *, folders: Sequence[str | os.PathLike[str]] = ()) -> Run:
    """Open a run to look at it.

    Args:
        path: Its folder, such as `runs/digits/3`; of a folder with several, such as `runs/digits`, the
            newest.
        folders: Folders outside the document's own from which it may read files, as `kbuild.train` got them.

    Returns:
        The run.

    Raises:
        RunError: `not-a-run` when there is none.

    Example:
        >>> open_run("no/such/folder")
        Traceback (most recent call last):
        ...
        kbuild.schemas.errors.RunError: there is no run in no/such/folder
    """
    with allowing(folders):
        return _opened(Path(path))


def _opened(folder: Path) -> Run:
    if (folder / "state.json").is_file():
        return Run(folder)
    numbered = [
        each for each in folder.glob("*") if each.name.isdecimal() and (each / "state.json").is_file()
    ]
    if not numbered:
        raise RunError(f"there is no run in {folder}", code="not-a-run")
    return Run(max(numbered, key=lambda each: int(each.name)))


def _lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of JSON lines; a last line that is not whole is still being written."""
    if not path.exists():
        return []
    text = path.read_text("utf-8")
    return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]


def _is_alive(folder: Path, state: Mapping[str, Any]) -> bool:
    """Whether the process of a running run is there: by its lock, or else by its number."""
    held = is_locked(folder)
    if held is not None:
        return held
    process = state.get("process")
    if not process or os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
