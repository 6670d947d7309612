from __future__ import annotations

import pytest

from kbuild.reading import explain_origin, find_path, read, resolve
from kbuild.schemas.errors import UsageError

TEXT = """\
params: {n: 3, half: "${n // 2}"}
blocks:
  Unit:
    params: {units: 4}
    layers:
      - Dense: {units: "${units * 2}", name: dense}
model:
  layers:
    - Unit: {units: "${half}", name: a}
"""


def test_a_path_is_completed_with_types_and_indexes() -> None:
    root = resolve(read(TEXT))
    assert find_path(root, "model.layers.a_dense.units") == ("model", "layers", 0, "Dense", "units")
    assert find_path(root, "params.half") == ("params", "half")


def test_an_unknown_path_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        find_path(resolve(read(TEXT)), "model.layers.a_dens.units")
    assert caught.value.hint == "did you mean `a_dense`?"


def test_the_chain_goes_from_the_value_to_where_it_was_given() -> None:
    root = resolve(read(TEXT), ["params.n=9"])
    steps = explain_origin(root, find_path(root, "model.layers.a_dense.units"))
    assert [(step.kind, step.span and (step.span.file, step.span.line)) for step in steps] == [
        ("value", (None, 6)),
        ("expression", None),
        ("param", (None, 9)),
        ("expression", None),
        ("param", (None, 1)),
        ("expression", None),
        ("param", ("--set", 1)),
        ("override", ("--set", 1)),
        ("written", (None, 1)),
        ("block", (None, 9)),
    ]


def test_a_value_that_is_only_written_has_one_step() -> None:
    (step,) = explain_origin(resolve(read("fit: {epochs: 3}")), ("fit", "epochs"))
    assert (step.kind, step.text) == ("value", "the value is written here")
