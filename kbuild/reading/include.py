"""`include`: another file's content in the place of a value.

A path is relative to the file that names it and stays in the folder of the first document, also when links
are followed, so that a document from a stranger reads nothing else of the machine.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from kbuild.reading.context import Context
from kbuild.reading.frames import Abandoned, failed
from kbuild.reading.problems import Related
from kbuild.reading.read import read_file
from kbuild.reading.template import has_template, shown
from kbuild.reading.tree import Entry, Mapping, Node, Origin, Scalar, Sequence, measure, plain, with_origin
from kbuild.schemas.paths import NOT_A_PATH, refusal_of

WORD = "include"
ENDINGS = (".yaml", ".yml", ".json")


def mentions_include(node: Node) -> bool:
    """Say whether a tree has an `include` anywhere, cheaply where its text is at hand."""
    if node.span is not None and node.origin is None:
        return WORD in node.span.source.text
    return True


class Includer:
    """Puts the included files into a tree.

    Args:
        context: Limits and problems.
        folder: The folder of the first document; `None` for a document that has none.
        file: The first document's file.
        allowed: Further folders that trusted code lets it read from.
    """

    def __init__(
        self,
        context: Context,
        folder: Path | None,
        file: Path | None = None,
        allowed: Iterable[Path] = (),
    ) -> None:
        self.context = context
        self.folder = None if folder is None else folder.resolve()
        self.shown_folder = folder
        self.allowed = tuple(each.resolve() for each in allowed)
        self.read: dict[Path, Node | None] = {}
        self.open: list[Path] = [] if file is None else [file.resolve()]
        self.outermost = len(self.open)
        self.files = 0

    def expand(self, node: Node, base: Path | None) -> Node:
        """Return a tree in which each `include` is the file's content.

        Args:
            node: The tree.
            base: The folder of the file that the tree was written in.
        """
        if isinstance(node, Scalar):
            return node
        if isinstance(node, Sequence):
            items = [self._below(index, item, base) for index, item in enumerate(node.items)]
            same = all(made is item for made, item in zip(items, node.items, strict=True))
            return node if same else Sequence(items, node.span, node.origin)
        entries = {key: self._entry(entry, base) for key, entry in node.entries.items() if key != WORD}
        found = node.entries.get(WORD)
        if found is not None:
            return self._included(node, found, entries, base)
        same = all(made is node.entries[key] for key, made in entries.items())
        return node if same else Mapping(entries, node.span, node.origin)

    def _entry(self, entry: Entry, base: Path | None) -> Entry:
        value = self._below(entry.key, entry.value, base)
        return entry if value is entry.value else Entry(entry.key, entry.key_span, value)

    def _below(self, step: str | int, node: Node, base: Path | None) -> Node:
        if isinstance(node, Scalar):
            return node
        self.context.path.append(step)
        made = self.expand(node, base)
        self.context.path.pop()
        return made

    def _included(self, node: Mapping, found: Entry, beside: dict[str, Entry], base: Path | None) -> Node:
        """Return a file's content, with the keys beside `include` over it."""
        content = self._content(found.value, base)
        if content is None:
            return Mapping(beside, node.span, node.origin) if beside else failed(found.value.span)
        text = f"`{plain(found.value)}` is included here"
        origin = Origin("include", text, found.value.span, node.origin)
        if not beside:
            return with_origin(content, origin)
        if not isinstance(content, Mapping):
            message = "what is included is no mapping, so no key can stand beside `include`"
            key = next(iter(beside.values()))
            self.context.report("misplaced-word", message, key.key_span, "remove the key")
            return with_origin(content, origin)
        return Mapping({**content.entries, **beside}, node.span, origin)

    def _content(self, path: Node, base: Path | None) -> Node | None:
        """Return the tree of an included file, with its own includes in it."""
        target = self._target(path, base)
        if target is None:
            return None
        if target in self.open:
            chain = " → ".join(each.name for each in [*self.open[self.open.index(target) :], target])
            self.context.report("cycle", f"`{target.name}` includes itself: {chain}", path.span)
            return None
        self.files += 1
        if self.files > self.context.limits.files:
            most = self.context.limits.files
            self.context.report(
                "too-many-files", f"the document includes more than {most:,} files", path.span
            )
            raise Abandoned
        node = self._parsed(target, path)
        if node is None:
            return None
        self.open.append(target)
        made = self.expand(node, target.parent)
        self.open.pop()
        size, levels = measure(made)
        before = self.context.nodes
        self.context.charge(size, levels, path)
        if len(self.open) > self.outermost:
            # What is inside another included file is counted with it.
            self.context.nodes = before
        return made

    def _parsed(self, target: Path, path: Node) -> Node | None:
        if target not in self.read:
            node, problems = read_file(
                target, self.context.limits, name=self._shown(target), order=1 + len(self.read)
            )
            place = (Related("it is included here", path.span),)
            for problem in problems:
                if problem.span is None:
                    self.context.report(problem.code, problem.message, path.span, problem.hint)
                else:
                    self.context.report(problem.code, problem.message, problem.span, problem.hint, place)
            self.read[target] = node
        return self.read[target]

    def _shown(self, target: Path) -> str:
        if self.folder is None or self.shown_folder is None or not target.is_relative_to(self.folder):
            return str(target)
        return str(self.shown_folder / target.relative_to(self.folder))

    def _target(self, node: Node, base: Path | None) -> Path | None:
        """Return the file that `include` names, if it may be read."""
        written = plain(node)
        refused = self._refusal(written, base)
        if refused is not None or base is None or self.folder is None:
            code, message, hint = refused or ("path-outside", "there is no folder to include from", None)
            self.context.report(code, message, node.span, hint)
            return None
        target = (base / str(written)).resolve()
        if not any(target.is_relative_to(each) for each in (self.folder, *self.allowed)):
            message = f"`{written}` is outside the document's folder"
            self.context.report("path-outside", message, node.span, "put the file into the document's folder")
            return None
        try:
            regular = stat.S_ISREG(target.stat().st_mode)
        except OSError:
            self.context.report("file-not-found", f"there is no file `{written}` here", node.span)
            return None
        if not regular:
            self.context.report("not-a-file", f"`{written}` is no file", node.span)
            return None
        if target.suffix.lower() not in ENDINGS:
            # Lines of a file that is no document would stand in the errors of reading it.
            message = f"`{written}` is no document: an included file ends in {', '.join(ENDINGS)}"
            self.context.report("not-a-file", message, node.span)
            return None
        return target

    def _refusal(self, written: object, base: Path | None) -> tuple[str, str, str | None] | None:
        if not isinstance(written, str) or not written.strip():
            return "wrong-type", f"`include` is the path of a file, received {shown(written)}", None
        if has_template(written):
            hint = "use `when` on two entries, or pass another document"
            return "bad-expression", "the path of an include cannot hold ${...}", hint
        if base is None:
            hint = "load the document by its path, or pass `folder`"
            return "path-outside", "a document that is no file has no folder to include from", hint
        absolute = written.startswith("/") and not self.allowed
        if refusal_of(written) == NOT_A_PATH or absolute or ":" in written:
            return (
                "path-outside",
                f"`{written}` is no path within the document's folder",
                "write a relative path",
            )
        return None
