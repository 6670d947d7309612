from __future__ import annotations

import math

import pytest

from kbuild.reading import slip
from kbuild.schemas.writing.scalars import NumberError, finite_float, resolve_plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1e-3", 1e-3),
        ("1E5", 1e5),
        (".5", 0.5),
        ("-3.", -3.0),
        ("+12", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("0123", 123),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("null", None),
        ("~", None),
        ("", None),
        ("True", True),
        ("FALSE", False),
    ],
)
def test_the_core_schema_of_yaml_1_2_is_read(written: str, meant: object) -> None:
    value = resolve_plain(written)
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize(
    "text",
    "on yes no off y 12:30 1_000 0b1 2020-01-01 None nan inf NULLs - . -- 1e 1.2.3 e5 0o8 0xg tRUE".split(),
)
def test_everything_else_is_a_text(text: str) -> None:
    assert resolve_plain(text) == text


def test_nan_is_nan() -> None:
    value = resolve_plain(".NaN")
    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize("text", ["9" * 5000, "1e999", "-1e400", "0x" + "f" * 400])
def test_numbers_beyond_reason_are_refused(text: str) -> None:
    with pytest.raises(NumberError):
        resolve_plain(text)


def test_every_integer_that_is_read_fits_a_float() -> None:
    assert math.isfinite(finite_float("9" * 300))


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("None", "write null"),
        ("(3, 3)", "write [3, 3]"),
        ("(3,)", "write [3]"),
        ("((1, 1), (0, 0))", "write [[1, 1], [0, 0]]"),
        ("(None, 3)", "write [null, 3]"),
        ("3, 3", "write [3, 3]"),
        ("3x3", "write [3, 3]"),
        ("[3, 3]", "write [3, 3] without quotes"),
        ("True", "write true"),
        ("yes", "write true"),
        ("on", "write true"),
        ("off", "write false"),
        ("1e-3", "write 1e-3 without quotes"),
        ("1_000", "write 1000"),
        ("0,001", "write 0.001"),
        ("50%", "write 0.5"),
        ("1/3", 'write "${1/3}"'),
        ("2^8", 'write "${2**8}"'),
        ("np.inf", "write .inf"),
        ("relu", None),
        ("same", None),
        ("a b", None),
        (3, None),
        ("x" * 300, None),
    ],
)
def test_a_slip_is_told(written: object, hint: str | None) -> None:
    assert slip(written) == hint
