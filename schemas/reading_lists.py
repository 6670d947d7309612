"""Reading lists of objects."""

from __future__ import annotations

from typing import Any

import kbuild.schemas.callbacks  # noqa: F401 - importing it is what registers kbuild's own
from kbuild.schemas import rule
from kbuild.schemas.objects import Object
from kbuild.schemas.refusal import Collector, refuse, shown


def read_callbacks(written: Any) -> tuple[Object, ...]:
    """Read a list of callbacks.

    Args:
        written: A list, or null for none.

    Raises:
        ValidationError: With what is wrong with each.
    """
    if written is None:
        return ()
    if not isinstance(written, (list, tuple)):
        refuse(
            "wrong-type",
            f"expected a list of callbacks, received {shown(written)}",
            hint="write - before each",
        )
    errors = Collector()
    out = [errors.attempt((index,), rule.read, ("callback",), each) for index, each in enumerate(written)]
    errors.raise_any()
    return tuple(out)  # type: ignore[arg-type]  # no element is None once raise_any has passed
