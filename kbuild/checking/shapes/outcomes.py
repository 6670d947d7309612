"""What a rule says of one call: its results, its weights, and what does not fit.

A rule ends in one of three ways: it returns an `Outcome`; it raises `MismatchError` with what Keras would
refuse; or it raises `NotKnownError`, because an argument or a shape that it needs is not known or is
somebody else's problem already.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from kbuild.checking.shapes.tensors import UNKNOWN, Structure

if TYPE_CHECKING:
    from kbuild.checking.shapes.graph import Graph


@dataclass(frozen=True, slots=True)
class Weight:
    """One variable that a layer creates when it is built.

    Args:
        name: Keras's name for it within the layer, such as `kernel`.
        shape: Its shape, always whole.
        dtype: Its dtype; None when the layer's policy is not known.
        trainable: Whether an optimizer changes it.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str | None = "float32"
    trainable: bool = True

    @property
    def size(self) -> int:
        """The number of parameters in it."""
        return math.prod(self.shape)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that does not fit, in words for the document's author.

    Args:
        code: A stable word: `rank-mismatch`, `shape-mismatch`, `kernel-too-large`, `axis-out-of-range`,
            `unknown-size`, `missing-input`, `several-inputs`, `broadcast`.
        message: What was expected and what was received, with the shapes.
        hint: What would put it right.
        argument: The constructor argument that is to blame, where it is one.
        inputs: The inputs that are to blame: positions in a list of tensors, or names of call arguments.
        severity: `error` for what Keras refuses, now or in the first batch; `warning` for what it accepts
            but hardly anybody means.
        within: Where it stands below the layer's arguments, if it is about a layer or model inside:
            `("layers", 0, "Dense")` in a nested model, `("layer", "LSTM")` in a wrapper.
    """

    code: str
    message: str
    hint: str | None = None
    argument: str | None = None
    inputs: tuple[int | str, ...] = ()
    severity: Literal["error", "warning"] = "error"
    within: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call gives.

    Args:
        outputs: One tensor, or a tuple or dict of such structures, as the layer returns them.
        weights: The variables of the layer; None when they are not known.
        problems: What does not fit: at most one error, then `outputs` are unknown; or warnings.
        inside: For a model, how it was gone through.

    Example:
        >>> from kbuild.checking.shapes.tensors import Tensor
        >>> Outcome(Tensor((None, 3)), (Weight("kernel", (4, 3)), Weight("bias", (3,)))).trainable
        15
    """

    outputs: Structure
    weights: tuple[Weight, ...] | None = ()
    problems: tuple[Mismatch, ...] = ()
    inside: Graph | None = field(default=None, compare=False, repr=False)

    @property
    def trainable(self) -> int | None:
        """The number of trainable parameters; None when not known."""
        return count(self.weights, trainable=True)

    @property
    def non_trainable(self) -> int | None:
        """The number of parameters that no optimizer changes; None when not known."""
        return count(self.weights, trainable=False)

    @property
    def parameters(self) -> int | None:
        """The number of all parameters; None when not known."""
        return count(self.weights)

    def frozen(self) -> Outcome:
        """The same with no weight trainable, as under `trainable: false`."""
        return replace(self, weights=freeze(self.weights))


#: What is said of a call of which nothing is known.
NOTHING_KNOWN = Outcome(UNKNOWN, None)


class MismatchError(Exception):
    """Raised in a rule when Keras would refuse the call."""

    def __init__(self, mismatch: Mismatch) -> None:
        super().__init__(mismatch.message)
        self.mismatch = mismatch


class NotKnownError(Exception):
    """Raised in a rule when it needs something that is not known.

    Args:
        outcome: What is known all the same, such as the weights of an `Embedding`.
    """

    def __init__(self, outcome: Outcome = NOTHING_KNOWN) -> None:
        super().__init__("not known")
        self.outcome = outcome


def count(weights: Iterable[Weight] | None, *, trainable: bool | None = None) -> int | None:
    """Count the parameters of some weights, all or only the (non-)trainable.

    Example:
        >>> count([Weight("kernel", (4, 3)), Weight("seen", (3,), trainable=False)], trainable=False)
        3
    """
    if weights is None:
        return None
    return sum(each.size for each in weights if trainable is None or each.trainable is trainable)


def freeze(weights: tuple[Weight, ...] | None) -> tuple[Weight, ...] | None:
    """The same weights, none of them trainable.

    Example:
        >>> freeze((Weight("kernel", (4, 3)),))[0].trainable
        False
    """
    return None if weights is None else tuple(replace(each, trainable=False) for each in weights)
