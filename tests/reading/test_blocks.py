from __future__ import annotations

import pytest

from kbuild.reading import Problem, plain, read, resolve, resolve_parts

SEQUENTIAL = """
blocks:
  Pair:
    params: {units: 4, rate: 0.5}
    layers:
      - Dense: {units: "${units}", name: dense}
      - {Dropout: {rate: "${rate}"}, when: "${rate > 0}"}
  Twice:
    params: {units: 2}
    layers:
      - Pair: {units: "${units * 2}", rate: 0.0}
      - Pair: {rate: 0.0}
  Skip:
    params: {units: 3}
    style: functional
    inputs: {x: {}}
    layers:
      a: {Dense: {units: "${units}"}, from: x}
      sum: {Add, from: [a, x]}
    outputs: sum
"""


def layers(text: str) -> object:
    data = plain(resolve(read(SEQUENTIAL + text)))
    assert isinstance(data, dict)
    assert "blocks" not in data
    return data["model"]["layers"]


def problems(text: str) -> list[Problem]:
    return resolve_parts(read(text))[1]


def test_a_sequential_block_puts_its_layers_into_the_list() -> None:
    assert layers("model: {layers: [Pair, {Pair: {units: 8, rate: 0.0}}]}") == [
        {"Dense": {"units": 4, "name": "dense"}},
        {"Dropout": {"rate": 0.5}},
        {"Dense": {"units": 8, "name": "dense_2"}},
    ]


def test_a_name_given_to_a_block_prefixes_its_layers() -> None:
    assert layers("model: {layers: [{Pair: {name: first, rate: 0.0}}]}") == [
        {"Dense": {"units": 4, "name": "first_dense"}}
    ]


def test_blocks_may_use_blocks() -> None:
    assert layers("model: {layers: [{Twice: {units: 5}}]}") == [
        {"Dense": {"units": 10, "name": "dense"}},
        {"Dense": {"units": 4, "name": "dense_2"}},
    ]


def test_a_block_that_repeats_has_its_names_numbered() -> None:
    assert layers("model: {layers: [{Pair: {rate: 0.0}, repeat: 2}]}") == [
        {"Dense": {"units": 4, "name": "dense_1"}},
        {"Dense": {"units": 4, "name": "dense_2"}},
    ]


def test_for_each_gives_a_block_its_arguments() -> None:
    assert layers("model: {layers: [{Pair: {rate: 0.0}, for_each: {units: [1, 2]}}]}") == [
        {"Dense": {"units": 1, "name": "dense_1"}},
        {"Dense": {"units": 2, "name": "dense_2"}},
    ]


def test_a_functional_block_in_a_list_is_a_nested_model() -> None:
    assert layers("model: {layers: [{Skip: {units: 7, name: skip}}]}") == [
        {
            "Functional": {
                "name": "skip",
                "inputs": {"x": {}},
                "layers": {
                    "a": {"Dense": {"units": 7}, "from": "x"},
                    "sum": {"Add": None, "from": ["a", "x"]},
                },
                "outputs": "sum",
            }
        }
    ]


def test_a_wrapper_holds_a_block_as_a_nested_model() -> None:
    nested = {"Sequential": {"layers": [{"Dense": {"units": 4, "name": "dense"}}]}}
    found = layers("model: {layers: [{TimeDistributed: {layer: {Pair: {rate: 0.0}}}}]}")
    assert found == [{"TimeDistributed": {"layer": nested}}]


def test_a_wrapper_may_name_a_block_alone() -> None:
    found = layers("model: {layers: [{TimeDistributed: {layer: Twice}}]}")
    assert isinstance(found, list)
    assert list(found[0]["TimeDistributed"]["layer"]) == ["Sequential"]


def test_a_text_that_equals_a_block_elsewhere_stays_a_text() -> None:
    assert layers("model: {layers: [{Dense: {units: 3, name: Pair}}]}") == [
        {"Dense": {"units": 3, "name": "Pair"}}
    ]


def test_a_block_in_subclass_style_is_a_nested_model() -> None:
    text = (
        "model: {style: subclass, layers: {a: Twice, b: {Pair: {}, repeat: 2}, c: [{Pair: {}}], d: "
        "{e: Pair, f: Dense}, g: {Dense: {}, when: false}}, call: return}"
    )
    found = layers(text)
    assert isinstance(found, dict)
    assert list(found["a"]) == ["Sequential"]
    assert [list(each) for each in found["b"]] == [["Sequential"], ["Sequential"]]
    assert [list(each) for each in found["c"]] == [["Sequential"]]
    assert list(found["d"]["e"]) == ["Sequential"]
    assert found["d"]["f"] == "Dense"
    assert "g" not in found


def test_a_repeated_layer_in_subclass_style_is_a_list() -> None:
    text = "model: {style: subclass, layers: {many: {repeat: 2, Dense: {units: 1}}}, call: return}"
    assert layers(text) == {"many": [{"Dense": {"units": 1}}] * 2}


