"""Objects of the user's own classes that would not come back from a saved model are warned of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import pytest

import kbuild
from kbuild.building.registered import forget
from kbuild.building.reloading import lost


class Closed(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    def __init__(self, units: int = 1) -> None:
        super().__init__()
        self.units = units

    def call(self, x: Any) -> Any:
        return x


class Forgetful(Closed):
    def __init__(self, units: int, more: int = 0, **kwargs: Any) -> None:
        keras.layers.Layer.__init__(self, **kwargs)

    def get_config(self) -> dict[str, Any]:
        return {**keras.layers.Layer.get_config(self), "units": 1}


class Unsaved(keras.regularizers.Regularizer):  # type: ignore[misc]  # Keras has no types
    def __init__(self, by: float) -> None:
        self.by = by

    def __call__(self, w: Any) -> Any:
        return 0.0 * keras.ops.sum(w)


class Open(Closed):
    def __init__(self, units: int = 1, **kwargs: Any) -> None:
        keras.layers.Layer.__init__(self, **kwargs)


class Careful(Closed):
    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Careful:
        return cls()


CASES = {
    Closed: ({"Closed": {"units": 2}}, "does not take `trainable` and `dtype`; write \\*\\*kwargs"),
    Forgetful: ({"Forgetful": {"units": 2, "more": 3}}, "would forget its `more`"),
    Unsaved: ({"Dense": {"units": 1, "kernel_regularizer": {"Unsaved": {"by": 2.0}}}}, "cannot be saved"),
    Open: ({"Open": {"units": 2}}, None),
    Careful: ({"Careful": {"units": 2}}, None),
}


@pytest.mark.parametrize("cls", CASES)
def test_what_would_not_come_back_is_warned_of_when_it_is_built(cls: Any, tmp_path: Path) -> None:
    layer, expected = CASES[cls]
    document = {"model": {"layers": [{"Input": {"shape": [2]}}, layer]}}
    kbuild.register(cls)
    try:
        if expected is not None:
            with pytest.warns(UserWarning, match=f"{cls.__name__}: .*{expected}"):
                kbuild.build(document)
            return
        model = kbuild.build(document)
        model.save(tmp_path / "model.keras")
        assert keras.saving.load_model(tmp_path / "model.keras").output_shape == model.output_shape
    finally:
        forget(cls)


def test_a_constructor_that_needs_what_is_not_saved_is_told_of() -> None:
    assert "get_config does not return `units`" in str(lost(Forgetful, {"name": "a"}, ()))
