from __future__ import annotations

import pytest

from kbuild.reading import DocumentError, Override, Problem, plain, read, resolve, resolve_parts

TEXT = """\
name: test
params: {n: 3, conv: {filters: 4}}
model:
  layers:
    - Input: {shape: [3]}
    - Dense: {units: "${n}", name: first}
    - Dense: {units: 10, name: digit}
    - Flatten
compile: {optimizer: adam, loss: mse, metrics: [mae, accuracy]}
fit: {epochs: 3, class_weight: {0: 1.0}}
callbacks:
  - EarlyStopping: {patience: 3}
"""


def changed(*overrides: str) -> dict[str, object]:
    data = plain(resolve(read(TEXT), overrides))
    assert isinstance(data, dict)
    return data


def problem(*overrides: str) -> Problem:
    (found,) = resolve_parts(read(TEXT), overrides)[1]
    return found


BEFORE = changed()


def layers(*overrides: str) -> list[object]:
    model = changed(*overrides)["model"]
    assert isinstance(model, dict)
    found: list[object] = model["layers"]
    return found


@pytest.mark.parametrize(
    "path",
    [
        "model.layers.2.Dense.units",
        "model.layers.digit.units",
        "model.layers.digit.Dense.units",
        "model.layers[2].units",
        "model.layers.-2.units",
    ],
)
def test_a_layer_is_found_by_name_or_index_with_its_type_left_out_or_not(path: str) -> None:
    assert layers(f"{path}=12")[2] == {"Dense": {"units": 12, "name": "digit"}}


def test_an_argument_that_is_not_there_yet_is_added() -> None:
    assert layers("model.layers.digit.activation=relu")[2] == {
        "Dense": {"units": 10, "name": "digit", "activation": "relu"}
    }


def test_a_type_without_arguments_gets_some() -> None:
    assert layers("model.layers.Flatten.name=flat")[3] == {"Flatten": {"name": "flat"}}


def test_a_parameter_changes_everything_that_uses_it() -> None:
    assert layers("params.n=256")[1] == {"Dense": {"units": 256, "name": "first"}}


@pytest.mark.parametrize("path", ["compile.optimizer.Adam.learning_rate", "compile.optimizer.learning_rate"])
def test_a_short_name_becomes_its_type_when_an_argument_is_set(path: str) -> None:
    assert changed(f"{path}=3e-4")["compile"] == {
        "optimizer": {"Adam": {"learning_rate": 3e-4}},
        "loss": "mse",
        "metrics": ["mae", "accuracy"],
    }


def test_a_plus_appends_to_a_list() -> None:
    assert changed("+callbacks={Checkpoint: {keep: 5}}")["callbacks"] == [
        {"EarlyStopping": {"patience": 3}},
        {"Checkpoint": {"keep": 5}},
    ]


def test_a_plus_makes_a_list_that_is_not_there() -> None:
    assert changed("+phases={name: a}")["phases"] == [{"name": "a"}]


def test_a_plus_adds_keys_to_a_mapping() -> None:
    assert changed("+params.m=4")["params"] == {"n": 3, "conv": {"filters": 4}, "m": 4}
    assert changed("+fit={verbose: 0}")["fit"] == {"epochs": 3, "class_weight": {"0": 1.0}, "verbose": 0}


def test_a_minus_deletes() -> None:
    assert changed("-fit.class_weight")["fit"] == {"epochs": 3}
    assert len(layers("-model.layers.digit")) == 3
    assert "name" not in changed("-name")


def test_sections_that_are_not_there_are_made() -> None:
    assert changed("data.train.Toy.name=digits")["data"] == {"train": {"Toy": {"name": "digits"}}}


def test_values_are_yaml() -> None:
    assert changed("fit={epochs: 1, x: [a, null]}")["fit"] == {"epochs": 1, "x": ["a", None]}
    assert changed("name=")["name"] is None
    assert changed('name="a=b"')["name"] == "a=b"
    assert changed("name=${n + 1}")["name"] == 4


