"""Folding says the same with fewer words: what it writes resolves to the same graph."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import kbuild
from kbuild.converting.config.defaults import is_default
from kbuild.converting.folding import folded
from kbuild.converting.folding.entries import needs_of, read_entries, reading_order, relinked
from kbuild.reading.links import parts
from kbuild.reading.write import write_yaml
from kbuild.schemas import catalog


def without_defaults(value: Any, kind: str = "") -> Any:
    if isinstance(value, dict):
        found = (catalog.find(each, kind.removeprefix("ops.")) for each in ("layer", "op"))
        entry = next((each for each in found if each is not None), None)
        arguments = {} if entry is None else entry.args
        return {
            key: without_defaults(each, key)
            for key, each in value.items()
            if key not in arguments or arguments[key].required or not is_default(each, arguments[key])
        }
    return [without_defaults(each) for each in value] if isinstance(value, list) else value


def graph(model: dict[str, Any]) -> Any:
    """A functional model without the names of its entries: each goes by what it computes."""
    entries = {each.name: each for each in read_entries(model)}
    names = {name: f"input {index}" for index, name in enumerate(model["inputs"])}

    def link(text: str) -> str | None:
        name, item = parts(text)
        return None if name not in names else f"{names[name]}[{item}]" if item else names[name]

    for name in reading_order(needs_of(list(entries.values()), entries)) or ():
        entry = entries[name]
        what = [
            entry.kind,
            without_defaults(entry.arguments or {}, entry.kind),
            relinked([entry.links, entry.call], link),
            names.get(entry.reuse or ""),
        ]
        names[name] = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
    return sorted(names.values()), relinked(model["outputs"], link)


def resolved(tree: dict[str, Any]) -> dict[str, Any]:
    return dict(kbuild.load(write_yaml(tree)).tree()["model"])


def unit(label: str, source: str, size: int, rate: float | None, *, shortcut: bool) -> dict[str, Any]:
    join = "" if label.startswith("dense") else f"{label}_"
    number = label.rpartition("_")[2]
    names = {
        key: f"{join}{key}" if join else f"{base}_{number}{key}"
        for key, base in (("a", "dense"), ("b", "activation"), ("c", "dense"), ("d", "dropout"), ("e", "add"))
    }
    out: dict[str, Any] = {
        names["a"]: {"Dense": {"units": size}, "from": source},
        names["b"]: {"Activation": {"activation": "relu"}, "from": names["a"]},
        names["c"]: {"Dense": {"units": 8}, "from": names["b"]},
    }
    last = names["c"]
    if rate is not None:
        out[names["d"]] = {"Dropout": {"rate": rate}, "from": last}
        last = names["d"]
    if shortcut:
        out[names["e"]] = {"Add": None, "from": [source, last]}
    return out


def automatic(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same units under the names that Keras would have counted."""
    from kbuild.checking.naming import Names

    names, out = Names(), []
    known: dict[str, str] = {}
    for each in units:
        renamed = {}
        for name, entry in each.items():
            kind = next(key for key in entry if key != "from")
            known[name] = names.for_type(kind)
            renamed[known[name]] = {
                kind: entry[kind],
                "from": relinked(entry["from"], known.get),
            }
        out.append(renamed)
    return out


SIZES = st.sampled_from([4, 8, 16, 32])
UNITS = st.lists(
    st.tuples(SIZES, st.sampled_from([None, None, 0.1, 0.5]), st.booleans()), min_size=1, max_size=9
)


@st.composite
def repeating(draw: st.DrawFn) -> dict[str, Any]:
    """A model of units that are alike or nearly so, named by a label or by Keras's counting."""
    source, units = "x", []
    base = draw(st.sampled_from(["stage", "block_1_part", "enc"]))
    kinds = draw(UNITS)
    for index, (size, rate, shortcut) in enumerate(kinds):
        made = unit(f"{base}_{index}", source, size, rate, shortcut=shortcut)
        units.append(made)
        source = list(made)[-1]
    if draw(st.booleans()):
        units = automatic(units)
        source = list(units[-1])[-1]
    layers = {name: entry for each in units for name, entry in each.items()}
    outputs: Any = {"head": {"Dense": {"units": 1}, "from": source}}
    second = draw(st.sampled_from(list(layers)))
    both = draw(st.booleans())
    return {
        "model": {
            "style": "functional",
            "inputs": {"x": {"shape": [8]}},
            "layers": {**layers, **outputs},
            "outputs": ["head", second] if both else "head",
        }
    }


