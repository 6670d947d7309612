"""JSON Schema of the types of the language, and of the one rule by which they are written.

Each type is a property of one mapping rather than a branch of a union: an editor then completes types as
keys, shows Keras's own text for each, and never has to say that a value matches several schemas. Types that
may stand in for those that are asked for (a layer for an activation) are accepted but not proposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kbuild.schemas import catalog, rule, types
from kbuild.schemas.catalog import TypeEntry
from kbuild.schemas.docstrings import first_line, flowing
from kbuild.schemas.json_schema import (
    EXPRESSION,
    INCLUDE,
    Schema,
    argument_schema,
    fields_schema,
    mapping_schema,
)
from kbuild.schemas.objects import Object
from kbuild.schemas.wording import CALLED

#: The kinds that a document may hold as objects.
KINDS = tuple(catalog.kinds())
_MODULES = {"op": "ops.", "activation": "activations."}
_A_TYPE = r"^[A-Z]|\."
_COUNT: Schema = {
    "type": ["integer", "string"],
    "minimum": 0,
    "pattern": EXPRESSION,
    "errorMessage": "Expected a whole number of at least 0",
    "description": "How many of it there are in a row, each with weights of its own.",
}
_ROWS: Schema = {
    "type": ["object", "array", "string"],
    "pattern": EXPRESSION,
    "errorMessage": "Expected a list of values for each name, such as {units: [64, 32]}",
    "description": "One for each row: a mapping of names to lists, whose values are its arguments.",
}
_CONDITION: Schema = {
    "type": ["boolean", "string"],
    "pattern": EXPRESSION,
    "errorMessage": "Expected true, false or a comparison such as ${depth > 0}",
    "description": "False leaves the entry out.",
}
# No mapping is null: the message is what counts, for that of `maxProperties` cannot be chosen.
_SEVERAL: Schema = {
    "type": ["null"],
    "errorMessage": "One entry holds one type: write each as an entry of its own",
}
#: The words that may stand beside a type in a list or a mapping of layers.
WORDS: dict[str, Schema] = {"repeat": _COUNT, "for_each": _ROWS, "when": _CONDITION}


class Definitions:
    """Gathers the definitions of a schema: each type and each combination of kinds once.

    Args:
        blocks: The document's own types, each with the schema of its parameters; they are layers.

    Attributes:
        schemas: The definitions by name.
    """

    def __init__(self, blocks: Mapping[str, Schema] | None = None) -> None:
        self.blocks = dict(blocks or {})
        self.schemas: dict[str, Schema] = {f"block.{name}": each for name, each in self.blocks.items()}

    def refer(self, kinds: tuple[str, ...]) -> Schema:
        """The schema of the objects of some kinds; only those of the first are proposed by editors."""
        asked = [each for each in kinds if each in KINDS or each == "cell"]
        name = "-".join(asked)
        if name not in self.schemas:
            self.schemas[name] = {}
            proposed = ("layer",) if asked[0] == "cell" else (asked[0],)
            hidden = tuple(each for each in asked if each in KINDS and each not in proposed)
            words = {word: {**each, "doNotSuggest": True} for word, each in WORDS.items()}
            self.schemas[name] = self.objects(proposed, hidden, words, kinds[0])
        return reference(name)

    def define(self, name: str, schema: Schema) -> Schema:
        """Add a definition; returns the reference to it."""
        self.schemas[name] = schema
        return reference(name)

    def objects(
        self, kinds: tuple[str, ...], hidden: tuple[str, ...], words: Mapping[str, Schema], asked: str
    ) -> Schema:
        """The schema of what the one rule writes: a name, or `{Type: {...}}` with words beside it.

        Args:
            kinds: Kinds whose types are proposed.
            hidden: Kinds whose types are accepted too.
            words: What may stand beside a type.
            asked: The kind that is asked for, as messages name it.
        """
        title = CALLED.get(asked, "a function such as ops.abs")
        what = f"Expected {title}"
        proposed = [each for kind in kinds for each in self._alone(kind)]
        others = [each for kind in (*kinds, *hidden) for each in self._known(kind) if each not in proposed]
        pattern = "|".join([EXPRESSION, *([_one_of(others)] if others else [])])
        names: list[Schema] = [{"type": ["string"], "pattern": pattern, "errorMessage": what}]
        if proposed:
            names.insert(0, {"type": ["string"], "enum": proposed, "errorMessage": what})
        return {"title": title, "anyOf": [self.object(kinds, hidden, words, what), *names]}

    def object(
        self, kinds: tuple[str, ...], hidden: tuple[str, ...], words: Mapping[str, Schema], what: str
    ) -> Schema:
        """The branch of a mapping: of anything else it says what is expected, of a mapping what is wrong."""
        return {"type": ["object"], "errorMessage": what, "allOf": [self.mapping(kinds, hidden, words)]}

    def mapping(self, kinds: tuple[str, ...], hidden: tuple[str, ...], words: Mapping[str, Schema]) -> Schema:
        """The schema of `{Type: {...}}` with words beside it."""
        shown = tuple(each for each in hidden if each != "op")
        schema = mapping_schema({**self._types(kinds, shown), **words})
        del schema["type"]
        if "op" in hidden:
            # Rare, and 450 of them: their names are held, their arguments are left to `kbuild validate`.
            names = _one_of([name for name, _ in self._names("op")])
            schema["patternProperties"] = {names: {"type": ["object", "null"]}}
        schema["if"] = {"type": "object", "propertyNames": {"pattern": _A_TYPE}, "minProperties": 2}
        schema["then"] = _SEVERAL
        if "for_each" not in words:
            return schema
        # A row gives what the type requires, so of the arguments beside it nothing can be asked.
        rows: Schema = {
            "properties": {**words, "include": INCLUDE},
            "patternProperties": {_A_TYPE: {"type": ["object", "null"]}},
            "additionalProperties": False,
        }
        return {"if": {"type": "object", "required": ["for_each"]}, "then": rows, "else": schema}

    def _types(self, kinds: tuple[str, ...], hidden: tuple[str, ...]) -> dict[str, Schema]:
        """Each type of these kinds as a property whose value is its arguments."""
        out: dict[str, Schema] = {}
        for kind in (*kinds, *hidden):
            for name, other in self._names(kind):
                found = {**self.type(kind, other), "description": summary(kind, other)}
                if kind in hidden or name != other:
                    found = {"allOf": [found], "doNotSuggest": True}
                out.setdefault(name, found)
        if "layer" in kinds:
            out.update({name: reference(f"block.{name}") for name in self.blocks})
        return out

    def _names(self, kind: str) -> list[tuple[str, str]]:
        """The names that can be keys, with the type that each means."""
        names = [
            (each, each) for each in types.names(kind) if rule.is_type_name(each) and _is_type(kind, each)
        ]
        for entry in _entries(kind).values():
            names += [(each, entry.name) for each in entry.aliases if rule.is_type_name(each)]
        return names

    def type(self, kind: str, name: str) -> Schema:
        """The reference to the arguments of a type, which is defined when it is first asked for."""
        key = f"{kind}.{name}"
        if key not in self.schemas:
            self.schemas[key] = {}
            self.schemas[key] = self._arguments(kind, name)
        return reference(key)

    def _arguments(self, kind: str, name: str) -> Schema:
        entry = entry_of(kind, name)
        if entry is None or name in types.written(kind):
            schema = fields_schema(_class(kind, name), self.refer)
        else:
            required = [each.name for each in entry.args.values() if each.required and kind not in _MODULES]
            properties = {
                each: argument_schema(argument, self.refer) for each, argument in entry.args.items()
            }
            schema = mapping_schema(properties, required)
        schema["type"] = "object" if schema.get("required") else ["object", "null"]
        return {"title": name, "description": summary(kind, name), **schema}

    def _alone(self, kind: str) -> list[str]:
        """The texts that stand for an object of a kind: types without required arguments, and identifiers."""
        names = [each for each in types.names(kind) if not _is_type(kind, each) or not _required(kind, each)]
        if kind == "activation":
            # `relu` says all that `activations.relu` does.
            names = [each for each in names if not _is_type(kind, each)]
        blocks = [name for name, each in self.blocks.items() if kind == "layer" and not each.get("required")]
        return [*names, *blocks]

    def _known(self, kind: str) -> list[str]:
        """Further texts that stand for an object of a kind, which editors need not propose."""
        names = self._alone(kind)
        for entry in _entries(kind).values():
            if not any(each.required for each in entry.args.values()) or kind in _MODULES:
                names += [*entry.aliases, *(() if kind == "layer" else (entry.name,))]
                names += [_MODULES[kind] + entry.name] if kind in _MODULES else []
        return names


def reference(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/definitions/{name}"}


def nullable(schema: Schema) -> Schema:
    """A schema whose value may be null as well."""
    return {"anyOf": [schema, {"type": "null"}]}


def summary(kind: str, name: str) -> str:
    """What a type is, in a line or two."""
    entry = entry_of(kind, name)
    return flowing(entry.summary) if entry is not None else first_line(_class(kind, name))


def entry_of(kind: str, name: str) -> TypeEntry | None:
    """The catalog's entry of a type; None for types that are written by hand."""
    return catalog.find(kind, name.removeprefix(_MODULES.get(kind, "")))


def _entries(kind: str) -> Mapping[str, TypeEntry]:
    return catalog.types(kind)


def _is_type(kind: str, name: str) -> bool:
    if name in types.written(kind):
        return True
    entry = entry_of(kind, name)
    return entry is not None and name == _MODULES.get(kind, "") + entry.name


def _class(kind: str, name: str) -> type[Object]:
    cls = types.find(kind, name)
    assert cls is not None  # noqa: S101 - the name came from the kind's own list
    return cls


def _required(kind: str, name: str) -> bool:
    if name in types.written(kind):
        return any(field.is_required() for field in _class(kind, name).model_fields.values())
    entry = entry_of(kind, name)
    assert entry is not None  # noqa: S101 - a type that is not written by hand is in the catalog
    return kind not in _MODULES and any(each.required for each in entry.args.values())


def _one_of(names: list[str]) -> str:
    return f"^({'|'.join(re.escape(each) for each in dict.fromkeys(names))})$"
