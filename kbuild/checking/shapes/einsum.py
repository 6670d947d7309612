"""EinsumDense: a dense layer whose sum is written as an Einstein equation.

Source: https://keras.io/api/layers/core_layers/einsum_dense/
"""

from __future__ import annotations

import re

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import refuse, said, whole
from kbuild.checking.shapes.lora import adapted
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, shown

# The three forms: plain, with dots before the input and the result, with dots after both.
_FORMS = (
    re.compile(r"([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)$"),
    re.compile(r"\.\.\.([a-zA-Z]+),([a-zA-Z]+)->\.\.\.([a-zA-Z]+)$"),
    re.compile(r"([a-zA-Z]{2,})\.\.\.,([a-zA-Z]+)->([a-zA-Z]+)\.\.\.$"),
)


@rule("EinsumDense")
def einsum_dense(layer: Arguments, call: Call) -> Outcome:
    """The axes that the equation names, in their places; the kernel has those of its second term."""
    shape = call.shape()
    form, (given, kernel, result) = _read(layer["equation"])
    dotted = len(shape) - len(given)
    if dotted < 0 or (form == 0 and dotted):
        raise _wrong_rank(layer, call, given, exact=form == 0)
    wanted = layer["output_shape"]
    named = (shape[0], *(wanted if isinstance(wanted, tuple) else (wanted,)))
    # Where the dots stand before, their axes are the batch and those after it. Keras puts the latter down in
    # reverse, and so builds what follows upon sizes that the layer does not give when it runs.
    between, behind = (shape[1:dotted][::-1], ()) if form == 1 else ((), shape[len(given) :])
    outputs = (named[0], *between, *named[1:], *behind)
    inside = dict(zip(given, shape[dotted:] if form == 1 else shape[: len(given)], strict=True))
    after = dict(zip(result, outputs[dotted:] if form == 1 else outputs, strict=False))
    if len(after) < len(set(result)):
        raise NotKnownError
    _check_shared(layer, call, inside, after)
    sizes = _kernel(layer, kernel, inside, after)
    weights = adapted(layer, layer.weight("kernel", sizes), sizes[:-1], sizes[-1])
    bias = layer.get("bias_axes")
    if bias is not None:
        tail = dotted if form != 1 else 0
        weights += (layer.weight("bias", _bias(layer, bias, result, after, tail)),)
    return Outcome(layer.result(outputs), weights)


def _read(equation: object) -> tuple[int, tuple[str, ...]]:
    for form, pattern in enumerate(_FORMS):
        found = pattern.match(equation) if isinstance(equation, str) else None
        if found is not None:
            return form, found.groups()
    raise NotKnownError


def _check_shared(layer: Arguments, call: Call, inside: dict[str, Size], after: dict[str, Size]) -> None:
    for letter, size in inside.items():
        if letter in after and after[letter] is not None and after[letter] != size:
            raise refuse(
                "shape-mismatch",
                f"EinsumDense has the axis `{letter}` before and after: {shown((0, size))[4:-1]} in "
                f"{said(call.tensor())}, {after[letter]} in `output_shape`",
                "write null in `output_shape` for an axis that stays as it is",
                argument="output_shape",
            )


def _kernel(
    layer: Arguments, letters: str, inside: dict[str, Size], after: dict[str, Size]
) -> tuple[int, ...]:
    if any(letter not in inside and letter not in after for letter in letters):
        raise NotKnownError
    sizes: Shape = tuple(after[each] if each in after else inside[each] for each in letters)
    return tuple(
        whole(layer, sizes, axis, f"the axis `{letter}` of its kernel") for axis, letter in enumerate(letters)
    )


def _bias(
    layer: Arguments, letters: object, result: str, after: dict[str, Size], tail: int
) -> tuple[int, ...]:
    """The sizes of the named axes, and 1 for each axis between and after them."""
    if not isinstance(letters, str) or not letters or any(letter not in result for letter in letters):
        raise NotKnownError
    first = min(result.find(letter) for letter in letters)
    sizes: Shape = tuple(after[each] if each in letters else 1 for each in result[first:])
    return (
        tuple(whole(layer, sizes, axis, "the axes of its bias") for axis in range(len(sizes))) + (1,) * tail
    )


def _wrong_rank(layer: Arguments, call: Call, given: str, *, exact: bool) -> Exception:
    many = "exactly" if exact else "at least"
    return refuse(
        "rank-mismatch",
        f"EinsumDense names the axes `{given}` of its input, so it takes {many} {len(given)} axes with the "
        f"batch, received {said(call.tensor())}",
        "name every axis by a letter, or write `...` for those that stay as they are",
        argument="equation",
    )
