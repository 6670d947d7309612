"""A formula as a layer."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from kbuild.building.program import Runtime, within_program
from kbuild.reading.program import parse_program
from kbuild.reading.program.vocabulary import FORMULA_INPUT, as_formula
from kbuild.schemas.errors import BuildError


@keras.saving.register_keras_serializable(package="kbuild")
class Apply(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Applies a formula to its input, in place of a Lambda layer, which holds Python code.

    The formula is an expression in the language of `call` programs: arithmetic, comparison, indexing and the
    functions `ops.*` and `random.*`, and nothing else, so that a model with it is safe to load.

    Args:
        expression: The formula over `x`: what the layer is called with, or for several inputs a list of them.
        seed: For what `random.*` draws; left out, it follows from the document's seed.
        **kwargs: The arguments of every layer.

    Raises:
        BuildError: If the expression is none.

    Example:
        >>> float(Apply("x ** 2 + 1")(ops.array(3.0)))
        10.0
        >>> float(Apply("x[0] - x[1]")([ops.array(3.0), ops.array(1.0)]))
        2.0

    Source: https://keras.io/api/layers/core_layers/lambda/ and https://nvd.nist.gov/vuln/detail/CVE-2024-3660
    """

    def __init__(self, expression: str, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        program, errors = parse_program(as_formula(expression), layers=(), inputs=(FORMULA_INPUT,))
        if program is None:
            raise BuildError(f"{expression!r}: {errors[0].message}", code=errors[0].code, hint=errors[0].hint)
        self.expression = expression
        self.seed = seed
        self._runtime = Runtime(program)
        self.seed_generator = keras.random.SeedGenerator(seed) if "random" in program.modules else None
        self.supports_masking = True
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Work the formula out."""
        return ops.convert_to_tensor(self._runtime({FORMULA_INPUT: inputs}, seed=self.seed_generator).value)

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Trace the formula on symbolic tensors; an error within it is raised as it is."""
        try:
            return keras.Operation.compute_output_spec(self, *args, **kwargs)
        except Exception as error:
            # Keras puts another in its place that asks for methods which a formula can't have.
            raise within_program(error) from None

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "expression": self.expression, "seed": self.seed}
