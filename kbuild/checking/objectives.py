"""The programs of objectives: parsed, and what they will put into the logs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kbuild.checking.layer_names import direct_names
from kbuild.schemas.objectives import Objective, log_name
from kbuild.schemas.objects import Object

if TYPE_CHECKING:
    from kbuild.reading.program import Program, ProgramError

#: What each program knows of the batch; `weights` only one that updates them.
BATCH = ("x", "y", "sample_weight")
WEIGHTS = "weights"
#: The whole model, which a program calls as it calls a layer.
MODEL = "model"


def parse_objective(
    objective: Objective, model: Object, layers: tuple[str, ...] | None = None
) -> tuple[Program | None, list[ProgramError]]:
    """Parse an objective's program.

    Args:
        objective: The objective.
        model: The model that it is about.
        layers: The names of its layers where they are known from Keras; left out, from the document.

    Returns:
        The program, or None and what is wrong with it.

    Example:
        >>> from kbuild.schemas import Sequential
        >>> _, errors = parse_objective(Objective(loss="return head(x)"), Sequential(layers=["Flatten"]))
        >>> errors[0].message
        'there is no layer or function `head`'
    """
    from kbuild.reading.program import parse_program

    names = direct_names(model) if layers is None else layers
    taken = {MODEL, *BATCH, *([WEIGHTS] if objective.update is not None else [])}
    # A name that no program can write belongs to a layer that this one does not use.
    usable = [
        each for each in names if each.isidentifier() and not each.startswith("__") and each not in taken
    ]
    inputs = [*BATCH, *([WEIGHTS] if objective.update is not None else [])]
    return parse_program(objective.program, layers=[*usable, MODEL], inputs=inputs)


def logged(objective: Objective, index: int) -> tuple[str, ...]:
    """The names of an objective's values in the logs: its own, and those that its program returns beside it.

    Example:
        >>> logged(Objective(name="critic", loss="return {'loss': a, 'error': b}"), 0)
        ('critic', 'error')
    """
    extra: tuple[str, ...] = ()
    if objective.loss is not None:
        extra = tuple(dict.fromkeys(each for each in _keys(objective.loss) if each != "loss"))
    return (log_name(objective, index), *extra)


def updated_layers(objective: Objective, model: Object) -> tuple[str, ...]:
    """The weights that an updating program names, as far as they stand in it as texts."""
    program, _ = parse_objective(objective, model)
    return () if program is None else tuple(dict.fromkeys(_keys(program.text)))


def _keys(text: str) -> Iterator[str]:
    """The keys of the mappings that a program returns."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # The program's own check says what is wrong.
        return
    returned = (node.value for node in ast.walk(tree) if isinstance(node, ast.Return))
    keys = (key for each in returned if isinstance(each, ast.Dict) for key in each.keys)
    yield from (key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
