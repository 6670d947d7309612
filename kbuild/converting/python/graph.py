"""The statements of a graph: one for each entry, one call of a function for each use of a block."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kbuild.checking.naming import snake_case
from kbuild.checking.wiring import Wiring
from kbuild.converting.python.build import assign, call, constant, formatted, function, mapping, name
from kbuild.converting.python.identifiers import Pool, identifier
from kbuild.converting.python.layers import layer, pinned
from kbuild.converting.python.program import Program
from kbuild.converting.python.units import Unit, units
from kbuild.converting.python.values import made, reference, value
from kbuild.reading.tree import Path
from kbuild.schemas import types
from kbuild.schemas.models import Functional, Model, Node
from kbuild.schemas.objects import Object
from kbuild.schemas.wiring import names_in, references
from kbuild.schemas.wiring import reference as link_of

_CHAIN = ("x", "h", "y", "z")


class Graph:
    """Writes a functional model.

    Args:
        program: What is being written.
        model: The model.
        path: Where its keys stand in the document.
        scope: The names of the models around its layers.
        wiring: Its order and sources.
        pool: The names of the scope that the statements stand in.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it is written from
        self,
        program: Program,
        model: Functional,
        path: Path,
        scope: str | ast.expr,
        wiring: Wiring,
        pool: Pool,
    ) -> None:
        self.program, self.model, self.path = program, model, path
        self.scope, self.sources, self.pool = scope, wiring.sources, pool
        self.order = _as_written(model, wiring)
        self.needs = {each: list(self._taken(each)) for each in self.order}
        self.reused = {node.reuse for node in model.layers.values() if node.reuse}
        self.prefix = ""
        self.variables: dict[str, str] = {}
        self.held: dict[str, str] = {}
        flat = not isinstance(scope, str)
        program.links.update({each: node.from_ for each, node in model.layers.items()})
        found = units(program, model, path, self.order, self.needs)
        self.items: list[str | Unit] = list(self.order) if flat else found

    def inputs(self) -> list[ast.stmt]:
        """The statements of the inputs."""
        body: list[ast.stmt] = []
        wanted = [each.name for _, each in references(self.model.outputs)]
        last = wanted[0] if len(wanted) == 1 else None
        self._name_all(list(self.model.inputs), self.items, [], last)
        for each, spec in self.model.inputs.items():
            expression = made(self.program, spec, (*self.path, "inputs", each), name=constant(each))
            body.append(assign(self.variables[each], expression))
        return body

    def body(self) -> list[ast.stmt]:
        """The statements of the layers."""
        return [statement for item in self.items for statement in self._item(item)]

    def variable(self, result: str) -> ast.expr:
        """The variable of a result."""
        return name(self.variables[result])

    def links(self, links: Any) -> ast.expr:
        """What a `from` or `outputs` names, in its structure."""
        if isinstance(links, str):
            return self._link(links)
        if isinstance(links, Mapping):
            return ast.Dict([constant(key) for key in links], [self.links(each) for each in links.values()])
        return ast.List([self.links(each) for each in links], ast.Load())

    def _link(self, text: str) -> ast.expr:
        link = link_of(text)
        node = self.variable(link.name)
        return node if link.item is None else ast.Subscript(node, constant(link.item), ast.Load())

    def _taken(self, entry: str) -> Iterator[str]:
        node = self.model.layers[entry]
        for _, each in references(node.from_ if node.from_ is not None else self.sources[entry]):
            yield each.name
        yield from (
            each for each in names_in(node.call) if each in self.model.inputs or each in self.model.layers
        )

    def _name_all(
        self, given: Sequence[str], items: Sequence[str | Unit], outputs: Sequence[str], last: str | None
    ) -> None:
        """Choose variables: a name of its own for what is used later, `x` for what the next line takes."""
        uses = Counter(each for item in items for each in set(self._needs(item)))
        uses.update([*outputs, *([] if last is None else [last])])
        results = [*[[each] for each in given], *[self._results(item) for item in items]]
        followed = [
            *[[] for _ in given[1:]],
            *[self._needs(item) for item in items],
            [] if last is None else [last],
        ]
        labels = dict(self.program.aliases)
        labels |= {i.gives[0]: i.label for i in items if isinstance(i, Unit) and len(i.gives) == 1}
        chained: list[str] = []
        for made_here, following in zip(results, followed, strict=False):
            if len(made_here) == 1 and made_here[0] in following and uses[made_here[0]] <= 1:
                chained.append(made_here[0])
        if not self.prefix:
            chained = [each for each in chained if each not in given]
        if not self.prefix:
            chained = [each for each in chained if each != last]
        for each in (each for made_here in results for each in made_here if each not in chained):
            if each not in self.variables:
                own = labels.get(each, each).removeprefix(self.prefix)
                self.variables[each] = self.pool.take(identifier(own, fallback="layer"))
        known = next((self.variables[each] for each in chained if each in self.variables), None)
        free = next((each for each in _CHAIN if each not in self.pool.taken), None)
        if chained:
            word = known or self.pool.take(free or "x")
            self.variables.update(dict.fromkeys(chained, word))

    def _needs(self, item: str | Unit) -> list[str]:
        return item.takes if isinstance(item, Unit) else self.needs[item]

    def _results(self, item: str | Unit) -> list[str]:
        return item.gives if isinstance(item, Unit) else [item]

    def _item(self, item: str | Unit) -> Iterator[ast.stmt]:
        if isinstance(item, Unit):
            yield self._unit(item)
        else:
            yield from self._entry(item)

    def _title(self, entry: str) -> ast.expr:
        """The name of an entry: of a block's, from the name that the function is given."""
        if self.prefix:
            return formatted(name("name"), "_" + entry.removeprefix(self.prefix))
        return constant(entry)

    def _entry(self, entry: str) -> Iterator[ast.stmt]:
        node = self.model.layers[entry]
        path = (*self.path, "layers", entry)
        arguments = {
            key: self._argument(each, (*path, "call", key)) for key, each in (node.call or {}).items()
        }
        links = node.from_ if node.from_ is not None else self.sources[entry]
        target = self.variables[entry]
        if node.layer is not None and node.layer.kind == "op":
            yield assign(target, self._operation(node.layer, links, arguments, path))
            return
        training = (node.call or {}).get("training")
        arguments.pop("training", None)
        if node.reuse:
            made_layer: ast.expr = name(self.held[node.reuse])
        else:
            assert node.layer is not None  # noqa: S101 - the schema gives each entry a layer or a reuse
            title = self._title(entry)
            key: str | ast.expr = entry if not self.prefix else title
            made_layer = layer(self.program, node.layer, path, title, key, self.scope)
        if entry in self.reused:
            self.held[entry] = self.pool.take(f"{identifier(entry, fallback='layer')}_layer")
            yield assign(self.held[entry], made_layer)
            made_layer = name(self.held[entry])
        if isinstance(training, bool):
            wrapper = self._title(entry if node.reuse else f"{entry}_training")
            made_layer = pinned(self.program, made_layer, training, wrapper)
        yield assign(target, self._called(made_layer, node, links, arguments))

    def _called(
        self, made_layer: ast.expr, node: Node, links: Any, arguments: dict[str, ast.expr]
    ) -> ast.expr:
        spec = node.layer if node.reuse is None else self.model.layers[node.reuse].layer
        is_model = isinstance(spec, Model) or (spec is not None and spec.kind == "application")
        if isinstance(links, Mapping) and not is_model:
            return call(made_layer, **{key: self.links(each) for key, each in links.items()}, **arguments)
        return call(made_layer, self.links(links), **arguments)

    def _operation(self, spec: Object, links: Any, arguments: dict[str, ast.expr], path: Path) -> ast.expr:
        entry = types.entry_of(spec)
        here = (*path, spec.type_name)
        given: dict[str, ast.expr] = {}
        for key, each in spec.arguments().items():
            known = entry.args[key]
            given[key] = value(self.program, each, (*here, key))
            if isinstance(each, tuple) and known.types[:1] == ("tensor",):
                self.program.use("ops")
                given[key] = call("ops.convert_to_tensor", given[key])
        given.update(arguments)
        operation = reference(self.program, entry)
        if isinstance(links, Mapping):
            return call(operation, **{key: self.links(each) for key, each in links.items()}, **given)
        first = next(iter(entry.args.values()), None)
        takes_list = first is not None and any(each.startswith("list[tensor") for each in first.types)
        places = [self.links(links)]
        if not isinstance(links, str) and not takes_list:
            places = [self.links(each) for each in links]
        lead = [given.pop(first.name)] if first is not None and first.name in given else []
        return call(operation, *lead, *places, **given)

    def _argument(self, written: Any, path: Path) -> ast.expr:
        if isinstance(written, str) and written.split("[", 1)[0].strip() in self.variables:
            return self._link(written)
        if isinstance(written, Mapping):
            values = [self._argument(each, (*path, key)) for key, each in written.items()]
            return mapping(list(written), values)
        if isinstance(written, (list, tuple)):
            return ast.List(
                [self._argument(each, (*path, at)) for at, each in enumerate(written)], ast.Load()
            )
        return value(self.program, written, path)

    def _unit(self, unit: Unit) -> ast.stmt:
        """A call of the function of a block, and the function for this use of it."""
        outer = self.prefix, self.variables, self.held, self.pool
        title = self._title(unit.label)
        taken = [self.variables[each] for each in unit.takes]
        targets = [self.variables[each] for each in unit.gives]
        inputs = _input_names(self.program, unit)
        self.prefix, self.held = f"{unit.label}_", {}
        self.pool = Pool(["name", *self.program.reserved])
        self.variables = {each: self.pool.take(inputs.get(each, "x")) for each in unit.takes}
        given = list(self.variables.values())
        single = unit.gives[0] if len(unit.gives) == 1 else None
        self._name_all(unit.takes, unit.items, [] if single else unit.gives, single)
        body = [statement for item in unit.items for statement in self._item(item)]
        results = [self.variable(each) for each in unit.gives]
        back = results[0] if len(results) == 1 else ast.Tuple(results, ast.Load())
        self.prefix, self.variables, self.held, self.pool = outer
        made_here = function("_", [*given, "name"], [*body, ast.Return(back)])
        parts = tuple(each.removeprefix(f"{unit.label}_") for each in unit.names())
        words = self.program.words_of(unit.block)
        base = identifier(snake_case(unit.block))
        node = self.program.shared(made_here, base, title, [name(each) for each in taken], parts, words)
        return assign(targets[0] if len(targets) == 1 else targets, node)


