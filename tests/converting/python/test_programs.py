from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kbuild
from kbuild import gallery
from kbuild.converting.python.to_python import to_python
from tests.converting.python.programs import both, compiled, same_outputs, same_weights
from tests.converting.python.samples import SAMPLES

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_program_makes_the_model_that_kbuild_builds(name: str) -> None:
    document = kbuild.load(SAMPLES[name])
    built, made = both(document)
    same_outputs(built, made)
    if document.compile is not None:
        assert compiled(built) == compiled(made)


EXACT = ("blocks", "class with lists and loops")


@pytest.mark.parametrize(
    "name", [each if each in EXACT else pytest.param(each, marks=pytest.mark.slow) for each in SAMPLES]
)
def test_an_exact_program_makes_the_same_initial_weights(name: str) -> None:
    document = kbuild.load(SAMPLES[name], {"seed": 11})
    same_weights(*both(document, exact=True))


QUICK = ("digits", "xor", "perceptron", "gan", "wide-and-deep")


@pytest.mark.parametrize("name", QUICK)
def test_a_small_gallery_document_s_program_makes_its_model(name: str) -> None:
    document = kbuild.load(gallery.path(name), {"seed": 1})
    same_weights(*both(document, exact=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", gallery.names())
def test_a_gallery_document_s_program_makes_its_model(name: str) -> None:
    document = kbuild.load(gallery.path(name), {"seed": 1})
    same_weights(*both(document, exact=True))
    built, made = both(document)
    if document.compile is not None and not document.phases and not document.objectives:
        assert compiled(built) == compiled(made)
    draws = "random." in str(getattr(document.model, "call", ""))
    if not draws and not any(each.type_name == "TextVectorization" for each in _specs(document.model)):
        same_outputs(built, made)


def _specs(value: Any) -> Any:
    from kbuild.converting.python.adapting import objects_in

    return objects_in(value)


@st.composite
def models(draw: Any) -> dict[str, Any]:
    """Functional documents: layers and operations over one or two inputs, some of them shared."""
    inputs = {name: {"shape": [4]} for name in draw(st.sampled_from([["a"], ["a", "b"]]))}
    made: dict[str, Any] = {}
    results, shared = list(inputs), list[str]()
    for index in range(draw(st.integers(1, 6))):
        name = draw(st.sampled_from(["x", "layer", "out-", "class", "3d"])) + str(index)
        source = draw(st.sampled_from(results))
        kind = draw(st.integers(0, 5))
        if kind == 0 and shared:
            made[name] = {"reuse": draw(st.sampled_from(shared)), "from": source}
        elif kind == 1:
            made[name] = {"Add": {}, "from": [source, draw(st.sampled_from(results))]}
        elif kind == 2:
            made[name] = {"ops.multiply": {"x2": 0.5}, "from": source}
        elif kind == 3:
            activation = draw(st.sampled_from(["relu", "tanh"]))
            made[name] = {"Activation": {"activation": activation}, "from": source}
        else:
            made[name] = {"Dense": {"units": 4, "use_bias": draw(st.booleans())}, "from": source}
            shared.append(name)
        results.append(name)
    used = {
        s
        for each in made.values()
        for s in (each["from"] if isinstance(each["from"], list) else [each["from"]])
    }
    ends = [name for name in made if name not in used]
    unread = [name for name in inputs if name not in used]
    if unread:
        made["joined"] = {"Concatenate": {}, "from": [ends.pop(), *unread]}
        ends.append("joined")
    model = {"style": "functional", "inputs": inputs, "layers": made, "outputs": ends}
    return {"seed": draw(st.integers(0, 99)), "model": model}


@settings(max_examples=2, deadline=None)
@given(models())
def test_law_the_program_of_a_generated_document_makes_its_model(document: dict[str, Any]) -> None:
    built, made = both(document, exact=True)
    same_weights(built, made)
    same_outputs(built, made)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(models())
def test_law_the_program_of_any_generated_document_makes_its_model(document: dict[str, Any]) -> None:
    same_weights(*both(document, exact=True))
    same_outputs(*both(document))


@pytest.mark.slow
def test_the_program_trains_as_well_as_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = kbuild.load(gallery.path("digits"), {"fit.epochs": 15})
    run = kbuild.train(document, runs=tmp_path / "runs", verbose=0)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(to_python(document), "<program>", "exec"), names)
    _, accuracy = names["model"].evaluate(names["x_test"], names["y_test"], verbose=0)
    trained = run.test["accuracy"]
    assert trained is not None
    assert abs(accuracy - trained) < 0.04
    assert accuracy > 0.94
