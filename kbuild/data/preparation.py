"""What was learnt from the training rows and is applied to all others, kept as JSON with the run.

Categories, class names, means: a model can only be used on new data that is prepared in the same way.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kbuild.data.samples import Samples
from kbuild.schemas.data import MISSING
from kbuild.schemas.errors import DataError


class Frozen(BaseModel):
    """A record that is written to JSON and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Output(Frozen):
    """What an output of the model predicts, for whoever writes predictions down.

    Attributes:
        name: The model's output; "" where there is only one.
        columns: The columns of a table that it predicts; empty for arrays.
        classes: The names of its classes in the order of their numbers; empty when it predicts numbers.
    """

    name: str = ""
    columns: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class CsvFormat(Frozen):
    """How a CSV file is written.

    Attributes:
        separator: What stands between two values.
        header: Whether the first row holds the columns' names.
        missing_values: The texts that stand for a missing value, beside an empty one.
    """

    separator: str = ","
    header: bool = True
    missing_values: tuple[str, ...] = MISSING


class Preparation(Frozen):
    """How raw data becomes what the model sees; the base of `ArrayPreparation` and `TablePreparation`."""

    kind: str
    format: Literal[1] = 1

    #: What it is called in a message: `arrays` or `a table`.
    word: ClassVar[str]

    @abstractmethod
    def apply(self, raw: Any) -> Samples:
        """Prepare raw data of the same kind.

        Raises:
            DataError: When it lacks what the training data had, with the place.
        """

    @abstractmethod
    def predicted(self) -> tuple[Output, ...]:
        """What each output of the model predicts."""

    def to_json(self) -> str:
        """The preparation as JSON, for `preparation_from_json`."""
        return self.model_dump_json(indent=1, exclude_defaults=False)


def preparation_from_json(text: str) -> Preparation:
    """Read what `Preparation.to_json` wrote.

    Raises:
        DataError: `wrong-preparation` when the text is none, or of a later version.
    """
    from kbuild.data.array_preparation import ArrayPreparation
    from kbuild.data.table_preparation import TablePreparation

    either: TypeAdapter[ArrayPreparation | TablePreparation] = TypeAdapter(
        ArrayPreparation | TablePreparation
    )
    try:
        return either.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DataError(
            f"the run's preparation of its data cannot be read: {first['msg']}", code="wrong-preparation"
        ) from None