@settings(max_examples=40)
@given(repeating())
def test_a_folded_graph_resolves_to_the_graph_that_it_was_made_of(tree: dict[str, Any]) -> None:
    before = resolved(tree)
    assert graph(resolved(folded(tree))) == graph(before)


@settings(max_examples=40)
@given(repeating())
def test_names_are_kept_where_that_is_asked_for(tree: dict[str, Any]) -> None:
    before, after = resolved(tree), resolved(folded(tree, keep_names=True))
    assert set(after["layers"]) == set(before["layers"])
    assert graph(after) == graph(before)


@settings(max_examples=40)
@given(repeating())
def test_no_chosen_name_is_lost(tree: dict[str, Any]) -> None:
    chosen = {name for name in tree["model"]["layers"] if name.startswith(("stage", "block", "enc", "head"))}
    assert chosen <= set(resolved(folded(tree))["layers"])


STACK = st.lists(
    st.sampled_from(
        ["ReLU", "Flatten", {"Dense": {"units": 4}}, {"Dense": {"units": 8}}, {"Dropout": {"rate": 0.1}}]
    ),
    min_size=1,
    max_size=5,
)


@given(st.lists(st.tuples(STACK, st.integers(1, 6)), min_size=1, max_size=4))
def test_a_folded_stack_resolves_to_the_layers_that_it_was_made_of(parts: list[Any]) -> None:
    layers = [layer for stack, count in parts for layer in stack * count]
    tree = {"model": {"style": "sequential", "layers": [{"Input": {"shape": [4]}}, *layers]}}
    again = resolved(folded(tree))
    assert without_defaults(again["layers"]) == without_defaults(resolved(tree)["layers"])


def test_a_residual_network_is_a_block_and_its_uses() -> None:
    layers: dict[str, Any] = {}
    source = "x"
    for index, size in enumerate((16, 16, 32, 64)):
        layers |= unit(f"stage{index}_block", source, size, 0.1, shortcut=True)
        source = list(layers)[-1]
    tree = {
        "model": {"style": "functional", "inputs": {"x": {"shape": [8]}}, "layers": layers, "outputs": source}
    }
    made = folded(tree)
    assert list(made["blocks"]) == ["StageBlock"]
    assert made["blocks"]["StageBlock"]["params"] == {"units": 16}
    assert made["model"]["layers"]["stage3_block"] == {"StageBlock": {"units": 64}}
    assert made["model"]["outputs"] == "stage3_block"


def test_a_relation_between_sizes_is_written_as_one() -> None:
    layers: dict[str, Any] = {}
    source = "x"
    for index, size in enumerate((8, 16, 32, 64)):
        layers |= {
            f"unit{index}_a": {"Dense": {"units": size}, "from": source},
            f"unit{index}_b": {"BatchNormalization": None, "from": f"unit{index}_a"},
            f"unit{index}_c": {"Dense": {"units": size * 4}, "from": f"unit{index}_b"},
            f"unit{index}_d": {"Reshape": {"target_shape": [2, size * 2]}, "from": f"unit{index}_c"},
            f"unit{index}_e": {"Flatten": None, "from": f"unit{index}_d"},
        }
        source = f"unit{index}_e"
    tree = {
        "model": {"style": "functional", "inputs": {"x": {"shape": [8]}}, "layers": layers, "outputs": source}
    }
    body = folded(tree)["blocks"]["Unit"]
    assert body["layers"]["c"] == {"Dense": {"units": "${units * 4}"}}
    assert body["layers"]["d"] == {"Reshape": {"target_shape": [2, "${units * 2}"]}}
    assert graph(resolved(folded(tree))) == graph(resolved(tree))


def test_copies_that_nobody_named_are_one_use_that_repeats() -> None:
    units = [unit(f"u_{index}", "x", 16, 0.1, shortcut=True) for index in range(4)]
    for earlier, later in pairwise(units):
        last, first = list(earlier)[-1], next(iter(later))
        later[first] = {**later[first], "from": last}
        end = list(later)[-1]
        later[end] = {"Add": None, "from": [last, list(later)[-2]]}
    layers = {name: entry for each in automatic(units) for name, entry in each.items()}
    layers["out"] = {"Dense": {"units": 1}, "from": list(layers)[-1]}
    tree = {
        "model": {"style": "functional", "inputs": {"x": {"shape": [8]}}, "layers": layers, "outputs": "out"}
    }
    made = folded(tree)["model"]["layers"]
    assert made == {"residual_block": {"ResidualBlock": None, "repeat": 4}, "out": {"Dense": {"units": 1}}}
