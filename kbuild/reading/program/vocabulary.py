"""The names that a `call` program may use without declaring them, each by list.

Ops and losses come from the catalog. Nothing is ever looked up in Keras by a name that is not on a list.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kbuild.schemas import catalog

PLAIN_FUNCTIONS: dict[str, tuple[int, int | None]] = {
    "range": (1, 3),
    "len": (1, 1),
    "min": (1, None),
    "max": (1, None),
    "abs": (1, 1),
    "int": (1, 1),
    "float": (1, 1),
    "enumerate": (1, 2),
    "zip": (1, None),
}
"""Python's functions that a program may call, with the least and the greatest number of arguments."""

ADD_LOSS = "add_loss"
"""The function that adds a value to what training minimizes."""

CALL_ARGUMENTS = ("training", "mask")
"""The arguments of Keras's `call` that every program knows."""

WHOLE_INPUT = "inputs"
"""What the model is called with, in a program of a model that declares no inputs."""

FORMULA_INPUT = "x"
"""What the layer `Apply` is called with, in its formula."""

MODULES = ("ops", "random", "losses")
"""The modules of Keras whose functions a program may call."""

DICTIONARY_METHODS = ("items", "keys", "values")
"""The methods of dictionaries that a program may call."""


def _random(required: str, further: str = "") -> dict[str, bool]:
    return {**dict.fromkeys(required.split(), True), **dict.fromkeys(f"{further} seed".split(), False)}


RANDOM_ARGUMENTS: dict[str, dict[str, bool]] = {
    "beta": _random("shape alpha beta", "dtype"),
    "binomial": _random("shape counts probabilities", "dtype"),
    "categorical": _random("logits num_samples", "dtype"),
    "dropout": _random("inputs rate", "noise_shape"),
    "gamma": _random("shape alpha", "dtype"),
    "normal": _random("shape", "mean stddev dtype"),
    "randint": _random("shape minval maxval", "dtype"),
    "shuffle": _random("x", "axis"),
    "truncated_normal": _random("shape", "mean stddev dtype"),
    "uniform": _random("shape", "minval maxval dtype"),
}
"""The arguments of the functions of `keras.random`, each with whether it must be given."""

RANDOM_FUNCTIONS = tuple(RANDOM_ARGUMENTS)
"""The functions of `keras.random`; each is given the model's seed generator."""

# These take functions, of which a program has none; the language has statements in their place.
_INSTEAD = {
    "cond": "write `if`",
    "switch": "write `if`",
    "while_loop": "write `while`",
    "fori_loop": "write `for`",
    "scan": "write `for`",
    "associative_scan": "write `for`",
    "map": "write `for`",
    "vectorized_map": "write `for`",
    "vectorize": "write `for`",
    "custom_gradient": "use `ops.stop_gradient`",
    "convert_to_numpy": "leave it out: every op takes tensors",
    "is_tensor": "leave it out: every result of a layer or an op is a tensor",
}

FORMULA = "return ("
"""What stands before a formula in its program."""

RESERVED = frozenset((*PLAIN_FUNCTIONS, ADD_LOSS, *MODULES))
"""Names that can neither be assigned to nor be the name of a layer or an input."""


def as_formula(expression: str) -> str:
    """Return the program of a formula: the layer `Apply` holds the expression alone.

    Example:
        >>> as_formula("x + 1").splitlines()
        ['return (x + 1', ')']
    """
    return f"{FORMULA}{expression}\n)"


def functions(module: str) -> Iterable[str]:
    """Return the names of a module's functions that a program may call.

    Example:
        >>> "relu" in functions("ops"), "mse" in functions("losses"), "normal" in functions("random")
        (True, True, True)
    """
    return _functions(module)


def is_function(module: str, name: str) -> bool:
    """Tell whether a program may call `module.name`.

    Example:
        >>> is_function("ops", "relu"), is_function("ops", "while_loop")
        (True, False)
    """
    return name in _functions(module)


def instead(module: str, name: str) -> str | None:
    """Return what to write in place of a function that exists in Keras and is not for programs."""
    return _INSTEAD.get(name) if module == "ops" else None


@cache
def _functions(module: str) -> frozenset[str]:
    if module == "random":
        return frozenset(RANDOM_FUNCTIONS)
    if module == "losses":
        # The classes' own names would be constructed first; the functions are in lower case.
        names = (name for entry in catalog.types("loss").values() for name in entry.identifiers)
        return frozenset(name for name in names if name.islower())
    return frozenset(
        name
        for entry in catalog.types("op").values()
        for name in (entry.name, *entry.aliases)
        if entry.name not in _INSTEAD and not _takes_function(entry)
    )


def _takes_function(entry: catalog.TypeEntry) -> bool:
    return any(word in ("callable", "function") for each in entry.args.values() for word in each.types)
