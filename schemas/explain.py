"""What is known of a type or of a part of a document, as texts: arguments, values, defaults, descriptions.

One form for catalogued types, hand-written ones and the parts `compile`, `data`, `fit` and so on, so that one
function shows them all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from kbuild.schemas import catalog, types
from kbuild.schemas.catalog import Argument, TypeEntry
from kbuild.schemas.docstrings import argument_texts, first_line, flowing
from kbuild.schemas.objects import Spec
from kbuild.schemas.values import Value
from kbuild.schemas.wording import phrase

_PREFIXES = {"op": "ops.", "activation": "activations."}


@dataclass(frozen=True, slots=True)
class FieldText:
    """One argument or key.

    Attributes:
        name: Its name.
        takes: What it takes, in words; empty where that is a structure that the text describes.
        required: Whether it must be given.
        default: Its default as a document would write it; empty where there is none to show.
        text: What is said of it.
    """

    name: str
    takes: str
    required: bool
    default: str
    text: str


@dataclass(frozen=True, slots=True)
class TypeText:
    """A type, or a part of a document.

    Attributes:
        name: Its name.
        kind: Its kind; empty for a part of a document.
        others: Further names, and texts that Keras takes for it.
        summary: What it is.
        source: Its full name in Keras; empty for kbuild's own.
        fields: Its arguments or keys.
        example: How it is written at the least.
    """

    name: str
    kind: str
    others: tuple[str, ...]
    summary: str
    source: str
    fields: tuple[FieldText, ...]
    example: str


def find_type(name: str) -> list[TypeText]:
    """Find the types of a name, an alias or an identifier: one of each kind that has it.

    Example:
        >>> [each.kind for each in find_type("mse")]
        ['loss', 'metric']
    """
    _register()
    found: list[TypeText] = []
    for kind in catalog.kinds():
        if name in types.written(kind):
            cls = types.find(kind, name)
            assert cls is not None  # noqa: S101 - the name is among the kind's own
            found.append(_of_spec(name, kind, cls))
        elif (entry := catalog.find(kind, name.removeprefix(_PREFIXES.get(kind, "")))) is not None:
            found.append(_of_entry(entry))
    exact = [each for each in found if each.name == name]
    return exact or found


def find_part(name: str) -> TypeText | None:
    """Find a part of a document: `document`, `compile`, `data`, `fit`, `phases`, `objectives`.

    Example:
        >>> find_part("fit").fields[0].name
        'epochs'
    """
    cls = _parts().get(name)
    return None if cls is None else _of_spec(name, "", cls)


def part_names() -> tuple[str, ...]:
    """The parts of a document that can be explained."""
    return tuple(_parts())


def _parts() -> dict[str, type[Spec]]:
    from kbuild.schemas.data import Data
    from kbuild.schemas.document import Document
    from kbuild.schemas.objectives import Objective
    from kbuild.schemas.phases import Phase
    from kbuild.schemas.training import Compile, Fit

    return {
        "document": Document,
        "compile": Compile,
        "data": Data,
        "fit": Fit,
        "phases": Phase,
        "objectives": Objective,
    }


def _register() -> None:
    """Types that are written by hand are known once their modules are imported."""
    import kbuild.schemas.callbacks
    import kbuild.schemas.data
    import kbuild.schemas.models  # noqa: F401 - importing it is what registers its types


def _of_entry(entry: TypeEntry) -> TypeText:
    name = _PREFIXES.get(entry.kind, "") + entry.name
    takes = _PREFIXES.get(entry.kind) is None
    fields = tuple(_of_argument(each, takes) for each in entry.args.values())
    others = (*entry.aliases, *entry.identifiers)
    return TypeText(
        name, entry.kind, others, flowing(entry.summary), entry.api, fields, _example(name, fields)
    )


def _of_argument(argument: Argument, needed: bool = True) -> FieldText:
    default = _written(argument.default) if argument.has_default else ""
    text = flowing(argument.text)
    return FieldText(argument.name, phrase(argument), argument.required and needed, default, text)


def _of_spec(name: str, kind: str, cls: type[Spec]) -> TypeText:
    texts = argument_texts(cls)
    fields = tuple(
        _of_field(field.alias or key, field, texts.get(key, "")) for key, field in cls.model_fields.items()
    )
    return TypeText(name, kind, (), first_line(cls), "", fields, _example(name, fields) if kind else "")


def _of_field(name: str, field: FieldInfo, text: str) -> FieldText:
    held = next((each for each in field.metadata if isinstance(each, Value)), None)
    takes = phrase(held.argument) if held is not None else ""
    plain = field.default is None or isinstance(field.default, (bool, int, float, str))
    default = _written(field.default) if plain and not field.is_required() else ""
    return FieldText(name, takes, field.is_required(), default, text or field.description or "")


def _written(value: Any) -> str:
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def _example(name: str, fields: tuple[FieldText, ...]) -> str:
    needed = ", ".join(f"{each.name}: …" for each in fields if each.required)
    return f"{{{name}: {{{needed}}}}}" if needed else name
