"""What a documentation's text says of an argument's type, its allowed texts and a list's length.

Keras's docstrings are written by hand, so this reads the words they use rather than a grammar. What it gets
wrong is put right by the other sources, by probing, and in the end by `corrections.json`.
"""

from __future__ import annotations

import re

from kbuild.building.catalog.evidence import Evidence

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "a pair": 2}
_ITEMS = {
    "int": "int",
    "integer": "int",
    "float": "float",
    "number": "float",
    "scalar": "float",
    "numeric": "float",
    "string": "str",
    "str": "str",
    "layer": "layer",
    "metric": "metric",
    "cell": "cell",
    "rnn cell": "cell",
    "dict": "dict",
    "tuple": "list[any]",
    "tensor": "tensor",
    "keras tensor": "tensor",
}
_LIST = re.compile(
    r"(?:tuple|list|sequence|iterable)s?(?:\s*(?:/|or|and)\s*(?:list|tuple)s?)?\s+of\s+"
    r"(?:(?:exactly )?(?P<count>\d|one|two|three|four|n)\s+)?(?:positive |non-negative |python |up to \d )?"
    rf"(?P<item>{'|'.join(sorted(_ITEMS, key=len, reverse=True))})s?\b"
)
# What the first sentence's words mean, once what it says of lists is taken out.
_WORDS = (
    (re.compile(r"\bbool(ean)?\b|^whether\b|\bif `?(true|false)`?"), "bool"),
    (re.compile(r"\b(int|integer)s?\b|^(the )?(number|count|size|rank) of\b|^(the )?(axis|axes)\b"), "int"),
    (re.compile(r"^(the )?(axis or axes|axes)\b|\btuple of axes\b"), "list[int]"),
    (
        re.compile(r"\b(floats?|floating[- ]point|scalar|fraction|numeric|python float|numbers?(?! of))\b"),
        "float",
    ),
    (re.compile(r"^(optional |a |the )*name\b|\b(string|str)\b"), "str"),
    (re.compile(r"\b(dict|dictionary)\b"), "dict"),
    (re.compile(r"\b(tuple|list)s?\b"), "list[any]"),
    (re.compile(r"\b((numpy|np|1d) ?array|np\.ndarray|ndarray|array[- ]like|array of \w+)\b"), "array"),
    (re.compile(r"\b(callable|a function|python function|lambda)\b|^called (at|on)\b"), "callable"),
    (re.compile(r"^(the )?(filename|path|directory)\b|\bpath (of|to)\b"), "path"),
    (re.compile(r"^(the )?(data type|dtype)\b"), "dtype"),
    (re.compile(r"\bshape tuple\b|^(the )?(output |target )?shape\b"), "shape"),
)
# What the first two sentences' words mean, whatever else is said.
_KINDS = (
    (re.compile(r"learningrateschedule"), "schedule"),
    (re.compile(r"keras\.layers\.(rnn|layer)`? instance|layer instance|rnn cell instance"), "layer"),
    (re.compile(r"\binner optimizer|optimizer`? instance"), "optimizer"),
)
_TENSOR = re.compile(r"\b(tensors?|keras ?tensor)\b")
_NULL = re.compile(r"`none`|\bor none\b|\bif none\b")
_QUOTED = r"`[\"']([^\"'`]+)[\"']`"
_CHOICE = re.compile(
    r"(one of|either|(?:values|can|must|could) be|"
    r"(?:supported|available|accepted|possible|allowed)\b[^`.]{0,25}|"
    r"supports?|options are|options include|specifies|choose from)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z\d)`\"])\. (?=[A-Z`])")


def described(text: str, *, tensors: bool = False) -> Evidence:
    """Read an argument's types, texts and length out of its description.

    Args:
        text: What the documentation says of the argument; may be empty.
        tensors: Whether the argument may be a tensor at all: so for ops, not for constructors.

    Returns:
        What the text says, empty for an empty text.

    Example:
        >>> described("int or tuple of 2 integers, the window's size.").length
        2
        >>> described("One of `'valid'` or `'same'`.").enum
        ('valid', 'same')
    """
    if not text:
        return Evidence()
    flat = re.sub(r"\s+", " ", text).replace("scalar integer", "integer").replace("integer scalar", "integer")
    flat = re.sub(r"^(\(?[Oo]ptional\)?[.,:]?\s+|(Unset by default|Defaults to `[^`]*`)\.\s+)+", "", flat)
    sentences = _SENTENCE.split(flat)
    opening = ". ".join(sentences[:2])[:320].lower()
    found = Evidence()
    for sentence in sentences[:2]:
        found = found if found.types else _words(sentence[:200].lower(), tensors)
    found.types |= {word for pattern, word in _KINDS if pattern.search(opening)}
    found.enum = _texts(text, flat, sentences[0].lower())
    if found.enum:
        found.types.add("enum")
        found.types.discard("str")
    if _NULL.search(text[:400].lower()):
        found.types.add("null")
    return found


def _words(sentence: str, tensors: bool) -> Evidence:
    found = _list_of(sentence)
    rest = _LIST.sub(" ", sentence)
    found.types |= {word for pattern, word in _WORDS if pattern.search(rest)}
    if tensors and _TENSOR.search(sentence):
        found.types.add("tensor")
    return found


def _list_of(lead: str) -> Evidence:
    match = _LIST.search(lead)
    if match is None:
        return Evidence()
    count = match["count"] or ""
    length = int(count) if count.isdigit() else _NUMBERS.get(count)
    return Evidence({f"list[{_ITEMS[match['item']]}]"}, length=length)


def _texts(text: str, flat: str, lead: str) -> tuple[str, ...]:
    """The texts that an argument is said to be one of; at least two, or none."""
    found: list[str] = []
    for match in _CHOICE.finditer(flat):
        after = flat[match.end() : match.end() + 600]
        if not re.match(r"[^`]{0,80}:\s*[-*] ", after):
            after = re.split(r"(?<=[\w)`\"])\. (?=[A-Z`])", after)[0]
        quoted = re.findall(_QUOTED, after)
        found = quoted if len(quoted) > len(found) else found
    if len(found) < 2:
        found = re.findall(r"(?:^|\n)\s*[-*] *`?[\"']([^\"'`]+)[\"']`?", text)
    if len(found) < 2 and lead.startswith("string"):
        found = re.findall(_QUOTED, flat[:200])
    if len(found) < 2:
        braces = re.search(r"[{\[]((?:[\"'`]+\w+[\"'`]+,? ?){2,})[}\]]", flat[:250])
        found = re.findall(r"\w+", braces[1]) if braces else []
    return tuple(dict.fromkeys(found)) if len(found) >= 2 else ()