def _as_written(model: Functional, wiring: Wiring) -> list[str]:
    """The entries in the document's order, if each stands after all that it takes; sorted otherwise."""
    place = {each: index for index, each in enumerate(model.layers)}
    for index, (entry, node) in enumerate(model.layers.items()):
        links = node.from_ if node.from_ is not None else wiring.sources[entry]
        before = [each.name for _, each in references(links)]
        before += [each for each in names_in(node.call) if each in model.layers]
        before += [node.reuse] if node.reuse else []
        if any(place.get(each, -1) >= index for each in before):
            return list(wiring.order)
    return list(model.layers)


def _input_names(program: Program, unit: Unit) -> dict[str, str]:
    """What the block calls the results that it takes, as far as its entries tell."""
    from kbuild.converting.python.program import plain_at

    found: dict[str, str] = {}
    block = plain_at(program, ("blocks", unit.block)) or {}
    inputs = [each for each in block.get("inputs") or {} if isinstance(each, str)]
    if len(inputs) == 1 and len(unit.takes) == 1:
        return {unit.takes[0]: identifier(inputs[0])}
    written = block.get("layers")
    for inner, entry in written.items() if isinstance(written, Mapping) else ():
        said = entry.get("from") if isinstance(entry, Mapping) else None
        given = program.links.get(f"{unit.label}_{inner}")
        pairs = (
            zip(said, given, strict=False)
            if isinstance(said, list) and isinstance(given, tuple)
            else [(said, given)]
        )
        for one, other in pairs:
            if isinstance(one, str) and isinstance(other, str) and re.split(r"\s+or\s+", one)[-1] in inputs:
                found.setdefault(other, identifier(re.split(r"\s+or\s+", one)[-1]))
    return found