def test_a_block_can_be_the_whole_model() -> None:
    data = plain(resolve(read(SEQUENTIAL + "model: {Skip: {units: 9}}")))
    assert isinstance(data, dict)
    assert data["model"]["style"] == "functional"
    assert data["model"]["layers"]["a"] == {"Dense": {"units": 9}, "from": "x"}
    data = plain(resolve(read(SEQUENTIAL + "model: Pair")))
    assert isinstance(data, dict)
    assert data["model"]["style"] == "sequential"


def test_a_phase_may_have_a_model_of_blocks() -> None:
    data = plain(resolve(read(SEQUENTIAL + "phases: [{model: {layers: [{Pair: {rate: 0.0}}]}}]")))
    assert isinstance(data, dict)
    assert data["phases"][0]["model"]["layers"] == [{"Dense": {"units": 4, "name": "dense"}}]


def test_the_documents_parameters_are_known_in_blocks_and_their_own_come_first() -> None:
    text = (
        "params: {units: 1, act: relu}\n"
        "blocks: {A: {params: {units: 2, n: '${units + 1}'}, layers: [{Dense: {units: '${units + "
        "n}', activation: '${act}'}}]}}\n"
        "model: {layers: [A, {A: {units: 5}}]}"
    )
    data = plain(resolve(read(text)))
    assert isinstance(data, dict)
    assert [layer["Dense"] for layer in data["model"]["layers"]] == [
        {"units": 5, "activation": "relu"},
        {"units": 11, "activation": "relu"},
    ]


def test_arguments_are_worked_out_where_they_are_given() -> None:
    text = (
        "params: {units: 1}\n"
        "blocks: {A: {params: {units: 2}, layers: [{Dense: {units: '${units}'}}]}}\n"
        "model: {layers: [{A: {units: '${units * 10}'}}]}"
    )
    data = plain(resolve(read(text)))
    assert isinstance(data, dict)
    assert data["model"]["layers"] == [{"Dense": {"units": 10}}]


def test_a_list_may_be_an_argument() -> None:
    text = (
        "blocks: {A: {params: {sizes: [1]}, layers: [{for_each: {units: '${sizes}'}, Dense: "
        "{}}]}}\n"
        "model: {layers: [{A: {sizes: [3, 4]}}]}"
    )
    data = plain(resolve(read(text)))
    assert isinstance(data, dict)
    assert data["model"]["layers"] == [{"Dense": {"units": 3}}, {"Dense": {"units": 4}}]


def test_a_block_that_uses_itself_is_refused_with_the_chain() -> None:
    (problem,) = problems("blocks: {A: {layers: [B]}, B: {layers: [A]}}\nmodel: {layers: [A]}")
    assert (problem.code, problem.message) == ("cycle", "the block `A` uses itself: A → B → A")
    assert len(problem.related) == 2


def test_an_unknown_argument_names_the_nearest_parameter_and_the_block() -> None:
    (problem,) = problems(SEQUENTIAL + "model: {layers: [{Pair: {unit: 3}}]}")
    assert (problem.code, problem.hint) == ("unknown-argument", "did you mean `units`?")
    assert [related.message for related in problem.related] == ["the block is defined here"]


def test_a_misspelt_word_beside_a_block_is_reported() -> None:
    (problem,) = problems(SEQUENTIAL + "model: {layers: [{Pair: {}, repeet: 3}]}")
    assert (problem.code, problem.hint) == ("unknown-word", "did you mean `repeat`?")


def test_a_misspelt_word_does_not_keep_the_others_from_working() -> None:
    assert plain(resolve(read("callbacks: [{A: {}, nmae: x, repeat: 2}]"))) == {
        "callbacks": [{"A": {}, "nmae": "x"}] * 2
    }


def test_a_problem_within_a_block_names_every_use_of_it() -> None:
    (problem,) = problems(
        "blocks:\n  A: {layers: [{Dense: {units: '${nix}'}}]}\n  B: {layers: [A]}\nmodel:\n  layers: [B]\n"
    )
    assert [related.line for related in problem.related] == [3, 5]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("blocks: [1]", "wrong-type"),
        ("blocks: {a: {layers: []}}", "wrong-name"),
        ("blocks: {Dense: {layers: []}}", "name-taken"),
        ("blocks: {A: {inputs: {}}}", "wrong-type"),
        ("blocks: {A: 3}", "wrong-type"),
        ("blocks: {A: {params: [n], layers: []}}", "wrong-type"),
        ("blocks: {A: {layers: []}}\nmodel: {layers: [{A: 3}]}", "wrong-type"),
    ],
)
def test_a_block_that_cannot_be_one_is_refused(text: str, code: str) -> None:
    assert [problem.code for problem in problems(text)] == [code]


def test_no_blocks_is_no_problem() -> None:
    assert problems("blocks:\nmodel: {layers: []}") == []
