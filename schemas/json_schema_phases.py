"""JSON Schema of `phases` and `objectives`."""

from __future__ import annotations

from collections.abc import Mapping

from kbuild.schemas.json_schema import EXPRESSION, Schema, fields_schema
from kbuild.schemas.json_schema_types import Definitions
from kbuild.schemas.objectives import Objective
from kbuild.schemas.phases import Phase

_PATTERNS: Schema = {
    "type": ["string", "array", "null"],
    "errorMessage": "Expected names or patterns of layers",
    "items": {"type": "string", "minLength": 1},
}


def objectives_schema(definitions: Definitions) -> Schema:
    """The schema of `objectives`.

    Args:
        definitions: Where the schema of one is put.
    """
    replaced = {"trainable": _PATTERNS, "optimizer": definitions.refer(("optimizer",))}
    each = {**fields_schema(Objective, definitions.refer, replaced), "title": "an objective"}
    return _listed("objectives", definitions.define("objective", each))


def phases_schema(parts: Mapping[str, Schema], definitions: Definitions) -> Schema:
    """The schema of `phases`.

    Args:
        parts: The schemas of the parts of a document that a phase may have of its own.
        definitions: Where the schema of one is put.
    """
    replaced = {**parts, "trainable": _PATTERNS, "frozen": _PATTERNS}
    each = {**fields_schema(Phase, definitions.refer, replaced), "title": "a phase"}
    return _listed("phases", definitions.define("phase", each))


def _listed(what: str, each: Schema) -> Schema:
    return {
        "type": ["array", "null", "string"],
        "pattern": EXPRESSION,
        "errorMessage": f"Expected a list of {what}; write - before each",
        "items": each,
    }
