"""Data that Python code gives: arrays become samples, datasets are passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from kbuild.data.python_data import feed, from_python
from kbuild.data.samples import Samples
from kbuild.schemas.data import Data
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
X, Y = np.arange(30.0).reshape(10, 3), np.arange(10) % 2


@pytest.mark.parametrize(
    "given",
    [X, (X,), (X, Y), (X, Y, np.ones(10)), {"a": X, "b": X}, ({"a": X}, {"y": Y}), ([X, X], Y), X.tolist()],
)
def test_arrays_in_every_form_become_samples(given: Any) -> None:
    samples = from_python(given).train
    assert isinstance(samples, Samples)
    assert len(samples) == 10


def test_a_list_of_arrays_is_several_inputs_and_a_list_of_numbers_one_array() -> None:
    samples = feed(([X, X], [0, 1] * 5))
    assert isinstance(samples.x, tuple)
    assert isinstance(samples.y, np.ndarray)


def test_floats_are_single_and_whole_numbers_32_bits_wide_where_they_fit() -> None:
    samples = feed((X, np.array([2**40] * 10), np.ones(10)))
    assert [each.dtype.name for _, _, each in samples.arrays()] == ["float32", "int64", "float32"]
    assert feed((X, Y)).y.dtype.name == "int32"


def test_texts_stay_texts() -> None:
    assert feed(np.array(["a", "b"])).x.tolist() == ["a", "b"]
    assert feed(["a", "b"]).x.tolist() == ["a", "b"]


def test_shares_come_from_the_call_or_from_the_document() -> None:
    data = Data(validation=0.2, test=0.3)
    feeds = from_python((X, Y), data=data)
    assert [len(each) for each in (feeds.train, feeds.validation, feeds.test)] == [5, 2, 3]
    feeds = from_python((X, Y), validation=0.5)
    assert (len(feeds.train), len(feeds.validation), feeds.test) == (5, 5, None)
    feeds = from_python((X, Y), validation=(X, Y), data=data)
    assert [len(each) for each in (feeds.train, feeds.validation, feeds.test)] == [7, 10, 3]


def test_labels_of_text_become_class_numbers_in_every_part() -> None:
    labels = np.array(["no", "yes"] * 5)
    feeds = from_python((X, labels), validation=(X[:2], labels[:2][::-1]))
    assert feeds.train.y.tolist() == [0, 1] * 5
    assert feeds.validation.y.tolist() == [1, 0]
    assert feeds.preparation is not None
    assert feeds.preparation.predicted()[0].classes == ("no", "yes")


def generator() -> Iterator[int]:
    yield 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((X, Y, Y, Y), "unusable-data"),
        ((X, Y[:5]), "length-mismatch"),
        ([[1, 2], [3]], "unusable-data"),
        (np.array([{}, None], object), "unusable-data"),
        (np.array([1.0, None], object), "unusable-data"),
        ((X, np.full(10, np.nan)), "not-finite"),
        (np.zeros((0, 3)), "no-samples"),
        (3.0, "wrong-shape"),
        ("train.csv", "unusable-data"),
        (generator(), "unusable-data"),
    ],
)
def test_what_is_no_data_is_refused(refused: Refused, given: Any, code: str) -> None:
    assert refused(from_python, given).code == code


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5, 1.5])
def test_a_share_is_between_0_and_1(refused: Refused, share: float) -> None:
    assert refused(from_python, (X, Y), validation=share).code == "wrong-share"


def test_a_part_that_the_document_reads_itself_must_be_given_too(refused: Refused) -> None:
    data = Data(train={"Toy": {"name": "iris"}}, validation={"Toy": {"name": "wine"}})
    assert refused(from_python, (X, Y), data=data).code == "missing-data"


def test_datasets_are_passed_on(refused: Refused) -> None:
    import keras
    import tensorflow as tf

    class Batches(keras.utils.PyDataset):  # type: ignore[misc]  # Keras has no types
        def __len__(self) -> int:
            return 1

        def __getitem__(self, index: int) -> Any:
            return X, Y

    dataset, batches = tf.data.Dataset.from_tensors((X, Y)), Batches()
    feeds = from_python(dataset, validation=batches, test=(X, Y))
    assert feeds.train is dataset
    assert feeds.validation is batches
    assert isinstance(feeds.test, Samples)
    assert refused(from_python, dataset, validation=0.1).code == "wrong-share"
