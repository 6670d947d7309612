"""What was learnt from the training rows and is applied to all others, kept as JSON with the run.

Categories, class names, means: a model can only be used on new data that is prepared in the same way.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from typing import Any, ClassVar, Literal

from kbuild.data.samples import Samples
from kbuild.schemas.data import MISSING
from kbuild.schemas.errors import DataError
from kbuild.schemas.objects import Spec


class Record(Spec):
    """What is written to JSON with a run; JSON has no tuples, so lists are taken for them."""

    model_config: ClassVar[Any] = {"strict": False}


class Output(Record):
    """What an output of the model predicts, for whoever writes predictions down.

    Attributes:
        name: The model's output; "" where there is only one.
        columns: The columns of a table that it predicts; empty for arrays.
        classes: The names of its classes in the order of their numbers; empty when it predicts numbers.
    """

    name: str = ""
    columns: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class CsvFormat(Record):
    """How a CSV file is written.

    Attributes:
        separator: What stands between two values.
        header: Whether the first row holds the columns' names.
        missing_values: The texts that stand for a missing value, beside an empty one.
    """

    separator: str = ","
    header: bool = True
    missing_values: tuple[str, ...] = MISSING


class Preparation(Record):
    """How raw data becomes what the model sees; the base of `ArrayPreparation` and `TablePreparation`."""

    kind: str
    format: Literal[1] = 1

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
        return self.model_dump_json(indent=1)


def preparation_from_json(text: str) -> Preparation:
    """Read what `Preparation.to_json` wrote.

    Raises:
        DataError: `wrong-preparation` when the text is none, or of a later version.
    """
    from kbuild.data.array_preparation import ArrayPreparation
    from kbuild.data.table_preparation import TablePreparation

    kinds: dict[str, type[Preparation]] = {"arrays": ArrayPreparation, "table": TablePreparation}
    try:
        kind = json.loads(text)["kind"]
        return kinds[kind].model_validate_json(text)
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            "the run's preparation of its data cannot be read: damaged, or of a later version of kbuild",
            code="wrong-preparation",
        ) from error
