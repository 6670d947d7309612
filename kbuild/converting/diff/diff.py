"""`kbuild.diff`: what differs between two documents, models or runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kbuild.checking.summary import Summary, summarize
from kbuild.converting.diff.changes import Change, Difference, LayerChange
from kbuild.converting.diff.layers import Layer, layers_of
from kbuild.converting.diff.matching import matched
from kbuild.converting.diff.settings import changed, changes, settings_of
from kbuild.converting.diff.sides import Side, side_of
from kbuild.schemas.document import Document


def diff(a: Any, b: Any) -> Difference:
    """Find what differs between two documents, models or runs, without Keras.

    Layers are the same where they have the same name, or are alike at the same place: one that was renamed
    or inserted does not make all that follow it different. A default that is written out is no difference.

    Args:
        a: A document; the path of one, of a `.keras` file, of the JSON of a model or of a run's folder; a
            text or a mapping; a run.
        b: The other.

    Returns:
        What differs: false if nothing does; `str()` of it is what `kbuild diff` prints.

    Raises:
        DocumentError: If one of the documents is wrong.
        UsageError: If there is no such file, or it is no model.

    Example:
        >>> model = "{model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: %s}}]}}"
        >>> [change.after for change in diff(model % 3, model % 5).layers[0].changes]
        [5]
    """
    first, second = side_of(a, "a"), side_of(b, "b")
    # Matching is greedy: in one order for both directions, so that each direction is the other's mirror.
    if _order(first) > _order(second):
        return _diff(second, first).mirrored()
    return _diff(first, second)


def _order(side: Side) -> tuple[str, str]:
    return repr(side.document.tree()), side.name


def _diff(first: Side, second: Side) -> Difference:
    one, other = (_summary(each.document) for each in (first, second))
    left = layers_of(first.document.model, one)
    right = layers_of(second.document.model, other)
    return Difference(
        (first.name, second.name),
        tuple(_layers(left, right)),
        tuple(changed(settings_of(first.document), settings_of(second.document))),
        tuple(changes(_totals(one), _totals(other))),
        tuple(changes(first.results, second.results)) if first.results and second.results else (),
    )


def _summary(document: Document) -> Summary | None:
    try:
        return summarize(document)
    except Exception:
        # A table is an extra here; what keeps it from being made is for `kbuild validate` to say.
        return None


def _totals(summary: Summary | None) -> dict[str, Any]:
    if summary is None:
        return {}
    found = {"total": summary.total, "trainable": summary.trainable, "non_trainable": summary.non_trainable}
    return {key: each for key, each in found.items() if each is not None}


def _layers(first: Sequence[Layer], second: Sequence[Layer]) -> Iterator[LayerChange]:
    pairs = matched(first, second)
    back = {other: one for one, other in pairs.items()}
    names = {first[one].name: second[other].name for one, other in pairs.items()}
    place = 0
    for index, layer in enumerate(first):
        partner = pairs.get(index)
        if partner is None:
            yield _alone(layer, "removed")
            continue
        while place < partner:
            if place not in back:
                yield _alone(second[place], "inserted")
            place += 1
        place = max(place, partner + 1)
        change = _pair(layer, second[partner], names, first, second)
        if change is not None:
            yield change
    yield from (_alone(second[at], "inserted") for at in range(place, len(second)) if at not in back)


def _alone(layer: Layer, kind: Any) -> LayerChange:
    inserted = kind == "inserted"
    said = {**layer.arguments, **({"from": list(layer.sources)} if layer.sources else {})}
    said_here = tuple(changes({}, said) if inserted else changes(said, {}))
    effects = _effects(layer)
    return LayerChange(
        kind,
        None if inserted else layer.name,
        layer.name if inserted else None,
        layer.type_name,
        said_here,
        tuple(changes({}, effects) if inserted else changes(effects, {})),
    )


def _effects(layer: Layer) -> dict[str, Any]:
    found = {"shape": layer.shape, "parameters": layer.parameters}
    return {key: each for key, each in found.items() if each is not None}


def _pair(
    one: Layer, other: Layer, names: Mapping[str, str], first: Sequence[Layer], second: Sequence[Layer]
) -> LayerChange | None:
    found = [*changes({"type": one.type_name}, {"type": other.type_name})]
    found += changes(one.arguments, other.arguments, one.defaults, other.defaults)
    found += _wiring(one, other, names, first, second)
    effects = tuple(changes(_effects(one), _effects(other)))
    own = one.name.rpartition("/")[2], other.name.rpartition("/")[2]
    renamed = one.given and other.given and own[0] != own[1]
    if not found and not effects and not renamed:
        return None
    types = one.type_name, other.type_name
    return LayerChange(
        "changed", one.name, other.name, other.type_name, tuple(found), effects, types, renamed
    )


def _wiring(
    one: Layer, other: Layer, names: Mapping[str, str], first: Sequence[Layer], second: Sequence[Layer]
) -> Iterator[Change]:
    """Whether a layer takes something else, apart from what was inserted or removed in between."""
    taken = [names.get(each, each) for each in _through(one.sources, first, names)]
    takes = list(_through(other.sources, second, {each: each for each in names.values()}))
    if taken != takes and (one.sources or other.sources):
        yield Change("from", list(one.sources), list(other.sources))
    elif len(one.sources) == len(other.sources):
        words = dict(zip(one.sources, other.sources, strict=True))
        if _renamed(one.links, words) != other.links:
            yield Change("call", one.links, other.links)


def _through(sources: Sequence[str], layers: Sequence[Layer], known: Mapping[str, str]) -> Iterator[str]:
    """The nearest results before, of layers that are on both sides."""
    by_name = {each.name: each for each in layers}
    for each in sources:
        name, seen = each, set[str]()
        while name not in known and name not in seen and name in by_name and len(by_name[name].sources) == 1:
            seen.add(name)
            name = by_name[name].sources[0]
        yield name


def _renamed(links: Any, words: Mapping[str, str]) -> Any:
    """How results are taken, under the names of the other side."""
    if isinstance(links, str):
        short = {one.rpartition("/")[2]: other.rpartition("/")[2] for one, other in words.items()}
        head, mark, tail = links.partition("[")
        return short.get(head.strip(), head) + mark + tail
    if isinstance(links, Mapping):
        return {key: _renamed(each, words) for key, each in links.items()}
    if isinstance(links, list):
        return [_renamed(each, words) for each in links]
    return links
