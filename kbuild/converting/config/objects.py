"""Everything that Keras has serialized, by the language's one rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from kbuild.checking.naming import snake_case
from kbuild.converting.config.defaults import folded, is_default, plain_number
from kbuild.converting.config.layers import translated, without_implied
from kbuild.converting.config.own import applied, own_function
from kbuild.converting.config.report import Report
from kbuild.converting.config.state import LOOKUPS
from kbuild.schemas import catalog, rule
from kbuild.schemas.catalog import Argument, TypeEntry

MODELS = frozenset({"Sequential", "Functional", "Model", "ProgramModel"})
#: Kinds of which a type without arguments is written as Keras's own string for it.
_BY_STRING = frozenset({"initializer", "regularizer", "constraint", "optimizer"})
_PREFIXES = {"op": "ops.", "activation": "activations."}
_FUNCTIONS = ("activation", "op", "loss", "metric", "initializer", "regularizer", "constraint")
_SPECIAL = {"__lambda__": "a lambda", "__bytes__": "bytes", "__typespec__": "a TypeSpec"}
# What `get_config` adds to the constructor's arguments, each None or empty unless it was used.
_EMPTY: tuple[Any, ...] = (None, False, [], {})


class Objects:
    """Converts serialized objects.

    Args:
        report: Takes what cannot be said.
        keep_names: Whether a layer without need of a name keeps the one that Keras gave it by counting.
    """

    def __init__(self, report: Report, *, keep_names: bool = False) -> None:
        self.report = report
        self.keep_names = keep_names

    def written(self, config: Mapping[str, Any], kinds: Collection[str]) -> Any:
        """An object by the one rule, or Keras's string for it.

        Args:
            config: What `keras.saving.serialize_keras_object` made.
            kinds: Which kinds may stand here; all if empty.
        """
        config = translated(config)
        self._without_vocabulary(config)
        name, inner = str(config.get("class_name")), config.get("config") or {}
        if name == "function":
            return self._function(str(inner), config, kinds)
        if (both := applied(config)) is not None and (own := own_function(both[0], kinds or _FUNCTIONS)):
            return self._by_rule(own, self.arguments(own, both[1]))
        if name in MODELS and isinstance(inner, Mapping) and "layers" in inner:
            from kbuild.converting.config.models import nested_model

            return nested_model(config, self)
        if name in ("DTypePolicy", "FloatDTypePolicy", "Policy"):
            return inner["name"]
        entry = self.entry(config, kinds)
        if entry is None:
            return None
        if entry.kind in ("loss", "metric") and _LOST.get(entry.name, "") not in ("", *inner):
            text = f"Keras does not save `{_LOST[entry.name]}` of {entry.name}: the document has the default"
            self.report.remark(text)
        arguments = without_implied(entry.name, self.arguments(entry, config.get("config") or {}))
        return self._by_rule(entry, arguments)

    def _without_vocabulary(self, config: Mapping[str, Any]) -> None:
        """A vocabulary that a layer has learnt stands beside the configuration, in a file's assets."""
        name, inner = config.get("class_name"), config.get("config")
        if name not in LOOKUPS or not isinstance(inner, Mapping):
            return
        if inner.get("vocabulary_size") and not inner.get("vocabulary"):
            text = f"the vocabulary that {name} has learnt is not in the configuration"
            self.report.refuse(text, "convert the model itself, or its .keras file")

    def layer(self, config: Mapping[str, Any]) -> tuple[Any, str]:
        """A layer by the one rule without its name, and its name."""
        inner = config.get("config") or {}
        name = str(inner.get("name") or config.get("name") or snake_case(str(config["class_name"])))
        tree = self.written({**config, "config": {**inner, "name": None}}, ("layer",))
        return tree, name

    def entry(self, config: Mapping[str, Any], kinds: Collection[str]) -> TypeEntry | None:
        """The catalog's entry of a serialized object; None, and a problem, if it has none."""
        name = str(config.get("class_name"))
        package, _, own = str(config.get("registered_name") or "").rpartition(">")
        among = [each for each in (kinds or catalog.kinds()) if each in catalog.kinds()]
        for kind in among:
            found = catalog.find(kind, own if package else name)
            if found is not None and _is_the_same(found, config, package):
                return found
        what = f"the class {own} registered as {package}>{own}" if package else f"the class {name}"
        module = config.get("module")
        of = f" of {module}" if isinstance(module, str) and not module.startswith("keras") else ""
        self.report.refuse(
            f"{what}{of} is no type of Keras that a document knows",
            "make it a type with kbuild.register before converting, or take it out of the model",
        )
        return None

    def arguments(self, entry: TypeEntry, config: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments that differ from the defaults, in the catalog's order."""
        out = {}
        for key, written in config.items():
            argument = entry.args.get(key)
            if argument is None:
                self._without_argument(entry, key, written)
                continue
            with self.report.at(key):
                value = self.value(written, argument)
            if not is_default(value, argument) and not (key == "name" and _automatic(value, entry)):
                out[key] = value
        return {key: out[key] for key in entry.args if key in out}

    def _without_argument(self, entry: TypeEntry, key: str, written: Any) -> None:
        if written in _EMPTY or key in ("shared_object_id", "build_config", "name") or key in _IGNORED:
            return
        self.report.refuse(
            f"{entry.name} has no argument `{key}`, which its configuration sets to {written!r}"
        )

    def value(self, written: Any, argument: Argument | None = None) -> Any:
        """An argument's value as a document writes it."""
        if isinstance(written, Mapping):
            return self._mapping(written, argument)
        if isinstance(written, (list, tuple)):
            items = [self.value(each, argument) for each in written]
            return items if argument is None else folded(items, argument)
        if isinstance(written, float) and argument is not None and argument.name == "learning_rate":
            return plain_number(written)
        if written is None or isinstance(written, (bool, int, float, str)):
            return written
        self.report.refuse(f"a value of the type {type(written).__name__} cannot be written")
        return None

    def _mapping(self, written: Mapping[str, Any], argument: Argument | None) -> Any:
        name = written.get("class_name")
        if name is None or "config" not in written:
            return {key: self.value(each, argument) for key, each in written.items()}
        if name in _SPECIAL:
            self.report.refuse(f"{_SPECIAL[name]} cannot be written in a document", _hint(name))
            return None
        if name in ("__tensor__", "__numpy__"):
            return self.constant(written)
        if name == "__tuple__":
            return self.value(written["config"]["value"], argument)
        return self.written(written, _kinds(argument))

    def constant(self, written: Mapping[str, Any]) -> Any:
        """The numbers of a constant tensor."""
        config = written["config"]
        if config.get("dtype") not in ("float32", "int32", "bool", "string", None):
            self.report.refuse(f"a constant of the type {config['dtype']} would become another in a document")
        # The shortest digits that give the same number in 32 bits.
        return _plain_numbers(config["value"]) if config.get("dtype") == "float32" else config["value"]

    def _function(self, name: str, config: Mapping[str, Any], kinds: Collection[str]) -> Any:
        if (own := own_function(name, kinds or _FUNCTIONS)) is not None:
            return self._by_rule(own, {})
        module = str(config.get("module") or "keras")
        if module.split(".", maxsplit=1)[0] in ("keras", "builtins") and ">" not in str(
            config.get("registered_name")
        ):
            for kind in [each for each in (kinds or _FUNCTIONS) if each in catalog.kinds()]:
                if (found := catalog.find(kind, name)) is not None:
                    asked = kind == next(iter(kinds or (kind,)))
                    return name if asked or kind not in _PREFIXES else _PREFIXES[kind] + found.name
        self.report.refuse(f"the function {name} of {module} is none that a document knows")
        return None

    def _by_rule(self, entry: TypeEntry, arguments: dict[str, Any]) -> Any:
        full = _PREFIXES.get(entry.kind, "") + entry.name
        if arguments:
            return {full: arguments}
        if entry.kind in _BY_STRING and entry.identifiers:
            usual = snake_case(entry.name)
            return usual if usual in entry.identifiers else entry.identifiers[0]
        return full


# Arguments of losses and metrics that Keras leaves out of their configurations.
_LOST = {
    "Huber": "delta",
    "CosineSimilarity": "axis",
    "SparseCategoricalCrossentropy": "axis",
    "SparseTopKCategoricalAccuracy": "from_sorted_ids",
}
# Kept by Keras 2 for saving, and by some layers beside what their constructors take.
_IGNORED = frozenset(
    {
        "vocabulary_size",
        "implementation",
        "time_major",
        "batch_input_shape",
        "input_length",
        "is_legacy_optimizer",
        "jit_compile",
    }
)


def _is_the_same(entry: TypeEntry, config: Mapping[str, Any], package: str) -> bool:
    """A class of the user's own is never taken for one of Keras that is called alike, nor the reverse."""
    of_keras = entry.api.startswith("keras.")
    if package:
        return not of_keras or package == "keras"
    module = config.get("module")
    return not of_keras or module is None or str(module).split(".")[0] in ("keras", "tf_keras", "tensorflow")


def _plain_numbers(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_numbers(each) for each in value]
    return plain_number(value) if isinstance(value, float) else value


def _kinds(argument: Argument | None) -> tuple[str, ...]:
    if argument is None:
        return ()
    names = [each[each.find("[") + 1 :].rstrip("]") for each in argument.types]
    return () if "any" in names else rule.kinds_among(names)


def _automatic(name: Any, entry: TypeEntry) -> bool:
    """Whether Keras counted a name itself: `dense_7`, or `forward_lstm` within a wrapper."""
    return is_automatic(str(name), entry.name)


def is_automatic(name: str, type_name: str) -> bool:
    """Whether a name is what Keras gives to a layer without one.

    Example:
        >>> is_automatic("dense_7", "Dense"), is_automatic("digit", "Dense")
        (True, False)
    """
    base = re.escape(snake_case(type_name))
    return re.fullmatch(rf"((forward|backward)_)?{base}(_\d+)?", name) is not None


def _hint(name: str) -> str | None:
    return "write it as keras.ops, or as a subclass-style model" if name == "__lambda__" else None
