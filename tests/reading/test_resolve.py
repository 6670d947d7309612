from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading import DocumentError, Limits, Problem, locate, plain, read, resolve, resolve_parts


def value(text: str) -> object:
    return plain(resolve(read(text)))


def problems(text: str, limits: Limits | None = None) -> list[Problem]:
    return resolve_parts(read(text), limits=limits or Limits())[1]


def codes(text: str) -> list[str]:
    return [problem.code for problem in problems(text)]


# params and ${...}


def test_a_scalar_that_is_one_expression_keeps_its_type() -> None:
    text = (
        "params: {n: 3, r: 0.5, b: true, s: [3, 3], t: x}\n"
        "fit: {a: '${n}', b: '${r}', c: '${b}', d: '${s}', e: '${t}'}"
    )
    assert value(text) == {
        "params": {"n": 3, "r": 0.5, "b": True, "s": [3, 3], "t": "x"},
        "fit": {"a": 3, "b": 0.5, "c": True, "d": [3, 3], "e": "x"},
    }


def test_within_a_longer_text_a_value_is_formatted() -> None:
    assert value("params: {n: 3}\nname: a_${n}_${n / 2}_$${n}") == {
        "params": {"n": 3},
        "name": "a_3_1.5_${n}",
    }


def test_parameters_may_use_each_other_in_any_order() -> None:
    assert value("params: {a: '${b * 2}', b: '${c + 1}', c: 1}") == {"params": {"a": 4, "b": 2, "c": 1}}


def test_a_program_in_a_block_text_is_formatted_and_keeps_its_lines() -> None:
    root = resolve(read("params: {n: 3}\nmodel:\n  call: |\n    x = ${n}\n    return x\n"))
    assert plain(root) == {"params": {"n": 3}, "model": {"call": "x = 3\nreturn x\n"}}


def test_a_parameter_that_needs_itself_is_said_once() -> None:
    assert codes("params: {a: '${b}', b: '${a + 1}'}\nfit: {epochs: '${a}'}") == ["cycle"]


def test_one_mistake_in_a_parameter_is_one_problem_however_often_it_is_used() -> None:
    text = (
        "params: {a: '${nix}', s: ['${nix2}', 1]}\n"
        "fit: {x: '${a + 1}', y: '${a}', z: '${s[0] * 2}', w: '${s}'}"
    )
    assert codes(text) == ["unknown-name", "unknown-name"]


def test_a_mistake_is_placed_at_its_own_characters() -> None:
    (problem,) = problems('fit:\n  epochs: "${3 + nix}"\n')
    assert (problem.line, problem.column, problem.length, problem.path) == (2, 18, 3, "fit.epochs")


def test_a_mistake_in_a_block_text_is_placed_on_its_own_line() -> None:
    (problem,) = problems("model:\n  call: |\n    x = 1\n    y = ${nix}\n")
    assert (problem.line, problem.column) == (4, 11)


def test_all_mistakes_come_in_one_pass() -> None:
    text = (
        "params: {a: '${1 / 0}'}\n"
        "model: {layers: [{Dense: {units: '${x}'}}, {repeat: -1, Dense: {}}, {A: {b: '${'}}]}\n"
    )
    assert codes(text) == ["expression-failed", "unknown-name", "wrong-type", "bad-expression"]


def test_params_that_are_no_mapping_are_a_problem() -> None:
    assert codes("params: [1]\nfit: {}") == ["wrong-type"]
    assert codes("params:\nfit: {}") == []


def test_a_document_that_is_no_mapping_is_left_to_the_schema() -> None:
    assert value("[1, '${2}']") == [1, "${2}"]


# when, repeat, for_each in lists


def test_repeat_makes_entries_in_a_row() -> None:
    assert value("model: {layers: [{repeat: 3, Dense: {units: 2}}, Flatten]}") == {
        "model": {"layers": [{"Dense": {"units": 2}}] * 3 + ["Flatten"]}
    }


