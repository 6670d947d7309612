from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading import did_you_mean, suggest
from kbuild.reading.aliases import ALIASES
from kbuild.reading.suggest import fold

LAYERS = "Dense Conv2D Dropout BatchNormalization Softmax ReLU LSTM MaxPooling2D Flatten Add".split()
DENSE = "units activation use_bias kernel_initializer bias_initializer kernel_regularizer name dtype".split()
COMPILE = "optimizer loss loss_weights metrics weighted_metrics jit_compile steps_per_execution".split()
FIT = "epochs validation_freq class_weight batch_size initial_epoch".split()


@pytest.mark.parametrize(
    ("written", "valid", "meant"),
    [
        ("lr", ["learning_rate", "momentum"], "learning_rate"),
        ("nb_epoch", FIT, "epochs"),
        ("out_features", DENSE, "units"),
        ("Linear", LAYERS, "Dense"),
        ("nn.Linear", LAYERS, "Dense"),
        ("tf.keras.layers.Dense", LAYERS, "Dense"),
        ("val_acc", ["loss", "val_loss", "val_accuracy"], "val_accuracy"),
        ("batch_norm", LAYERS, "BatchNormalization"),
        ("BatchNorm2d", LAYERS, "BatchNormalization"),
        ("Conv", LAYERS, "Conv2D"),
        ("conv2d", LAYERS, "Conv2D"),
        ("softmax", LAYERS, "Softmax"),
        ("relu6", LAYERS, "ReLU"),
        ("relu6", ["relu", "relu6_", "selu"], "relu6_"),
        ("MaxPool2d", LAYERS, "MaxPooling2D"),
        ("Desne", LAYERS, "Dense"),
        ("unit", DENSE, "units"),
        ("activaton", DENSE, "activation"),
        ("weight_init", DENSE, "kernel_initializer"),
        ("bias", DENSE, "use_bias"),
        ("criterion", COMPILE, "loss"),
        ("optim", COMPILE, "optimizer"),
        ("xla", COMPILE, "jit_compile"),
        ("CrossEntropyLoss", ["sparse_categorical_crossentropy", "mse"], "sparse_categorical_crossentropy"),
        ("xavier", ["glorot_uniform", "he_normal"], "glorot_uniform"),
        ("rleu", ["relu", "selu", "elu"], "relu"),
        ("mean_sqared", ["mean_squared_error", "mean_absolute_error"], "mean_squared_error"),
        ("sam", ["same", "valid"], "same"),
        ("CosineAnnealingLR", ["CosineDecay", "ExponentialDecay"], "CosineDecay"),
        ("p", ["rate", "noise_shape", "seed"], "rate"),
    ],
)
def test_what_people_write_is_understood(written: str, valid: list[str], meant: str) -> None:
    assert suggest(written, valid) == meant


@pytest.mark.parametrize("written", ["xyzzy", "", "zzzzzz", "123"])
def test_nothing_is_suggested_when_nothing_is_near(written: str) -> None:
    assert suggest(written, LAYERS) is None


def test_a_hint_lists_the_valid_names_when_there_are_few() -> None:
    assert did_you_mean("zzz", ["a", "b"]) == "valid here: `a`, `b`"
    assert did_you_mean("zzz", map(str, range(100))) is None


def test_the_table_is_folded() -> None:
    assert [name for name in ALIASES if fold(name) != name] == []


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=20))
def test_a_suggestion_is_always_one_of_the_candidates_and_not_the_name(name: str, names: list[str]) -> None:
    found = suggest(name, names)
    assert found is None or (found in names and found != name)


@given(st.sampled_from(LAYERS + DENSE + FIT), st.integers(0, 30))
def test_a_name_with_one_letter_missing_is_found(name: str, at: int) -> None:
    at %= len(name)
    wrong = name[:at] + name[at + 1 :]
    assert suggest(wrong, LAYERS + DENSE + FIT) is not None
