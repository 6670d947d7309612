"""Sources whose data is a table of named columns: `Csv`, `Parquet` and `TimeSeries`."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator

from kbuild.schemas.objects import Object
from kbuild.schemas.refusal import refuse, shown
from kbuild.schemas.values import value

_NAMES = value("list[str]", "null")
_TARGET = value("str", "list[str]", "dict[str]", "dict[list[str]]", "null")
_INPUTS = value("list[str]", "dict[str]", "dict[list[str]]", "null")
_COUNT = value("int", min=1)
_CATEGORICAL = value("list[str]", "dict[enum]", "null", enum=("one_hot", "codes"))

#: Texts that stand for a missing value, beside an empty one, unless the source says otherwise.
MISSING = ("NA", "N/A", "NaN", "nan", "null", "NULL")


class Table(Object):
    """What every source of columns takes: which columns are read, and how they become numbers.

    What has to be learnt (categories, means) is learnt from the training rows alone and kept with the run.

    Args:
        path: The file, relative to the document's folder.
        target: The column to predict, a list of columns (one vector), or a mapping of the model's outputs to
            columns. A column of text becomes class numbers, 0 for the first in alphabetical order. Without a
            target there are inputs only.
        inputs: The columns that the model sees: a list, or a mapping of the model's inputs to columns. Left
            out: all columns but the target, the weight and the excluded.
        exclude: Columns to leave out, such as a number that only names the row.
        categorical: Columns of text or of codes: a list (each becomes one column per category; the target
            becomes class numbers), or a mapping of a column to `one_hot` or `codes` (one whole number each,
            for an Embedding).
        unknown: What a category that the training rows do not have means: `error`, or `ignore`: all zeros in
            one-hot columns; with codes, known categories count from 1 and 0 is any other.
        weight: The column with the weights of the samples.
        missing: What to do where a value is missing: `error`, `drop` the row, or put the training rows'
            `mean`, `median` or `most_frequent` value in its place (categories: always the most frequent).
        standardize: Give each column of numbers mean 0 and standard deviation 1 over the training rows.
        reconstruct: The inputs are the targets too, as an autoencoder wants it.
    """

    kind: ClassVar[str] = "source"

    path: Annotated[str, value("path")] = Field(description="The file, relative to the document's folder.")
    target: Annotated[Any, _TARGET] = Field(default=None, description="The column or columns to predict.")
    inputs: Annotated[Any, _INPUTS] = Field(default=None, description="The columns that the model sees.")
    exclude: Annotated[Any, _NAMES] = Field(default=None, description="Columns to leave out.")
    categorical: Annotated[Any, _CATEGORICAL] = Field(default=None, description="Columns of categories.")
    unknown: Annotated[str, value("enum", enum=("error", "ignore"))] = Field(
        default="error", description="What a category that training has not seen means."
    )
    weight: Annotated[str | None, value("str", "null")] = Field(
        default=None, description="The column with the weights of the samples."
    )
    missing: Annotated[str, value("enum", enum=("error", "drop", "mean", "median", "most_frequent"))] = Field(
        default="error", description="What to do where a value is missing."
    )
    standardize: Annotated[bool, value("bool")] = Field(
        default=False, description="Give each column of numbers mean 0 and standard deviation 1."
    )
    reconstruct: Annotated[bool, value("bool")] = Field(
        default=False, description="The inputs are the targets too."
    )


def _one_character(text: str) -> str:
    if len(text.encode()) != 1 or text in '"\r\n':
        refuse("out-of-range", f"a separator is one character such as , or ;, received {shown(text)}")
    return text


class Csv(Table):
    """A table in a text file, one row a line.

    Args:
        separator: What stands between two values of a row.
        header: Whether the first line holds the columns' names; without it they are `column_1`, `column_2`
            and so on.
        missing_values: Texts that stand for a missing value, beside an empty one.

    And all of `Table`: `path`, `target`, `inputs`, `exclude`, `categorical`, `unknown`, `weight`, `missing`,
    `standardize`, `reconstruct`.

    Example:
        >>> Csv(path="houses.csv", target="price", categorical=["city"]).type_name
        'Csv'
    """

    type_name: ClassVar[str] = "Csv"
    title: ClassVar[str] = "Csv"

    separator: Annotated[str, value("str"), AfterValidator(_one_character)] = Field(
        default=",", description="What stands between two values of a row."
    )
    header: Annotated[bool, value("bool")] = Field(
        default=True, description="Whether the first line holds the columns' names."
    )
    missing_values: Annotated[tuple[str, ...], value("list[str]")] = Field(
        default=MISSING, description="Texts that stand for a missing value."
    )


class Parquet(Table):
    """A table in a Parquet file.

    Takes all of `Table`: `path`, `target`, `inputs`, `exclude`, `categorical`, `unknown`, `weight`,
    `missing`, `standardize`, `reconstruct`.

    Example:
        >>> Parquet(path="houses.parquet", target="price").type_name
        'Parquet'
    """

    type_name: ClassVar[str] = "Parquet"
    title: ClassVar[str] = "Parquet"


class TimeSeries(Csv):
    """Windows of a table whose rows are ordered in time: what was, and what came after it.

    The series is cut into parts in its order, training first, so that no window reaches into another part.

    Args:
        path: A `.csv` or `.parquet` file, one row a time step.
        target: The column or columns to predict; as inputs they are seen up to the window's last step.
        sequence_length: How many steps a window shows.
        sequence_stride: How many steps lie between the beginnings of two windows.
        sampling_rate: How many steps lie between two values within a window.
        ahead: How many steps after the window's last value the target lies.
        every_step: Predict at every step of the window, not after the last one only.

    And all of `Csv`; inputs are of shape (windows, sequence_length, features).

    Example:
        >>> TimeSeries(path="weather.csv", target="temperature", sequence_length=48).type_name
        'TimeSeries'
    """

    type_name: ClassVar[str] = "TimeSeries"
    title: ClassVar[str] = "TimeSeries"

    sequence_length: Annotated[int, _COUNT] = Field(description="How many steps a window shows.")
    sequence_stride: Annotated[int, _COUNT] = Field(
        default=1, description="Steps between the beginnings of two windows."
    )
    sampling_rate: Annotated[int, _COUNT] = Field(
        default=1, description="Steps between two values within a window."
    )
    ahead: Annotated[int, _COUNT] = Field(
        default=1, description="Steps from a window's last value to its target."
    )
    every_step: Annotated[bool, value("bool")] = Field(default=False, description="Predict at every step.")

    @model_validator(mode="after")
    def _keep_every_row(self) -> TimeSeries:
        if self.missing == "drop":
            text = "a row cannot be dropped out of a series: what follows would come too early"
            refuse("not-allowed", text, at=("missing",), hint="write mean, median or most_frequent")
        return self
