"""A program's text: parsed within bounds, and the places of its nodes in characters."""

from __future__ import annotations

import ast
import re
import warnings
from collections import deque

from .values import ProgramError

MAX_TEXT = 65_536
"""The greatest length of a program, in characters."""

MAX_DEPTH = 100
"""The deepest nesting of statements and expressions."""

_NEWLINE = re.compile(r"\r\n|\r|\n")


class Source:
    """The text of a program, and where each node stands in it.

    Args:
        text: The program.

    Example:
        >>> source = Source("return é + x")
        >>> source.error(source.parse().body[0].value.right, "some-code", "a message").column
        12
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = _NEWLINE.split(text)

    def parse(self) -> ast.Module | ProgramError:
        """Return the tree, or the one error that keeps the text from being parsed."""
        if len(self.text) > MAX_TEXT:
            message = f"a program has at most {MAX_TEXT:,} characters, this one has {len(self.text):,}"
            return ProgramError("too-large", message, None, 1, 1, 1)
        try:
            with warnings.catch_warnings():
                # Python warns of odd texts such as "\d", which are refused or harmless here.
                warnings.simplefilter("ignore")
                tree = ast.parse(self.text)
        except SyntaxError as error:
            return self._syntax_error(error)
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            return ProgramError("syntax-error", f"this is not a program: {error}", None, 1, 1, 1)
        return self._too_deep(tree) or tree

    def error(self, node: ast.AST, code: str, message: str, hint: str | None = None) -> ProgramError:
        """Make an error whose place is a node's."""
        line, column, length = self.place(node)
        return ProgramError(code, message, hint, line, column, length)

    def place(self, node: ast.AST) -> tuple[int, int, int]:
        """Return a node's line, column and length, from 1 and in characters."""
        line = getattr(node, "lineno", 1)
        start = self._characters(line, getattr(node, "col_offset", 0))
        if getattr(node, "end_lineno", line) == line:
            end = self._characters(line, getattr(node, "end_col_offset", start))
        else:
            end = len(self._lines[line - 1].rstrip())
        return line, start + 1, max(end - start, 1)

    def attribute(self, node: ast.Attribute) -> tuple[int, int, int]:
        """Return the place of the name behind an attribute's dot."""
        line = node.end_lineno or node.lineno
        end = self._characters(line, node.end_col_offset or 0)
        return line, max(end - len(node.attr), 0) + 1, len(node.attr)

    def _characters(self, line: int, offset: int) -> int:
        """Turn an offset in bytes of UTF-8, as `ast` has it, into one in characters."""
        return len(self._lines[line - 1].encode()[:offset].decode(errors="ignore"))

    def _syntax_error(self, error: SyntaxError) -> ProgramError:
        line = min(max(error.lineno or 1, 1), len(self._lines))
        column = max(error.offset or 1, 1)
        same_line = error.end_lineno in (None, line) and error.end_offset is not None
        length = (error.end_offset or 0) - column if same_line else 1
        message = f"this is not valid Python: {error.msg}"
        return ProgramError("syntax-error", message, None, line, column, max(length, 1))

    def _too_deep(self, tree: ast.Module) -> ProgramError | None:
        # Level by level, for a tree deep enough to be refused could overflow the stack of a recursive walk.
        level: deque[ast.AST] = deque([tree])
        for _ in range(MAX_DEPTH + 1):
            level = deque(child for node in level for child in ast.iter_child_nodes(node))
            if not level:
                return None
        placed = next((node for node in level if hasattr(node, "lineno")), tree)
        return self.error(placed, "too-large", f"nested deeper than {MAX_DEPTH} levels")
