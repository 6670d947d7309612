"""One entry of the catalog, joined from all that is known of each argument.

`extract_type` is what `kbuild.register` calls for a user's class; the catalog of Keras is made with a `Probe`
besides, which also tries what the constructor accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kbuild.building.catalog.annotations import annotated
from kbuild.building.catalog.bounds import number_bounds
from kbuild.building.catalog.descriptions import described
from kbuild.building.catalog.docstrings import argument_texts, class_text, summary
from kbuild.building.catalog.evidence import REFERENCES, Evidence, ordered
from kbuild.building.catalog.guards import Refusal, guards
from kbuild.building.catalog.signatures import (
    Parameter,
    constructor_parameters,
    function_parameters,
)
from kbuild.building.catalog.syntax import uses
from kbuild.building.catalog.values import convention, plain, value_evidence

if TYPE_CHECKING:
    from kbuild.building.catalog.probing import Probe

_WITH_TENSORS = ("op", "activation")
_UNTOLD = ("KerasSaveable", "Operation", "KerasAutoTrackable", "AutoTrackable", "Trackable", "object")


def extract_type(
    thing: Callable[..., Any], kind: str, *, api: str | None = None, probe: Probe | None = None
) -> dict[str, Any]:
    """Describe a class or a function as the catalog does.

    Args:
        thing: A layer class, an optimizer class, a function for ops and activations, ...
        kind: Its kind, singular (`layer`, `metric`, `op`, ...).
        api: Its public name; by default its module and name.
        probe: What tries values on the constructor; None to construct nothing.

    Returns:
        `api`, `aliases`, `identifiers`, `bases`, `summary`, `args`, and for layers and ops `call`, as
        `kbuild.schemas.catalog.entry_from` reads it. The names lists are empty.

    Raises:
        ValueError: If the signature can't be read.

    Example:
        >>> class Scale:
        ...     def __init__(self, by: float = 2.0, axis: int | None = None): ...
        >>> extract_type(Scale, "layer")["args"]["axis"]
        {'types': ['int', 'null'], 'default': None}
    """
    is_class = isinstance(thing, type)
    entry: dict[str, Any] = {
        "api": api or f"{thing.__module__}.{thing.__qualname__}",
        "aliases": [],
        "identifiers": [],
        "bases": _bases(thing) if isinstance(thing, type) else [],
        "summary": summary(thing.__doc__),
    }
    if isinstance(thing, type):
        entry["args"] = _constructor_arguments(thing, probe)
    else:
        entry["args"] = _function_arguments(thing, kind)
    if kind == "layer" and is_class and hasattr(thing, "call"):
        parameters = function_parameters(thing.call)
        entry["call"] = {each.name: {"required": True} if each.required else {} for each in parameters}
    if kind == "op":
        entry["call"] = op_call(entry["args"])
    return entry


def _bases(cls: type) -> list[str]:
    return [
        base.__name__
        for base in cls.__mro__[1:]
        if base.__name__ not in _UNTOLD and not base.__module__.startswith("keras.src.backend")
    ]


def _constructor_arguments(cls: type, probe: Probe | None) -> dict[str, Any]:
    used, refused = uses(cls), guards(cls)
    config = _config(probe)
    out = {}
    for each in constructor_parameters(cls):
        text = class_text(cls, each.name)
        evidence = _joined(each, text, used.get(each.name, Evidence()), config.get(each.name))
        if probe and probe.works and each.definer is not cls and not probe.takes(each, evidence):
            continue  # a base takes it, but only for others of its subclasses
        if probe and probe.works and not convention(each.name).tells:
            default = Evidence() if each.required else value_evidence(each.default)
            evidence = probe.confirmed(
                each.name, evidence, sure=default.types | ({"null"} if each.default is None else set())
            )
        out[each.name] = _argument(each, evidence, text, _bounds(each.name, evidence, probe, refused))
        if each.definer is not cls and each.definer is not None:
            out[each.name]["from"] = each.definer.__name__
    return out


def _function_arguments(function: Callable[..., Any], kind: str) -> dict[str, Any]:
    texts = argument_texts(function.__doc__)
    parameters = function_parameters(function)
    if kind == "activation":
        parameters = parameters[1:]  # the first is the tensor, which a document does not give
    out = {}
    for each in parameters:
        text = texts.get(each.name, "")
        evidence = _joined(each, text, Evidence(), None, tensors=kind in _WITH_TENSORS)
        out[each.name] = _argument(each, evidence, text, {})
    return out


def _joined(
    parameter: Parameter, text: str, used: Evidence, configured: Any, *, tensors: bool = False
) -> Evidence:
    """Weigh the sources: a name that is a convention, then all that tell something, then the config."""
    default = Evidence() if parameter.required else value_evidence(parameter.default)
    named, told = convention(parameter.name), described(text, tensors=tensors)
    evidence = annotated(parameter.annotation)
    if named.tells and not evidence.tells:
        evidence = Evidence(set(named.types), named.enum)
    elif not evidence.tells:
        evidence = _unless_reference(used, used.merge(told).merge(default))
        evidence = evidence if evidence.tells else evidence.merge(value_evidence(configured))
    types = _tightened(evidence, parameter.default)
    if tensors:
        types = _of_tensors(types, parameter)
    if not parameter.required and parameter.default is None:
        types.add("null")
    elif "null" in types and not _may_be_null(named, told):
        types.discard("null")
    return Evidence(types or {"any"}, _enum(evidence, told, parameter.default), evidence.length)


def _of_tensors(types: set[str], parameter: Parameter) -> set[str]:
    """Where arguments may be tensors: one without a default is, unless it is known to be something else."""
    if not parameter.required and not parameter.variadic:
        return types - {"tensor"} if parameter.default is not None else types
    if not types - {"any"}:
        return {"tensor"}
    return types - {"int", "float", "bool", "array"} if "tensor" in types else types


def _may_be_null(named: Evidence, told: Evidence) -> bool:
    """Whether None is allowed though not the default: an activation always, else where it is written."""
    return "activation" in named.types or ("null" in told.types and "bool" not in told.types)


def _unless_reference(used: Evidence, joined: Evidence) -> Evidence:
    """Where the code takes an initializer, a layer, ..., words such as `string` only say how to name one."""
    references = used.types & REFERENCES
    if not references:
        return joined
    kept = {word for word in joined.types if word in REFERENCES or word in ("null", "list[layer]")}
    others = joined.types & {"float", "callable"} if "schedule" in references else set()
    return Evidence(kept | others)


def _tightened(evidence: Evidence, default: Any) -> set[str]:
    """Drop what another word says better."""
    out = set(evidence.types)
    if "schedule" in out:
        out.add("float")
    if "float" in out and not (isinstance(default, int) and not isinstance(default, bool)):
        out.discard("int")
    if "enum" in out and (not isinstance(default, str) or default in evidence.enum):
        out.discard("str")
    lists = {word for word in out if word.startswith("list[")}
    if "shape" in out:
        return out - lists
    if len(lists) > 1:
        out.discard("list[any]")
    if "list[float]" in out:
        out.discard("list[int]")
    return out


def _enum(evidence: Evidence, told: Evidence, default: Any) -> tuple[str, ...]:
    if "enum" not in evidence.types:
        return ()
    if isinstance(default, str) and default not in evidence.enum and default in told.enum:
        return told.enum
    return evidence.enum


def _bounds(
    name: str, evidence: Evidence, probe: Probe | None, refused: dict[str, Refusal]
) -> dict[str, Any]:
    """The range of a number and the length of a list, from the constructor or from its source."""
    found: dict[str, Any] = {}
    numbers = evidence.types & {"int", "float"}
    if probe and probe.works and numbers:
        found |= number_bounds(lambda value: probe.accepts(name, value), whole="float" not in numbers)
    elif name in refused and numbers:
        found |= number_bounds(lambda value: not refused[name](value), whole="float" not in numbers)
    for word in ordered(evidence.types):
        if word.startswith("list["):
            tried = probe.lengths(name, word[5:-1]) if probe and probe.works else ()
            told = evidence.length if not tried or evidence.length in tried else None
            length = tried[0] if len(tried) == 1 else told
            found |= {"length": length} if length else {}
    return found


def _argument(parameter: Parameter, evidence: Evidence, text: str, bounds: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {"types": ordered(evidence.types)}
    if parameter.required:
        out["required"] = True
    elif not parameter.variadic and not _only_python(parameter.default):
        out["default"] = plain(parameter.default)
    if evidence.enum:
        out["enum"] = list(evidence.enum)
    out |= bounds
    if parameter.variadic:
        out["variadic"] = True
    if text:
        out["text"] = text
    return out


def _only_python(default: Any) -> bool:
    """Whether a default is an object that no document can hold; it stays Python's, unsaid."""
    try:
        plain(default)
    except ValueError:
        return True
    return False


def _config(probe: Probe | None) -> dict[str, Any]:
    """What an instance says of itself, as serialized."""
    if probe is None:
        return {}
    import keras

    instance: Any = probe.construct()
    try:
        return dict(keras.saving.serialize_keras_object(instance.get_config()))
    except (AttributeError, NotImplementedError, TypeError, ValueError):
        return {}


def op_call(args: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Say which arguments of an op may be tensors, and so be given by `from` and `call`.

    Args:
        args: The op's arguments, as `extract_type` returns them.

    Returns:
        What `call` holds: each such argument, with `required` where it is.

    Example:
        >>> op_call({"x": {"types": ["tensor"], "required": True}, "axis": {"types": ["int"]}})
        {'x': {'required': True}}
    """
    return {
        name: {"required": True} if data.get("required") else {}
        for name, data in args.items()
        if any("tensor" in word or word == "any" for word in data["types"])
    }
