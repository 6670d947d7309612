"""Where data comes from: the `data` part of a document, and the sources by name.

The sources are types by the one rule, of kind `source`: `{Toy: {name: digits}}`, `{Csv: {path: ...}}`.
Reading them is the work of `kbuild.data`.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, model_validator

from kbuild.schemas import types
from kbuild.schemas.objects import Object, Spec
from kbuild.schemas.refusal import refuse
from kbuild.schemas.values import value

if TYPE_CHECKING:
    from kbuild.schemas.array_sources import Images, Npz, Text
    from kbuild.schemas.record_sources import KERAS_SETS, KerasDataset, TfRecord
    from kbuild.schemas.table_sources import MISSING, Csv, Parquet, Table, TimeSeries
    from kbuild.schemas.toy import TOY_SETS, Toy

    SOURCES: tuple[type[Object], ...]

__all__ = [
    "KERAS_SETS",
    "MISSING",
    "SOURCES",
    "TOY_SETS",
    "Csv",
    "Data",
    "Images",
    "KerasDataset",
    "Npz",
    "Parquet",
    "Table",
    "Text",
    "TfRecord",
    "TimeSeries",
    "Toy",
]

# The sources that a document may name, each in the module that holds it. They are imported when they are
# asked for, since a document uses one of them at most.
_SOURCES = {
    "Toy": "toy",
    "Csv": "table_sources",
    "Parquet": "table_sources",
    "Npz": "array_sources",
    "Images": "array_sources",
    "Text": "array_sources",
    "TimeSeries": "table_sources",
    "KerasDataset": "record_sources",
    "TfRecord": "record_sources",
}
_HOMES = {
    **_SOURCES,
    "KERAS_SETS": "record_sources",
    "MISSING": "table_sources",
    "Table": "table_sources",
    "TOY_SETS": "toy",
}

_SHARE = value("source", "float", "null", above=0, below=1)


class Data(Spec):
    """Where training, validation and test data come from, and how they are batched.

    Args:
        train: The source that is trained on; left out when Python code gives the data.
        validation: A share of `train` (0.1 for a tenth), or a source of its own.
        test: A share of `train`, or a source of its own.
        batch_size: Samples in a batch.
        split: How shares are taken: `random`, with each class in its proportion, or `last`: the test data
            from the end, the validation data before it, as data that is ordered in time wants.
        drop_remainder: Leave out the last batch of an epoch when it is not full.
        train_size: Train on so many samples only, each class in its proportion; the shares are as without.
            This shows how a model does with few labels, and how it grows with more.
        chunk_length: Cut each sequence into consecutive chunks of so many time steps, for layers that are
            `stateful`: row i of a batch goes on with the sequence of row i before it, the layers' states go
            on from chunk to chunk and begin anew with the next sequences, and gradients reach back to the
            beginning of a chunk (truncated backpropagation through time). It must divide the sequences'
            length. Whole sequences are shuffled; what is no sequence of that length, such as one class for
            the whole, is given with every chunk.

    Example:
        >>> Data(train={"Toy": {"name": "digits"}}, validation=0.1, test=0.1).tree()
        {'train': {'Toy': {'name': 'digits'}}, 'validation': 0.1, 'test': 0.1}
    """

    title: ClassVar[str] = "data"

    train: Annotated[Any, value("source", "null")] = Field(default=None, description="What is trained on.")
    validation: Annotated[Any, _SHARE] = Field(default=None, description="A share of train, or a source.")
    test: Annotated[Any, _SHARE] = Field(default=None, description="A share of train, or a source.")
    batch_size: Annotated[int, value("int", min=1)] = Field(default=32, description="Samples in a batch.")
    split: Annotated[str, value("enum", enum=("random", "last"))] = Field(
        default="random", description="How shares are taken from train."
    )
    drop_remainder: Annotated[bool, value("bool")] = Field(
        default=False, description="Leave out a last batch that is not full."
    )
    train_size: Annotated[int | None, value("int", "null", min=1)] = Field(
        default=None, description="Train on so many samples only."
    )
    chunk_length: Annotated[int | None, value("int", "null", min=1)] = Field(
        default=None,
        description="Cut sequences into chunks of so many steps, between which states go on.",
    )

    @model_validator(mode="after")
    def _leave_something_to_train_on(self) -> Data:
        shares = [each for each in (self.validation, self.test) if isinstance(each, float)]
        if sum(shares) >= 1:
            text = f"validation and test take {sum(shares):.0%} of the data: nothing is left to train on"
            refuse("out-of-range", text, at=("validation",))
        return self


def __getattr__(name: str) -> Any:
    if name == "SOURCES":
        return tuple(_named(each) for each in _SOURCES)
    if name in _HOMES:
        return _named(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _named(name: str) -> Any:
    return getattr(import_module(f"{__package__}.{_HOMES[name]}"), name)


for _source in _SOURCES:
    types.add_written("source", _source, partial(_named, _source))
