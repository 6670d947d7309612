"""JSON Schema (draft-07) of arguments and of the keys of a spec, for editors.

One schema for one argument, as far as possible: limits of numbers do not touch texts, so a number that may
also be written `${...}` is one schema of two types. An editor then says one thing of a mistake
(`errorMessage`, which YAML servers show in place of their own words) and never lists branches of a union.

`errorMessage` and `doNotSuggest` are not draft-07's own: who does not know them leaves
them out.

Source: https://json-schema.org/draft-07/schema and https://github.com/redhat-developer/yaml-language-server
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from kbuild.schemas import rule
from kbuild.schemas.catalog import Argument
from kbuild.schemas.docstrings import argument_texts, flowing
from kbuild.schemas.objects import Spec
from kbuild.schemas.values import DTYPES, Value
from kbuild.schemas.wording import phrase

Schema = dict[str, Any]
#: Gives the schema of the objects of some kinds, the one that is asked for first.
Refer = Callable[[tuple[str, ...]], Schema]

EXPRESSION = r"\$\{"

_TYPES = {
    "null": ("null",),
    "bool": ("boolean",),
    "int": ("integer",),
    "float": ("number",),
    "number": ("number",),
    "str": ("string",),
    "path": ("string",),
    "dict": ("object",),
    "shape": ("array",),
    "array": ("array", "number"),
    "tensor": ("array", "number"),
}
_SIZE: Schema = {
    "type": ["integer", "null", "string"],
    "minimum": -1,
    "pattern": EXPRESSION,
    "errorMessage": "Expected a size or null",
}


def argument_schema(argument: Argument, refer: Refer) -> Schema:
    """The schema of one argument's values.

    Args:
        argument: From the catalog, or made by `kbuild.schemas.values.value`.
        refer: Gives the schema of the objects of some kinds.

    Returns:
        A schema with the argument's text as hover help, its default and its limits.

    Example:
        >>> from kbuild.schemas import catalog
        >>> argument_schema(catalog.types("layer")["Dense"].args["units"], refer=lambda kinds: {})["minimum"]
        1
    """
    return with_notes(_values(argument, refer), _notes(argument))


def with_notes(schema: Schema, notes: Schema) -> Schema:
    """A schema with a description and a default.

    Beside a type, editors write a default into every mapping that they begin, asked for or not; beside
    `allOf` they only propose it.
    """
    if "default" in notes and "type" in schema:
        schema = {"allOf": [schema]}
    return {**schema, **notes}


def _notes(argument: Argument) -> Schema:
    about = f"{_sentence(phrase(argument))}."
    text = flowing(argument.text or "")
    notes: Schema = {"description": f"{text}\n\n{about}" if text else about}
    if argument.has_default and argument.default is not None:
        notes["default"] = argument.default
    return notes


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _values(argument: Argument, refer: Refer) -> Schema:
    if "any" in argument.types:
        return {}
    kinds = rule.kinds_among(argument.types)
    if "dtype" in argument.types:
        kinds = (*kinds, "dtype_policy")
    branches = [*_enum(argument), _plain(argument, refer)]
    branches += [refer(kinds)] if kinds else []
    if not kinds and len(branches) == 1:
        return branches[0]
    if kinds and not branches[0].get("enum") and branches[0]["type"] == ["string"]:
        # Nothing but an object, and objects admit `${...}` themselves.
        branches = branches[1:]
    return {"anyOf": branches}


def _plain(argument: Argument, refer: Refer) -> Schema:
    """Everything that is neither a word of a list nor an object, in one schema."""
    names = [each for word in argument.types for each in _types_of(word)]
    if argument.has_default and argument.default is None:
        names.append("null")
    if "number" in names:
        names = [each for each in names if each != "integer"]
    schema: Schema = {"type": list(dict.fromkeys([*names, "string"]))}
    if "string" not in names:
        schema["pattern"] = EXPRESSION
    schema["errorMessage"] = f"Expected {phrase(argument)}"
    schema.update(_limits(argument, names))
    schema.update(_lists(argument, refer))
    return schema


def _types_of(word: str) -> tuple[str, ...]:
    if word.startswith("list["):
        return ("array",)
    return ("object",) if word.startswith("dict[") else _TYPES.get(word, ())


def _limits(argument: Argument, names: list[str]) -> Schema:
    limits = {
        "minimum": argument.min,
        "maximum": argument.max,
        "exclusiveMinimum": argument.above,
        "exclusiveMaximum": argument.below,
    }
    if not {"integer", "number"} & set(names):
        return {}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _enum(argument: Argument) -> list[Schema]:
    words = [each for each in argument.enum if "enum" in argument.types]
    if "dtype" in argument.types:
        words += DTYPES
    return [{"enum": words, "errorMessage": f"Expected {phrase(argument)}"}] if words else []


def _lists(argument: Argument, refer: Refer) -> Schema:
    out: Schema = {}
    lists = [each for each in argument.types if each.startswith("list[")]
    dicts = [each for each in argument.types if each.startswith("dict[")]
    if "shape" in argument.types:
        out["items"] = _SIZE
    elif lists and not {"array", "tensor"} & set(argument.types):
        out["items"] = _items(argument, lists, refer)
        if argument.length is not None:
            out.update(minItems=argument.length, maxItems=argument.length)
    if dicts and "dict" not in argument.types:
        out["additionalProperties"] = _items(argument, dicts, refer)
    return out


def _items(argument: Argument, compounds: list[str], refer: Refer) -> Schema:
    inner = Argument(
        name="",
        types=tuple(each[5:-1] for each in compounds),
        required=True,
        min=argument.min,
        max=argument.max,
        above=argument.above,
        below=argument.below,
        enum=argument.enum,
    )
    return _values(inner, refer)


def fields_schema(spec: type[Spec], refer: Refer, replaced: Mapping[str, Schema] | None = None) -> Schema:
    """The schema of a mapping whose keys are a spec's fields.

    Args:
        spec: The class.
        refer: Gives the schema of the objects of some kinds.
        replaced: Schemas of the fields that are not held by an `Argument`.
    """
    replaced, texts = replaced or {}, argument_texts(spec)
    properties: dict[str, Schema] = {}
    required = []
    for key, field in spec.model_fields.items():
        name = field.alias or key
        text = texts.get(name) or field.description or ""
        held = next((each for each in field.metadata if isinstance(each, Value)), None)
        if name in replaced:
            properties[name] = {**replaced[name], **({"description": flowing(text)} if text else {})}
        elif held is not None:
            properties[name] = argument_schema(_described(held.argument, text, field.default), refer)
        else:
            properties[name] = {}
        if field.is_required():
            required.append(name)
    return mapping_schema(properties, required)


def _described(argument: Argument, text: str, default: Any) -> Argument:
    """A field's argument with the text and the default that the field has."""
    if isinstance(default, (bool, int, float, str)):
        return replace(argument, text=argument.text or text, default=default, has_default=True)
    return replace(argument, text=argument.text or text)


def mapping_schema(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """The schema of a mapping with these keys and no others; `include` may stand in place of any of them."""
    schema: Schema = {
        "type": "object",
        "properties": {**properties, "include": INCLUDE},
        "additionalProperties": False,
    }
    if names := list(required):
        schema["required"] = names
    return schema


INCLUDE: Schema = {
    "type": "string",
    "doNotSuggest": True,
    "description": "A file whose content stands here; the keys beside it override the file's.",
}
