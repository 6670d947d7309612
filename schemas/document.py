"""A document: a model and its training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator, PrivateAttr

from kbuild.schemas.data import Data
from kbuild.schemas.models import model_plain, read_model
from kbuild.schemas.objectives import Objective, read_objectives
from kbuild.schemas.objects import Object, Spec, plain_fields
from kbuild.schemas.phases import Phase, read_phases
from kbuild.schemas.reading_lists import read_callbacks
from kbuild.schemas.training import Compile, Fit
from kbuild.schemas.values import value
from kbuild.schemas.writing.json import json_text
from kbuild.schemas.writing.yaml import yaml_text

FORMAT = 1


class Document(Spec):
    """A model and its training, as a person describes them. Only `model` is required.

    Args:
        model: One of the three styles (`Sequential`, `Functional`, `Subclass`) or an application.
        weights: A file of weights that the model begins with, relative to the document's folder:
            `.weights.h5`, an older `.h5`, or a `.keras` file.
        compile: The arguments of Keras's `compile`.
        data: Where training, validation and test data come from.
        fit: The arguments of Keras's `fit` that are plain data.
        callbacks: kbuild's own and all of Keras's.
        phases: Several trainings in a row, each with what differs from the document.
        objectives: Several losses in place of `compile.loss`, each with the layers that it trains.
        seed: Initial weights, dropout, shuffling and splitting all follow from it.
        name: Used for the run's folder and in TensorBoard.
        description: A line or more for people.
        params: The named values that the document's `${...}` used.
        kbuild: The version of the format.

    Example:
        >>> from kbuild.schemas import Document, Sequential, layers
        >>> document = Document(model=Sequential(layers=[layers.Input(shape=[4]), layers.Dense(units=1)]))
        >>> document.tree()["model"]["style"]
        'sequential'
    """

    title: ClassVar[str] = "a document"

    kbuild: Annotated[int | None, value("int", "null")] = None
    name: Annotated[str | None, value("str", "null")] = None
    description: Annotated[str | None, value("str", "null")] = None
    seed: Annotated[int | None, value("int", "null", min=0, max=2**32 - 1)] = None
    params: Annotated[dict[str, Any], value("dict")] = Field(default_factory=dict)
    model: Annotated[Object, PlainValidator(read_model)]
    weights: Annotated[str | None, value("path", "null")] = None
    compile: Compile | None = None
    data: Data | None = None
    fit: Fit | None = None
    callbacks: Annotated[Sequence[Object], PlainValidator(read_callbacks)] = ()
    phases: Annotated[Sequence[Phase], PlainValidator(read_phases)] = ()
    objectives: Annotated[Sequence[Objective], PlainValidator(read_objectives)] = ()

    # What it was read from (kbuild.reading.Source), for messages that name a line; None for Python's own.
    _source: Any = PrivateAttr(default=None)

    @property
    def source(self) -> Any:
        """What the document was read from; None if Python code made it."""
        return self._source

    def with_source(self, source: Any) -> Document:
        """Remember what the document was read from; returns the document itself."""
        self._source = source
        return self

    def tree(self) -> dict[str, Any]:
        """The document as plain dicts, lists and scalars, as a file would hold it."""
        out: dict[str, Any] = plain_fields(self)
        out["model"] = model_plain(self.model)
        return out

    def to_yaml(self) -> str:
        """The document as YAML, laid out as a person would write it; it reads back equal.

        Example:
            >>> from kbuild.schemas import Sequential
            >>> print(Document(model=Sequential(layers=["Flatten"])).to_yaml(), end="")
            model:
              style: sequential
              layers: [Flatten]
        """
        return yaml_text(_escaped(self.tree()))

    def to_json(self) -> str:
        """The document as JSON, the same language in another spelling; it reads back equal."""
        return json_text(_escaped(self.tree()))

    def __eq__(self, other: object) -> bool:
        """Documents are equal if they say the same, wherever they were read from."""
        return isinstance(other, Document) and self.tree() == other.tree()

    def __hash__(self) -> int:
        return hash(repr(self.tree()))


def _escaped(value: Any) -> Any:
    """Texts as a file holds them: what is worked out already must not be worked out again."""
    if isinstance(value, str):
        return value.replace("${", "$${")
    if isinstance(value, dict):
        return {str(key): _escaped(each) for key, each in value.items()}
    return [_escaped(each) for each in value] if isinstance(value, list) else value
