"""Low-rank adaptation: the main weight is frozen and two thin trainable ones stand beside it.

Source: https://arxiv.org/abs/2106.09685; Keras keeps the thin ones in float32 whatever the policy.
"""

from __future__ import annotations

from dataclasses import replace

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.outcomes import Weight


def adapted(layer: Arguments, main: Weight, rows: tuple[int, ...], columns: int) -> tuple[Weight, ...]:
    """The weights that stand for a layer's main one, by its `lora_rank`.

    Args:
        layer: The layer, which may have `lora_rank`.
        main: Its kernel or embeddings.
        rows: The leading sizes of the first thin weight; its last is the rank.
        columns: The last size of the second thin weight; its first is the rank.

    Returns:
        The main weight alone, or frozen and followed by two thin ones.
    """
    rank = layer.optional_integer("lora_rank")
    if not rank:
        return (main,)
    return (
        replace(main, trainable=False),
        layer.weight(f"lora_{main.name}_a", (*rows, rank), dtype="float32"),
        layer.weight(f"lora_{main.name}_b", (rank, columns), dtype="float32"),
    )
