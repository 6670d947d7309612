"""The commands by name, each with the line that `kbuild --help` shows, so that help imports none of them."""

from __future__ import annotations

from dataclasses import dataclass

_WRITE = "Documents"
_RUN = "Training"
_LOOK = "Runs"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command.

    Attributes:
        name: As it is typed. The module `kbuild.cli.<name>` holds a function of the same name and, in
            `EXAMPLES`, what its help shows and the tests run.
        help: One line, the first of the function's docstring.
        panel: The heading that it stands under.
    """

    name: str
    help: str
    panel: str


_ENTRIES = (
    Entry("new", "Start a document from the gallery.", _WRITE),
    Entry("validate", "Say everything that is wrong with a document.", _WRITE),
    Entry("advise", "Say what could be better in a document, and why.", _WRITE),
    Entry("show", "Show what a document, or one value of it, resolves to.", _WRITE),
    Entry("summary", "Show the model as a table: layers, shapes, parameters.", _WRITE),
    Entry("plot", "Draw the model as an SVG or PNG picture, or as text.", _WRITE),
    Entry("code", "Print the model and its training as a Python program.", _WRITE),
    Entry("diff", "Show what differs between two documents, models or runs.", _WRITE),
    Entry("convert", "Write a Keras model as a document.", _WRITE),
    Entry("explain", "Explain a problem's code, a type, an argument, or call.", _WRITE),
    Entry("schema", "Write the language as JSON Schema, for editors.", _WRITE),
    Entry("train", "Train a document's model in a run folder of its own.", _RUN),
    Entry("resume", "Go on with a run that was killed, interrupted or has failed.", _RUN),
    Entry("lr-find", "Find a learning rate by trying all of them.", _RUN),
    Entry("watch", "Follow a run from another terminal.", _RUN),
    Entry("runs", "List, show, compare, tag and delete runs.", _LOOK),
    Entry("report", "Write a run as one HTML file that needs nothing else.", _LOOK),
    Entry("evaluate", "Measure a run's model on its test data or on a file.", _LOOK),
    Entry("predict", "Let a run's model predict for the rows of a file.", _LOOK),
    Entry("tensorboard", "Open TensorBoard on the runs, on this machine only.", _LOOK),
)


def module_of(name: str) -> str:
    """The name of a command's module and function: Python's names have no hyphens."""
    return name.replace("-", "_")


COMMANDS: dict[str, Entry] = {entry.name: entry for entry in _ENTRIES}
