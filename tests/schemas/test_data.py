"""The data part of a document: what may be written, and what is said of what may not."""

from typing import Any

import pytest
from pydantic import ValidationError

from kbuild.schemas import Document, types
from kbuild.schemas.data import SOURCES, TOY_SETS, Csv, Data, Npz, Toy

MODEL = {"style": "sequential", "layers": ["Flatten"]}


def errors(written: Any) -> list[tuple[str, str]]:
    """The code and the dotted place of each error."""
    with pytest.raises(ValidationError) as caught:
        Data.model_validate(written)
    return [(each["type"], ".".join(map(str, each["loc"]))) for each in caught.value.errors()]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"train": {"Toy": {"name": "digits"}}, "validation": 0.1, "test": 0.1, "batch_size": 64},
        {"train": {"Csv": {"path": "a.csv", "target": "y"}}, "test": {"Csv": {"path": "b.csv"}}},
        {"train": {"Csv": {"path": "a.csv", "target": {"o": "y", "p": ["y", "z"]}, "inputs": {"a": "b"}}}},
        {"train": {"Csv": {"path": "a.csv", "categorical": {"c": "codes"}, "missing": "mean"}}},
        {"train": {"Npz": {"path": "a.npz", "x": {"a": "b"}, "y": None}}, "split": "last"},
        {"train": {"Parquet": {"path": "a.parquet"}}, "drop_remainder": True},
        {"train": {"Toy": {"name": "friedman1", "inputs": {"a": [0, 1], "b": ["x2"]}, "outputs": ["o"]}}},
    ],
)
def test_a_document_holds_data_and_reads_back_equal(data: dict[str, Any]) -> None:
    document = Document.model_validate({"model": MODEL, "data": data})
    assert document.tree()["data"] == data
    assert Document.model_validate(document.tree()) == document


def test_sources_can_be_made_in_python() -> None:
    data = Data(train=Csv(path="a.csv", target="y", categorical=["c"]), test=0.1)
    assert data.tree() == {
        "train": {"Csv": {"path": "a.csv", "target": "y", "categorical": ["c"]}},
        "test": 0.1,
    }


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: str(each.type_name))
def test_every_source_is_a_type_whose_arguments_are_described(source: Any) -> None:
    assert all(field.description for field in source.model_fields.values())
    assert types.find("source", source.type_name) is source


@pytest.mark.parametrize("share", [0, 0.0, 1, 1.0, -0.1, 1.5, True, "0.1", float("nan")])
def test_a_share_is_a_number_between_0_and_1(share: Any) -> None:
    assert [place for _, place in errors({"train": {"Toy": {"name": "xor"}}, "test": share})] == ["test"]


def test_something_is_left_to_train_on() -> None:
    assert errors({"validation": 0.6, "test": 0.5}) == [("out-of-range", "validation")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"Toyz": {"name": "xor"}}, ("unknown-type", "train.Toyz")),
        ({"Toy": {"name": "digit"}}, ("not-allowed", "train.Toy.name")),
        ({"Toy": {}}, ("missing-argument", "train.Toy.name")),
        ({"Toy": {"name": "digits", "sample": 3}}, ("unknown-argument", "train.Toy.sample")),
        ({"Toy": {"name": "digits", "noise": 0.1}}, ("not-allowed", "train.Toy.noise")),
        ({"Toy": {"name": "moons", "samples": 0}}, ("out-of-range", "train.Toy.samples")),
        ({"Csv": {}}, ("missing-argument", "train.Csv.path")),
        ({"Csv": {"path": 3}}, ("wrong-type", "train.Csv.path")),
        ({"Csv": {"path": "a", "separator": ";;"}}, ("out-of-range", "train.Csv.separator")),
        ({"Csv": {"path": "a", "missing": "ignore"}}, ("not-allowed", "train.Csv.missing")),
        ({"Csv": {"path": "a", "categorical": {"c": "onehot"}}}, ("not-allowed", "train.Csv.categorical.c")),
        ({"Csv": {"path": "a", "header": "yes"}}, ("wrong-type", "train.Csv.header")),
        ({"TimeSeries": {"path": "a"}}, ("missing-argument", "train.TimeSeries.sequence_length")),
        (
            {"TimeSeries": {"path": "a", "sequence_length": 3, "missing": "drop"}},
            ("not-allowed", "train.TimeSeries.missing"),
        ),
        ({"Images": {"path": "a"}}, ("missing-argument", "train.Images.size")),
        ({"Images": {"path": "a", "size": [28]}}, ("wrong-length", "train.Images.size")),
        ({"Npz": {"path": "a", "x": ["a"]}}, ("wrong-type", "train.Npz.x")),
        ("Dense", ("wrong-kind", "train")),
    ],
)
def test_what_a_source_does_not_take_is_named_at_its_place(source: Any, expected: tuple[str, str]) -> None:
    assert errors({"train": source}) == [expected]


@pytest.mark.parametrize("name", TOY_SETS)
def test_every_set_takes_its_own_options(name: str) -> None:
    samples: dict[str, Any] = {
        "noise": 0.1,
        "one_hot": True,
        "classes": [0],
        "positive": 1,
        "features": 7,
        "steps": 9,
        "every_step": True,
        "outliers": 0.1,
        "embedded": True,
        "mixed": True,
        "previous": True,
        "binarize": True,
        "standardize": True,
        "shape": [2],
    }
    _, options = TOY_SETS[name]
    Toy(name=name, **{option: samples[option] for option in options if option in samples})
    for option in set(samples) - set(options):
        with pytest.raises(ValidationError):
            Toy(name=name, **{option: samples[option]})


def test_a_source_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Npz(path="a.npz").path = "b.npz"  # type: ignore[misc]  # frozen, as the test shows
