"""The catalog against Keras: what it admits, Keras constructs; what Keras documents, it admits."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from pydantic import ValidationError

from kbuild.building.catalog.descriptions import described
from kbuild.building.catalog.members import members
from kbuild.building.catalog.probing import Probe
from kbuild.building.catalog.samples import type_samples
from kbuild.schemas import catalog
from kbuild.schemas.values import accept
from kbuild.schemas.wording import CALLED

KINDS = (
    "layer", "optimizer", "schedule", "loss", "metric", "initializer", "regularizer", "constraint",
    "callback", "dtype_policy",
)  # fmt: skip
POOL: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 2, -0.5, 0.5, 1.5, "word", [], [1], [1, 2], [1, 2, 3],
    [0.25, 0.5], ["a", "b"], [[1, 1], [1, 1]], {}, {"a": 1},
)  # fmt: skip

# The exceptions: what the catalog says and the constructors don't bear out, each with its reason.
UNCONSTRUCTED = {
    "layer/FlaxLayer": "needs a module of Flax",
    "layer/JaxLayer": "needs a function of JAX",
    "layer/TFSMLayer": "needs a SavedModel on disk",
    "layer/TorchModuleWrapper": "needs a module of PyTorch",
    "callback/OrbaxCheckpoint": "needs the package orbax-checkpoint",
}
DEFAULTS_REFUSED = {
    "layer/Discretization.bin_boundaries": "either this or `num_bins` is given",
}
SAMPLES_REFUSED_TOO = {
    **DEFAULTS_REFUSED,
    "layer/Apply.expression": "a formula of `x`, of names that there are",
    "layer/Embedding.weights": "a matrix of the layer's own shape",
    "layer/Normalization.*": "`mean` and `variance` of one shape",
    "layer/*.vocabulary": "the path of a file that exists",
    "*/STFT*.window": "a name that SciPy knows; the catalog does not list them",
    "dtype_policy/*.mode": "a mode with numbers in it, such as `int4/128`",
}
SAMPLES_REFUSED = {
    **SAMPLES_REFUSED_TOO,
    "layer/Bidirectional.layer": "takes recurrent layers only, which the catalog calls layers",
    "layer/Bidirectional.backward_layer": "takes recurrent layers only, which the catalog calls layers",
}
ADMITTED_BUT_REFUSED = {
    **SAMPLES_REFUSED_TOO,
    "layer/GroupNormalization.groups": "-1 and from 1 on; the catalog's ranges have no gap at 0",
    "layer/RandomGaussianBlur.kernel_size": "odd numbers; the catalog has no word for them",
    "layer/*.idf_weights": "as many as there are words",
    "metric/*.target_class_ids": "not empty, and below `num_classes`",
    "callback/ModelCheckpoint.filepath": "ends in `.keras` or `.weights.h5`",
}
DOCUMENTED_BUT_EXCLUDED = {
    "layer/Apply.expression": "the text speaks of the layer's inputs",
    "layer/Activation.activation": "the text's callable is an activation in the catalog",
    "layer/*Attention.use_scale": "the text speaks of a scalar variable that is made",
    "layer/AlphaDropout.noise_shape": "the text calls the shape an integer tensor",
    "layer/*Lookup.invert": "the text speaks of indices",
    "layer/IntegerLookup.vocabulary": "an array of integers is written as a list of them",
    "layer/*.value_range": "the text's `two number tuple` is a list of two numbers",
    "optimizer/Adamax.epsilon": "the text calls it a string by mistake",
    "metric/*IoU.sparse_y_*": "the text says of what labels and predictions consist",
    "callback/LearningRateScheduler.schedule": "the text says what the function takes and returns",
}


@cache
def probes() -> dict[str, Probe]:
    found = {}
    for kind in KINDS:
        for member in members(kind):
            if isinstance(member.thing, type):
                found[f"{kind}/{member.name}"] = Probe(member.thing, member.name)
    return found


def arguments() -> Iterator[tuple[str, Probe, catalog.Argument]]:
    for name, probe in probes().items():
        kind, _, type_name = name.partition("/")
        if probe.works:
            for argument in catalog.types(kind)[type_name].args.values():
                yield f"{name}.{argument.name}", probe, argument


_answers: dict[tuple[str, str], bool] = {}


def accepts(name: str, probe: Probe, argument: catalog.Argument, value: Any) -> bool:
    """What the constructor answers; asked once for each value, since several tests ask the same."""
    key = (name, repr(value))
    if key not in _answers:
        _answers[key] = probe.accepts(argument.name, value)
    return _answers[key]


def admitted(argument: catalog.Argument, value: Any) -> bool:
    try:
        accept(argument, value)
    except ValidationError:
        return False
    return True


def given(argument: catalog.Argument, value: Any) -> Any:
    """A value as the builder gives it: a whole number as a float where the catalog has `float` alone."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole and "float" in argument.types and "int" not in argument.types else value


def unexpected(found: list[str], expected: dict[str, str]) -> tuple[list[str], list[str]]:
    """What is not among the exceptions, and which exceptions nothing needs any more."""
    place = {each: each.split(" ")[0] for each in found}
    fresh = [each for each in found if not any(fnmatchcase(place[each], key) for key in expected)]
    idle = [key for key in expected if not any(fnmatchcase(each, key) for each in place.values())]
    return fresh, idle


def test_every_class_can_be_constructed_from_its_required_arguments() -> None:
    found = [name for name, probe in probes().items() if not probe.works]
    assert unexpected(found, UNCONSTRUCTED) == ([], [])


def test_every_argument_can_be_given_its_own_default() -> None:
    found = [
        name
        for name, probe, argument in arguments()
        if argument.has_default and not accepts(name, probe, argument, argument.default)
    ]
    assert unexpected(found, DEFAULTS_REFUSED) == ([], [])


def test_every_type_of_every_argument_is_one_that_keras_accepts() -> None:
    found = []
    for name, probe, argument in arguments():
        for word in argument.types:
            samples = [
                value
                for value in type_samples(word, argument.enum, argument.length)
                if word in CALLED
                or word in ("callable", "dict", "array", "dtype")
                or admitted(argument, value)
            ]
            needed = all if word == "enum" else any
            if samples and not needed(accepts(name, probe, argument, value) for value in samples):
                found.append(f"{name} {word} {samples}")
    assert unexpected(found, SAMPLES_REFUSED) == ([], [])


def test_what_keras_refuses_at_construction_the_catalog_excludes() -> None:
    found = [
        f"{name} {value!r}"
        for name, probe, argument in arguments()
        if not argument.defined_by
        for value in POOL
        if admitted(argument, value) and not accepts(name, probe, argument, given(argument, value))
    ]
    assert unexpected(found, ADMITTED_BUT_REFUSED) == ([], [])


def test_what_keras_documents_and_accepts_the_catalog_admits() -> None:
    found = []
    for name, probe, argument in arguments():
        for word in described(argument.text).types - set(argument.types):
            for value in type_samples(word, argument.enum, argument.length):
                if (
                    word not in CALLED
                    and not admitted(argument, value)
                    and accepts(name, probe, argument, value)
                ):
                    found.append(f"{name} {word} {value!r}")
                    break
    assert unexpected(found, DOCUMENTED_BUT_EXCLUDED) == ([], [])
