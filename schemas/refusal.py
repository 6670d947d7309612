"""How a schema says no: one error per mistake, each with a code, a place and what a hint needs.

Pydantic's own errors name Python types and, for a union, list every branch. kbuild's name what a person
may write. All of them are `PydanticCustomError`s whose type is kbuild's code, so that a `ValidationError`
can travel through any number of nested models and arrive as a flat list with whole paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from kbuild.schemas.clipping import clipped

#: Errors that are gathered of one document. Past them the rest is not looked at: mending these shows it.
MOST_ERRORS = 200

Location = tuple[str | int, ...]
_T = TypeVar("_T")

# Pydantic's error types, by what they mean to the author of a document.
_CODES = {
    "greater_than": "out-of-range",
    "greater_than_equal": "out-of-range",
    "less_than": "out-of-range",
    "less_than_equal": "out-of-range",
    "finite_number": "out-of-range",
    "too_long": "out-of-range",
    "too_short": "out-of-range",
    "string_too_long": "out-of-range",
    "string_too_short": "out-of-range",
    "literal_error": "not-allowed",
    "enum": "not-allowed",
    "string_pattern_mismatch": "not-allowed",
}


# What Pydantic says where a part of a document is no mapping.
_MAPPINGS = ("model_type", "model_attributes_type", "dict_type", "mapping_type")


def _is_shape(each: Any) -> bool:
    return isinstance(each["input"], (list, tuple)) and (each.get("ctx") or {}).get("class_name") == "Input"


def refusal(code: str, message: str, **context: Any) -> PydanticCustomError:
    """Make one error; `context` may hold `name` and `candidates` (for a suggestion), `hint`, `key`."""
    # The template is filled from the context, so braces inside the message need no escaping.
    message = clipped(message)
    return PydanticCustomError(code, "{message}", {"message": message, **context})


def refuse(code: str, message: str, *, at: Location = (), **context: Any) -> NoReturn:
    """Raise one error at a place below the value that is being validated."""
    raise failure([(at, refusal(code, message, **context), None)])


def failure(errors: Iterable[tuple[Location, PydanticCustomError, Any]]) -> ValidationError:
    """Bundle errors, each with its place, into the exception that Pydantic passes on."""
    lines = [InitErrorDetails(type=error, loc=at, input=value) for at, error, value in errors]
    return ValidationError.from_exception_data("document", lines)


class Collector:
    """Gathers the errors of several parts, so that all of them are reported and not only the first.

    Example:
        >>> errors = Collector()
        >>> errors.add(("fit", "epochs"), refusal("out-of-range", "epochs is at least 1"))
        >>> bool(errors)
        True
    """

    def __init__(self) -> None:
        self._errors: list[tuple[Location, PydanticCustomError, Any]] = []

    def __bool__(self) -> bool:
        return bool(self._errors)

    def add(self, at: Location, error: PydanticCustomError, value: Any = None) -> None:
        """Keep one error."""
        self._errors.append((at, error, value))

    def attempt(self, at: Location, function: Callable[..., _T], *args: Any) -> _T | None:
        """Call a function; keep the errors it raises, below the place, and return None then.

        Once there are as many errors as anyone reads, nothing more is called.
        """
        if len(self._errors) >= MOST_ERRORS:
            return None
        try:
            return function(*args)
        except ValidationError as error:
            self._errors.extend((at + place, each, value) for place, each, value in errors_of(error))
            return None

    def raise_any(self) -> None:
        """Raise all that was kept, if anything was."""
        if self._errors:
            raise failure(self._errors)


def errors_of(error: ValidationError) -> list[tuple[Location, PydanticCustomError, Any]]:
    """Take a `ValidationError` apart; Pydantic's own kinds of error become kbuild's."""
    return [
        (tuple(each["loc"]), _custom(each), each["input"])
        for each in error.errors(include_url=False, include_context=True)
    ]


def explained(fields: Mapping[str, Any], owner: str, word: str, error: ValidationError) -> ValidationError:
    """Say in a document's terms what Pydantic found wrong with the keys of one mapping.

    Args:
        fields: The keys that are allowed.
        owner: What the keys belong to, as a person calls it, such as `Dense`.
        word: What one key is called: `argument` or `key`.
        error: What Pydantic raised.

    Returns:
        The exception to raise instead.
    """
    out = []
    for each in error.errors(include_url=False, include_context=True)[:MOST_ERRORS]:
        place, custom = tuple(each["loc"]), _custom(each)
        if len(place) == 1 and each["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
            name = str(place[0])
            custom = refusal(
                f"unknown-{word}",
                f"{owner} has no {word} `{name}`",
                name=name,
                candidates=tuple(fields),
                owner=owner,
                key=True,
            )
        elif len(place) == 1 and each["type"] in ("missing", "missing_argument"):
            custom = refusal(
                f"missing-{word}",
                f"{owner} needs the {word} `{place[0]}`",
                name=str(place[0]),
                owner=owner,
                missing=True,
            )
        out.append((place, custom, each["input"]))
    return failure(out)


def _custom(each: Any) -> PydanticCustomError:
    """One of Pydantic's errors as kbuild's; those that are kbuild's already stay as they are."""
    context = dict(each.get("ctx") or {})
    if "message" in context:
        context.pop("message_template", None)
        return PydanticCustomError(each["type"], "{message}", context)
    if each["type"] in _MAPPINGS:
        hint = {"hint": f"write {{shape: {shown(each['input'])}}}"} if _is_shape(each) else {}
        return refusal("wrong-type", f"expected a mapping, received {shown(each['input'])}", **hint)
    code = _CODES.get(each["type"], "wrong-type")
    text = each["msg"].replace("Input should be", "expected").replace("a valid ", "a ")
    return refusal(code, f"{text[0].lower()}{text[1:]}, received {shown(each['input'])}")


def shown(value: Any, limit: int = 60) -> str:
    """A value as the author of a document would write it, shortened."""
    words = {None: "null", True: "true", False: "false"}
    if value is None or isinstance(value, bool):
        return words[value]
    if isinstance(value, Mapping):
        text = "a mapping" if len(value) > 3 else "{" + ", ".join(f"{str(k)[:60]}: …" for k in value) + "}"
    elif isinstance(value, (list, tuple)):
        text = "[" + ", ".join(shown(each, 12) for each in value[:6]) + (", …]" if len(value) > 6 else "]")
    else:
        text = repr(value) if isinstance(value, (str, int, float)) else _described(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _described(value: Any) -> str:
    name = getattr(value, "type_name", None)
    return str(name) if isinstance(name, str) else f"a {type(value).__name__}"
