"""A restricted Boltzmann machine."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="kbuild")
class RestrictedBoltzmannMachine(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Binary units of two kinds, visible and hidden, with weights between the kinds and none within.

    With the visible units `v`, the hidden ones `h`, the kernel `W`, and the biases `b` and `c`:
    `energy(v, h) = -b v - c h - v W h`, `P(h = 1 | v) = sigmoid(v W + c)`,
    `P(v = 1 | h) = sigmoid(h W' + b)`, and
    `F(v) = -b v - sum(softplus(v W + c))` is the free energy: the lower, the likelier is `v`.

    As a layer it gives the probabilities of its hidden units, so that a stack of them is a network. It is
    trained by contrastive divergence, as an objective: the gradient of
    `mean(F(data)) - mean(F(what it dreams))`, where the dreams are k steps of Gibbs sampling from the data:

    `ops.mean(rbm(x, energy=True)) - ops.mean(rbm(rbm(x, gibbs=1), energy=True))`

    Args:
        units: How many hidden units there are.
        chains: For persistent contrastive divergence: how many chains of dreams go on from step to step
            rather than begin anew with each batch; left out, none do.
        kernel_initializer: For the weights.
        visible_initializer: For the biases of the visible units.
        hidden_initializer: For the biases of the hidden units.
        seed: For the sampling; left out, it follows from the document's seed.
        **kwargs: The arguments of every layer.

    Call arguments:
        inputs: Visible units `(batch, visible)` with values from 0 to 1; with `reverse`, hidden ones
            `(batch, units)`.
        reverse: Give the probabilities of the visible units for hidden ones.
        energy: Give the free energy of each sample, `(batch,)`.
        gibbs: Give visible units after so many steps of Gibbs sampling from the inputs, or of the chains
            `(chains, visible)` where there are any. No gradient goes through the sampling.

    Output shape:
        `(batch, units)`, as far as nothing else is asked for.

    Raises:
        ValueError: If there are no units, or no chains.

    Example:
        >>> rbm = RestrictedBoltzmannMachine(3)
        >>> v = ops.ones((2, 4))
        >>> rbm(v).shape, rbm(rbm(v), reverse=True).shape, rbm(v, energy=True).shape, rbm(v, gibbs=1).shape
        (TensorShape([2, 3]), TensorShape([2, 4]), TensorShape([2]), TensorShape([2, 4]))

    Source: Hinton (2002), https://doi.org/10.1162/089976602760128018; Tieleman (2008),
        https://doi.org/10.1145/1390156.1390290; Hinton, Osindero and Teh (2006),
        https://doi.org/10.1162/neco.2006.18.7.1527
    """

    def __init__(  # noqa: PLR0913, PLR0917 - Keras's layers take their arguments so
        self,
        units: int,
        chains: int | None = None,
        kernel_initializer: Any = "glorot_normal",
        visible_initializer: Any = "zeros",
        hidden_initializer: Any = "zeros",
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if units < 1 or (chains is not None and chains < 1):
            raise ValueError(f"units and chains are at least 1, received {units} and {chains}")
        self.units = units
        self.chains = chains
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.visible_initializer = keras.initializers.get(visible_initializer)
        self.hidden_initializer = keras.initializers.get(hidden_initializer)
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def build(self, input_shape: Any) -> None:
        """Make the weights for so many visible units."""
        visible = input_shape[-1]
        self.kernel = self.add_weight(
            (visible, self.units), initializer=self.kernel_initializer, name="kernel"
        )
        self.visible_bias = self.add_weight(
            (visible,), initializer=self.visible_initializer, name="visible_bias"
        )
        self.hidden_bias = self.add_weight(
            (self.units,), initializer=self.hidden_initializer, name="hidden_bias"
        )
        self.state = None
        if self.chains is not None:
            start = keras.initializers.RandomUniform(0, 1)
            self.state = self.add_weight(
                (self.chains, visible), initializer=start, trainable=False, name="chains"
            )

    def call(self, inputs: Any, reverse: bool = False, energy: bool = False, gibbs: int = 0) -> Any:
        """Give hidden units; or visible ones, the free energy, or samples."""
        if gibbs:
            return self._sampled(inputs, gibbs)
        if energy:
            return self._free_energy(inputs)
        return self._visible(inputs) if reverse else self._hidden(inputs)

    def _hidden(self, visible: Any) -> Any:
        # A network of these trains without a warning of a weight that backpropagation does not reach.
        unused = 0 * ops.sum(self.visible_bias)
        return ops.sigmoid(ops.matmul(visible, self.kernel) + self.hidden_bias + unused)

    def _visible(self, hidden: Any) -> Any:
        return ops.sigmoid(ops.matmul(hidden, ops.transpose(self.kernel)) + self.visible_bias)

    def _free_energy(self, visible: Any) -> Any:
        hidden = ops.softplus(ops.matmul(visible, self.kernel) + self.hidden_bias)
        return -ops.matmul(visible, self.visible_bias[:, None])[..., 0] - ops.sum(hidden, axis=-1)

    def _sampled(self, inputs: Any, steps: int) -> Any:
        visible = inputs if self.state is None else ops.cast(self.state, self.compute_dtype)
        for _ in range(steps):
            visible = self._drawn(self._visible(self._drawn(self._hidden(visible))))
        visible = ops.stop_gradient(visible)
        if self.state is not None:
            self.state.assign(visible)
        return visible

    def _drawn(self, probabilities: Any) -> Any:
        chance = keras.random.uniform(
            ops.shape(probabilities), dtype=probabilities.dtype, seed=self.seed_generator
        )
        return ops.cast(chance < probabilities, probabilities.dtype)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        initializers = ("kernel_initializer", "visible_initializer", "hidden_initializer")
        serialized = {name: keras.initializers.serialize(getattr(self, name)) for name in initializers}
        own = {"units": self.units, "chains": self.chains, "seed": self.seed}
        return {**super().get_config(), **own, **serialized}
