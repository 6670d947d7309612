"""Tables from text files: what is read, and what is said of a file that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbuild.data.loading import Splits
from kbuild.data.preparation import CsvFormat
from kbuild.data.sources import Place, read
from kbuild.data.sources.csv_lines import line_of
from kbuild.schemas.data import Csv
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


@pytest.fixture
def table(tmp_path: Path, load: Load) -> Callable[..., Splits]:
    """Write a file and load it."""

    def loaded(text: str | bytes, **arguments: Any) -> Splits:
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "t.csv").write_bytes(data)
        return load({"Csv": {"path": "t.csv", **arguments}})

    return loaded


def test_numbers_become_one_vector_a_row(table: Load) -> None:
    train = table("a,b,y\n1,2,0.5\n3,4,1.5\n", target="y").train
    assert train.x.tolist() == [[1, 2], [3, 4]]  # type: ignore[union-attr]  # one input
    assert train.x.dtype == np.float32  # type: ignore[union-attr]  # one input
    assert train.y.tolist() == [0.5, 1.5]  # type: ignore[union-attr]  # one output
    assert train.meta.features == {"": ("a", "b")}


@pytest.mark.parametrize(
    "text",
    [
        "a;y\n1;2\n3;4\n",
        "a;y\r\n1;2\r\n3;4\r\n",
        "\ufeffa;y\n1;2\n3;4",
        " a ; y \n 1 ; 2 \n3;4\n",
        "a;y\n1;2\n\n3;4\n\n",
        '"a";"y"\n"1";"2"\n3;4\n',
    ],
)
def test_blanks_quotes_line_ends_and_marks_do_not_matter(table: Load, text: str) -> None:
    train = table(text, target="y", separator=";").train
    assert train.x.tolist() == [[1], [3]]  # type: ignore[union-attr]  # one input
    assert train.y.tolist() == [2, 4]  # type: ignore[union-attr]  # one output


def test_without_a_header_columns_are_numbered_from_1(table: Load) -> None:
    train = table("1,2,3\n4,5,6\n", header=False, target="column_3").train
    assert train.meta.features == {"": ("column_1", "column_2")}
    assert len(train) == 2


def test_inputs_and_targets_go_to_the_models_inputs_and_outputs_by_name(table: Load) -> None:
    text = "a,b,c,u,v\n1,2,3,4,5\n6,7,8,9,10\n"
    train = table(
        text, inputs={"wide": ["a", "b"], "deep": "c"}, target={"one": "u", "both": ["u", "v"]}
    ).train
    assert {name: each.tolist() for name, each in train.x.items()} == {  # type: ignore[union-attr]  # by name
        "wide": [[1, 2], [6, 7]],
        "deep": [[3], [8]],
    }
    assert {name: each.tolist() for name, each in train.y.items()} == {  # type: ignore[union-attr]  # by name
        "one": [4, 9],
        "both": [[4, 5], [9, 10]],
    }


def test_a_target_of_text_becomes_class_numbers(table: Load) -> None:
    train = table("a,y\n1,no\n2,yes\n3,no\n", target="y").train
    assert train.y.tolist() == [0, 1, 0]  # type: ignore[union-attr]  # one output
    assert train.meta.classes == {"": ("no", "yes")}


def test_classes_that_are_numbers_are_ordered_as_numbers(table: Load) -> None:
    rows = "".join(f"{each},{each}\n" for each in (10, 9, 2, 10))
    train = table("a,y\n" + rows, target="y", categorical=["y"]).train
    assert train.meta.classes == {"": ("2", "9", "10")}
    assert train.y.tolist() == [2, 1, 0, 2]  # type: ignore[union-attr]  # one output


def test_weights_come_from_their_column(table: Load) -> None:
    train = table("a,w,y\n1,0.5,1\n2,2,0\n", target="y", weight="w").train
    assert train.sample_weight.tolist() == [0.5, 2]  # type: ignore[union-attr]  # one array
    assert train.meta.features == {"": ("a",)}


def test_the_inputs_are_the_targets_of_an_autoencoder(table: Load) -> None:
    train = table("a,b\n1,2\n3,4\n", reconstruct=True).train
    assert train.y is train.x


CASES: list[tuple[str | bytes, dict[str, Any], str, str]] = [
    ("", {}, "empty-file", "t.csv is empty"),
    ("\n", {}, "empty-file", "t.csv is empty"),
    ("a,y\n", {}, "no-samples", "t.csv holds no rows"),
    ("a,y\n1,2\n3\n", {}, "ragged-row", "line 3: 1 value, but there are 2 columns"),
    ("a,y\n1,2\n3,4,5\n", {}, "ragged-row", "line 3: 3 values, but there are 2 columns"),
    ("1,2\n3,4,5\n", {"header": False}, "ragged-row", "line 2: 3 values"),
    ("a,a\n1,2\n", {}, "wrong-header", "two columns `a`"),
    ("a,\n1,2\n", {}, "wrong-header", "column 2 has no name"),
    ("a,y\né,2\n".encode("latin-1"), {}, "not-utf8", "not text in UTF-8"),
    ('a,y\n"1,2\n3,4\n', {}, "malformed-csv", "not well-formed"),
    ("a,y\n1,2\n3,x\n", {}, "not-a-number", "line 3: column `y` has 'x', which is no number"),
    ("a,y\n1,2\n3,inf\n", {}, "not-finite", "line 3: column `y` has 'inf', which is not finite"),
    ("a,y\n1,2\n,4\n", {}, "missing-value", "column `a` in line 3"),
    ("a,y\n1,2\n5,NA\nNA,4\nnull,1\n", {}, "missing-value", "column `a` in lines 4, 5, column `y` in line 3"),
    ("a,y\n1,2\n", {"target": "z"}, "missing-column", "no column `z`"),
    ("a,y\n1,2\n", {"inputs": ["b"]}, "missing-column", "no column `b`"),
    ("a,y\n1,2\n", {"exclude": ["b"]}, "missing-column", "no column `b`"),
    ("a,y\n1,2\n", {"categorical": {"b": "codes"}}, "missing-column", "no column `b`"),
    ("a,y\n1,2\n", {"inputs": ["a", "y"]}, "column-twice", "both an input and the target"),
    ("y\n1\n", {}, "no-columns", "no column left"),
    ("a,y\n1,2\nx,3\n", {"categorical": ["y"]}, "not-a-number", "line 3: column `a`"),
    ("a,w,y\n1,-1,2\n2,1,3\n", {"weight": "w"}, "out-of-range", "line 2: a sample weight is negative"),
]


@pytest.mark.parametrize("case", CASES, ids=[each[3] for each in CASES])
def test_what_is_wrong_is_named_with_its_place(
    table: Load, refused: Refused, case: tuple[str | bytes, dict[str, Any], str, str]
) -> None:
    text, arguments, code, says = case
    error = refused(table, text, **{"target": "y", **arguments})
    assert (error.code, error.exit_code) == (code, 1)
    assert says in error.message


def test_many_places_are_counted(table: Load, refused: Refused) -> None:
    error = refused(table, "a,y\n" + "x,1\n" * 2000, target="y")
    assert "lines 2, 3, 4 and 1,997 more: column `a`" in error.message
    assert "`categorical: [a]`" in str(error.hint)


@pytest.mark.parametrize(
    ("how", "fill"), [("mean", 4.0), ("median", 3.0), ("most_frequent", 1.0), ("drop", None)]
)
def test_missing_numbers_are_filled_or_their_rows_dropped(table: Load, how: str, fill: float | None) -> None:
    train = table("a,y\n1,1\n1,2\n,3\n5,4\n9,5\n", target="y", missing=how).train
    expected = [1, 1, fill, 5, 9] if fill else [1, 1, 5, 9]
    assert train.x[:, 0].tolist() == expected  # type: ignore[call-overload,index]  # one input
    assert train.meta.origin.where(3 if fill is None else 4) == "line 6"


def test_a_missing_category_becomes_the_most_frequent(table: Load) -> None:
    train = table("c,y\na,1\n,2\nb,3\nb,3\n", target="y", categorical=["c"], missing="mean").train
    assert train.x.tolist() == [[1, 0], [0, 1], [0, 1], [0, 1]]  # type: ignore[union-attr]  # one input


@pytest.mark.parametrize("how", ["mean", "most_frequent"])
def test_a_missing_target_is_never_made_up(table: Load, refused: Refused, how: str) -> None:
    error = refused(table, "a,y\n1,1\n2,\n", target="y", missing=how)
    assert error.code == "missing-value"
    assert "column `y` in line 3" in error.message


def test_a_column_with_nothing_in_it_cannot_be_filled(table: Load, refused: Refused) -> None:
    assert refused(table, "a,y\n,1\n,2\n", target="y", missing="mean").code == "missing-value"


def test_other_texts_can_stand_for_a_missing_value(table: Load) -> None:
    train = table("a,y\n?,1\n2,2\n", target="y", missing="drop", missing_values=["?"]).train
    assert len(train) == 1


def test_a_file_that_is_not_there_names_the_nearest(load: Load, refused: Refused, houses: Path) -> None:
    error = refused(load, {"Csv": {"path": "house.csv"}})
    assert error.code == "missing-file"
    assert error.hint == f"did you mean `{houses.name}`?"


def test_the_line_of_a_row_counts_line_breaks_within_quotes(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,y\n"one\ntwo",1\n\nx,2\n')
    place = Place(tmp_path)
    raw = read(Csv(path="t.csv", target="y", categorical=["a"]), place)
    assert raw.origin.where(0) == "line 2"  # type: ignore[attr-defined]  # a table
    assert raw.origin.where(1) == "line 5"  # type: ignore[attr-defined]  # a table


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read_back(
    tmp_path: Path, rows: list[list[str]], separator: str
) -> None:
    import csv

    path = tmp_path / "law.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
    source = Csv(path="law.csv", separator=separator, categorical=["a", "b"], missing_values=())
    try:
        raw = read(source, Place(tmp_path))
    except KbuildError as error:
        assert error.code in ("no-samples",)
        return
    expected = [tuple(each or None for each in row) for row in rows]
    assert raw.frame.rows() == expected  # type: ignore[attr-defined]  # a table
    form = CsvFormat(separator=separator)
    lines = [line_of(path, form, row) for row in range(len(rows))]
    assert lines == sorted(set(lines))
    assert lines[0] == 2


def test_several_columns_of_texts_are_refused_at_once(refused: Refused, table: Any) -> None:
    error = refused(table, "city,rooms,garden,y\nBern,3,yes,1\nBasel,4,no,2\n", target="y")
    assert "column `city` has 'Bern'" in error.message
    assert "column `garden` has 'yes'" in error.message
    assert "`categorical: [city, garden]`" in str(error.hint)