def test_repeat_may_be_worked_out_and_may_be_zero() -> None:
    assert value("params: {n: 1}\ncallbacks: [{repeat: '${n - 1}', A: {}}, {repeat: '${n}', B: {}}]") == {
        "params": {"n": 1},
        "callbacks": [{"B": {}}],
    }


def test_names_of_copies_get_numbers() -> None:
    assert value("model: {layers: [{repeat: 2, Dense: {units: 2, name: hidden}}]}") == {
        "model": {"layers": [{"Dense": {"units": 2, "name": f"hidden_{i}"}} for i in (1, 2)]}
    }


def test_a_single_copy_is_numbered_only_when_names_would_be_equal() -> None:
    text = "model: {layers: [{for_each: {i: [1, 2]}, Dense: {units: 2, name: 'h${i}'}}]}"
    assert value(text) == {"model": {"layers": [{"Dense": {"units": 2, "name": f"h{i}"}} for i in (1, 2)]}}


def test_for_each_gives_each_row_its_arguments() -> None:
    text = "model: {layers: [{for_each: {filters: [8, 16], strides: [1, 2]}, Conv2D: {kernel_size: 3}}]}"
    assert value(text) == {
        "model": {
            "layers": [
                {"Conv2D": {"kernel_size": 3, "filters": 8, "strides": 1}},
                {"Conv2D": {"kernel_size": 3, "filters": 16, "strides": 2}},
            ]
        }
    }


def test_a_column_that_only_the_expressions_know_is_no_argument() -> None:
    text = "model: {layers: [{for_each: {i: '${range(2)}'}, Dense: {units: '${64 * 2 ** i}'}}]}"
    assert value(text) == {"model": {"layers": [{"Dense": {"units": 64}}, {"Dense": {"units": 128}}]}}


def test_a_column_that_is_an_argument_too_stays_one_when_expressions_use_it() -> None:
    text = (
        'model: {layers: [{for_each: {units: [4, 8]}, Dense: {activation: \'${"relu" if units > 4 '
        'else "elu"}\'}}]}'
    )
    assert value(text) == {
        "model": {
            "layers": [
                {"Dense": {"activation": "elu", "units": 4}},
                {"Dense": {"activation": "relu", "units": 8}},
            ]
        }
    }


def test_a_column_that_the_type_does_not_have_is_passed_on_for_the_checks_to_refuse() -> None:
    text = "model: {layers: [{for_each: {unit: [4]}, Dense: {}}]}"
    assert value(text) == {"model": {"layers": [{"Dense": {"unit": 4}}]}}


def test_rows_may_be_written_one_by_one() -> None:
    text = "model: {layers: [{for_each: [{units: 1}, {units: 2}], Dense: {}}]}"
    assert value(text) == {"model": {"layers": [{"Dense": {"units": 1}}, {"Dense": {"units": 2}}]}}


def test_repeat_and_when_may_use_the_row() -> None:
    text = "callbacks: [{for_each: {n: [0, 1, 2]}, when: '${n != 1}', repeat: '${n + 1}', A: {x: '${n}'}}]"
    assert value(text) == {"callbacks": [{"A": {"x": 0}}, {"A": {"x": 2}}, {"A": {"x": 2}}, {"A": {"x": 2}}]}


def test_columns_of_different_length_are_refused() -> None:
    (problem,) = problems("callbacks: [{for_each: {a: [1, 2], b: [1]}, A: {}}]")
    assert problem.code == "wrong-length"
    assert "`a` has 2, `b` has 1" in problem.message


@pytest.mark.parametrize("table", ["3", "{a: 3}", "[1, 2]", "x"])
def test_for_each_without_lists_is_refused(table: str) -> None:
    assert codes(f"callbacks: [{{for_each: {table}, A: {{}}}}]") == ["wrong-type"]


def test_when_leaves_entries_out_of_lists_and_mappings() -> None:
    text = (
        "params: {on: false}\n"
        "callbacks: [{A: {}, when: '${on}'}, {B: {}, when: true}]\n"
        "compile: {loss: {C: {}, when: '${on}'}}"
    )
    assert value(text) == {"params": {"on": False}, "callbacks": [{"B": {}}], "compile": {}}


