"""Types of the document's own: sub-models with parameters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from kbuild.reading.context import Context
from kbuild.reading.frames import failed
from kbuild.reading.problems import Related
from kbuild.reading.scope import Given, Scope
from kbuild.reading.spans import Span
from kbuild.reading.suggest import did_you_mean
from kbuild.reading.tree import Entry, Mapping, Node, Origin, Scalar, Sequence, with_origin
from kbuild.reading.words import WORDS, is_type, text_of, type_key, without

if TYPE_CHECKING:
    from kbuild.reading.expand import Expander

TYPES = {"sequential": "Sequential", "functional": "Functional", "subclass": "Subclass"}
_OWN_KEYS = frozenset({"params", "style", "description"})


class Block(NamedTuple):
    """A sub-model of `blocks`.

    Args:
        name: Its name, which is a type.
        body: Its keys as written: `inputs`, `layers`, `outputs` or `call`.
        params: Its parameters with their defaults.
        style: `sequential`, `functional` or `subclass`.
        span: Where its name stands.
    """

    name: str
    body: Mapping
    params: dict[str, Entry]
    style: str
    span: Span | None


def collect(context: Context, root: Mapping) -> dict[str, Block]:
    """Return the blocks of a document, with a problem for each that cannot be one."""
    section = root.entries.get("blocks")
    if section is None or (isinstance(section.value, Scalar) and section.value.value is None):
        return {}
    if not isinstance(section.value, Mapping):
        hint = "write each block's name with its params, inputs, layers and outputs below it"
        context.report("wrong-type", "`blocks` is a mapping of names to blocks", section.value.span, hint)
        return {}
    blocks: dict[str, Block] = {}
    context.path.append("blocks")
    for name, entry in section.value.entries.items():
        context.path.append(name)
        block = _block(context, entry)
        if block is not None:
            blocks[name] = block
        context.path.pop()
    context.path.pop()
    return blocks


def style_of(body: Mapping) -> str:
    """Return the style of a model: what it says, or what its keys show."""
    said = text_of(body.get("style"))
    if said in TYPES:
        return str(said)
    if isinstance(body.get("layers"), Sequence):
        return "sequential"
    return "subclass" if "call" in body else "functional"


def _block(context: Context, entry: Entry) -> Block | None:
    name, body = entry.key, entry.value
    if not is_type(name):
        hint = f"write `{name[:1].upper()}{name[1:]}`"
        context.report(
            "wrong-name", f"a block is a type, and types begin with a capital: `{name}`", entry.key_span, hint
        )
        return None
    if _is_keras_type(name):
        hint = "give the block a name of its own"
        context.report("name-taken", f"`{name}` is the name of a type already", entry.key_span, hint)
        return None
    if not isinstance(body, Mapping) or "layers" not in body:
        context.report("wrong-type", f"the block `{name}` has no `layers`", entry.key_span)
        return None
    params = body.get("params")
    if params is not None and not isinstance(params, Mapping):
        hint = "write each parameter with its default, such as params: {filters: 64}"
        context.report("wrong-type", "a block's `params` are names with their defaults", params.span, hint)
        return None
    given = {} if params is None else params.entries
    return Block(name, without(body, _OWN_KEYS), given, style_of(body), entry.key_span)


def _is_keras_type(name: str) -> bool:
    from kbuild.schemas import catalog

    return catalog.find("layer", name) is not None or name in TYPES.values()


@contextmanager
def using(expander: Expander, block: Block, use: Node, scope: Scope) -> Iterator[Scope | None]:
    """Enter a block: yield the scope of its body, or `None` when the block is inside itself.

    Args:
        expander: The walk.
        block: The block.
        use: The entry that uses it.
        scope: What names mean where it is used.
    """
    context = expander.context
    span = use_span(use)
    if block.name in expander.inside:
        chain = " → ".join([*expander.inside[expander.inside.index(block.name) :], block.name])
        context.report("cycle", f"the block `{block.name}` uses itself: {chain}", span)
        yield None
        return
    context.charge_block(span)
    inner = _scope(expander, block, use, scope)
    expander.inside.append(block.name)
    text = f"the block `{block.name}` is used here"
    context.uses.append(Origin("block", text, span, block=block.name, number=context.blocks))
    yield inner
    context.uses.pop()
    expander.inside.pop()


def _scope(expander: Expander, block: Block, use: Node, scope: Scope) -> Scope:
    """Return the values of a block's parameters: those given, and the defaults of the others."""
    context = expander.context
    inner = Scope({}, expander.outermost)
    for name, entry in block.params.items():
        inner.given[name] = Given(name, entry.value, inner, role="has this default")
    given = use.get(block.name) if isinstance(use, Mapping) else None
    _refuse_words(context, block, use)
    if given is None or (isinstance(given, Scalar) and given.value is None):
        return inner
    if not isinstance(given, Mapping):
        hint = f"write {block.name}: {{{', '.join(f'{name}: ...' for name in block.params)}}}"
        context.report("wrong-type", f"`{block.name}` takes its arguments by name", given.span, hint)
        return inner
    for name, entry in given.entries.items():
        if name in block.params:
            context.path.append(name)
            inner.given[name] = Given(name, expander.evaluate(entry.value, scope))
            context.path.pop()
        elif name != "name":
            _refuse_argument(context, block, entry)
    return inner


