"""The whole catalog as the texts of its files."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import keras

from kbuild.building.catalog.combination import extract_type, op_call
from kbuild.building.catalog.corrections import Catalog, corrected, load_corrections
from kbuild.building.catalog.identifiers import identifiers
from kbuild.building.catalog.members import Member, members
from kbuild.building.catalog.probing import Probe
from kbuild.building.catalog.stubs import stub_text

#: The kinds that come from Keras, with the names of their files.
FILES = {
    "activation": "activations",
    "application": "applications",
    "callback": "callbacks",
    "constraint": "constraints",
    "dtype_policy": "dtype_policies",
    "initializer": "initializers",
    "layer": "layers",
    "loss": "losses",
    "metric": "metrics",
    "op": "ops",
    "optimizer": "optimizers",
    "regularizer": "regularizers",
    "schedule": "schedules",
}
_FUNCTIONS = ("activation", "application", "op")
# The public names of kbuild's own types, which have files of their own.
_OWN = "kbuild."
# Keras's functions for applications take no `trainable`; kbuild sets it on the model that they return.
_OF_AN_APPLICATION = {
    "types": ["bool"],
    "default": True,
    "text": "Whether its weights are trained; false freezes all of its layers.",
}


def extracted() -> Catalog:
    """Extract all kinds from the installed Keras, without corrections.

    Returns:
        Types by kind and name.
    """
    return {kind: _with_texts(_kind(kind)) for kind in FILES}


def current() -> Catalog:
    """Extract all kinds from the installed Keras and correct them.

    Returns:
        Types by kind and name, as the files hold them.
    """
    catalog = corrected(extracted(), load_corrections())
    for entry in catalog["op"].values():
        entry["call"] = op_call(entry["args"])  # again, since a correction may say what is a tensor
    for entry in catalog["application"].values():
        entry["args"].setdefault("trainable", dict(_OF_AN_APPLICATION))
    return catalog


def catalog_files(catalog: Catalog | None = None) -> Iterator[tuple[str, str]]:
    """Yield each file of the catalog, as its path below `schemas/` and its text.

    Args:
        catalog: What to write; by default the installed Keras's, corrected.

    Yields:
        Such as `("catalog/layers.json", "...")` and `("layers.pyi", "...")`.
    """
    catalog = catalog or current()
    for kind, types in catalog.items():
        own = {name: entry for name, entry in types.items() if entry["api"].startswith(_OWN)}
        yield f"catalog/{FILES[kind]}.json", _document(kind, types.keys() - own.keys(), types)
        if own:
            yield f"catalog/own_{FILES[kind]}.json", _document(kind, own, types)
        yield f"{FILES[kind]}.pyi", stub_text(kind, FILES[kind], keras.__version__, catalog)


def _document(kind: str, names: Iterable[str], types: dict[str, Any]) -> str:
    chosen = {name: types[name] for name in sorted(names)}
    document = {"keras": keras.__version__, "kind": kind, "types": chosen}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def differing(folder: Path) -> list[str]:
    """List the files below a folder that are not what `catalog_files` would write."""
    return [
        name
        for name, text in catalog_files()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def _kind(kind: str) -> dict[str, Any]:
    found = members(kind)
    strings = identifiers(kind, found)
    out = {}
    for member in found:
        entry = extract_type(member.thing, kind, api=member.api, probe=_probe(kind, member))
        out[member.name] = entry | {
            "aliases": list(member.aliases),
            "identifiers": strings.get(member.name, []),
        }
    return out


def _with_texts(types: dict[str, Any]) -> dict[str, Any]:
    """Give an argument that Keras does not document the text that most types have for one of its name."""
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    arguments = [(name, each) for entry in types.values() for name, each in entry["args"].items()]
    for name, each in arguments:
        if "text" in each:
            texts[name][each["text"]] += 1
    for name, each in arguments:
        if "text" not in each and texts[name]:
            each["text"] = texts[name].most_common(1)[0][0]
    return types


def _probe(kind: str, member: Member) -> Probe | None:
    """Functions are not called: an application builds a whole network, an op wants tensors."""
    return (
        None if kind in _FUNCTIONS or not isinstance(member.thing, type) else Probe(member.thing, member.name)
    )
