"""The callbacks of a run: the document's, the caller's, and those that every run has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kbuild import callbacks as bundled
from kbuild.building.construct import construct, value
from kbuild.building.site import Path as DocumentPath
from kbuild.building.site import Site
from kbuild.schemas.document import Document
from kbuild.schemas.objects import Object
from kbuild.schemas.path_arguments import paths_of
from kbuild.schemas.paths import within
from kbuild.training.csv_rows import CSVRows
from kbuild.training.folder import RunFolder

#: The types that are kbuild's own, under the names of Keras's.
BUNDLED = ("Checkpoint", "EarlyStopping", "TensorBoard")


# Quick epochs are not slowed by saving each; of long ones no more than five minutes are lost.
_SAVING: dict[str, Any] = {"min_seconds": "auto", "every_seconds": 300.0, "resume": True}


@dataclass(frozen=True, slots=True)
class Watcher:
    """A callback, and where it comes from.

    Attributes:
        callback: The Keras callback.
        path: Its place in the document; None for one that the document does not have.
        arguments: What the document sets.
    """

    callback: Any
    path: DocumentPath | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)


def watchers_of(document: Document, folder: RunFolder, given: Sequence[Any] = ()) -> list[Watcher]:
    """Make the callbacks of a run.

    Every run has checkpoints and TensorBoard's events, unless the document has a `Checkpoint` or a
    `TensorBoard` of its own. Nothing is written before the training begins.

    Args:
        document: The document.
        folder: The run's folder, which need not be there yet.
        given: Callbacks that Python code gives.

    Raises:
        DataError: `path-outside` when a callback is to write outside the run's folder.
        Exception: Whatever Keras raises, with a note that names the document's line.
    """
    made = [_made(document, folder, index, spec) for index, spec in enumerate(document.callbacks)]
    made += [Watcher(each) for each in given]
    present = {type(each.callback) for each in made}
    if bundled.TensorBoard not in present:
        made.append(Watcher(bundled.TensorBoard(folder.events, text=_texts(document, folder))))
    if bundled.Checkpoint not in present:
        made.append(Watcher(bundled.Checkpoint(folder.checkpoints, **_SAVING)))
    return made


def _made(document: Document, folder: RunFolder, index: int, spec: Object) -> Watcher:
    site = Site(document.seed, document.source, ("callbacks", index))
    arguments = spec.arguments()
    overrides = _places(spec, folder)
    path = ("callbacks", index, spec.type_name)
    if spec.type_name in BUNDLED:
        callback = _bundled(document, folder, spec, site, overrides)
    elif spec.type_name == "CSVLogger":
        here = site.at(spec.type_name)
        with here.noted():
            callback = CSVRows(**_values(spec, here) | overrides)
    else:
        callback = construct(spec, site, **overrides)
    return Watcher(callback, path, arguments)


def _places(spec: Object, folder: RunFolder) -> dict[str, Any]:
    """Where a callback writes: what the catalog calls a path is relative to the run's folder."""
    found: dict[str, Any] = {}
    for at, written in paths_of(spec):
        inside = str(within(folder.path, written))
        if len(at) == 1:
            found[str(at[0])] = inside
        else:
            found.setdefault(str(at[0]), {})[at[1]] = inside
    return found


def _bundled(
    document: Document, folder: RunFolder, spec: Object, site: Site, overrides: dict[str, Any]
) -> Any:
    here = site.at(spec.type_name)
    arguments = _values(spec, here) | overrides
    if spec.type_name == "Checkpoint":
        arguments = {"folder": str(folder.checkpoints)} | _SAVING | arguments
    if spec.type_name == "TensorBoard":
        arguments.setdefault("log_dir", str(folder.events))
        arguments["text"] = _texts(document, folder) | dict(arguments.get("text") or {})
    with here.noted():
        return getattr(bundled, spec.type_name)(**arguments)


def _values(spec: Object, here: Site) -> dict[str, Any]:
    return {name: value(each, here.at(name)) for name, each in spec.arguments().items()}


def _texts(document: Document, folder: RunFolder) -> dict[str, str]:
    """What TensorBoard's tab of texts shows of a document."""
    from kbuild.training.written import written_text

    # A run that goes on does so by what was understood; what was written lies in its folder.
    kept = folder.document
    written = kept.read_text("utf-8", errors="replace") if kept.is_file() else written_text(document)
    texts = {"document": f"```yaml\n{written}\n```"}
    return {"description": document.description} | texts if document.description else texts


def make_places(watchers: Sequence[Watcher]) -> None:
    """Make the folders that callbacks write files into, which Keras's expect to be there."""
    for watcher in watchers:
        for name in ("filepath", "filename"):
            written = getattr(watcher.callback, name, None)
            if watcher.path is not None and isinstance(written, (str, Path)) and written:
                Path(written).parent.mkdir(parents=True, exist_ok=True)
