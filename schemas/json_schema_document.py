"""JSON Schema of a whole document.

`document_schema()` is the language's; with a document's own blocks it is that document's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.schemas.docstrings import first_line
from kbuild.schemas.document import FORMAT, Document
from kbuild.schemas.json_schema import EXPRESSION, Schema, fields_schema
from kbuild.schemas.json_schema_models import Models, block_parameters
from kbuild.schemas.json_schema_phases import objectives_schema, phases_schema
from kbuild.schemas.json_schema_shared import share_properties
from kbuild.schemas.json_schema_types import Definitions, reference
from kbuild.schemas.training import Compile, Fit

DRAFT = "http://json-schema.org/draft-07/schema#"
_NAME = r"^[^A-Z.][^.]*$"


def document_schema(blocks: Mapping[str, Any] | None = None) -> Schema:
    """Make the schema of documents, for editors.

    Args:
        blocks: A document's own `blocks`, as written: they are types then.

    Returns:
        A JSON Schema of draft-07, which YAML servers want.

    Example:
        >>> schema = document_schema()
        >>> schema["required"]
        ['model']
    """
    own = {
        str(name): {"description": _about(name, body), **block_parameters(body.get("params"))}
        for name, body in (blocks or {}).items()
        if isinstance(body, Mapping)
    }
    definitions = Definitions(own)
    models = Models(definitions)
    parts = {
        "model": definitions.define("model", models.model()),
        "compile": _part("compile", _compile(definitions), definitions),
        "data": _part("data", _data(definitions), definitions),
        "fit": _part("fit", _fit(definitions), definitions),
        "callbacks": _callbacks(definitions),
        "objectives": objectives_schema(definitions),
    }
    replaced = {
        "kbuild": {"type": ["integer", "null"], "enum": [FORMAT, None], "default": FORMAT},
        "params": {"type": "object", "additionalProperties": True},
        **parts,
        "phases": phases_schema(parts, definitions),
    }
    schema = fields_schema(Document, definitions.refer, replaced)
    schema["properties"] = {
        "kbuild": schema["properties"].pop("kbuild"),
        **schema["properties"],
        "blocks": definitions.define("blocks", models.blocks()),
    }
    share_properties(definitions.schemas)
    return {
        "$schema": DRAFT,
        "$comment": "Written by kbuild schema.",
        "title": "a kbuild document",
        "description": first_line(Document),
        **schema,
        "if": {"required": ["include"]},
        "else": {"required": schema.pop("required")},
        "definitions": definitions.schemas,
    }


def _about(name: str, body: Mapping[str, Any]) -> str:
    return str(body.get("description") or f"The block {name} of this document.")


def _part(name: str, schema: Schema, definitions: Definitions) -> Schema:
    return {"anyOf": [definitions.define(name, schema), {"type": "null"}]}


def _compile(definitions: Definitions) -> Schema:
    structures = {
        "optimizer": _structure("optimizers", ("optimizer",), definitions),
        "loss": _structure("losses", ("loss", "metric"), definitions),
        "metrics": _structure("metrics", ("metric", "loss"), definitions),
        "weighted_metrics": reference("metrics"),
        "loss_weights": definitions.define("numbers", _numbers()),
    }
    return {**fields_schema(Compile, definitions.refer, structures), "title": "compile"}


def _structure(name: str, kinds: tuple[str, ...], definitions: Definitions) -> Schema:
    """An object, or lists and mappings (by the names of outputs) of them."""
    objects = definitions.objects(kinds[:1], kinds[1:], {}, kinds[0])
    each = reference(name)
    objects["anyOf"][0]["allOf"][0].setdefault("patternProperties", {})[_NAME] = each
    what = objects["anyOf"][0]["errorMessage"]
    many: Schema = {"type": ["array", "null"], "items": each, "errorMessage": what}
    branches = [*objects["anyOf"], many]
    return definitions.define(name, {"title": objects["title"], "anyOf": branches})


def _numbers() -> Schema:
    each = reference("numbers")
    return {
        "type": ["number", "array", "object", "null", "string"],
        "pattern": EXPRESSION,
        "errorMessage": "Expected numbers by output",
        "items": each,
        "additionalProperties": each,
    }


def _data(definitions: Definitions) -> Schema:
    from kbuild.schemas.data import Data

    return {**fields_schema(Data, definitions.refer), "title": "data"}


def _fit(definitions: Definitions) -> Schema:
    weights: Schema = {
        "type": ["object", "null", "string"],
        "pattern": EXPRESSION,
        "errorMessage": "Expected a mapping of classes to weights, such as {0: 1, 1: 5}",
        "propertyNames": {"pattern": r"^\d+$"},
        "additionalProperties": {
            "type": ["number", "string"],
            "minimum": 0,
            "pattern": EXPRESSION,
            "errorMessage": "Expected a weight of at least 0",
        },
    }
    return {**fields_schema(Fit, definitions.refer, {"class_weight": weights}), "title": "fit"}


def _callbacks(definitions: Definitions) -> Schema:
    return {
        "type": ["array", "null", "string"],
        "pattern": EXPRESSION,
        "errorMessage": "Expected a list of callbacks; write - before each",
        "items": definitions.refer(("callback",)),
    }
