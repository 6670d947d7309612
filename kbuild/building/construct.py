"""One constructor for every catalogued type: a spec in, a Keras object out.

Only names that are in the catalog reach Keras, by the public path that the catalog holds for them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from kbuild.building import registered
from kbuild.building.freezing import freeze
from kbuild.building.reloading import warn_unless_loadable
from kbuild.building.site import Site
from kbuild.schemas import rule, types
from kbuild.schemas.catalog import Argument, TypeEntry
from kbuild.schemas.errors import BuildError, DataError
from kbuild.schemas.objects import Object
from kbuild.schemas.path_arguments import paths_of
from kbuild.schemas.refusal import shown
from kbuild.schemas.trust import UNTRUSTED

#: Bytes of a file, such as a vocabulary or weights, that a document may name.
LARGEST_FILE = 16 * 1024**3
# Kinds whose plain strings name a function where a function is asked for.
_FUNCTION_KINDS = ("op", "activation")
_FUNCTION_NAME = re.compile(r"(ops|activations)\.[\w.]+")


def construct(spec: Object, site: Site, **overrides: Any) -> Any:
    """Make the Keras object that a spec describes.

    Args:
        spec: Any object of the language: a layer, an optimizer, a loss, a callback, ...
        site: Where it stands; the type's own name is not yet part of the path.
        overrides: Arguments that are given whatever the spec says, such as a layer's `name`.

    Returns:
        The object; for an operation without arguments, the function itself.

    Raises:
        Exception: Whatever Keras raises, with a note that names the document's path and line.
    """
    from kbuild.building.special import SPECIAL

    maker = SPECIAL.get((spec.kind, spec.type_name))
    if maker is not None:
        return maker(spec, site, overrides)
    if spec.type_name in UNTRUSTED and site.source is not None:
        text = f"a document cannot use {spec.type_name}: it {UNTRUSTED[spec.type_name]}"
        raise BuildError(text, code="needs-trust")
    here = site.at(spec.type_name)
    arguments = {**converted(spec, here), **overrides}
    with here.noted():
        made = _call(spec, arguments)
    return freeze(made) if spec.kind == "layer" and arguments.get("trainable") is False else made


def converted(spec: Object, site: Site) -> dict[str, Any]:
    """The arguments that a spec sets, as Keras takes them.

    Args:
        spec: The object.
        site: Where its arguments stand.
    """
    held = types.entry_of(spec).args
    files = _files(spec, site)
    return {
        name: files.get(name) or _as_asked(held.get(name), value(each, site.at(name)))
        for name, each in spec.arguments().items()
    }


def _files(spec: Object, site: Site) -> dict[str, str]:
    """The files that the arguments name, which Keras would look for where the process happens to be.

    Callbacks write into the run's folder, and whoever makes the run says where that is.

    Raises:
        DataError: If a file lies outside the document's folder, or is larger than a document may name.
    """
    if site.source is None or spec.kind == "callback":
        return {}
    found = {str(at[0]): site.source.file_within(written) for at, written in paths_of(spec) if len(at) == 1}
    for name, path in found.items():
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            text = f"the file that {spec.type_name} names has more than {LARGEST_FILE:,} bytes, the limit"
            raise DataError(f"{name}: {text}", code="too-large")
    return {name: str(path) for name, path in found.items()}


def _as_asked(argument: Argument | None, given: Any) -> Any:
    """Keras refuses a whole number for some floats, and a tuple for a metric's `thresholds`."""
    if argument is None:
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        wants_float = "float" in argument.types and "int" not in argument.types
        return float(given) if wants_float else given
    if argument.name == "thresholds" and isinstance(given, tuple):
        return list(given)
    return given


def _call(spec: Object, arguments: dict[str, Any]) -> Any:
    entry, target = types.entry_of(spec), resolve(spec)
    if not isinstance(target, type) and not entry.of_keras:
        return applied(target, arguments)
    if spec.kind in _FUNCTION_KINDS:
        return functools.partial(target, **arguments) if arguments else target
    return target(**arguments) if entry.of_keras else _own(target, entry, arguments)


def _own(target: Callable[..., Any], entry: TypeEntry, arguments: dict[str, Any]) -> Any:
    """An object of the user's own class."""
    if "name" not in arguments or "name" in entry.args:
        made = target(**arguments)
    else:
        # A layer whose constructor takes no name still has the document's.
        made = target(**{name: each for name, each in arguments.items() if name != "name"})
        made.name = arguments["name"]
    if entry.kind not in registered.NOT_SAVED:
        warn_unless_loadable(made, [name for name in arguments if name != "name"])
    return made


def value(written: Any, site: Site) -> Any:
    """An argument's value for Keras: objects constructed, numbers in tuples, other things in lists."""
    if isinstance(written, Object):
        return construct(written, site)
    if isinstance(written, Mapping):
        return {key: value(each, site.at(key)) for key, each in written.items()}
    if isinstance(written, tuple):
        items = [value(each, site.at(index)) for index, each in enumerate(written)]
        # Keras documents sizes and strides as tuples; lists of layers, names or vocabularies as lists.
        return tuple(items) if all(_is_number(each) for each in items) else items
    if isinstance(written, str) and _FUNCTION_NAME.fullmatch(written):
        return function(written)
    return written


def _is_number(item: Any) -> bool:
    return item is None or isinstance(item, (int, float)) or (isinstance(item, tuple) and bool(item))


def applied(target: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """A function of the user's own, with the arguments that a document gives it, as Keras can save it."""
    if not arguments:
        return target
    from kbuild.building.layers.applied import Applied

    return Applied(target, arguments)


def function(name: str) -> Callable[..., Any]:
    """The Keras function that `ops.abs` or `activations.relu` names.

    Raises:
        LookupError: If the catalog has no such function.
    """
    cls = rule.find(_FUNCTION_KINDS, name)
    if cls is None:
        raise LookupError(f"there is no function {shown(name)}")
    found: Callable[..., Any] = resolve(cls.model_validate({}))
    return found


def resolve(spec: Object) -> Any:
    """The Keras class or function of a spec's type, by the public path in the catalog."""
    entry = types.entry_of(spec)
    if entry.of_keras:
        return _imported(entry.api)
    found = registered.of_entry(entry)
    if found is None:
        raise LookupError(f"{spec.type_name} is described by {entry.api}, which was not registered")
    registered.announce()
    return found


@cache
def _imported(api: str) -> Any:
    parts = api.split(".")
    target: Any = import_module(parts[0])
    for index, part in enumerate(parts[1:], start=1):
        if not hasattr(target, part):
            target = import_module(".".join(parts[: index + 1]))
        else:
            target = getattr(target, part)
    return target
