"""The stubs of `kbuild.schemas.layers` and its like, for editors and type checkers.

At run time those modules make a Pydantic class when it is asked for; a stub says beforehand which classes
there are and what each takes.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.building.catalog.evidence import REFERENCES
from kbuild.schemas.callbacks import BUNDLED
from kbuild.schemas.objects import Object

_PLAIN = {
    "bool": "bool",
    "int": "int",
    "float": "float",
    "str": "str",
    "path": "str",
    "dtype": "_Written",
    "shape": "Sequence[int | None]",
    "dict": "Mapping[str, Any]",
    "array": "Sequence[Any]",
    "tensor": "float | Sequence[Any]",
    "callable": "_Written",
    "any": "Any",
    "null": "None",
}
#: Kinds whose tensors come by `from` and `call`, so that nothing is required in the constructor.
_FUNCTIONS = ("op", "activation")
_HEAD = '''"""The {file} of Keras {version}, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{{name: {{argument: value}}}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object
'''
_OBJECT = "from kbuild.schemas.objects import Object"
#: kbuild's own types among a kind's, whose classes say what they take.
_BY_HAND = "\n".join(
    [*(f"from kbuild.schemas.bundled_callbacks import {name} as {name}" for name in BUNDLED), _OBJECT]
)


def stub_text(kind: str, file: str, version: str, catalog: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the stub of one kind's module.

    Args:
        kind: The kind, singular.
        file: The module's name, such as `layers`.
        version: Keras's version.
        catalog: All kinds' types; what other kinds are called is offered where an argument takes one.

    Returns:
        The stub's text. Names with a dot (`image.resize`) are left out: they are no attributes of the module.

    Example:
        >>> types = {"Flat": {"summary": "Flat.", "args": {"n": {"types": ["int"], "default": 1}}}}
        >>> print(stub_text("layer", "layers", "3", {"layer": types}).splitlines()[-1])
            def __init__(self, *, n: int = ...) -> None: ...
    """
    by_hand = BUNDLED if kind == "callback" else ()
    types = {
        name: entry for name, entry in catalog[kind].items() if name.isidentifier() and name not in by_hand
    }
    used = {word for entry in types.values() for arg in entry["args"].values() for word in _references(arg)}
    head = _HEAD.format(version=version, file=file)
    parts = [f"{head.replace(_OBJECT, _BY_HAND)}\nBUNDLED: tuple[str, ...]\n" if by_hand else head]
    parts += [_alias(word, catalog.get(word, {})) for word in sorted(used)]
    parts += ["\n".join(_class(name, kind, entry)) for name, entry in types.items()]
    return "\n".join(parts) + "\n"


def _class(name: str, kind: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """One class: docstring, fields, constructor."""
    yield f"class {name}(Object):"
    yield f"    {_docstring(entry['summary'] or name)}"
    yield ""
    for argument, data in entry["args"].items():
        yield f"    {_field_name(argument)}: {_annotation(data)}"
    parameters = [f"{argument}_" if keyword.iskeyword(argument) else argument for argument in entry["args"]]
    required = [data.get("required", False) and kind not in _FUNCTIONS for data in entry["args"].values()]
    written = ", ".join(
        f"{parameter}: {_annotation(data)}" + ("" if needed else " = ...")
        for parameter, data, needed in zip(parameters, entry["args"].values(), required, strict=True)
    )
    yield f"    def __init__(self{', *, ' if written else ''}{written}) -> None: ..."
    for alias in entry.get("aliases", ()):
        if alias.isidentifier():
            yield f"\n{alias} = {name}"


def _field_name(argument: str) -> str:
    """The attribute that holds an argument: its name, unless Python or the base class has taken it."""
    return f"{argument}_" if keyword.iskeyword(argument) or hasattr(Object, argument) else argument


def _annotation(data: Mapping[str, Any]) -> str:
    parts = [_word(word, data.get("enum", ())) for word in data["types"]]
    if "null" not in data["types"] and "default" in data and data["default"] is None:
        parts.append("None")
    return "Any" if "Any" in parts else " | ".join(dict.fromkeys(parts))


def _word(word: str, enum: tuple[str, ...]) -> str:
    """One word of the vocabulary as Python has it."""
    if word == "enum":
        return f"Literal[{', '.join(map(json.dumps, enum))}]"
    if word.startswith("list["):
        return f"Sequence[{_word(word[5:-1], enum)}]"
    if word.startswith("dict["):
        return f"Mapping[str, {_word(word[5:-1], enum)}]"
    return f"_{word.capitalize()}" if word in REFERENCES else _PLAIN[word]


def _references(data: Mapping[str, Any]) -> set[str]:
    """The kinds that an argument's types name."""
    return {word.split("[")[-1].rstrip("]") for word in data["types"]} & REFERENCES


def _alias(word: str, types: Mapping[str, Any]) -> str:
    """What stands for a kind: the strings that Keras has for its types, which editors then offer."""
    strings = sorted({text for entry in types.values() for text in entry.get("identifiers", ())})
    literal = f"Literal[{', '.join(map(json.dumps, strings))}] | " if strings else ""
    return f"_{word.capitalize()}: TypeAlias = {literal}_Written"


def _docstring(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{escaped}"""' if not escaped.endswith('"') else f'"""{escaped} """'
