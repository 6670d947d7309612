"""The language's one rule: `Type`, or `{Type: {argument: value}}`, for every kind of object.

A string is a type's name, one of its aliases, or an identifier that Keras takes for it (`relu`,
`he_normal`, `mse`). Names of types become objects; Keras's identifiers stay strings, as in Keras.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any, NoReturn

from pydantic import ValidationError

from kbuild.schemas import catalog, types
from kbuild.schemas.objects import Object
from kbuild.schemas.refusal import Collector, errors_of, failure, refuse, shown
from kbuild.schemas.wording import CALLED

# A kind whose members may also stand where another kind is asked for: Keras accepts a metric function for
# a loss and the reverse, a layer for an activation, a function of `keras.ops` for a callable.
_ALSO: dict[str, tuple[str, ...]] = {
    "cell": ("layer",),
    "activation": ("layer", "op"),
    "metric": ("loss",),
    "callable": ("op", "activation", "schedule", "loss", "metric"),
    "function": ("op", "activation"),
    "model": ("layer", "application"),
    "layer": ("application",),
}


def kinds_among(names: Collection[str]) -> tuple[str, ...]:
    """The kinds of objects in an argument's types, with those that may stand in for them."""
    out: list[str] = []
    for name in names:
        if name in CALLED or name in _ALSO:
            out.extend(each for each in (name, *_ALSO.get(name, ())) if each not in out)
    return tuple(out)


def is_type_name(name: Any) -> bool:
    """Whether a key names a type (a capital letter first, or a dot within) and not a word of kbuild's."""
    return isinstance(name, str) and (name[:1].isupper() or "." in name)


def names_a_type(kinds: Collection[str], value: Mapping[Any, Any]) -> bool:
    """Whether a mapping is an object by the one rule and not a mapping of names to values."""
    if len(value) != 1:
        return False
    (key, inner), *_ = value.items()
    if not is_type_name(key):
        return False
    return find(kinds, key) is not None or inner is None or isinstance(inner, Mapping)


def find(kinds: Collection[str], name: str) -> type[Object] | None:
    """The class of a type by its name or alias, of the first kind that has it."""
    for kind in kinds:
        if (found := types.find(kind, name)) is not None:
            return found
    return None


def from_name(kinds: Collection[str], name: str) -> Object | str | None:
    """What a string stands for: an object of the type so named, Keras's identifier, or None."""
    if is_type_name(name) and (found := find(kinds, name)) is not None:
        return found.model_validate({})
    for kind in kinds:
        if kind == "layer" or kind not in catalog.kinds():
            continue
        if (entry := catalog.find(kind, name)) is not None:
            return name if entry.of_keras else types.make(entry).model_validate({})
    return None


def read(kinds: Collection[str], value: Any) -> Any:
    """Read one object.

    Args:
        kinds: Which kinds may stand here.
        value: What was written, or an object that Python code made.

    Raises:
        ValidationError: With the errors of the type, its arguments and all that is nested in them.
    """
    if isinstance(value, Object):
        if value.kind not in kinds and not (set(kinds) & set(_kinds_of(value))):
            refuse_kind(kinds, value.type_name, value.kind)
        return value
    if isinstance(value, str):
        found = from_name(kinds, value)
        return found if found is not None else refuse_name(kinds, value)
    if isinstance(value, Mapping):
        return _read_mapping(kinds, value)
    refuse("wrong-type", f"expected {_either(kinds)}, received {shown(value)}")


def _kinds_of(value: Object) -> tuple[str, ...]:
    return (value.kind, "model") if value.kind in ("layer", "application") else (value.kind,)


def read_beside(kinds: Collection[str], value: Mapping[Any, Any], words: Collection[str] = ()) -> Object:
    """Read one object beside which stand keys that have no business there: they and its own errors are told.

    Args:
        kinds: Which kinds may stand here.
        value: One type, and other keys.
        words: The keys that may stand beside a type here, one of which may have been meant.

    Raises:
        ValidationError: At least for the other keys.
    """
    errors = Collector()
    (key,) = (each for each in value if is_type_name(each))
    for name in value:
        if name != key:
            errors.attempt((), partial(_refuse_word, str(name), key, words))
    found = errors.attempt((), _read_mapping, kinds, {key: value[key]})
    errors.raise_any()
    assert found is not None  # noqa: S101 - `attempt` returns None only with an error, which was raised
    return found


