"""`data.chunk_length` in plain Keras: a dataset of chunks, and a callback that lets states begin anew."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from kbuild.converting.python.build import call, constant, name
from kbuild.converting.python.program import Program
from kbuild.schemas.document import Document

_CHUNKS = '''
class Chunks(keras.utils.PyDataset):
    """Sequences in chunks: row i of a batch goes on with row i of the batch before."""

    def __init__(self, arrays, batch_size, length, shuffle=False):
        super().__init__()
        self.arrays, self.batch_size, self.shuffle = arrays, batch_size, shuffle
        inputs = keras.tree.flatten(arrays[0])
        self.order = np.arange(len(inputs[0]))
        self.steps = 0
        for array in inputs:
            self.steps = max(self.steps, array.shape[1] if array.ndim > 1 else 0)
        self.length, self.chunks = length, self.steps // length
        self.on_epoch_end()

    def __len__(self):
        return -(-len(self.order) // self.batch_size) * self.chunks

    def __getitem__(self, index):
        group, chunk = divmod(index, self.chunks)
        rows = self.order[group * self.batch_size :][: self.batch_size]
        here = slice(chunk * self.length, (chunk + 1) * self.length)

        def cut(array):
            in_time = array.ndim > 1 and array.shape[1] == self.steps
            return array[rows, here] if in_time else array[rows]

        return keras.tree.map_structure(cut, self.arrays)

    def on_epoch_end(self):
        if self.shuffle:
            np.random.shuffle(self.order)
'''
_RESET = '''
class ResetStates(keras.callbacks.Callback):
    """Lets stateful layers begin anew before the first chunk of new sequences."""

    def __init__(self, chunks):
        super().__init__()
        self.chunks = chunks

    def on_train_batch_begin(self, batch, logs=None):
        if batch % self.chunks == 0:
            self.reset(self.model)

    def on_test_batch_begin(self, batch, logs=None):
        self.on_train_batch_begin(batch)

    def reset(self, model):
        for layer in model.layers:
            if hasattr(layer, "layers"):
                self.reset(layer)
            elif getattr(layer, "stateful", False):
                for state in keras.tree.flatten(layer.states):
                    state.assign(keras.ops.zeros_like(state))
'''
_FLOOR = "-(-len(self.order) // self.batch_size)"


def cuts(document: Document) -> bool:
    """Whether a document's sequences come in chunks."""
    return document.data is not None and document.data.chunk_length is not None


def chunks(
    program: Program, document: Document, arrays: Sequence[ast.expr], *, shuffle: bool = False
) -> ast.expr:
    """The dataset that cuts arrays.

    Args:
        program: What is being written; it gets the class.
        document: The document, or that of a phase.
        arrays: Inputs, targets, weights.
        shuffle: Whether each epoch has an order of its own.
    """
    data, fit = document.data, document.fit
    assert data is not None  # noqa: S101 - it has a `chunk_length`
    program.use("keras")
    program.use("np")
    text = _CHUNKS.replace(_FLOOR, "len(self.order) // self.batch_size") if data.drop_remainder else _CHUNKS
    title = program.classes.add(_class(text))
    size = fit.batch_size if fit is not None and fit.batch_size is not None else data.batch_size
    return call(
        title,
        ast.Tuple(list(arrays), ast.Load()),
        batch_size=program.param(("data", "batch_size"), size) or constant(size),
        length=program.param(("data", "chunk_length"), data.chunk_length) or constant(data.chunk_length),
        shuffle=constant(True) if shuffle else None,
    )


def resetting(program: Program, dataset: str) -> ast.expr:
    """The callback that lets the states begin anew.

    Args:
        program: What is being written; it gets the class.
        dataset: The variable of a dataset of chunks.
    """
    program.use("keras")
    return call(program.classes.add(_class(_RESET)), name(f"{dataset}.chunks"))


def _class(text: str) -> ast.ClassDef:
    found = ast.parse(text).body[0]
    assert isinstance(found, ast.ClassDef)  # noqa: S101 - the texts above are
    return found
