"""What resolving a document keeps in mind: its limits, the place it is at, and the problems found."""

from __future__ import annotations

from kbuild.reading.expressions import Budget
from kbuild.reading.frames import MOST_PROBLEMS, Abandoned
from kbuild.reading.limits import Limits
from kbuild.reading.problems import Problem, Related, dotted
from kbuild.reading.spans import Span
from kbuild.reading.tree import Node, Origin


class Context:
    """The state of one resolution.

    `path` is where the node that is being made will stand in the resolved document. `uses` are the places of
    the blocks that are being expanded, the innermost last: every problem within a block names them.

    Args:
        limits: What to refuse.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.budget = Budget(limits.steps)
        self.problems: list[Problem] = []
        self.path: list[str | int] = []
        self.uses: list[Origin] = []
        self.nodes = 0
        self.blocks = 0

    def report(
        self,
        code: str,
        message: str,
        span: Span | None,
        hint: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Add a problem at the place that is being resolved."""
        uses = tuple(Related(use.text, use.span) for use in reversed(self.uses) if use.span != span)
        path = dotted(tuple(self.path))
        self.problems.append(Problem(code, message, "error", path, span, hint, (*related, *uses)))
        if len(self.problems) >= MOST_PROBLEMS:
            raise Abandoned

    def expect(self, nodes: int, node: Node) -> None:
        """Refuse what is going to be too large before it is made."""
        if self.nodes + nodes > self.limits.nodes:
            most = f"{self.limits.nodes:,}"
            message = f"the resolved document has more than {most} values, the limit"
            self.report("too-many-nodes", message, node.span)
            raise Abandoned

    def charge_block(self, span: Span | None) -> None:
        """Account for a use of a block, which has a layer at least.

        Raises:
            Abandoned: When there are more uses than a document may have layers.
        """
        self.blocks += 1
        if self.blocks > self.limits.layers:
            message = f"blocks are used more than {self.limits.layers:,} times, the limit of layers"
            self.report("too-many-layers", message, span)
            raise Abandoned

    def charge(self, nodes: int, levels: int, node: Node) -> None:
        """Account for nodes of the resolved document.

        Args:
            nodes: How many.
            levels: How many levels of lists and mappings they have.
            node: What asks for them, to point at.

        Raises:
            Abandoned: When there are too many, or they stand too deep.
        """
        self.nodes += nodes
        self.expect(0, node)
        if len(self.path) + levels > self.limits.depth:
            message = f"the resolved document is nested deeper than {self.limits.depth} levels, the limit"
            self.report("too-deep", message, node.span)
            raise Abandoned
