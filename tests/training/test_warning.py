from typing import Any

import pytest

from kbuild.training.progress import display
from kbuild.training.warning import Warner, still, unsound


@pytest.mark.parametrize(
    ("losses", "warned"),
    [
        ([2.3026, 2.3026, 2.3027, 2.3026, 2.3026], True),
        ([2.3, 2.2, 2.1, 2.0, 1.9], False),
        ([2.3, 2.3, 2.3], False),
        ([0.0, 0.0, 0.0, 0.0, 0.0], False),
        ([2.3, 2.3, 2.3, 2.3, float("nan")], False),
    ],
)
def test_a_loss_that_has_not_moved_is_told(losses: list[float], warned: bool) -> None:
    assert bool(still(losses)) == warned


@pytest.mark.parametrize(
    ("norms", "kinds", "word"),
    [
        ({"a": 0.1, "b": 0.001}, [], ""),
        ({"a": 1e-12, "b": 3e-12}, [], ""),
        ({"a": 1e-9, "b": 0.5}, ["vanish"], "layer `a`"),
        ({"a": 0.0, "b": 0.5}, ["vanish"], "layer `a`"),
        ({"model/a": 1e-9, "model/b": 0.5}, ["vanish"], "layer `a`"),
        ({"one/a": 1e-9, "two/a": 0.5}, ["vanish"], "layer `one/a`"),
        ({"a": 1e9, "b": 0.5}, ["explode"], "layer `a`"),
        ({"a": 1.0, "b": float("nan")}, ["explode"], "layer `b`"),
        ({}, [], ""),
    ],
)
def test_gradients_that_vanish_or_explode_are_told_with_the_layer(
    norms: dict[str, float], kinds: list[str], word: str
) -> None:
    found = unsound(norms)
    assert [kind for kind, _ in found] == kinds
    assert all(word in text for _, text in found)


def test_each_trouble_is_told_once() -> None:
    said: list[str] = []
    norms: dict[str, Any] = {"a": 1e-9, "b": 0.5}
    warner = Warner(said.append, lambda: norms)
    for epoch in range(8):
        warner.on_epoch_end(epoch, {"loss": 1.0})
    assert [text.split()[0] for text in said] == ["warning:", "warning:"]
    assert "vanish" in said[0]
    assert "has not moved for 5 epochs" in said[1]


def test_quiet_writes_warnings_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    screen = display("quiet", 3)
    screen.note("epoch 1/3  loss 0.5")
    screen.note("warning: the loss is NaN")
    assert capsys.readouterr() == ("", "warning: the loss is NaN\n")


def test_gradients_that_are_known_at_the_end_only_are_told_then() -> None:
    said: list[str] = []
    norms: dict[str, float] = {}
    warner = Warner(said.append, lambda: norms)
    warner.on_epoch_end(0, {"loss": 1.0})
    norms.update({"a": 1e-9, "b": 0.5})
    warner.on_train_end()
    assert len(said) == 1
    assert "layer `a`" in said[0]
