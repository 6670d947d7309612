from __future__ import annotations

import keras
import pytest

from kbuild.building.catalog.evidence import Evidence
from kbuild.building.catalog.probing import Probe
from kbuild.building.catalog.samples import as_tuple, needed, type_samples


def test_a_probe_says_what_a_constructor_takes() -> None:
    probe = Probe(keras.layers.Dropout, "Dropout")
    assert probe.accepts("rate", 0.5)
    assert not probe.accepts("rate", 1.5)


def test_a_probe_without_samples_does_not_work() -> None:
    assert not Probe(keras.layers.JaxLayer, "JaxLayer").works


def test_types_that_a_constructor_refuses_are_dropped() -> None:
    claimed = Evidence({"int", "str", "null"})
    assert Probe(keras.layers.Dense, "Dense").confirmed("units", claimed).types == {"int"}


def test_when_everything_is_refused_the_claim_stands() -> None:
    claimed = Evidence({"str"})
    assert Probe(keras.layers.Dense, "Dense").confirmed("units", claimed) is claimed


def test_texts_that_a_constructor_refuses_are_dropped() -> None:
    claimed = Evidence({"enum"}, ("fan_in", "fan_out", "fan_over"))
    probe = Probe(keras.initializers.VarianceScaling, "VarianceScaling")
    assert probe.confirmed("mode", claimed).enum == ("fan_in", "fan_out")


def test_the_only_length_of_a_list_is_found() -> None:
    assert Probe(keras.layers.Conv3D, "Conv3D").lengths("kernel_size", "int") == (3,)


def test_what_is_needed_is_made_anew_each_time() -> None:
    first, second = (needed(keras.layers.TimeDistributed, "TimeDistributed") for _ in range(2))
    assert first is not None
    assert second is not None
    assert first["layer"] is not second["layer"]


@pytest.mark.parametrize(
    ("value", "expected"), [([1, [2]], (1, (2,))), (["a"], ["a"]), ("a", "a"), ([None], (None,))]
)
def test_a_list_of_numbers_becomes_the_tuple_that_keras_documents(value: object, expected: object) -> None:
    assert as_tuple(value) == expected


def test_samples_have_the_length_that_is_asked_for() -> None:
    assert all(len(each) == 3 for each in type_samples("list[int]", length=3))
    assert all(len(pair) == 2 for each in type_samples("list[list[int]]", length=2) for pair in each)


def test_a_list_is_tried_as_keras_documents_it_and_as_it_is() -> None:
    assert Probe(keras.layers.TextVectorization, "TextVectorization").accepts("ngrams", [1, 2])
    assert Probe(keras.metrics.Precision, "Precision").accepts("thresholds", [0.25, 0.5])
