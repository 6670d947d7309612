"""What a JSON Schema of draft-07 must hold whoever reads it; how editors take it is in test_editor.py."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kbuild.schemas import catalog, rule, types
from kbuild.schemas.json_schema_document import document_schema
from kbuild.schemas.json_schema_types import KINDS


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return document_schema()


def argument(schema: dict[str, Any], definition: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = schema["definitions"][definition]["properties"][name]
    shared = found.get("$ref", "").removeprefix("#/definitions/")
    return schema["definitions"][shared] if shared else found


def walk(value: Any) -> Any:
    yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from walk(each)


def test_it_is_plain_json_and_the_same_each_time(schema: dict[str, Any]) -> None:
    assert json.dumps(schema) == json.dumps(document_schema())
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_every_reference_leads_to_a_definition(schema: dict[str, Any]) -> None:
    names = {each["$ref"] for each in walk(schema) if isinstance(each, dict) and "$ref" in each}
    assert {name.removeprefix("#/definitions/") for name in names} <= set(schema["definitions"])
    assert all(schema["definitions"].values())


def test_no_union_asks_for_exactly_one_branch(schema: dict[str, Any]) -> None:
    assert not any("oneOf" in each for each in walk(schema) if isinstance(each, dict))


def test_every_catalogued_type_is_defined_with_all_its_arguments(schema: dict[str, Any]) -> None:
    for kind in KINDS:
        for name in types.names(kind):
            entry = catalog.find(kind, name.removeprefix({"op": "ops."}.get(kind, "")))
            if (
                entry is None
                or not rule.is_type_name(name)
                or name in entry.identifiers
                or kind == "dtype_policy"
            ):
                continue
            arguments = schema["definitions"][f"{kind}.{name}"]["properties"]
            assert set(entry.args) <= set(arguments), name


def test_an_argument_has_keras_s_text_its_default_and_its_limits(schema: dict[str, Any]) -> None:
    rate = argument(schema, "layer.Dropout", "rate")
    assert rate["maximum"] == 1
    assert "Fraction of the input units to drop" in rate["description"]
    assert argument(schema, "layer.Dense", "use_bias")["default"] is True
    assert schema["definitions"]["layer.Dense"]["required"] == ["units"]


def test_the_keys_of_a_document_are_those_of_the_schemas(schema: dict[str, Any]) -> None:
    from kbuild.schemas import Compile, Data, Document, Fit, Spec

    parts: dict[str | None, type[Spec]] = {None: Document, "compile": Compile, "data": Data, "fit": Fit}
    for name, cls in parts.items():
        found = schema if name is None else schema["definitions"][name]
        assert set(cls.model_fields) <= set(found["properties"])
        described = [found["properties"][each] for each in cls.model_fields]
        assert all("description" in each or "$ref" in each for each in described)


def test_what_types_have_alike_is_written_once(schema: dict[str, Any]) -> None:
    dense, conv = (schema["definitions"][f"layer.{name}"]["properties"] for name in ("Dense", "Conv2D"))
    assert dense["trainable"] == conv["trainable"] == {"$ref": dense["trainable"]["$ref"]}
    assert len(json.dumps(schema, separators=(",", ":"))) < 1_600_000


def test_a_document_s_own_blocks_are_types_with_their_parameters() -> None:
    blocks = {"Residual": {"params": {"filters": 64}, "description": "Two convolutions.", "layers": []}}
    schema = document_schema(blocks)
    block = schema["definitions"]["block.Residual"]
    assert block["properties"]["filters"] == {"default": 64}
    assert block["description"] == "Two convolutions."
    assert "Residual" in json.dumps(schema["definitions"]["item"])
    assert "Residual" not in json.dumps(document_schema())
