from __future__ import annotations

import kbuild
from kbuild.checking.defaults import with_defaults

GRAPH = """
model:
  inputs: {x: {shape: [4]}}
  layers:
    a: {Dense: {units: 2, kernel_initializer: {HeNormal: {seed: 1}}}, from: x}
    b: {ops.multiply: {x2: 2.0}, from: a}
    c: {reuse: a, from: x}
    d: {Add, from: [b, c]}
  outputs: d
fit: {epochs: 2}
"""


def test_the_wiring_of_a_graph_stays_as_it_is() -> None:
    shown = with_defaults(kbuild.load(GRAPH))
    layers = shown["model"]["layers"]
    assert layers["a"]["Dense"]["kernel_initializer"]["HeNormal"]["seed"] == 1
    assert layers["a"]["from"] == "x"
    assert layers["b"] == {"ops.multiply": {"x2": 2.0}, "from": "a"}
    assert layers["c"] == {"reuse": "a", "from": "x"}
    assert layers["d"]["from"] == ["b", "c"]
    assert shown["model"]["inputs"]["x"]["shape"] == [4]
    assert shown["fit"]["shuffle"] is True


def test_the_document_with_its_defaults_builds_the_same_layers() -> None:
    document = kbuild.load({"model": {"layers": [{"Dropout": {"rate": 0.5}}, {"Dense": {"units": 3}}]}})
    again = kbuild.load(with_defaults(document))
    assert with_defaults(again) == with_defaults(document)
