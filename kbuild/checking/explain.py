"""Explanations of words: codes, types and their arguments, parts of a document, `call` programs."""

from __future__ import annotations

import textwrap

from kbuild.checking.codes import Code, codes
from kbuild.reading.suggest import did_you_mean
from kbuild.schemas import catalog, types
from kbuild.schemas.errors import UsageError
from kbuild.schemas.explain import FieldText, TypeText, find_part, find_type, part_names
from kbuild.schemas.wording import CALLED

_WIDTH = 88


def explained(word: str) -> str:
    """Explain a word.

    Args:
        word: A problem's code, `call`, a type such as `Dense` or one of its other names, `Dense.units`, or a
            part of a document such as `fit` or `fit.epochs`.

    Returns:
        A text of a few lines.

    Raises:
        UsageError: If nothing is known of the word; the nearest word is its hint.

    Example:
        >>> explained("Dense.units").splitlines()[0]
        'Dense.units: a whole number of at least 1, required'
    """
    if word == "call":
        return _program()
    if word in codes():
        return _code(codes()[word])
    found = find_type(word)
    if found:
        return "\n\n".join(_type(each) for each in found)
    part = find_part(word)
    if part is not None:
        return _type(part)
    owner, _, name = word.rpartition(".")
    texts = [each for each in (*find_type(owner), find_part(owner)) if each is not None]
    for text in texts:
        for field in text.fields:
            if field.name == name:
                return _field(owner, field)
    raise _unknown(word, texts, name)


def _unknown(word: str, owners: list[TypeText], name: str) -> UsageError:
    if owners:
        names = [field.name for each in owners for field in each.fields]
        text = f"{owners[0].name} has no argument `{name}`"
        return UsageError(text, code="no-such-word", hint=did_you_mean(name, names))
    names = [
        *codes(),
        *part_names(),
        "call",
        *(each for kind in catalog.kinds() for each in types.names(kind)),
    ]
    hint = did_you_mean(word, names) or "give a problem's code, a type, Type.argument, or call"
    return UsageError(f"there is nothing to explain of {word!r}", code="no-such-word", hint=hint)


def _code(code: Code) -> str:
    heading = f"{code.code}: {code.meaning}"
    return "\n\n".join(
        [
            _wrapped(heading),
            _wrapped(code.why),
            "Wrong:\n" + _example(code.wrong, code.checked),
            "Right:\n" + _example(code.right, code.checked),
        ]
    )


def _example(text: str, is_document: bool) -> str:
    if not is_document:
        return _wrapped(text, indent="  ")
    lines = [line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…" for line in text.rstrip().splitlines()]
    return textwrap.indent("\n".join(lines), "  ")


def _type(text: TypeText) -> str:
    names = f", also {', '.join(text.others)}" if text.others else ""
    kind = f" ({CALLED.get(text.kind, text.kind)}{names})" if text.kind else ""
    rows = [f"{text.name}{kind}"]
    if text.summary:
        rows.append(_wrapped(text.summary))
    if text.source:
        rows.append(_origin(text.source))
    if text.fields:
        rows.append("\n".join(_line(field) for field in text.fields))
    if text.example:
        rows.append(f"Written: {text.example}")
    return "\n\n".join(rows)


def _origin(source: str) -> str:
    if source.startswith("kbuild."):
        return f"It is kbuild's own: {source}."
    of_keras = source.startswith("keras.")
    return f"Keras calls it {source}." if of_keras else f"It is {source}, a type of your own."


def _line(field: FieldText) -> str:
    first = field.text.split("\n\n")[0]
    head = f"  {field.name}{_takes(field)}"
    return head + (f"\n{_wrapped(first, indent='      ')}" if first else "")


def _field(owner: str, field: FieldText) -> str:
    head = f"{owner}.{field.name}{_takes(field)}"
    return head if not field.text else f"{head}\n\n{_paragraphs(field.text)}"


def _takes(field: FieldText) -> str:
    said = [field.takes] if field.takes else []
    if field.required:
        said.append("required")
    elif field.default:
        said.append(f"by default {field.default}")
    return f": {', '.join(said)}" if said else ""


def _paragraphs(text: str) -> str:
    return "\n\n".join(_wrapped(each) for each in text.split("\n\n"))


def _wrapped(text: str, indent: str = "") -> str:
    lines = (
        textwrap.fill(line, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
        for line in text.splitlines()
    )
    return "\n".join(lines)


def _program() -> str:
    from kbuild.reading.program.grammar import SYNTAX
    from kbuild.reading.program.vocabulary import functions

    head = "The `call` of a model in style subclass is a small program, in a part of Python:"
    rows = [_row(row.written, row.does) for row in SYNTAX]
    named = [f"`{each}.*`: {', '.join(sorted(functions(each)))}." for each in ("random", "losses")]
    return "\n\n".join(
        [
            head,
            "\n".join(rows),
            *map(_wrapped, named),
            "`ops.*`: the operations of Keras, but for those that take functions; `kbuild explain ops.NAME`.",
            "Nothing else is part of it: no import, attribute or definition. Arguments are checked too.",
        ]
    )


def _row(written: str, does: str) -> str:
    return f"  {written}\n{_wrapped(does, indent='      ')}"