def _refuse_words(context: Context, block: Block, use: Node) -> None:
    """Report what stands beside a block and is no word of kbuild's."""
    for key, entry in use.entries.items() if isinstance(use, Mapping) else ():
        if key != block.name and key not in WORDS:
            hint = did_you_mean(key, sorted(WORDS))
            context.report("unknown-word", f"`{key}` has no meaning beside a type", entry.key_span, hint)


def _refuse_argument(context: Context, block: Block, entry: Entry) -> None:
    hint = did_you_mean(entry.key, [*block.params, "name"])
    related = (Related("the block is defined here", block.span),)
    message = f"the block `{block.name}` has no parameter `{entry.key}`"
    context.report("unknown-argument", message, entry.key_span, hint, related)


def use_name(expander: Expander, block: Block, use: Node, scope: Scope) -> Scalar | None:
    """Return the `name` that a use of a block gives it, unless that is one of the block's parameters."""
    given = use.get(block.name) if isinstance(use, Mapping) else None
    name = given.get("name") if isinstance(given, Mapping) and "name" not in block.params else None
    resolved = None if name is None else expander.evaluate(name, scope)
    return resolved if isinstance(resolved, Scalar) else None


def use_span(use: Node) -> Span | None:
    """Return the place of the block's name in an entry that uses it."""
    if isinstance(use, Mapping):
        key = type_key(use)
        if key is not None:
            return use.entries[key].key_span or use.span
    return use.span


def nested_block(expander: Expander, block: Block, use: Node, scope: Scope) -> Node:
    """Return a use of a block as a nested model: `{Functional: {...}}` and the like."""
    from kbuild.reading.models import body_of

    kind, span = TYPES[block.style], use_span(use)
    expander.context.charge(1, 1, use)
    expander.context.path.append(kind)
    with using(expander, block, use, scope) as inner:
        if inner is None:
            expander.context.path.pop()
            return failed(span)
        body = body_of(expander, block.body, block.style, inner)
        origin = expander.context.uses[-1]
    expander.context.path.pop()
    name = use_name(expander, block, use, scope)
    if name is not None:
        body = Mapping({"name": Entry("name", name.span, name), **body.entries}, body.span, body.origin)
    words = without(use, frozenset({block.name})).entries if isinstance(use, Mapping) else {}
    made = Mapping({kind: Entry(kind, span, body), **words}, use.span)
    return with_origin(made, origin.after(use.origin))
