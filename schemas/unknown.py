"""Stand-ins for what is wrong in a document, so that checking can go on past a mistake.

No document can name them: checking puts them where a layer, a callback or a source was refused.
"""

from __future__ import annotations

from typing import ClassVar

from kbuild.schemas.objects import Object


class Unknown(Object):
    """A layer of which nothing is known but its name and its wiring."""

    kind: ClassVar[str] = "layer"
    type_name: ClassVar[str] = "Unknown"


class UnknownCallback(Object):
    """A callback of which nothing is known."""

    kind: ClassVar[str] = "callback"
    type_name: ClassVar[str] = "Unknown"


class UnknownSource(Object):
    """A source of data of which nothing is known."""

    kind: ClassVar[str] = "source"
    type_name: ClassVar[str] = "Unknown"
