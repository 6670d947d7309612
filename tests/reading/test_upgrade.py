from __future__ import annotations

import pytest

from kbuild.reading import Mapping, locate, plain, read
from kbuild.reading.tree import Entry
from kbuild.reading.upgrade import CURRENT, STEPS, Step, renamed_key, upgrade


def from_0_to_1(document: Mapping) -> Mapping:
    """A worked example: format 0 said `network` for `model`."""
    return renamed_key(document, "network", "model")


def from_1_to_2(document: Mapping) -> Mapping:
    """Another: format 1 had `epochs` at the top, where format 2 has it in `fit`."""
    entries = dict(document.entries)
    epochs = entries.pop("epochs", None)
    if epochs is not None:
        entries["fit"] = Entry("fit", epochs.key_span, Mapping({"epochs": epochs}, epochs.value.span))
    return Mapping(entries, document.span)


EXAMPLE: dict[int, Step] = {0: from_0_to_1, 1: from_1_to_2}


def test_an_older_document_goes_through_every_step() -> None:
    document, problems = upgrade(read("kbuild: 0\nnetwork: x\nepochs: 3\n"), EXAMPLE, 2)
    assert problems == []
    assert plain(document) == {"kbuild": 2, "model": "x", "fit": {"epochs": 3}}


def test_only_the_steps_that_are_needed_are_taken() -> None:
    document, _ = upgrade(read("kbuild: 1\nnetwork: x\nepochs: 3\n"), EXAMPLE, 2)
    assert plain(document) == {"kbuild": 2, "network": "x", "fit": {"epochs": 3}}


def test_places_survive_an_upgrade() -> None:
    document, _ = upgrade(read("kbuild: 0\nnetwork: x\nepochs: 3\n"), EXAMPLE, 2)
    span = locate(document, ("fit", "epochs"))
    assert span is not None
    assert (span.line, span.text) == (3, "3")


@pytest.mark.parametrize("text", ["model: x", "kbuild: 1\nmodel: x", "[1]"])
def test_a_document_of_this_version_or_of_none_stays_as_it_is(text: str) -> None:
    node = read(text)
    assert upgrade(node) == (node, [])


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("2", "unknown-version"),
        ("0", "unknown-version"),
        ("-1", "unknown-version"),
        ("one", "wrong-type"),
        ("true", "wrong-type"),
        ("1.0", "wrong-type"),
        ('"1"', "wrong-type"),
        ("null", "wrong-type"),
    ],
)
def test_a_version_that_is_none_is_a_problem_at_its_place(version: str, code: str) -> None:
    _, problems = upgrade(read(f"kbuild: {version}\n"))
    assert [(problem.code, problem.column) for problem in problems] == [(code, 9)]


def test_there_is_a_step_for_every_older_version() -> None:
    assert sorted(STEPS) == list(range(1, CURRENT))
