"""What the layers of a graph are called with, by name: `from: {query: a}` and `call: {training: false}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbuild.checking.finding import Finding, Path
from kbuild.checking.rules.registry import Placed, for_types
from kbuild.schemas import types
from kbuild.schemas.models import Functional, Model, Node
from kbuild.schemas.objects import Object


@for_types("Functional")
def names_of_arguments(model: Placed) -> Iterator[Finding]:
    """Every name is an argument of what is called."""
    spec = model.spec
    assert isinstance(spec, Functional)  # noqa: S101 - told by the type
    for name, node in spec.layers.items():
        called = node.layer if node.reuse is None else getattr(spec.layers.get(node.reuse), "layer", None)
        if called is not None:
            yield from _of_entry(called, node, (*model.path, "layers", name))


def _of_entry(called: Object, node: Node, path: Path) -> Iterator[Finding]:
    if not isinstance(node.from_, Mapping) and not node.call:
        return
    known = _arguments(called)
    if not known:
        return
    # A model takes its inputs as one mapping, whose names are its own.
    named = node.from_ if isinstance(node.from_, Mapping) and not _is_model(called) else {}
    for word, names in (("from", named), ("call", node.call or {})):
        for each in names:
            if each not in known and each != "training":
                text = f"the call of {called.type_name} has no argument `{each}`"
                yield Finding(
                    "unknown-argument", text, (*path, word, each), key=True, name=each, candidates=known
                )


def _is_model(called: Object) -> bool:
    return isinstance(called, Model) or called.kind == "application"


def _arguments(called: Object) -> tuple[str, ...]:
    if called.kind != "op":
        from kbuild.reading.program.layer_calls import call_arguments

        return tuple(call_arguments(called))
    entry = types.entry_of(called)
    variadic = any(each.variadic for each in entry.args.values())
    return () if variadic else tuple(entry.args)
