"""Go on checking after a mistake: what is wrong is cut out, so that the rest can be looked at too.

A layer whose arguments are wrong becomes an `Unknown` one, which keeps its name and its wiring; a key that is
wrong is left out. What is cut out is remembered, and nothing further is said of it: one mistake, one problem.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from kbuild.checking.finding import Finding, Path
from kbuild.schemas.document import Document
from kbuild.schemas.models import Node
from kbuild.schemas.refusal import MOST_ERRORS
from kbuild.schemas.rule import is_type_name
from kbuild.schemas.unknown import Unknown, UnknownCallback, UnknownSource

_WORDS = ("from", "call")
_ROUNDS = 3
# Parts from which follows what is computed.
_NAMING = {("compile",), ("data",), ("data", "validation")} | {
    ("compile", part) for part in ("loss", "metrics", "weighted_metrics")
}
_OF_TRAINING = ("missing-compile", "missing-loss", "unknown-monitor")


def recover(tree: Any, error: ValidationError) -> tuple[Document | None, tuple[Path, ...]]:
    """Make a document of what is sound.

    Args:
        tree: The resolved document as plain values.
        error: What the schemas refused.

    Returns:
        The document, or None when too much is wrong (such as a model without a style), and the paths that
        were cut out.
    """
    if error.error_count() >= MOST_ERRORS:
        return None, ()
    sound = copy.deepcopy(tree)
    cut: list[Path] = []
    for _ in range(_ROUNDS):
        places = [tuple(each["loc"]) for each in error.errors(include_url=False)]
        if (
            not all(places)
            or any(len(place) < 2 and place[:1] == ("model",) for place in places)
            or ("model", "style") in places
        ):
            return None, tuple(cut)
        for place in places:
            if _is_there(sound, place):
                cut.append(_cut(sound, place))
        try:
            return Document.model_validate(sound), tuple(cut)
        except ValidationError as again:
            error = again
    return None, tuple(cut)


def quiet_about(findings: Iterable[Finding], cut: Iterable[Path]) -> list[Finding]:
    """Leave out what is said about a place that was cut out, or about what holds it."""
    cut = tuple(cut)
    if {("phases",), ("objectives",), ("compile",), ("compile", "loss")} & set(cut):
        # Without them it is not known what is trained, and how.
        findings = [each for each in findings if each.code not in _OF_TRAINING]
    if _NAMING & set(cut):
        # A metric or the validation data that is wrong was meant to be computed.
        findings = [each for each in findings if each.code != "unknown-monitor"]
    return [each for each in findings if not any(_touches(each.path, place) for place in cut)]


def _touches(path: Path, place: Path) -> bool:
    shared = min(len(path), len(place))
    # The model as a whole is not made unsound by one of its layers.
    return path[:shared] == place[:shared] and (len(path) >= len(place) or path[:1] != ("model",))


def _cut(tree: Any, place: Path) -> Path:
    """Take out the least that makes this place sound, and return where that was."""
    for depth in range(len(place), 0, -1):
        if depth >= 2 and place[depth - 2] == "layers" and place[0] == "model":
            kept = _blank(_at(tree, place[: depth - 1]), place[depth - 1])
            # An entry's wiring is looked at still; of its layer nothing more is said.
            return place[: depth + 1] if kept and len(place) > depth else place[:depth]
    depth = _removable(place)
    if place[0] == "callbacks" and depth > 2 and place[3] not in _at(tree, place[:3]):
        # Missing rather than wrong: nothing is left of the callback that could be looked at.
        depth = 2
    if place[:2] == ("data", "train"):
        tree["data"]["train"] = UnknownSource()
        return place[:2]
    _remove(_at(tree, place[: depth - 1]), place[depth - 1])
    return place[:depth]


def _removable(place: Path) -> int:
    """How deep to cut: an argument of a callback or an input, a key of `compile` or `fit`, or a whole key."""
    if place[0] == "callbacks" and len(place) > 3:
        return 4
    if place[0] in ("phases", "objectives"):
        return 3 if len(place) > 2 else 1
    if place[0] == "callbacks" or (place[0] in ("compile", "data", "fit") and len(place) > 1):
        return min(2, len(place))
    if place[:2] == ("model", "inputs") and len(place) > 3:
        return 4
    return min(2, len(place)) if place[0] == "model" else 1


def _is_there(tree: Any, place: Path) -> bool:
    """Whether what holds a place has not been cut out with another one."""
    for step in place[:-1]:
        listed = isinstance(tree, list) and isinstance(step, int) and step < len(tree)
        if not listed and not (isinstance(tree, dict) and step in tree):
            return False
        tree = tree[step]
    return isinstance(tree, (dict, list, Unknown, Node))


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else tree[step]
    return tree


def _remove(container: Any, key: str | int) -> None:
    if isinstance(container, dict):
        container.pop(key, None)
    elif isinstance(container, list) and isinstance(key, int) and key < len(container):
        # Replaced and not taken out, so that the places of the others stay as they are.
        container[key] = UnknownCallback()


def _blank(container: Any, key: str | int) -> bool:
    """Put an unknown layer in the place of one that is wrong; say whether its wiring could be kept."""
    written = container[key]
    if isinstance(written, (Unknown, Node)):
        return isinstance(written, Node)
    words = {word: written[word] for word in _WORDS if isinstance(written, dict) and word in written}
    container[key] = Unknown()
    if not isinstance(container, dict) or not words or not any(map(is_type_name, written)):
        return False
    try:
        container[key] = Node.model_validate({"layer": Unknown(), **words})
    except ValidationError:
        return False
    return True
