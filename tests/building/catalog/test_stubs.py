from __future__ import annotations

import ast
from typing import Any

import pytest

from kbuild.building.catalog.stubs import stub_text


def stub(args: dict[str, Any], *, kind: str = "layer", summary: str = "Flat.") -> str:
    catalog = {kind: {"Flat": {"summary": summary, "args": args, "aliases": ["Even"]}}}
    return stub_text(kind, f"{kind}s", "3", catalog)


@pytest.mark.parametrize(
    ("data", "annotation"),
    [
        ({"types": ["int"]}, "int"),
        ({"types": ["float", "list[float]", "null"]}, "float | Sequence[float] | None"),
        ({"types": ["enum"], "enum": ["a", "b"]}, 'Literal["a", "b"]'),
        ({"types": ["shape"]}, "Sequence[int | None]"),
        ({"types": ["dict[optimizer]"]}, "Mapping[str, _Optimizer]"),
        ({"types": ["any", "null"]}, "Any"),
        ({"types": ["int"], "default": None}, "int | None"),
    ],
)
def test_the_catalog_s_words_become_annotations(data: dict[str, Any], annotation: str) -> None:
    assert f"    n: {annotation}\n" in stub({"n": data})


def test_what_is_required_has_no_default() -> None:
    assert "(self, *, n: int, m: int = ...)" in stub(
        {"n": {"types": ["int"], "required": True}, "m": {"types": ["int"]}}
    )


def test_nothing_is_required_of_ops_whose_tensors_come_by_from() -> None:
    assert "(self, *, x: float | Sequence[Any] = ...)" in stub(
        {"x": {"types": ["tensor"], "required": True}}, kind="op"
    )


def test_a_field_whose_name_is_taken_has_an_underscore() -> None:
    text = stub({"arguments": {"types": ["int"]}})
    assert "    arguments_: int\n" in text
    assert "*, arguments: int = ..." in text


def test_aliases_are_there() -> None:
    assert stub({}).endswith("\nEven = Flat\n")


@pytest.mark.parametrize("summary", ['Ends in "quotes"', "A back\\slash.", 'Has """ inside.', ""])
def test_any_summary_makes_a_docstring(summary: str) -> None:
    ast.parse(stub({}, summary=summary))
