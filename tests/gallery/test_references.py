"""Known networks written as documents: as many parameters as the same network in plain Keras."""

from __future__ import annotations

import re
from typing import Any

import pytest

import kbuild
from kbuild import gallery
from kbuild.checking.load import load
from kbuild.checking.summary import summarize

PARAMETERS = {
    "resnet50": 25_636_712,
    "unet": 31_030_658,
    "inception": 6_998_552,
    "transformer-encoder": 5_273_090,
    "gru-attention": 17_872_536,
}


def shapes(model: Any) -> list[tuple[int, ...]]:
    return sorted(tuple(each.shape) for each in model.weights)


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_summary_and_the_heading_count_the_parameters(name: str) -> None:
    summary = summarize(load(gallery.path(name)))
    assert summary.total == PARAMETERS[name]
    heading = re.search(r"([\d,]+) parameters", gallery.read(name))
    assert heading is not None
    assert int(heading[1].replace(",", "")) == PARAMETERS[name]


@pytest.mark.parametrize("name", [pytest.param("resnet50", marks=pytest.mark.slow), *list(PARAMETERS)[1:]])
def test_the_built_model_has_the_weights_of_the_reference(name: str) -> None:
    from tests.gallery.references import REFERENCES

    built, reference = kbuild.build(gallery.path(name)), REFERENCES[name]()
    assert built.count_params() == PARAMETERS[name]
    assert shapes(built) == shapes(reference)
    assert [each.shape for each in built.outputs] == [each.shape for each in reference.outputs]
