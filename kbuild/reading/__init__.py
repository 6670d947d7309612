"""From a text to a resolved tree in which every value knows its place.

```
read(source)  ->  tree as written  --resolve(overrides)-->  tree without includes, ${...}, repeat, blocks
```
Nothing here imports Keras, TensorFlow or NumPy; the YAML parser is imported with the first YAML text, and
what most documents do not need when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kbuild.reading.limits import Limits
from kbuild.reading.problems import DocumentError, Problem, Related

# These functions have their module's name. Imported here, the function is what the package's attribute is,
# whichever was asked for first.
from kbuild.reading.read import read, read_parts
from kbuild.reading.render import render
from kbuild.reading.resolve import resolve, resolve_parts
from kbuild.reading.suggest import did_you_mean, suggest
from kbuild.reading.tree import Mapping, Node, Path, Scalar, Sequence, Source, Span, locate, plain

if TYPE_CHECKING:
    from kbuild.reading.explain import Step, explain_origin, find_path
    from kbuild.reading.export import render_github, render_json
    from kbuild.reading.overrides import Override
    from kbuild.reading.sarif import render_sarif
    from kbuild.reading.slips import slip
    from kbuild.reading.write import write_json, write_yaml

_LATER = {
    "Override": "overrides",
    "Step": "explain",
    "explain_origin": "explain",
    "find_path": "explain",
    "render_github": "export",
    "render_json": "export",
    "render_sarif": "sarif",
    "slip": "slips",
    "write_json": "write",
    "write_yaml": "write",
}

__all__ = [
    "DocumentError",
    "Limits",
    "Mapping",
    "Node",
    "Override",
    "Path",
    "Problem",
    "Related",
    "Scalar",
    "Sequence",
    "Source",
    "Span",
    "Step",
    "did_you_mean",
    "explain_origin",
    "find_path",
    "locate",
    "plain",
    "read",
    "read_parts",
    "render",
    "render_github",
    "render_json",
    "render_sarif",
    "resolve",
    "resolve_parts",
    "slip",
    "suggest",
    "write_json",
    "write_yaml",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
