"""A picture of a model's graph: laid out in layers by kbuild itself, written as SVG or PNG.

```
Document ----of_document--+
                          +--> Diagram --compose--> Scene --to_svg, write_png--> picture
keras.Model --of_model----+
```
A diagram says what is connected, a scene says what is drawn where; both are plain data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbuild.converting.picture.composing import compose
    from kbuild.converting.picture.diagram import Box, Diagram
    from kbuild.converting.picture.documents import of_document
    from kbuild.converting.picture.folding import deeper, fold, named
    from kbuild.converting.picture.graphviz import draw, to_dot
    from kbuild.converting.picture.models import of_model
    from kbuild.converting.picture.outlining import outline
    from kbuild.converting.picture.png import to_png, write_png
    from kbuild.converting.picture.svg import to_svg

_WHERE = {
    "Box": "diagram",
    "Diagram": "diagram",
    "compose": "composing",
    "deeper": "folding",
    "draw": "graphviz",
    "fold": "folding",
    "named": "folding",
    "outline": "outlining",
    "of_document": "documents",
    "of_model": "models",
    "to_dot": "graphviz",
    "to_png": "png",
    "to_svg": "svg",
    "write_png": "png",
}

__all__ = [
    "Box",
    "Diagram",
    "compose",
    "deeper",
    "draw",
    "fold",
    "named",
    "of_document",
    "of_model",
    "outline",
    "to_dot",
    "to_png",
    "to_svg",
    "write_png",
]


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