def test_overrides_come_one_after_the_other() -> None:
    assert changed("fit.epochs=5", "fit.epochs=7", "-fit.class_weight")["fit"] == {"epochs": 7}


def test_an_override_of_what_a_row_or_block_makes_is_applied_to_the_result() -> None:
    text = (
        "model: {style: functional, inputs: {x: {shape: [3]}}, layers: {h: {repeat: 2, Dense: "
        "{units: 3}}}, outputs: h}"
    )
    data = plain(resolve(read(text), ["model.layers.h_2.units=9"]))
    assert isinstance(data, dict)
    assert data["model"]["layers"] == {
        "h_1": {"Dense": {"units": 3}, "from": "x"},
        "h_2": {"Dense": {"units": 9}, "from": "h_1"},
    }


def test_python_gives_a_mapping() -> None:
    data = plain(resolve(read(TEXT), {"fit.epochs": 7, "+callbacks": {"TensorBoard": {}}, "-name": None}))
    assert isinstance(data, dict)
    assert data["fit"]["epochs"] == 7
    assert data["callbacks"][1] == {"TensorBoard": {}}
    assert "name" not in data


def test_an_override_can_be_made_beforehand() -> None:
    override = Override.unset("fit.class_weight")
    assert isinstance(override, Override)
    data = plain(resolve(read(TEXT), [override]))
    assert isinstance(data, dict)
    assert data["fit"] == {"epochs": 3}


@pytest.mark.parametrize(
    ("override", "code", "token", "hint"),
    [
        ("model.layers.digt.units=3", "unknown-path", "digt", "did you mean `digit`?"),
        ("model.layers.Dense.units=3", "ambiguous-path", "Dense", "write the index of one of them: 1, 2"),
        ("model.layers.9.units=3", "unknown-path", "9", None),
        ("parms.n=3", "unknown-path", "parms", "did you mean `params`?"),
        ("params.m=4", "unknown-path", "m", None),
        ("params.conv.filtrs=7", "unknown-path", "filtrs", "did you mean `filters`?"),
        ("name.x=3", "unknown-path", "x", None),
        ("compile.optimizer.SGD.momentum=.9", "unknown-path", "SGD", None),
        ("model.layers.digit.Conv2D.filters=3", "unknown-path", "Conv2D", None),
        ("compile.metrics.2=x", "unknown-path", "2", "valid here: `mae`, `accuracy`"),
        ("-fit.epoch", "unknown-path", "epoch", "did you mean `epochs`?"),
        ("+name=3", "wrong-type", "name", "leave out the `+` to replace it"),
        ("fit.epochs", "bad-override", "fit.epochs", None),
        ("fit..epochs=3", "bad-override", ".", None),
        ("=3", "bad-override", "=", None),
        ("fit.epochs=[1", "syntax", "[", None),
    ],
)
def test_an_override_that_fits_nothing_or_several_is_placed_in_its_own_text(
    override: str, code: str, token: str, hint: str | None
) -> None:
    found = problem(override)
    assert found.code == code
    assert found.file in {"--set", "--unset"}
    assert found.span is not None
    assert found.span.text == token
    assert hint is None or found.hint == hint


def test_a_value_of_python_that_is_no_data_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        resolve(read(TEXT), {"fit.epochs": {1, 2}})
    assert caught.value.problems[0].file == "override"


def test_a_problem_with_an_overridden_value_points_at_the_override() -> None:
    root = resolve(read(TEXT), ["fit.epochs=-1"])
    found = Problem.at(root, ("fit", "epochs"), "out-of-range", "too few")
    assert (found.file, found.line, found.column) == ("--set", 1, 12)
    assert any(related.line == 10 for related in found.related)


def test_nothing_else_of_the_document_changes() -> None:
    after = changed("fit.epochs=5")
    assert {key: after[key] for key in after if key != "fit"} == {
        key: BEFORE[key] for key in BEFORE if key != "fit"
    }
