"""JSON Schema of models: the three styles, what their layers may be, and the document's own blocks."""

from __future__ import annotations

from kbuild.schemas.docstrings import first_line
from kbuild.schemas.json_schema import EXPRESSION, Schema, fields_schema, mapping_schema
from kbuild.schemas.json_schema_types import WORDS, Definitions, nullable, reference
from kbuild.schemas.models import STYLES, Functional, Model, Node, Sequential, Subclass
from kbuild.schemas.types import find

_A_TYPE = r"^[A-Z]|\."
_NAME = r"^(?!(repeat|for_each|when|include)$)[^A-Z.][^.]*$"
_STYLE: Schema = {
    "type": "string",
    "enum": list(STYLES),
    "errorMessage": f"Expected one of {', '.join(STYLES)}",
    "enumDescriptions": [first_line(cls) for cls in STYLES.values()],
    "description": "How the model is written: layer after layer, as a graph, or as layers and a program.",
}
_LINKS = "links"


def _shows(layers: str, needed: list[str], without: list[str]) -> Schema:
    """A model that does not say its style, and whose keys show it."""
    return {
        "type": "object",
        "properties": {"layers": {"type": layers}},
        "required": ["layers", *needed],
        "not": {"anyOf": [{"required": [each]} for each in ("style", *without)]},
    }


# As the schemas read it: see `_style_shown`.
_SHOWN: dict[type[Model], Schema] = {
    Sequential: _shows("array", [], ["inputs", "outputs", "call"]),
    Subclass: _shows("object", ["call"], ["outputs"]),
    Functional: _shows("object", ["inputs"], ["call"]),
}


