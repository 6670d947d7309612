from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from kbuild.schemas import catalog
from kbuild.schemas.values import accept
from kbuild.schemas.wording import CALLED

KINDS = [kind for kind in catalog.kinds() if kind != "source"]
VOCABULARY = (
    "null bool int float str enum dict shape dtype array path any callable tensor layer cell optimizer "
    "schedule loss metric initializer regularizer constraint activation callback op"
).split()


def arguments() -> Iterator[tuple[str, catalog.Argument]]:
    for kind in KINDS:
        for entry in catalog.types(kind).values():
            for argument in entry.args.values():
                yield f"{kind}/{entry.name}.{argument.name}", argument


def failing(law: object) -> list[str]:
    assert callable(law)
    return [name for name, argument in arguments() if not law(argument)]


def test_every_argument_s_types_are_words_of_the_vocabulary() -> None:
    def known(word: str) -> bool:
        outer, _, inner = word.partition("[")
        return known(inner.removesuffix("]")) if outer in ("list", "dict") and inner else word in VOCABULARY

    assert failing(lambda argument: argument.types and all(map(known, argument.types))) == []


def test_no_type_is_named_twice() -> None:
    assert failing(lambda argument: len(set(argument.types)) == len(argument.types)) == []


def test_every_default_is_admitted_by_its_own_types_and_ranges() -> None:
    found = []
    for name, argument in arguments():
        if argument.has_default:
            try:
                accept(argument, argument.default)
            except ValueError as error:
                found.append(f"{name}: {error}")
    assert found == []


def test_an_argument_that_is_required_has_no_default_and_the_others_have_one() -> None:
    assert failing(lambda argument: argument.required is not argument.has_default or argument.variadic) == []


def test_texts_are_allowed_where_the_types_say_so_and_only_there() -> None:
    assert failing(lambda argument: bool(argument.enum) is ("enum" in argument.types)) == []
    assert failing(lambda argument: len(set(argument.enum)) == len(argument.enum)) == []


def test_ranges_hold_something_and_belong_to_numbers() -> None:
    def bounded(argument: catalog.Argument) -> bool:
        lows = [low for low in (argument.min, argument.above) if low is not None]
        highs = [high for high in (argument.max, argument.below) if high is not None]
        numeric = any(
            word in ("int", "float", "list[int]", "list[float]", "list[list[int]]") for word in argument.types
        )
        return (
            len(lows) < 2
            and len(highs) < 2
            and max(lows, default=-1e9) <= min(highs, default=1e9)
            and (numeric or not lows + highs)
        )

    assert failing(bounded) == []


def test_a_length_belongs_to_a_list() -> None:
    assert failing(lambda a: a.length is None or any(word.startswith("list[") for word in a.types)) == []


def test_only_what_has_a_default_of_none_or_names_null_takes_none() -> None:
    assert (
        failing(
            lambda argument: (
                argument.default is not None
                or argument.required
                or argument.variadic
                or "null" in argument.types
            )
        )
        == []
    )


def test_nearly_every_argument_has_a_text() -> None:
    missing = failing(lambda argument: argument.text)
    assert len(missing) < 10


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_a_public_path_and_a_summary(kind: str) -> None:
    for name, entry in catalog.types(kind).items():
        assert entry.of_keras
        assert entry.api.endswith(name)
        assert entry.kind == kind
        assert entry.summary or kind == "dtype_policy", name


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_types_of_a_kind_share_a_name(kind: str) -> None:
    entries = catalog.types(kind).values()
    names = [name for entry in entries for name in (entry.name, *entry.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", KINDS)
def test_a_type_is_found_by_every_name_it_has(kind: str) -> None:
    for entry in catalog.types(kind).values():
        for name in (entry.name, *entry.aliases, *entry.identifiers):
            assert catalog.find(kind, name) is entry


def test_layers_and_ops_say_what_they_are_called_with() -> None:
    assert list(catalog.types("layer")["MultiHeadAttention"].call)[:3] == ["query", "value", "key"]
    assert list(catalog.types("op")["where"].call) == ["condition", "x1", "x2"]
    assert catalog.types("loss")["Huber"].call == {}


def test_an_op_is_found_with_or_without_its_prefix() -> None:
    assert catalog.find("op", "ops.image.resize") is catalog.find("op", "image.resize") is not None


def test_what_is_not_there_is_not_found() -> None:
    assert catalog.find("layer", "Denze") is None
    with pytest.raises(KeyError):
        catalog.types("planet")


def test_the_entries_cannot_be_changed() -> None:
    dense = catalog.types("layer")["Dense"]
    with pytest.raises(AttributeError):
        dense.name = "Sparse"  # type: ignore[misc]
    with pytest.raises(TypeError):
        dense.args["units"] = dense.args["use_bias"]  # type: ignore[index]


def test_an_added_type_is_found_and_replaces_one_of_its_name() -> None:
    code = (
        "from kbuild.schemas import catalog\n"
        "for api in ('a.Own', 'b.Own'):\n"
        "    catalog.add(catalog.entry_from('Own', 'layer', {'api': api}))\n"
        "print(catalog.find('layer', 'Own').api, len(catalog.types('layer')))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["b.Own", str(len(catalog.types("layer")) + 1)]


def test_a_type_of_no_kind_is_not_added() -> None:
    with pytest.raises(KeyError):
        catalog.add(catalog.entry_from("Own", "planet", {"api": "a.Own"}))


def test_the_version_of_keras_is_the_one_that_the_project_asks_for() -> None:
    assert catalog.keras_version().startswith("3.15.")


def test_the_kinds_are_those_that_the_language_names() -> None:
    assert set(KINDS) <= set(CALLED)
