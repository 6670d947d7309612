from __future__ import annotations

import textwrap
from typing import Any

import keras
import pytest

from kbuild.converting.picture import Diagram, of_model

layers = keras.layers


def edges(diagram: Diagram) -> set[tuple[str, str]]:
    names = {box.key: box.name for box in diagram.boxes}
    return {(names[start], names[end]) for start, end in diagram.arrows}


def test_a_sequential_model_is_a_chain_with_shapes_and_parameters() -> None:
    model = keras.Sequential(
        [layers.Input([4], name="x"), layers.Dense(3, name="a"), layers.Dense(2, name="b")], name="m"
    )
    diagram = of_model(model)
    assert diagram.title == "m: 23 parameters"
    assert edges(diagram) == {("x", "a"), ("a", "b")}
    assert [(box.type_name, box.shapes, box.parameters) for box in diagram.boxes] == [
        ("InputLayer", ((None, 4),), 0),
        ("Dense", ((None, 3),), 15),
        ("Dense", ((None, 2),), 8),
    ]


def test_a_functional_model_keeps_its_branches() -> None:
    x = layers.Input([4], name="x")
    a = layers.Dense(4, name="a")(x)
    model = keras.Model(x, layers.Add(name="sum")([x, a]))
    assert edges(of_model(model)) == {("x", "a"), ("x", "sum"), ("a", "sum")}


def test_a_layer_that_is_called_twice_has_two_boxes_and_its_parameters_stand_in_the_first() -> None:
    one, two = layers.Input([4], name="one"), layers.Input([4], name="two")
    tower = layers.Dense(2, name="tower")
    diagram = of_model(keras.Model([one, two], layers.Subtract(name="d")([tower(one), tower(two)])))
    towers = {box.name: box.parameters for box in diagram.boxes if box.type_name == "Dense"}
    assert towers == {"tower": 10, "tower (again)": None}
    assert len(diagram.arrows) == 4


def test_a_model_without_an_input_shows_its_layers_without_shapes() -> None:
    diagram = of_model(keras.Sequential([layers.Dense(3, name="a"), layers.Dense(2, name="b")], name="m"))
    assert diagram.title == "m: not built"
    assert edges(diagram) == {("a", "b")}
    assert {box.shapes for box in diagram.boxes} == {()}


class Residual(keras.Model):  # type: ignore[misc]  # Keras is untyped
    def __init__(self) -> None:
        super().__init__(name="residual")
        self.one = layers.Dense(4, name="one")
        self.two = layers.Dense(4, name="two")

    def call(self, x: Any) -> Any:
        return x + self.two(self.one(x))


@pytest.fixture
def residual() -> Any:
    model = Residual()
    model(keras.ops.zeros([1, 4]))
    return model


def test_a_model_in_the_subclass_style_shows_its_layers(residual: Any) -> None:
    diagram = of_model(residual)
    assert [box.name for box in diagram.boxes] == ["one", "two"]
    assert diagram.title == "residual: 40 parameters"
    assert diagram.arrows == ()  # what flows where is not known


PROGRAM = """
style: subclass
name: cloud
inputs: {x: {shape: [4]}}
layers: {mean: {Dense: {units: 2}}, out: {Dense: {units: 4}}}
call: |
  m = mean(x)
  add_loss(ops.mean(ops.square(m)))
  return out(m + random.normal(ops.shape(m)))
"""


def test_a_program_with_noise_and_a_loss_is_followed_and_stays_as_it_was() -> None:
    import kbuild

    model = kbuild.build(f"seed: 1\nmodel:\n{textwrap.indent(PROGRAM, '  ')}")
    before = model.seed_generator.state.numpy()
    diagram = of_model(model)
    # Keras counts the names that it gives through a process.
    plain = {tuple(name.split("_")[0] for name in edge) for edge in edges(diagram)}
    assert plain == {("x", "mean"), ("mean", "add"), ("add", "out")}
    assert [box.shape for box in diagram.boxes][-1] == "(None, 4)"
    assert (model.seed_generator.state.numpy() == before).all()
    assert "add_loss" not in vars(model)


def test_nested_models_are_opened_where_parts_are_asked_for() -> None:
    start = keras.Input((3,), name="x")
    hidden = layers.Dense(8, name="hidden")(start)
    inner = keras.Model(
        start, [layers.Dense(4, name="a")(hidden), layers.Dense(4, name="b")(hidden)], name="two"
    )
    given = keras.Input((3,), name="given")
    tower = keras.Sequential([keras.Input((3,)), layers.Dense(3, name="d")], name="tower")
    model = keras.Model(given, layers.Add(name="sum")(inner(tower(given))))
    diagram = of_model(model, parts=True)
    assert [(part.name, part.type_name) for part in diagram.parts] == [
        ("tower", "Sequential"),
        ("two", "Functional"),
    ]
    assert edges(diagram) == {
        ("given", "d"),
        ("d", "hidden"),
        ("hidden", "a"),
        ("hidden", "b"),
        ("a", "sum"),
        ("b", "sum"),
    }
    assert {box.name for box in of_model(model).boxes} == {"given", "tower", "two", "sum"}
