from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import kbuild.reading

MODULES = [
    info.name
    for info in pkgutil.iter_modules(kbuild.reading.__path__)
    if info.name not in {"load", "program", "source", "validate"}
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"kbuild.reading.{name}")).failed == 0


def test_every_public_name_is_there_and_is_no_module() -> None:
    for name in kbuild.reading.__all__:
        assert type(getattr(kbuild.reading, name)).__name__ != "module"
    assert dir(kbuild.reading) == kbuild.reading.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        kbuild.reading.nothing  # noqa: B018


def test_reading_a_document_loads_neither_keras_nor_numpy_nor_pydantic() -> None:
    program = (
        "import sys, kbuild.reading as r\n"
        "assert 'yaml' not in sys.modules\n"
        "r.resolve(r.read('params: {n: 1}\\nfit: {epochs: \"${n}\"}'))\n"
        "heavy = {'keras', 'tensorflow', 'numpy', 'pydantic', 'rich', 'typer'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
