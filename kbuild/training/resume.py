"""`kbuild.resume`: a run that was killed, interrupted or has failed goes on where it was."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kbuild.callbacks.errors import CheckpointError
from kbuild.reading.allowed import allowing
from kbuild.schemas.document import Document
from kbuild.schemas.errors import RunError, UsageError
from kbuild.training.folder import RunFolder, folder_of, now, write_whole
from kbuild.training.lock import locked
from kbuild.training.run import Run, open_run
from kbuild.training.written import resolved_text

_SHOWN = 10


def resume(  # noqa: PLR0913 - data as `kbuild.train` takes it, everything else by name
    run: Run | str | os.PathLike[str],
    train: Any = None,
    validation: Any = None,
    test: Any = None,
    *,
    overrides: Mapping[str, Any] | Sequence[str] | None = None,
    accept: bool = False,
    callbacks: Sequence[Any] = (),
    verbose: int | str = "auto",
    folders: Sequence[str | os.PathLike[str]] = (),
) -> Run:
    """Go on with a run, and end as if it had never been interrupted: the same weights, to the last bit.

    The newest intact checkpoint is taken, in the middle of an epoch too; without one the run begins anew in
    its folder. Metrics and events that were written after the checkpoint are cut off and made again. A run
    that is finished is left as it is.

    Args:
        run: The run, or its folder; of a folder with several, the newest.
        train: The data, where it came from Python, as `kbuild.train` got it.
        validation: Likewise.
        test: Likewise.
        overrides: Changes to the run's document, such as more epochs; they need `accept`.
        accept: That the document or the data may differ from what the run began with.
        callbacks: The further Keras callbacks that the run began with.
        verbose: See `kbuild.train`.
        folders: Folders outside the document's own from which it may read files. A run does not remember
            those that it began with.

    Returns:
        The run.

    Raises:
        RunError: `not-a-run`; `locked` when a process trains in it; `other-data` and `other-model` with the
            differences; `no-checkpoint` when all checkpoints are damaged, with the reason of each.
        UsageError: `not-accepted` for overrides without `accept`; `missing-data`.

    Example:
        >>> import kbuild, tempfile
        >>> run = kbuild.train(
        ...     {"model": {"style": "sequential", "layers": [
        ...         {"Input": {"shape": [2]}}, {"Dense": {"units": 1}}]},
        ...      "compile": {"optimizer": "sgd", "loss": "mse"},
        ...      "data": {"train": {"Toy": {"name": "xor"}}}, "fit": {"epochs": 1}},
        ...     runs=tempfile.mkdtemp(), verbose=0)
        >>> kbuild.resume(run, verbose=0).state
        'finished'
    """
    with allowing(folders):
        found = run if isinstance(run, Run) and not folders else open_run(_folder(run))
        return _resume(found, (train, validation, test), overrides, callbacks, verbose, accept=accept)


def _folder(run: Run | str | os.PathLike[str]) -> str | os.PathLike[str]:
    return run.folder if isinstance(run, Run) else run


def _resume(  # noqa: PLR0913 - what `resume` was given
    found: Run,
    given: tuple[Any, Any, Any],
    overrides: Any,
    callbacks: Sequence[Any],
    verbose: int | str,
    *,
    accept: bool,
) -> Run:
    if overrides and not accept:
        text = "changes make it another run than the one that began"
        raise UsageError(text, code="not-accepted", hint="say that they are meant: accept=True, or --accept")
    if found.state == "finished" and not overrides:
        say(verbose, f"{found.folder} is finished; nothing is left to do")
        return found
    with locked(found.folder):
        # Once more: it may have been finished while the lock was waited for.
        document = _document(found, overrides)
        return _go_on(found, document, given, callbacks, verbose, accept=accept)


def unfinished(document: Document, runs: Path) -> Run | None:
    """Find the newest run of a document that is not finished.

    Args:
        document: The document, whose seed may be left out.
        runs: The folder of all runs.

    Raises:
        RunError: `other-document` when that run's document says otherwise, with the differences.
    """
    base, name = folder_of(document, runs)
    try:
        found = open_run(base / name)
    except RunError:
        return None
    if found.state == "finished":
        return None
    now, then = document.tree(), found.document.tree()
    if "seed" not in now:
        then.pop("seed", None)
    lines = list(differences(then, now))
    if lines:
        more = [f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
        ways = f"`kbuild resume {found.folder}` goes on as it began; without --resume a new run begins"
        hint = "\n".join([*lines[:_SHOWN], *more, ways])
        text = f"the document is not what the run {found.folder} began with"
        raise RunError(text, code="other-document", hint=hint)
    return found


def differences(then: Any, now: Any, path: str = "") -> Iterator[str]:
    """Say field by field how two documents differ.

    Args:
        then: One, as plain data.
        now: The other.
        path: Where in the documents they are.

    Yields:
        A line for each difference.

    Example:
        >>> list(differences({"fit": {"epochs": 3}}, {"fit": {"epochs": 5}, "seed": 1}))
        ['fit.epochs: 3 then, 5 now', 'seed: nothing then, 1 now']
    """
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        pairs = [(key, then.get(key), now.get(key)) for key in dict.fromkeys((*then, *now))]
    elif isinstance(then, (list, tuple)) and isinstance(now, (list, tuple)):
        size = max(len(then), len(now))
        one, other = [*then, *[None] * (size - len(then))], [*now, *[None] * (size - len(now))]
        pairs = list(zip(range(size), one, other, strict=True))
    else:
        if then != now:
            yield f"{path}: {_shown(then)} then, {_shown(now)} now"
        return
    for key, before, after in pairs:
        yield from differences(before, after, f"{path}.{key}" if path else str(key))


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)


def _document(run: Run, overrides: Any) -> Document:
    if not overrides:
        return run.document
    from dataclasses import replace

    from kbuild.checking.load import load

    folder = RunFolder(run.folder)
    changed = load(folder.resolved, overrides)
    file = folder.read_state().get("file")
    return changed.with_source(replace(changed.source, file=Path(file) if file else None))


def _go_on(  # noqa: PLR0913 - what `resume` was given
    run: Run,
    document: Document,
    given: tuple[Any, Any, Any],
    callbacks: Sequence[Any],
    verbose: int | str,
    *,
    accept: bool,
) -> Run:
    from kbuild.training.quiet import import_keras

    import_keras()

    from kbuild.training.fingerprint import check_same, fingerprint
    from kbuild.training.running import run_session
    from kbuild.training.seeds import seeded
    from kbuild.training.session import prepare
    from kbuild.training.train import compile_of, feeds_of

    folder = RunFolder(run.folder)
    before = folder.state.read_bytes()
    with seeded(document.seed or 0):
        phases = None
        if document.phases:
            from kbuild.training.phases import Phases

            phases = Phases(document, compile_of, lambda each: feeds_of(each, *given), callbacks)
            session = phases.go_on(folder, lambda text: say(verbose, text))
        else:
            feeds = feeds_of(document, *given)
            if not accept:
                check_same(folder.read_state().get("data") or {}, fingerprint(feeds), folder.path)
            session = prepare(document, compile_of(document), feeds, folder, callbacks)
        try:
            _refuse_another(session)
            _keep_what_changes(folder, document, verbose)
            return run_session(
                session,
                folder.path.parent,
                folder.path.name,
                callbacks,
                verbose,
                phases=phases,
                resumed=folder,
            )
        except CheckpointError as error:
            # Refused, the run is what it was, and can go on with the model that it began with.
            write_whole(folder.state, before)
            another = "of another" in str(error)
            raise RunError(str(error), code="other-model" if another else "no-checkpoint") from error


def _refuse_another(session: Any) -> None:
    """Hold the newest checkpoint against the model before anything of the run is touched.

    Raises:
        CheckpointError: It is another model's, or there is none that is whole.
    """
    from kbuild.callbacks.checkpoints.loaded import Loaded
    from kbuild.callbacks.checkpoints.store import Store

    store = Store(session.checkpoint.folder)
    if store.is_empty():
        return
    with warnings.catch_warnings():
        # Damaged ones are told of when the training begins.
        warnings.simplefilter("ignore")
        Loaded.of(store.newest_intact()).give_model(session.model)


def _keep_what_changes(folder: RunFolder, document: Document, verbose: int | str) -> None:
    """Write down what the run's document says from now on, and keep what it said under another name."""
    content, before = resolved_text(document).encode(), folder.resolved.read_bytes()
    then, new = _tree(before), _tree(content)
    lines = list(differences(then, new))
    if not lines:
        return
    number = 1 + sum(1 for _ in folder.path.glob("resolved-*.yaml"))
    kept = folder.path / f"resolved-{number}.yaml"
    write_whole(kept, before)
    write_whole(folder.resolved, content)
    changes = [*folder.read_state().get("changes", ()), {"at": now(), "before": kept.name, "changed": lines}]
    folder.write_state(changes=changes)
    say(verbose, "\n".join([f"the run's document changes; {kept.name} keeps what it was", *lines[:_SHOWN]]))


def _tree(content: bytes) -> Any:
    """A document of a run's folder as plain data."""
    from kbuild.reading import plain, read

    return plain(read(content.decode()))


def say(verbose: int | str, text: str) -> None:
    """Say something to people, unless they want to hear nothing or only lines of JSON."""
    if verbose not in (0, "json", "quiet"):
        print(text)  # noqa: T201 - what a person asked for
