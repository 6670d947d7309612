"""What an argument takes, in words: `a whole number of at least 1 or a list of 2 of them`."""

from __future__ import annotations

from kbuild.schemas.catalog import Argument

# Whole numbers from here on are shown by their power of ten.
_LONG = 10**15
#: What a person calls the members of a kind.
CALLED = {
    "layer": "a layer",
    "cell": "an RNN cell",
    "optimizer": "an optimizer",
    "schedule": "a learning-rate schedule",
    "loss": "a loss",
    "metric": "a metric",
    "initializer": "an initializer",
    "regularizer": "a regularizer",
    "constraint": "a constraint",
    "activation": "an activation",
    "callback": "a callback",
    "application": "an application",
    "dtype_policy": "a data type policy",
    "op": "an operation",
    "source": "a data source",
    "model": "a model",
}
_PLAIN = {
    "null": "null",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "number": "a number",
    "str": "text",
    "path": "a path",
    "dict": "a mapping",
    "shape": "a list of sizes such as [28, 28]",
    "dtype": "a data type such as float32",
    "array": "a list of numbers",
    "tensor": "a tensor",
    "any": "any value",
    **CALLED,
    "op": "an operation such as ops.abs",
    "callable": "a function such as ops.abs",
    "function": "a function such as ops.abs",
}
_PLURAL = {
    "int": "whole numbers",
    "float": "numbers",
    "str": "texts",
    "layer": "layers",
    "cell": "RNN cells",
    "callback": "callbacks",
    "metric": "metrics",
    "loss": "losses",
    "dict": "mappings",
    "any": "values",
}


def expected(argument: Argument) -> str:
    """Say what is expected, as the first half of a message.

    Example:
        >>> from kbuild.schemas.catalog import find
        >>> expected(find("layer", "Dense").args["units"])
        'expected a whole number of at least 1'
    """
    return f"expected {phrase(argument)}"


def phrase(argument: Argument) -> str:
    """What the argument takes, without the word `expected`."""
    parts = [each for each in (_part(argument, name) for name in argument.types) if each]
    if "float" in argument.types and "int" in argument.types:
        parts.remove(_part(argument, "int"))
    return _join(_ordered(argument, parts)) or "a value"


def _ordered(argument: Argument, parts: list[str]) -> list[str]:
    """Plain values first, null last, and functions only where nothing else will do."""
    functions = {_PLAIN["callable"], _PLAIN["function"]}
    if set(parts) - functions - {"null"}:
        parts = [each for each in parts if each not in functions]
    plain = [_part(argument, each) for each in ("int", "float", "number", "bool", "str")]
    return sorted(parts, key=lambda each: (each == "null", each not in plain))


def _part(argument: Argument, name: str) -> str:
    if name == "enum":
        return "one of " + ", ".join(_word(each) for each in argument.enum if each is not None)
    if name in ("int", "float", "number"):
        return _PLAIN[name] + _limits(argument)
    if name.startswith("list["):
        inner = name[5:-1]
        many = _PLURAL.get(inner, f"{inner} values")
        return f"a list of {argument.length} {many}" if argument.length else f"a list of {many}"
    if name.startswith("dict["):
        return f"a mapping to {_PLURAL.get(name[5:-1], 'values')}"
    return _PLAIN.get(name, name)


def number(value: float) -> str:
    """A number as a person writes it: whole ones with all their digits.

    Example:
        >>> number(4294967295), number(0.5), number(1e30)
        ('4294967295', '0.5', '1e+30')
    """
    whole = float(value).is_integer() and abs(value) < _LONG
    return str(int(value)) if whole else f"{value:g}"


def _limits(argument: Argument) -> str:
    low, high = argument.min, argument.max
    if low is not None and high is not None:
        return f" from {number(low)} to {number(high)}"
    words = []
    if low is not None:
        words.append(f"of at least {number(low)}")
    if argument.above is not None:
        words.append(f"above {number(argument.above)}")
    if high is not None:
        words.append(f"of at most {number(high)}")
    if argument.below is not None:
        words.append(f"below {number(argument.below)}")
    return " " + " and ".join(words) if words else ""


def _word(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _join(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " or " + parts[-1]


def divisors_near(number: int, wanted: int) -> str:
    """The divisors of a number that are nearest to one that is none, as a hint.

    Example:
        >>> divisors_near(1000, 300)
        'lengths that divide 1,000: 125, 200, 250'
    """
    divisors = [each for each in range(1, number + 1) if number % each == 0]
    nearest = sorted(sorted(divisors, key=lambda each: abs(each - wanted))[:3])
    return f"lengths that divide {number:,}: {', '.join(f'{each:,}' for each in nearest)}"
