"""What many types have alike is written once, for the schema lies beside documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kbuild.schemas.json_schema import Schema

_LEAST = 120


def share_properties(definitions: dict[str, Schema]) -> None:
    """Put properties that several definitions have alike into definitions of their own.

    Args:
        definitions: Changed in place: `shared.1`, `shared.2`, ... are added.
    """
    counts = Counter(text for _, _, text in _long_properties(definitions))
    names: dict[str, str] = {}
    found: dict[str, Schema] = {}
    for properties, name, text in list(_long_properties(definitions)):
        if counts[text] > 1:
            if text not in names:
                names[text] = f"shared.{len(names) + 1}"
                found[names[text]] = properties[name]
            properties[name] = {"$ref": f"#/definitions/{names[text]}"}
    definitions.update(found)


def _long_properties(definitions: dict[str, Schema]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """The properties of each definition that are worth a definition, with their text."""
    for definition in definitions.values():
        properties = definition.get("properties", {})
        for name, schema in properties.items():
            if "$ref" not in schema:
                text = json.dumps(schema, sort_keys=True)
                if len(text) >= _LEAST:
                    yield properties, name, text
