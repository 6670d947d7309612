from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kbuild
from kbuild import gallery
from kbuild.converting.python.to_python import to_python
from kbuild.converting.python.unparse import number_literal, one_line, text_literal
from tests.converting.python.samples import SAMPLES

EXACT = ("resnet50", "transformer", "gan", "deep-belief-network", "translation")


def test_programs_are_formatted_import_what_they_use_and_are_the_same_each_time(tmp_path: Path) -> None:
    documents = {name: kbuild.load(gallery.path(name)) for name in gallery.names()}
    documents |= {name: kbuild.load(text) for name, text in SAMPLES.items()}
    for name, document in documents.items():
        for exact in (False, True) if name in SAMPLES else (name in EXACT,):
            text = to_python(document, exact=exact)
            assert name not in SAMPLES or to_python(document, exact=exact) == text
            (tmp_path / f"{name}_{exact}.py".replace(" ", "_")).write_text(text, encoding="utf-8")
    for command in (["format", "--diff"], ["check", "--select", "E9,F,I", "--output-format", "concise"]):
        run = [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache", "."]
        done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr


def test_writing_a_program_does_not_load_keras() -> None:
    code = (
        "import sys, kbuild\n"
        f"kbuild.to_python({SAMPLES['blocks']!r}, exact=True)\n"
        "print(sorted({'keras', 'tensorflow', 'numpy'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_blocks_are_functions_and_repetition_is_a_loop() -> None:
    text = to_python(gallery.path("resnet50"))
    assert "def bottleneck(x, filters, name):" in text
    assert "for index in range(repeats):" in text
    assert "CLASSES = 1000" in text
    assert text.count("layers.Conv2D(") < 12


HOSTILE = [
    '"); __import__("os").system("true"); ("',
    "'''; import os; '''",
    '"""; import os; """',
    "\\",
    "a\nimport os\n",
    "# coding: utf-7\n+AAo-import os",
    "{__import__('os')}",
    "${'$'}{x}".replace("$", "$$"),
    "\u2028import os",
    "\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_literal_and_nothing_more(text: str) -> None:
    from kbuild.schemas import Document, Functional, Sequential, layers

    stack = Sequential(layers=[layers.Input(shape=[2]), layers.Dense(units=1, name=text)], name=text)
    graph = Functional.model_validate(
        {
            "inputs": {"os": {"shape": [2]}},
            "layers": {"keras": {"Dense": {"units": 2}, "from": "os"}, "layers": {"Dense": {"units": 1}}},
            "outputs": {text: "layers"},
            "name": text,
        }
    )
    for model in (stack, graph):
        document = Document(model=model, name=text, description=text, seed=1, params={text: text})
        for exact in (False, True):
            tree = ast.parse(to_python(document, exact=exact))
            assert set(_imports(tree)) <= {"keras", "random", "functools"}
            assert (
                "os" not in {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
                or model is graph
            )
            assert not any(
                isinstance(each, ast.Attribute) and each.attr == "system" for each in ast.walk(tree)
            )


def _imports(tree: ast.AST) -> Any:
    for each in ast.walk(tree):
        if isinstance(each, ast.Import):
            yield from (alias.name.split(".")[0] for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            yield str(each.module).split(".")[0]


@given(st.text())
def test_a_literal_is_the_text(text: str) -> None:
    assert ast.literal_eval(text_literal(text)) == text


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_is_the_number(number: float) -> None:
    assert ast.literal_eval(number_literal(number)) == number


@pytest.mark.parametrize(
    "code",
    [
        "(a + b) * c - -d ** 2 // e % (f @ g)",
        "a if b else (c if d else e)",
        "(a if b else c) if d else e",
        "not (a and b) or c",
        "(a or b) and (not c)",
        "x[1:, ::2, a + 1:, ...][0]".replace(", ...", ""),
        "(-1).real + (2).real",
        "f(*a, b=lambda x: (x, ))[1](c)",
        "-(a ** -b) ** (c ** d)",
        "(a < b) < c != (d in e)",
        "[x for x in (1, 2)] + [{'a': 1}['a']]",
        'f"{a}_b{{}}\\n{c + 1}"',
    ],
)
def test_an_expression_on_one_line_is_the_same_expression(code: str) -> None:
    tree = ast.parse(code, mode="eval").body
    assert ast.dump(ast.parse(one_line(tree), mode="eval").body) == ast.dump(tree)
