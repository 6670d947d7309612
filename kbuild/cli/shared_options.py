"""Options that many commands have in common, given to each by wrapping its function."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any


def with_option(
    function: Callable[..., None], name: str, annotation: Any, around: Callable[..., None]
) -> Callable[..., None]:
    """Give a command one more option, which stands behind its own.

    Args:
        function: The command.
        name: The option's parameter; it is None where nobody gives the option.
        annotation: The parameter's type, with what Typer is to know of the option.
        around: Called with the option's value and a function without arguments that runs the command.
    """

    @functools.wraps(function)
    def command(*args: object, **kwargs: object) -> None:
        chosen = kwargs.pop(name, None)
        around(chosen, functools.partial(function, *args, **kwargs))

    signature = inspect.signature(function, eval_str=True)
    added = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
    parameters = [*signature.parameters.values(), added]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