class Models:
    """The schemas of models, as definitions that are made once.

    Args:
        definitions: Where they go.
    """

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        for style in STYLES.values():
            # A model may hold models: the name is there before what it means.
            definitions.schemas[f"layer.{style.type_name}"] = {}
        self._define_parts()
        for style in STYLES.values():
            definitions.schemas[f"layer.{style.type_name}"] = self.style(style)

    def _define_parts(self) -> None:
        definitions = self.definitions
        definitions.define(_LINKS, _links())
        item = definitions.objects(("layer", "application"), (), WORDS, "layer")
        definitions.define("item", item)
        words = fields_schema(Node, definitions.refer, {"from": reference(_LINKS)})["properties"]
        words = {name: words[name] for name in ("from", "call", "reuse")}
        entry = definitions.objects(("layer", "op", "application"), (), {**words, **WORDS}, "layer")
        definitions.define("entry", entry)
        definitions.define("member", self._member())
        definitions.define("input", self._input())

    def _input(self) -> Schema:
        cls = find("layer", "Input")
        assert cls is not None  # noqa: S101 - the catalog's own test holds that Input is in it
        schema = fields_schema(cls, self.definitions.refer)
        return {**schema, "type": ["object", "null"], "title": "Input"}

    def _member(self) -> Schema:
        """A layer of a subclass-style model: one, a list of them, or a mapping of names to them."""
        one = self.definitions.object(("layer", "application"), (), WORDS, "Expected a layer")
        one["allOf"][0]["else"]["patternProperties"] = {_NAME: reference("item")}
        names = self.definitions.schemas["item"]["anyOf"][1:]
        many: Schema = {"type": ["array"], "items": reference("item"), "errorMessage": "Expected a layer"}
        return {"title": "a layer, a list or a mapping of layers", "anyOf": [one, *names, many]}

    def style(self, cls: type[Model]) -> Schema:
        """The schema of a style's keys, without `style`."""
        inputs: Schema = {"type": "object", "additionalProperties": reference("input")}
        layers: dict[type[Model], Schema] = {
            Sequential: {"type": ["array", "string"], "pattern": EXPRESSION, "items": reference("item")},
            Functional: {"type": "object", "additionalProperties": reference("entry")},
            Subclass: {"type": "object", "additionalProperties": reference("member")},
        }
        replaced = {
            "inputs": nullable(inputs) if cls is Subclass else inputs,
            "layers": layers[cls],
            "outputs": reference(_LINKS),
        }
        if cls is not Sequential:
            replaced["layers"]["properties"] = {"include": {"type": "string", "doNotSuggest": True}}
        schema = fields_schema(cls, self.definitions.refer, replaced)
        return {"title": cls.type_name, "description": first_line(cls), **schema}

    def model(self) -> Schema:
        """The schema of a document's `model`."""
        definitions = self.definitions
        for cls in STYLES.values():
            definitions.define(f"style.{cls.style}", self._styled(cls))
        definitions.define("model.type", self._by_type())
        # The style is looked up first, so that a mistake is reported for the style that was meant.
        schema = self._without_style()
        for cls, shown in _SHOWN.items():
            schema = {"if": shown, "then": reference(f"style.{cls.style}"), "else": schema}
        for cls in reversed(STYLES.values()):
            style: Schema = {"properties": {"style": {"const": cls.style}}, "required": ["style"]}
            said: Schema = {"type": "object", **style}
            schema = {"if": said, "then": reference(f"style.{cls.style}"), "else": schema}
        named = definitions.objects(("application",), ("layer",), {}, "model")["anyOf"][1:]
        begun: Schema = {"type": ["object"], "errorMessage": "Expected a model", "allOf": [schema]}
        return {"anyOf": [begun, *named]}

    def _styled(self, cls: type[Model]) -> Schema:
        schema = self.style(cls)
        schema["properties"] = {"style": _STYLE, **schema["properties"]}
        return schema

    def _by_type(self) -> Schema:
        return self.definitions.mapping(("application",), ("layer",), {})

    def _without_style(self) -> Schema:
        """A model whose style is not said: a type, or the beginning of one of the styles."""
        types = self.definitions.schemas["model.type"]["properties"]
        keys = {name: each for cls in STYLES.values() for name, each in self.style(cls)["properties"].items()}
        keys["layers"] = {"type": ["array", "object"]}
        begun = mapping_schema({"style": _STYLE, **keys, **types})
        return {
            "if": {"type": "object", "propertyNames": {"pattern": _A_TYPE}, "minProperties": 1},
            "then": reference("model.type"),
            "else": {
                **begun,
                "type": ["object", "string"],
                "title": "model",
                "if": {"type": "object", "required": ["include"]},
                "else": {"required": ["style"]},
            },
        }

    def blocks(self) -> Schema:
        """The schema of a document's `blocks`."""
        own: dict[str, Schema] = {
            "params": {"type": "object", "description": "The parameters of the block, with their defaults."},
            "style": _STYLE,
            "description": {"type": "string", "description": "What it is for."},
        }
        branches: dict[str, Schema] = {}
        for cls in STYLES.values():
            schema = self.style(cls)
            schema["properties"] = {**own, **schema["properties"]}
            schema["required"] = ["layers"]
            branches[cls.style] = self.definitions.define(f"block-style.{cls.style}", schema)
        block: Schema = {
            "type": "object",
            "if": {"properties": {"layers": {"type": "array"}}, "required": ["layers"]},
            "then": branches["sequential"],
            "else": {
                "if": {"required": ["call"]},
                "then": branches["subclass"],
                "else": branches["functional"],
            },
        }
        return {
            "type": "object",
            "description": "Sub-models with parameters, which are then types like any other.",
            "propertyNames": {"pattern": r"^[A-Z]|\.|^include$"},
            "properties": {"include": {"type": "string", "doNotSuggest": True}},
            "additionalProperties": block,
        }


def _links() -> Schema:
    """Names of results: one, or lists and mappings of them."""
    each = reference(_LINKS)
    return {
        "type": ["string", "array", "object"],
        "errorMessage": "Expected a name, a list or a mapping of names",
        "items": each,
        "additionalProperties": each,
        "minItems": 1,
        "minProperties": 1,
    }


def block_parameters(params: object) -> Schema:
    """The schema of the arguments of a block: its parameters by name, with their defaults.

    Args:
        params: The block's `params`, as written.
    """
    given = params if isinstance(params, dict) else {}
    properties: dict[str, Schema] = {
        str(name): {"default": value} if value is not None else {} for name, value in given.items()
    }
    schema = mapping_schema({"name": {"type": "string"}, **properties})
    return {**schema, "type": ["object", "null"]}
