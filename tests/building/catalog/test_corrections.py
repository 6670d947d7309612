from __future__ import annotations

from typing import Any

import pytest

from kbuild.building.catalog.corrections import corrected, load_corrections

KEYS = {"where", "reason", "set", "unset", "drop"}


@pytest.fixture
def types() -> dict[str, Any]:
    args = {"units": {"types": ["any"], "max": 4}, "rate": {"types": ["float"]}}
    return {
        "layer": {"Flat": {"args": args, "identifiers": []}},
        "op": {"image.resize": {"args": {"size": {}}}},
    }


def test_keys_are_put_in_place_and_removed(types: dict[str, Any]) -> None:
    fix = {"where": ["layer/F*.units"], "set": {"types": ["int"]}, "unset": ["max"], "reason": "A count."}
    assert corrected(types, [fix])["layer"]["Flat"]["args"]["units"] == {"types": ["int"]}


def test_an_argument_is_left_out(types: dict[str, Any]) -> None:
    fix = {"where": ["layer/*.rate"], "drop": True, "reason": "Nobody needs it."}
    assert list(corrected(types, [fix])["layer"]["Flat"]["args"]) == ["units"]


def test_a_type_itself_is_corrected(types: dict[str, Any]) -> None:
    fix = {"where": ["layer/Flat"], "set": {"identifiers": ["flat"]}, "reason": "So it is called."}
    assert corrected(types, [fix])["layer"]["Flat"]["identifiers"] == ["flat"]


def test_the_names_of_ops_may_hold_dots(types: dict[str, Any]) -> None:
    fix = {"where": ["op/image.*:size"], "set": {"types": ["int"]}, "reason": "A size."}
    assert corrected(types, [fix])["op"]["image.resize"]["args"]["size"] == {"types": ["int"]}


@pytest.mark.parametrize("where", ["layer/Flat.rate", "layer/Flat.gone", "layer/Gone"])
def test_a_correction_that_changes_nothing_is_refused(types: dict[str, Any], where: str) -> None:
    with pytest.raises(ValueError, match=where):
        corrected(
            types,
            [{"where": [where], "set": {"types": ["float"]} if "." in where else {}, "reason": "None."}],
        )


def test_every_correction_of_the_project_has_a_reason_and_known_keys() -> None:
    for correction in load_corrections():
        assert correction["reason"].endswith(".")
        assert set(correction) <= KEYS
        assert correction["where"]