@pytest.mark.parametrize("condition", ["3", "yes", "'${1}'", "null", "[true]"])
def test_when_is_true_or_false_and_nothing_else(condition: str) -> None:
    (problem,) = problems(f"callbacks: [{{A: {{}}, when: {condition}}}]")
    assert problem.code == "wrong-type"
    assert problem.hint is not None


@pytest.mark.parametrize("times", ["-1", "1.5", "true", "x", "null", "[1]"])
def test_repeat_is_a_whole_number_and_nothing_else(times: str) -> None:
    assert codes(f"callbacks: [{{A: {{}}, repeat: {times}}}]") == ["wrong-type"]


def test_repeat_where_one_value_stands_is_misplaced() -> None:
    assert codes("compile: {optimizer: {repeat: 2, Adam: {}}}") == ["misplaced-word"]


def test_arguments_named_like_words_are_left_alone() -> None:
    text = "data: {train: {Source: {repeat: 3, when: x}}}"
    assert value(text) == {"data": {"train": {"Source": {"repeat": 3, "when": "x"}}}}


def test_paths_of_problems_are_those_of_the_resolved_document() -> None:
    (problem,) = problems("model: {layers: [{repeat: 3, Dense: {}}, {Dense: {units: '${x}'}}]}")
    assert problem.path == "model.layers.3.Dense.units"


# Limits


@pytest.mark.parametrize(
    "text",
    [
        "model: {layers: [{repeat: 1000000000, Dense: {units: 1}}]}",
        "model: {layers: [{repeat: 99999, Dense: {units: 1}}]}",
        "params: {a: '${[1] * 90000}', b: ['${a}', '${a}']}",
        "model: {layers: [{for_each: {x: '${range(90000)}'}, Dense: {units: '${x}'}}]}",
        "blocks: {A: {layers: [{repeat: 300, B: {}}]}, B: {layers: [{repeat: 300, C: {}}]}, C: "
        "{layers: [{repeat: 300, Dense: {}}]}}\n"
        "model: {layers: [A]}",
    ],
)
def test_a_document_that_would_grow_beyond_the_limit_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    found = problems(text)
    assert found[-1].code == "too-many-nodes"
    assert time.process_time() - start < 4


def test_depth_is_limited_where_values_end_up() -> None:
    text = "params: {a: " + "[" * 40 + "]" * 40 + "}\nfit: {x: " + "[" * 30 + "'${a}'" + "]" * 30 + "}"
    assert [problem.code for problem in problems(text)] == ["too-deep"]


def test_steps_of_expressions_are_limited_for_the_whole_document() -> None:
    text = "callbacks: [{for_each: {i: '${range(100)}'}, A: {x: '${len(range(50000))}'}}]"
    assert [problem.code for problem in problems(text)] == ["expression-limit"]


@pytest.mark.parametrize("layers", [1_000, 10_000])
def test_expansion_takes_a_fraction_of_a_millisecond_for_a_layer(layers: int) -> None:
    text = (
        f"model: {{layers: [{{for_each: {{units: '${{range({layers})}}'}}, Dense: {{activation: relu}}}}]}}"
    )
    node = read(text)
    start = time.process_time()
    resolve(node, limits=Limits(nodes=1_000_000))
    assert (time.process_time() - start) / layers < 0.0005


def test_what_does_not_change_is_shared() -> None:
    node = read("model: {layers: [{Dense: {units: 3}}]}\nfit: {epochs: 3}")
    resolved = resolve(node)
    assert locate(node, ("fit",)) is locate(resolved, ("fit",))


@given(st.text("ab${}[]()+*: ,\n-0123'\"", max_size=60))
def test_any_document_ends_in_a_tree_or_a_document_error(text: str) -> None:
    try:
        resolve(read("params: {a: 3, b: [1]}\nfit:\n  x: " + text.replace("\n", "\n  ")))
    except DocumentError as error:
        assert str(error)
