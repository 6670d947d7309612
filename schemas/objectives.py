"""`objectives`: several losses, each with the layers it trains and the optimizer that does it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import PlainValidator, model_validator

from kbuild.schemas import rule
from kbuild.schemas.objects import Spec
from kbuild.schemas.refusal import Collector, refuse, shown
from kbuild.schemas.values import value

_TEXT = Annotated[str | None, value("str", "null")]


def read_patterns(written: Any) -> tuple[str, ...] | None:
    """Read names and patterns of layers: one, or a list of them."""
    if written is None:
        return None
    items = (written,) if isinstance(written, str) else written
    if not isinstance(items, (list, tuple)):
        text = f"expected names of layers, received {shown(written)}"
        refuse("wrong-type", text, hint='write "*" for all' if written is True else None)
    for index, each in enumerate(items):
        if not isinstance(each, str) or not each:
            refuse("wrong-type", f"expected the name of a layer, received {shown(each)}", at=(index,))
    return tuple(items)


# Any, since Python code may give one name in place of a tuple of them.
Patterns = Annotated[Any, PlainValidator(read_patterns)]


def _read_optimizer(written: Any) -> Any:
    return None if written is None else rule.read(("optimizer",), written)


class Objective(Spec):
    """A value to be made small, the layers that are trained for it, and the optimizer that trains them.

    Both programs are in the language of `call`. They know the batch as `x`, `y` and `sample_weight`, the
    whole model as `model`, and its layers by their names.

    Args:
        name: By which its value stands in the logs; left out, `objective_1`, `objective_2`, ...
        loss: A program that returns what is to be made small, or a mapping with that as `loss` and further
            values for the logs.
        update: In place of `loss`, for a rule without a gradient: a program that returns, for weights by
            their names such as `unit/kernel`, what is added to them. It knows them as `weights`.
        trainable: Names or patterns of the layers that are trained; left out, all.
        optimizer: Left out, as `compile.optimizer` says.

    Example:
        >>> Objective(loss="return losses.mse(y, model(x))", trainable="head").trainable
        ('head',)
    """

    title: ClassVar[str] = "an objective"

    name: _TEXT = None
    loss: _TEXT = None
    update: _TEXT = None
    trainable: Patterns = None
    optimizer: Annotated[Any, PlainValidator(_read_optimizer)] = None

    @model_validator(mode="after")
    def _have_one_program(self) -> Objective:
        if self.loss is None and self.update is None:
            text = "an objective needs the key `loss`"
            refuse(
                "missing-key",
                text,
                at=("loss",),
                hint="write loss: a program that returns what is to be made small",
                missing=True,
            )
        if self.update is not None:
            for name in ("loss", "optimizer", "trainable"):
                if getattr(self, name) is not None:
                    text = f"`{name}` means nothing beside `update`, which changes the weights itself"
                    refuse("conflicting-arguments", text, at=(name,), key=True)
        return self

    @property
    def program(self) -> str:
        """The text of its program."""
        return self.loss if self.loss is not None else self.update or ""

    @property
    def program_key(self) -> str:
        """The key that the program stands under."""
        return "loss" if self.loss is not None else "update"


def read_objectives(written: Any) -> tuple[Objective, ...]:
    """Read a list of objectives."""
    if written is None:
        return ()
    if not isinstance(written, (list, tuple)):
        text = f"expected a list of objectives, received {shown(written)}"
        refuse("wrong-type", text, hint="write - before each")
    errors = Collector()
    out = [errors.attempt((index,), _read, each) for index, each in enumerate(written)]
    errors.raise_any()
    return tuple(each for each in out if each is not None)


def _read(written: Any) -> Objective:
    return written if isinstance(written, Objective) else Objective.model_validate(written)


def log_name(objective: Objective, index: int) -> str:
    """The name of an objective's value in the logs.

    Example:
        >>> log_name(Objective(loss="return x"), 0)
        'objective_1'
    """
    return objective.name or f"objective_{index + 1}"
