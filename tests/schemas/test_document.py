"""A document says the same whether it is written in YAML or in Python, and reads back equal."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kbuild.reading.load import load_parts
from kbuild.schemas import (
    Compile,
    Document,
    Fit,
    Functional,
    Node,
    Sequential,
    Subclass,
    layers,
    losses,
    optimizers,
)

WRITTEN = {
    "seed": 3,
    "model": {
        "style": "functional",
        "inputs": {"wide": {"shape": [5]}, "deep": {"shape": [6]}},
        "layers": {
            "hidden": {"Dense": {"units": 30, "activation": "relu"}, "from": "deep"},
            "joined": {"Concatenate": None, "from": ["wide", "hidden"]},
            "again": {"reuse": "hidden", "from": "deep"},
            "output": {"Dense": {"units": 1}, "from": "joined"},
        },
        "outputs": ["output", "again"],
    },
    "compile": {
        "optimizer": {"Adam": {"learning_rate": 0.01}},
        "loss": {"output": "mse", "again": {"Huber": {"delta": 2.0}}},
    },
    "fit": {"epochs": 3},
}
MADE = Document(
    seed=3,
    model=Functional(
        inputs={"wide": layers.Input(shape=[5]), "deep": layers.Input(shape=[6])},
        layers={
            "hidden": Node(layer=layers.Dense(units=30, activation="relu"), from_="deep"),
            "joined": Node(layer=layers.Concatenate(), from_=["wide", "hidden"]),
            "again": Node(reuse="hidden", from_="deep"),
            "output": Node(layer=layers.Dense(units=1), from_="joined"),
        },
        outputs=["output", "again"],
    ),
    compile=Compile(
        optimizer=optimizers.Adam(learning_rate=0.01),
        loss={"output": "mse", "again": losses.Huber(delta=2.0)},
    ),
    fit=Fit(epochs=3),
)


def test_a_document_made_in_python_equals_the_one_that_was_written() -> None:
    assert Document.model_validate(WRITTEN) == MADE


def test_a_document_reads_back_equal_from_its_tree() -> None:
    assert Document.model_validate(MADE.tree()) == MADE


def test_a_document_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        MADE.seed = 4  # type: ignore[misc]  # that is what is tested


def test_unknown_keys_are_refused_at_every_level() -> None:
    broken: dict[str, Any] = {**WRITTEN, "modle": 1, "fit": {"epoch": 3}, "compile": {"optimiser": "adam"}}
    with pytest.raises(ValidationError) as caught:
        Document.model_validate(broken)
    places = {tuple(each["loc"]) for each in caught.value.errors()}
    assert places == {("modle",), ("fit", "epoch"), ("compile", "optimiser")}


@pytest.mark.parametrize(
    ("keys", "style"),
    [
        ({"layers": ["Flatten"]}, "sequential"),
        ({"inputs": {"a": {"shape": [4]}}, "layers": {"b": "Flatten"}, "outputs": "b"}, "functional"),
        ({"layers": {"b": "Flatten"}, "call": "return b(inputs)"}, "subclass"),
        (
            {"inputs": {"a": {"shape": [4]}}, "layers": {"b": "Flatten"}, "call": "return b(a)"},
            "subclass",
        ),
    ],
)
def test_a_style_that_the_keys_show_may_be_left_out(keys: dict[str, Any], style: str) -> None:
    document = Document.model_validate({"model": keys})
    assert document == Document.model_validate({"model": {"style": style, **keys}})


@pytest.mark.parametrize(
    ("keys", "style"),
    [
        ({"layers": {"b": "Flatten"}}, "functional"),
        ({"layers": ["Flatten"], "outputs": "b"}, "functional"),
        ({"layers": ["Flatten"], "call": "return b(inputs)"}, "subclass"),
        ({"name": "x"}, "sequential"),
    ],
)
def test_a_model_whose_keys_leave_its_style_open_is_told_which_it_looks_like(
    keys: dict[str, Any], style: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Document.model_validate({"model": keys})
    assert caught.value.errors()[0]["ctx"]["hint"] == f"write style: {style}"


def test_a_plain_layer_is_no_model() -> None:
    with pytest.raises(ValidationError, match="Dense is a layer"):
        Document.model_validate({"model": {"Dense": {"units": 3}}})


def test_the_layers_of_a_subclass_are_single_lists_and_mappings() -> None:
    members = {"one": "Flatten", "many": ["Flatten", {"Dense": {"units": 1}}], "named": {"a": "Flatten"}}
    model = Subclass(layers=members, call="return one(inputs)")
    assert model.model_tree()["layers"] == members


_simple = st.one_of(
    st.builds(lambda units: {"Dense": {"units": units}}, st.integers(1, 99)),
    st.builds(lambda rate: {"Dropout": {"rate": rate}}, st.floats(0, 0.99)),
    st.just("Flatten"),
    st.builds(
        lambda size: {"Conv2D": {"filters": 2, "kernel_size": size}},
        st.lists(st.integers(1, 5), min_size=2, max_size=2),
    ),
)
_nested = st.recursive(
    _simple,
    lambda inner: st.builds(lambda each: {"Sequential": {"layers": each}}, st.lists(inner, max_size=3)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_nested, max_size=6))
def test_any_stack_of_layers_reads_back_equal(stack: list[Any]) -> None:
    document = Document(model=Sequential(layers=stack))
    assert document.tree()["model"]["layers"] == stack
    assert Document.model_validate(document.tree()) == document


def test_a_document_is_written_as_yaml_and_json_that_read_back_equal() -> None:
    odd = MADE.model_copy(update={"description": "on: 1e-3, ${units} and a: b", "params": {"units": 3}})
    for document in (MADE, odd):
        for text in (document.to_yaml(), document.to_json()):
            assert load_parts(text).document == document
