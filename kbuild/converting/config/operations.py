"""`keras.ops` within a graph, which Keras writes down by private classes (`keras.src.ops.numpy.Multiply`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from kbuild.converting.config.nodes import Call, has_tensor, is_tensor
from kbuild.converting.config.objects import Objects
from kbuild.schemas import catalog
from kbuild.schemas.catalog import TypeEntry

_MODULE = "keras.src.ops."
Link = Callable[[Any], Any]


def operation(layer: Mapping[str, Any]) -> TypeEntry | None:
    """The function of `keras.ops` that an operation of a graph comes from; None if it is none."""
    module = str(layer.get("module") or "")
    if not module.startswith(_MODULE):
        return None
    image = module.removeprefix(_MODULE).startswith("image")
    return _by_class().get((image, str(layer["class_name"]).lower()))


def is_operation(layer: Mapping[str, Any]) -> bool:
    """Whether something in a graph is an operation and not a layer."""
    return str(layer.get("module") or "").startswith(_MODULE)


@cache
def _by_class() -> dict[tuple[bool, str], TypeEntry]:
    out = {}
    for name, entry in catalog.types("op").items():
        image, _, last = name.rpartition(".")
        out[image == "image", last.replace("_", "")] = entry
    return out


def operation_tree(call: Call, objects: Objects, link: Link) -> dict[str, Any]:
    """An entry for a call of an operation.

    Args:
        call: The call.
        objects: Converts what is no tensor.
        link: Gives the reference for a symbolic tensor.
    """
    entry = operation(call.layer)
    if entry is None:
        objects.report.refuse(f"the operation {call.layer['class_name']} is no function of keras.ops")
        return {}
    if entry.name == "get_item" and (sliced := _slice(call, objects, link)) is not None:
        return sliced
    config = {key: each for key, each in (call.layer.get("config") or {}).items() if key != "name"}
    free = [name for name in entry.args if name not in config]
    tensors, plain, many = _sorted_out(call, entry, free, objects)
    given = objects.arguments(entry, {**config, **plain})
    tree: dict[str, Any] = {f"ops.{entry.name}": given or None}
    tree["from"] = _links(tensors, many, given, entry, link)
    return tree


def _sorted_out(
    call: Call, entry: TypeEntry, free: list[str], objects: Objects
) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
    """The call's tensors by argument, its plain values, and the tensors of a starred argument."""
    tensors: dict[str, Any] = {}
    plain: dict[str, Any] = {}
    many: list[Any] = []
    for index, each in enumerate(call.args):
        name = free[min(index, len(free) - 1)] if free else ""
        if not name or (index >= len(free) and not entry.args[name].variadic):
            objects.report.refuse(f"ops.{entry.name} is called with more arguments than it has")
        elif entry.args[name].variadic:
            many.append(each)
        else:
            (tensors if has_tensor(each) else plain)[name] = each
    for name, each in call.kwargs.items():
        (tensors if has_tensor(each) else plain)[name] = each
    if many and not all(is_tensor(each) for each in many):
        objects.report.refuse(f"ops.{entry.name} is called with a constant among its tensors")
    return tensors, plain, many


def _links(
    tensors: dict[str, Any], many: list[Any], given: dict[str, Any], entry: TypeEntry, link: Link
) -> Any:
    if many:
        linked = [link(each) for each in many]
        return linked[0] if len(linked) == 1 else linked
    order = list(entry.args)
    # The arguments follow each other, so that a list says which is which.
    start = 1 if order[0] in given else 0
    in_row = list(tensors) == order[start : start + len(tensors)]
    if not in_row:
        return {name: link(each) for name, each in tensors.items()}
    if len(tensors) == 1:
        return link(next(iter(tensors.values())))
    if any(not is_tensor(each) for each in tensors.values()):
        return {name: link(each) for name, each in tensors.items()}
    return [link(each) for each in tensors.values()]


def _slice(call: Call, objects: Objects, link: Link) -> dict[str, Any] | None:
    """`x[:, 1:3]` as a small program; None where `ops.get_item` says it, as `x[0]`."""
    x, key = call.args[0], call.args[1] if len(call.args) > 1 else call.kwargs.get("key")
    if isinstance(key, int) and not isinstance(key, bool):
        return None
    if has_tensor(key) or not is_tensor(x):
        return None
    keys = key if isinstance(key, (list, tuple)) else [key]
    words = [_subscript(each) for each in keys]
    if any(each is None for each in words):
        objects.report.refuse("an index of this kind cannot be written in a program")
        return {}
    text = f"return x[{', '.join(str(each) for each in words)}]"
    return {"Subclass": {"inputs": {"x": {}}, "layers": {}, "call": text}, "from": link(x)}


def _subscript(key: Any) -> str | None:
    if key is None or (isinstance(key, int) and not isinstance(key, bool)):
        return str(key)
    if not isinstance(key, Mapping):
        return None
    if key.get("class_name") == "__ellipsis__":
        return "..."
    if key.get("class_name") != "__slice__":
        return None
    parts = key["config"]
    if has_tensor(parts):
        return None
    start, stop, step = (
        "" if parts.get(each) is None else str(parts[each]) for each in ("start", "stop", "step")
    )
    return f"{start}:{stop}" + (f":{step}" if step else "")
