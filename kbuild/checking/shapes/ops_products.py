"""Products of tensors.

Source: https://keras.io/api/ops/numpy/, https://numpy.org/doc/stable/reference/generated/numpy.einsum.html
"""

from __future__ import annotations

from collections.abc import Sequence

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import agree, known, refuse, said
from kbuild.checking.shapes.operands import common, operand, spread
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Tensor


@rule("matmul", kind="op")
def matmul(op: Arguments, call: Call) -> Outcome:
    """`(..., n, k)` and `(..., k, m)` become `(..., n, m)`."""
    pair = operand(call, "x1"), operand(call, "x2")
    one, other = known(pair)
    if not one or not other:
        raise NotKnownError
    left: Shape = (1, *one) if len(one) == 1 else one
    right: Shape = (*other, 1) if len(other) == 1 else other
    if not agree(left[-1], right[-2]):
        raise refuse(
            "shape-mismatch",
            f"ops.matmul sums over the last axis of {said(pair[0])} and the last but one of {said(pair[1])}, "
            f"whose sizes differ: {left[-1]} and {right[-2]}",
            "`ops.transpose` or `ops.swapaxes` brings the axes into place",
            at=("x1", "x2"),
        )
    many = spread(op, (Tensor(left[:-2]), Tensor(right[:-2])))
    rows = () if len(one) == 1 else left[-2:-1]
    columns = () if len(other) == 1 else right[-1:]
    return Outcome(Tensor((*many, *rows, *columns), common(pair)))


@rule("einsum", kind="op")
def einsum(op: Arguments, call: Call) -> Outcome:
    """The axes that the equation names for the result, in its order."""
    equation = op["subscripts"]
    tensors = call.get("operands") or ()
    if not isinstance(equation, str) or equation.count("->") != 1 or "." in equation:
        raise NotKnownError
    if not all(isinstance(tensor, Tensor) for tensor in tensors):
        raise NotKnownError
    terms, result = equation.replace(" ", "").split("->")
    sizes = _letters(terms.split(","), tensors)
    if any(letter not in sizes for letter in result):
        raise NotKnownError
    return Outcome(Tensor(tuple(sizes[letter] for letter in result), common(tensors)))


def _letters(terms: Sequence[str], tensors: Sequence[Tensor]) -> dict[str, Size]:
    """The size that each letter of an equation stands for."""
    if len(terms) != len(tensors):
        raise refuse(
            "missing-input",
            f"ops.einsum names {len(terms)} tensors in its equation, received {len(tensors)}",
            "name as many results: `from: [a, b]`",
            argument="subscripts",
        )
    sizes: dict[str, Size] = {}
    for term, tensor, shape in zip(terms, tensors, known(tensors), strict=True):
        if len(term) != len(shape):
            raise refuse(
                "rank-mismatch",
                f"ops.einsum names the axes `{term}` of {said(tensor)}, which has {len(shape)} axes",
                "name every axis by a letter, the batch as well",
                argument="subscripts",
            )
        for letter, size in zip(term, shape, strict=True):
            _remember(sizes, letter, size, tensor)
    return sizes


def _remember(sizes: dict[str, Size], letter: str, size: Size, tensor: Tensor) -> None:
    before = sizes.get(letter)
    if before not in (None, 1) and size not in (None, 1, before):
        raise refuse(
            "shape-mismatch",
            f"ops.einsum gives the axis `{letter}` two sizes: {before}, and {size} in {said(tensor)}",
            "one letter stands for one size",
            argument="subscripts",
        )
    if before in (None, 1) and not (before is None and letter in sizes and size == 1):
        sizes[letter] = size
