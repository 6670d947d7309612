"""What an alias repeats is made anew: nothing is shared but the text."""

from __future__ import annotations

import kbuild

TEXT = """
model:
  layers:
    - Input: {shape: [3]}
    - &wide {Dense: {units: 3, kernel_initializer: &start {HeNormal: {}}, bias_initializer: *start}}
    - *wide
"""


def test_an_aliased_layer_is_a_second_layer_with_weights_of_its_own() -> None:
    first, second = kbuild.build(TEXT).layers
    assert first is not second
    assert first.kernel is not second.kernel
    assert first.name != second.name


def test_an_aliased_argument_is_an_object_of_its_own() -> None:
    layer = kbuild.build(TEXT).layers[0]
    assert layer.kernel_initializer is not layer.bias_initializer
    assert type(layer.kernel_initializer) is type(layer.bias_initializer)
