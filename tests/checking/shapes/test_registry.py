"""Rules are found where they are, and brought in when they are needed."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from kbuild.checking.shapes import Arguments, Call, Outcome, Tensor, infer, is_known, rule
from kbuild.checking.shapes.homes import LAYERS, OPS, bring_in
from kbuild.checking.shapes.registry import _RULES
from kbuild.schemas import dtype_policies, layers


def test_every_rule_is_in_the_module_that_the_table_names() -> None:
    bring_in((*LAYERS, *OPS))
    found: dict[str, set[str]] = {}
    for (kind, name), function in _RULES.items():
        home = function.__module__.rsplit(".", 1)[-1]
        if kind == "layer" and function.__module__.startswith("kbuild."):
            found.setdefault(home, set()).add(name)
    assert found == {module: set(names) for module, names in LAYERS.items()}


def test_neither_keras_nor_rules_that_are_not_needed_are_imported() -> None:
    code = """
        import sys
        from kbuild.checking.shapes import Tensor, infer
        from kbuild.checking.summary import summarize
        from kbuild.schemas import dtype_policies, layers
        infer(layers.Dense(units=3), Tensor((None, 4)))
        loaded = {name.split(".")[0] for name in sys.modules}
        assert not loaded & {"keras", "tensorflow", "numpy"}, loaded
        assert "kbuild.checking.shapes.dense" in sys.modules
        assert "kbuild.checking.shapes.attention" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


def test_a_package_can_give_its_own_layers_rules() -> None:
    @rule("TwiceForTheTest")
    def twice(layer: Arguments, call: Call) -> Outcome:
        return Outcome((call.tensor(), call.tensor()))

    class Twice:
        type_name = "TwiceForTheTest"

        def arguments(self) -> dict[str, object]:
            return {}

    assert is_known("TwiceForTheTest")
    assert infer(Twice(), Tensor((None, 4))).outputs == (Tensor((None, 4)), Tensor((None, 4)))
    del _RULES["layer", "TwiceForTheTest"]


def test_a_frozen_layer_has_no_trainable_weights() -> None:
    outcome = infer(layers.BatchNormalization(trainable=False), Tensor((None, 4)))
    assert (outcome.trainable, outcome.non_trainable) == (0, 16)


def test_weights_under_a_quantized_policy_are_not_known() -> None:
    policy = dtype_policies.QuantizedDTypePolicy(mode="int8", source_name="float32")
    outcome = infer(layers.Dense(units=3, dtype=policy), Tensor((None, 4)))
    assert outcome.outputs == Tensor((None, 3), "float32")
    assert outcome.weights is None
