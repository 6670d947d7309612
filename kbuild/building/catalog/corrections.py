"""The reviewed corrections: where extraction errs, and what Keras's documentation says but nobody checks.

`schemas/catalog/corrections.json` holds a list. Each entry says `where` (patterns such as
`layer/LSTM.dropout`, `optimizer/*.learning_rate`, `op/*:axis`, or `metric/Accuracy` for the type itself), the
`reason`, and one or more of

- `set`: keys to put in place of what was extracted;
- `unset`: keys to remove;
- `drop`: true, to leave the argument out altogether.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.resources import files
from typing import Any

Catalog = dict[str, dict[str, Any]]


def load_corrections() -> list[dict[str, Any]]:
    """Read the corrections file."""
    text = (files("kbuild.schemas.catalog") / "corrections.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["corrections"]
    return found


def corrected(catalog: Catalog, corrections: list[dict[str, Any]]) -> Catalog:
    """Apply corrections, in order, to all kinds' types.

    Args:
        catalog: Types by kind and name, changed in place.
        corrections: What `load_corrections` gave.

    Returns:
        The catalog.

    Raises:
        ValueError: If a correction matches nothing, or changes nothing: it is no longer needed.

    Example:
        >>> catalog = {"layer": {"Twice": {"args": {"by": {"types": ["any"]}}}}}
        >>> fix = {"where": ["layer/Twice.by"], "set": {"types": ["int"]}, "reason": "A count."}
        >>> corrected(catalog, [fix])["layer"]["Twice"]["args"]["by"]
        {'types': ['int']}
    """
    idle = [
        pattern
        for correction in corrections
        for pattern in correction["where"]
        if not sum(_apply(correction, *target) for target in _targets(catalog, pattern))
    ]
    if idle:
        raise ValueError(f"corrections.json corrects nothing at {', '.join(idle)}: take it out")
    return catalog


def _targets(catalog: Catalog, pattern: str) -> Iterator[tuple[dict[str, Any], str]]:
    """What a pattern means: each as the mapping that holds it, and its key there."""
    kind, _, rest = pattern.partition("/")
    name, dot, argument = rest.partition(":") if kind == "op" else rest.partition(".")
    for each, entry in list(catalog[kind].items()):
        if not fnmatchcase(each, name):
            continue
        if not dot:
            yield catalog[kind], each
            continue
        for found in list(entry["args"]):
            if fnmatchcase(found, argument):
                yield entry["args"], found


def _apply(correction: dict[str, Any], holder: dict[str, Any], key: str) -> bool:
    """Change one argument or type; say whether anything came out different."""
    if correction.get("drop"):
        del holder[key]
        return True
    changed = {**holder[key], **correction.get("set", {})}
    changed = {name: value for name, value in changed.items() if name not in correction.get("unset", ())}
    different = bool(changed != holder[key])
    holder[key] = changed
    return different
