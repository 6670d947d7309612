from __future__ import annotations

import pickle

import pytest

from kbuild.reading import DocumentError, Problem, Related, Source, read, resolve
from kbuild.reading.problems import dotted, has_errors, ordered
from kbuild.schemas.errors import KbuildError

SOURCE = Source("alpha: 1\nbeta: 2\n", "a.yaml")


def at(text: str, code: str = "x", message: str = "wrong") -> Problem:
    start = SOURCE.text.index(text)
    return Problem(code, message, span=SOURCE.span(start, start + len(text)))


def test_problems_are_ordered_by_place() -> None:
    assert [problem.line for problem in ordered([at("beta"), at("alpha")])] == [1, 2]


def test_the_first_document_comes_before_what_it_includes() -> None:
    included = Source("x", "0.yaml", order=1)
    problems = [Problem("x", "in it", span=included.span(0, 1)), at("beta")]
    assert [problem.file for problem in ordered(problems)] == ["a.yaml", "0.yaml"]


def test_the_same_said_of_the_same_place_is_said_once() -> None:
    assert len(ordered([at("beta"), at("beta"), at("beta", message="else")])) == 2


def test_a_problem_without_a_place_has_none_of_its_fields() -> None:
    problem = Problem("x", "wrong", path="fit")
    assert (problem.file, problem.line, problem.column, problem.length) == (None, None, None, None)


def test_a_document_error_is_a_kbuild_error_with_exit_code_1_and_its_first_code() -> None:
    error = DocumentError([at("beta", "second"), at("alpha", "first")])
    assert isinstance(error, KbuildError)
    assert (error.exit_code, error.code, len(error.problems)) == (1, "first", 2)


def test_a_document_error_shows_the_authors_line() -> None:
    assert "2 | beta: 2" in str(DocumentError([at("beta")]))


def test_a_document_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(DocumentError([at("beta")])))
    assert [problem.line for problem in error.problems] == [2]


def test_only_errors_keep_a_document_from_being_used() -> None:
    assert not has_errors([Problem("x", "m", "warning"), Problem("x", "m", "advice")])
    assert has_errors([Problem("x", "m")])


def test_a_path_is_dotted() -> None:
    assert dotted(("model", "layers", 2, "Dense")) == "model.layers.2.Dense"


def test_a_value_that_a_parameter_passed_on_is_shown_where_it_was_given() -> None:
    root = resolve(read("params: {n: -1, m: '${n}'}\nfit: {epochs: '${m}'}\n"))
    problem = Problem.at(root, ("fit", "epochs"), "out-of-range", "too few")
    assert (problem.line, problem.column, problem.path) == (1, 13, "fit.epochs")
    assert [(related.message, related.line) for related in problem.related] == [
        ("it is used here", 2),
        ("`m` is given here", 1),
    ]


def test_a_value_that_was_worked_out_is_shown_where_that_was() -> None:
    root = resolve(read("params: {n: -1}\nfit: {epochs: '${n * 2}'}\n"))
    problem = Problem.at(root, ("fit", "epochs"), "out-of-range", "too few")
    assert problem.line == 2
    assert [(related.message, related.line) for related in problem.related] == [("`n` is given here", 1)]


def test_a_wrong_parameter_is_one_problem_however_often_it_is_used() -> None:
    text = (
        "blocks: {A: {params: {n: 1}, layers: [{Dense: {units: '${n}'}}, {Dense: {units: '${n}'}}]}}\n"
        "model: {layers: [{A: {n: relu}}]}\n"
    )
    root = resolve(read(text))
    paths = [("model", "layers", index, "Dense", "units") for index in (0, 1)]
    (problem,) = ordered([Problem.at(root, path, "wrong-type", "no number") for path in paths])
    assert problem.span is not None
    assert (problem.line, problem.span.text) == (2, "relu")


def test_a_problem_within_a_block_names_the_line_that_used_it() -> None:
    root = resolve(
        read("blocks:\n  A:\n    layers:\n      - Dense: {units: 0}\nmodel:\n  layers:\n    - A\n")
    )
    problem = Problem.at(root, ("model", "layers", 0, "Dense", "units"), "out-of-range", "too few")
    assert problem.line == 4
    assert [related.line for related in problem.related] == [7]


def test_a_related_place_given_with_the_problem_comes_first() -> None:
    root = resolve(read("params: {n: -1}\nfit: {epochs: '${n}'}\n"))
    problem = Problem.at(root, ("fit", "epochs"), "x", "m", related=[Related("the other half")])
    assert problem.related[0].message == "the other half"


@pytest.mark.parametrize("key", [True, False])
def test_a_problem_points_at_the_key_when_asked(key: bool) -> None:
    problem = Problem.at(read("fit: {epochs: 0}"), ("fit", "epochs"), "x", "m", key=key)
    assert problem.span is not None
    assert problem.span.text == ("epochs" if key else "0")