def _read_mapping(kinds: Collection[str], value: Mapping[Any, Any]) -> Object:
    keys = [key for key in value if is_type_name(key)]
    if len(keys) == 1 and len(value) > 1:
        return read_beside(kinds, value)
    if len(keys) != 1:
        _refuse_keys(kinds, value, keys)
    key, arguments = keys[0], value[keys[0]]
    cls = find(kinds, key)
    if cls is None:
        refuse_name(kinds, key, at=(key,), key=True)
    if arguments is None:
        arguments = {}
    if not isinstance(arguments, Mapping):
        hint = _as_mapping(key, cls, arguments)
        refuse(
            "wrong-type",
            f"the arguments of {key} are a mapping, received {shown(arguments)}",
            at=(key,),
            hint=hint,
        )
    try:
        return cls.model_validate(dict(arguments))
    except ValidationError as error:
        raise failure([((key, *at), each, inner) for at, each, inner in errors_of(error)]) from None


def _as_mapping(key: str, cls: type[Object], arguments: Any) -> str:
    """What to write where the arguments of a type are no mapping."""
    if isinstance(arguments, (list, tuple)) and all(isinstance(each, Mapping) for each in arguments):
        merged = ", ".join(f"{name}: {shown(value)}" for each in arguments for name, value in each.items())
        return f"write {{{key}: {{{merged}}}}}"
    first = next((name for name in cls.model_fields), None)
    return f"write {{{key}: {{{first}: {shown(arguments)}}}}}" if first else f"write {key}"


def _refuse_keys(kinds: Collection[str], value: Mapping[Any, Any], keys: list[str]) -> NoReturn:
    what = _either(kinds)
    if len(keys) > 1:
        refuse(
            "several-types",
            f"one entry holds one type, received {' and '.join(keys[:3])}",
            at=(keys[1],),
            key=True,
            hint="write each as an entry of its own",
        )
    others = [str(key) for key in value if key not in keys]
    if not others:
        refuse("missing-type", f"expected {what}, received an empty mapping")
    name = others[0]
    if isinstance(value.get("class_name"), str):
        text, hint = f"there is no {_bare(kinds)} `class_name`", f"write {{{value['class_name']}: {{…}}}}"
        refuse("unknown-type", text, at=("class_name",), key=True, hint=hint)
    refuse_name(kinds, name, at=(name,), key=True)


def _refuse_word(name: str, type_name: str, words: Collection[str]) -> NoReturn:
    """Refuse a key beside a type: a misspelt word of kbuild's, or an argument outside its braces."""
    text = f"`{name}` cannot stand beside {type_name}"
    near = get_close_matches(name, words, n=1)
    hint = (
        f"did you mean `{near[0]}`?"
        if near
        else f"an argument belongs inside: {{{type_name}: {{{name}: …}}}}"
    )
    refuse("unknown-word", text, at=(name,), key=True, hint=hint, beside=type_name)


def refuse_name(
    kinds: Collection[str], name: str, *, at: tuple[str | int, ...] = (), extra: Any = (), key: bool = False
) -> NoReturn:
    """Refuse a name that no type of these kinds has."""
    for kind in catalog.kinds():
        if kind not in kinds and kind != "op" and (found := catalog.find(kind, name)) and found.name == name:
            refuse_kind(kinds, name, kind, at=at, keyed=key)
    candidates = [*map(str, extra)]
    for kind in kinds:
        candidates.extend(types.names(kind))
    # Of two names that are equally near, the one that is written alike: `mean_sqared` is no class's name.
    candidates.sort(key=lambda each: is_type_name(each) != is_type_name(name))
    refuse(
        "unknown-type",
        f"there is no {_bare(kinds)} `{name}`",
        at=at,
        name=name,
        candidates=tuple(candidates),
        **({"key": True} if key else {}),
    )


def refuse_kind(
    kinds: Collection[str], name: str, kind: str, *, at: tuple[str | int, ...] = (), keyed: bool = False
) -> NoReturn:
    """Refuse a type that exists but is of another kind than is asked for here."""
    is_activation = kind == "activation" and "layer" in kinds
    wrapped = {"hint": f"write {{Activation: {{activation: {name}}}}}"} if is_activation else {}
    refuse(
        "wrong-kind",
        f"expected {_either(kinds)}, but {name} is {CALLED.get(kind, kind)}",
        at=at,
        **wrapped,
        **({"key": True} if keyed else {}),
    )


def _either(kinds: Collection[str]) -> str:
    return CALLED.get(next(iter(kinds)), "a type")


def _bare(kinds: Collection[str]) -> str:
    return _either(kinds).split(" ", 1)[1]
