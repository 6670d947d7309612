"""JSON Schema (draft-07) of the language, from the catalog, for editors.

Each type is a property of one mapping rather than a branch of a union: an editor then completes types as keys,
shows Keras's own text for each, and never has to say that a value matches several schemas. A value that may
be written `${...}` admits such a text beside its own type, in one schema, by Python's rule that limits of
numbers do not touch texts.

Source: https://json-schema.org/draft-07/schema
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kbuild.schemas import catalog, rule, types
from kbuild.schemas.catalog import Argument, TypeEntry
from kbuild.schemas.objects import Spec
from kbuild.schemas.values import DTYPES, Value
from kbuild.schemas.wording import phrase

Schema = dict[str, Any]

_EXPRESSION = r"\$\{"
_SCALARS = {"null": "null", "bool": "boolean", "int": "integer", "float": "number", "number": "number"}
_PLAIN = {"str": "string", "path": "string", "dict": "object"}
#: Kinds that a document may hold as objects, each a definition of its own.
KINDS = (
    "layer",
    "application",
    "optimizer",
    "schedule",
    "loss",
    "metric",
    "initializer",
    "regularizer",
    "constraint",
    "activation",
    "callback",
    "dtype_policy",
    "op",
    "source",
)


def argument_schema(argument: Argument) -> Schema:
    """The schema of one argument's values.

    Args:
        argument: From the catalog, or made by `kbuild.schemas.values.value`.

    Returns:
        A schema with the argument's text as hover help, its default and its limits.

    Example:
        >>> argument_schema(catalog.types("layer")["Dense"].args["units"])["minimum"]
        1
    """
    branches = [*_scalar_branch(argument), *_enum_branch(argument), *_list_branches(argument)]
    branches += [_reference(kind) for kind in rule.kinds_among(argument.types) if kind in KINDS]
    if "any" in argument.types or not branches:
        branches = [{}]
    schema = branches[0] if len(branches) == 1 else {"anyOf": branches}
    if "$ref" in schema:
        # Beside a reference draft-07 ignores everything else.
        schema = {"allOf": [schema]}
    return {**schema, **_notes(argument)}


def _notes(argument: Argument) -> Schema:
    notes: Schema = {}
    text = argument.text or ""
    about = f"{phrase(argument)[:1].upper()}{phrase(argument)[1:]}."
    notes["description"] = f"{text}\n\n{about}" if text else about
    if argument.has_default and argument.default is not None:
        notes["default"] = argument.default
    return notes


def _scalar_branch(argument: Argument) -> list[Schema]:
    names = [_SCALARS[each] for each in argument.types if each in _SCALARS]
    if "number" in names and "integer" in names:
        names.remove("integer")
    texts = [_PLAIN[each] for each in argument.types if each in _PLAIN]
    if not names and not texts:
        return []
    schema: Schema = {"type": _one_or_list([*names, *texts])}
    if names and "string" not in texts and set(names) != {"null"}:
        schema = {"type": [*names, *texts, "string"], "pattern": _EXPRESSION}
        schema["patternErrorMessage"] = f"Expected {phrase(argument)}"
    limits = {
        "minimum": argument.min,
        "maximum": argument.max,
        "exclusiveMinimum": argument.above,
        "exclusiveMaximum": argument.below,
    }
    if {"integer", "number"} & set(names):
        schema.update({name: limit for name, limit in limits.items() if limit is not None})
    return [schema]


def _one_or_list(names: Iterable[str]) -> Any:
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else unique


def _enum_branch(argument: Argument) -> list[Schema]:
    values = [each for each in argument.enum if "enum" in argument.types]
    if "dtype" in argument.types:
        values += DTYPES
    return [{"enum": values}, {"type": "string", "pattern": _EXPRESSION}] if values else []


def _list_branches(argument: Argument) -> list[Schema]:
    out: list[Schema] = []
    if "shape" in argument.types:
        item = {"type": ["integer", "null", "string"], "minimum": -1, "pattern": _EXPRESSION}
        out.append({"type": "array", "items": item})
    lists = [each[5:-1] for each in argument.types if each.startswith("list[")]
    if lists and not out:
        out.append({"type": "array", "items": _items(argument, lists)})
        if argument.length is not None:
            out[-1].update(minItems=argument.length, maxItems=argument.length)
    if {"array", "tensor"} & set(argument.types):
        out.append({"type": ["array", "number"]})
    if any(each.startswith("dict[") for each in argument.types):
        out.append({"type": "object"})
    return out


def _items(argument: Argument, names: list[str]) -> Schema:
    inner = Argument(
        name="",
        types=tuple(names),
        required=True,
        min=argument.min,
        max=argument.max,
        above=argument.above,
        below=argument.below,
        enum=argument.enum,
    )
    schema = argument_schema(inner)
    schema.pop("description", None)
    return schema


def _reference(kind: str) -> Schema:
    return {"$ref": f"#/definitions/{kind}"}


def kind_definitions(kinds: Iterable[str] = KINDS) -> dict[str, Schema]:
    """The definitions of all kinds and all their types."""
    out: dict[str, Schema] = {}
    for kind in kinds:
        out[kind] = _kind(kind)
        for name in _type_names(kind):
            out[f"{kind}.{name}"] = _type(kind, name)
    return out


def _type_names(kind: str) -> list[str]:
    return [each for each in types.names(kind) if rule.is_type_name(each)]


def _kind(kind: str) -> Schema:
    names = [
        each for each in types.names(kind) if types.find(kind, each) is None or not _required(kind, each)
    ]
    return {
        "title": rule.WORDS[kind],
        "anyOf": [
            {"type": "string", "anyOf": [{"enum": names}, {"pattern": _EXPRESSION}]},
            {
                "type": "object",
                "properties": type_properties(kind),
                "additionalProperties": False,
                "maxProperties": 1,
            },
        ],
    }


def type_properties(*kinds: str) -> dict[str, Schema]:
    """Each type of these kinds as a property whose value is its arguments."""
    return {
        name: {**_reference(f"{kind}.{name}"), "description": _summary(kind, name)}
        for kind in kinds
        for name in _type_names(kind)
    }


def _entry(kind: str, name: str) -> TypeEntry | None:
    if kind not in catalog.kinds():
        return None
    return catalog.find(kind, re.sub(r"^(ops|activations)\.", "", name))


def _summary(kind: str, name: str) -> str:
    entry = _entry(kind, name)
    if entry is not None:
        return entry.summary
    cls = types.find(kind, name)
    return (cls.__doc__ or "").strip().split("\n")[0] if cls is not None else ""


def _required(kind: str, name: str) -> list[str]:
    cls = types.find(kind, name)
    if cls is None:
        return []
    return [field.alias or key for key, field in cls.model_fields.items() if field.is_required()]


def _type(kind: str, name: str) -> Schema:
    cls = types.find(kind, name)
    assert cls is not None  # noqa: S101 - the name came from the kind's own list
    schema = fields_schema(cls)
    required = schema.get("required")
    schema["type"] = "object" if required else ["object", "null"]
    schema["title"] = name
    schema["description"] = _summary(kind, name)
    return schema


def fields_schema(spec: type[Spec], replaced: Mapping[str, Schema] | None = None) -> Schema:
    """The schema of a mapping whose keys are a spec's fields.

    Args:
        spec: The class.
        replaced: Schemas of the fields that are not held by an `Argument`.
    """
    replaced = replaced or {}
    properties: dict[str, Schema] = {}
    required = []
    for key, field in spec.model_fields.items():
        name = field.alias or key
        held = next((each for each in field.metadata if isinstance(each, Value)), None)
        if name in replaced:
            properties[name] = replaced[name]
        elif held is not None:
            properties[name] = argument_schema(held.argument)
        else:
            properties[name] = {}
        if field.description and "description" not in properties[name]:
            properties[name] = {**properties[name], "description": field.description}
        if field.is_required():
            required.append(name)
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = required
    return schema
