"""How much a document may ask for before it is refused, so that a stranger's document is safe to load."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of section 10 of the language; trusted Python code may raise each.

    Args:
        text: Bytes of text, for each file.
        depth: Levels of lists and mappings, blocks and includes counted where they end up. At most 128.
        nodes: Keys' values and list items, after aliases, includes, `repeat`, `for_each` and blocks.
        layers: Layers of all models together, those of `repeat`, `for_each` and blocks counted each time.
        steps: Steps of all `${...}` expressions of a document together.
        files: Files that a document may include.
        activations: Values that all layers of a model give for one batch; held by the checks.
        vocabulary: Entries of a vocabulary or a table of codes; held by the checks.
        generated: Values of a generated set; held by the checks.
        parameters: Weights of a model; held by the checks, not by reading.

    Example:
        >>> Limits(nodes=1_000_000).nodes
        1000000
    """

    text: int = 16 * 1024 * 1024
    depth: int = 64
    nodes: int = 50_000
    layers: int = 2_500
    steps: int = 500_000
    files: int = 1_000
    parameters: int = 2_000_000_000
    activations: int = 20_000_000_000
    vocabulary: int = 100_000_000
    generated: int = 1_000_000_000

    def __post_init__(self) -> None:
        # The tree is walked by recursion, and Python's own stack holds about a thousand calls.
        if self.depth > 128:
            raise ValueError(f"depth is at most 128, received {self.depth}")


DEFAULT = Limits()
