"""`call` programs: what is read, what is reported and where, and what a stranger can't do with one."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading.program import ADMITTED, SYNTAX, Program, ProgramError, parse_program, syntax_table
from kbuild.reading.program.refused import REFUSED
from kbuild.reading.program.vocabulary import functions

LAYERS = ["embed", "blocks", "noise", "head"]
RESIDUAL = """\
x = embed(tokens)
for block in blocks:
    x = x + block(x)
if training:
    x = noise(x)
return head(x)
"""


def parsed(text: str, layers: Sequence[str] = LAYERS, inputs: Sequence[str] | None = ("tokens",)) -> Program:
    program, errors = parse_program(text, layers=layers, inputs=inputs)
    assert errors == []
    assert program is not None
    return program


def errors_of(
    text: str, layers: Sequence[str] = LAYERS, inputs: Sequence[str] | None = ("tokens",)
) -> list[ProgramError]:
    program, errors = parse_program(text, layers=layers, inputs=inputs)
    assert program is None
    return errors


def only(
    text: str, layers: Sequence[str] = LAYERS, inputs: Sequence[str] | None = ("tokens",)
) -> ProgramError:
    (error,) = errors_of(text, layers, inputs)
    return error


def test_the_languages_own_example_is_a_program() -> None:
    program = parsed(RESIDUAL)
    assert program.reads == {"embed", "tokens", "blocks", "block", "x", "training", "noise", "head"}
    assert program.inputs == ("tokens",)
    assert program.unused_layers == []
    assert program.line(3) == "x = x + block(x)"


def test_programs_are_equal_and_hashed_by_their_text_and_what_they_are_given() -> None:
    assert parsed(RESIDUAL) == parsed(RESIDUAL)
    assert len({parsed(RESIDUAL), parsed(RESIDUAL), parsed("return head(tokens)")}) == 2
    with pytest.raises(AttributeError):
        parsed(RESIDUAL).text = ""  # type: ignore[misc]  # the point of the test


def test_layers_and_inputs_that_are_never_used_can_be_asked_for() -> None:
    program = parsed("return head(a)", layers=["head", "tail"], inputs=["a", "b"])
    assert (program.unused_layers, program.unused_inputs) == (["tail"], ["b"])


def test_without_declared_inputs_the_program_knows_them_as_inputs() -> None:
    assert parsed("return head(inputs['left'])", inputs=None).inputs is None
    error = only("return head(x)", inputs=None)
    assert (error.code, error.column) == ("unknown-name", 13)
    assert error.hint is not None
    assert "`inputs`" in error.hint


def test_with_declared_inputs_each_has_its_own_name_only() -> None:
    assert only("return head(inputs)").code == "unknown-name"


@pytest.mark.parametrize(
    "text",
    [
        "a, (b, c) = tokens, (1, 2.5)\nreturn a * b + c",
        "x = y = embed(tokens)\nx += y\nreturn x",
        "steps = []\nfor t in range(3):\n    steps.append(tokens[:, t])\nreturn ops.stack(steps, axis=1)",
        "out = {}\nfor name, tower in blocks.items():\n    out[name] = tower(tokens)\nreturn out",
        "while ops.mean(tokens) > 1:\n    tokens = tokens / 2\nreturn tokens",
        "if training:\n    return noise(tokens)\nreturn head(tokens)",
        "if training:\n    return tokens\nelif mask is None:\n    return 1\nelse:\n    return head(tokens)",
        "return embed(tokens) if training else head(tokens)",
        "return 0 < tokens[0] <= 1 and not training or 'a' in {'a': 1}",
        "return tokens[..., None, ::2, -1] @ blocks[0](tokens)",
        "return -tokens ** 2 // 3 % 2 & 1 | 2 ^ ~3",
        "for i, (a, b) in enumerate(zip(blocks, blocks), 1):\n    tokens = a(b(tokens)) * i\nreturn tokens",
        "add_loss(losses.mse(tokens, tokens))\nreturn tokens + random.normal(tokens.shape)",
        "x = ops.reshape(tokens, (tokens.shape[0], -1))\nreturn {'x': x, 'n': len(blocks)}",
        "return min(1, 2, tokens) + max([1, 2]) + abs(-1) + int(2.5) + float(3)",
        "for t in range(3):\n    y = embed(tokens)\nreturn y",
        "embed(tokens)\nreturn tokens  # a layer may be called for its losses alone",
        "def_ = 'é'\nreturn tokens",
    ],
)
def test_what_the_table_admits_is_read(text: str) -> None:
    parsed(text)


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("return heed(tokens)", "unknown-name", (1, 8, 4), "`head`"),
        ("x = 1\nreturn ops.rleu(tokens)", "unknown-function", (2, 12, 4), "`ops.relu`"),
        ("return random.normla(tokens)", "unknown-function", (1, 15, 6), "`random.normal`"),
        ("return losses.mze(tokens, tokens)", "unknown-function", (1, 15, 3), "losses.m"),
        ("return ops.while_loop(tokens)", "unknown-function", (1, 12, 10), "write `while`"),
        ("return keras.ops.relu(tokens)", "unknown-attribute", (1, 18, 4), "leave `keras.` out"),
        ("return np.tanh(tokens)", "unknown-attribute", (1, 11, 4), "`ops.tanh(...)`"),
        ("return self.head(tokens)", "unknown-attribute", (1, 13, 4), "leave `self.` out"),
        ("return tokens.sum()", "unknown-attribute", (1, 15, 3), "`ops.sum(...)`"),
        ("return tokens.dtype", "unknown-attribute", (1, 15, 5), "`ops.dtype(...)`"),
        ("return ops.sum(tokens, axes=1)", "unknown-argument", (1, 24, 4), "`axis`"),
        ("return ops.sum(tokens, x=1)", "wrong-count", (1, 24, 1), "given twice"),
        ("return ops.relu(tokens, 1)", "wrong-count", (1, 25, 1), "takes 1 argument"),
        ("return ops.reshape(tokens)", "missing-argument", (1, 8, 19), "`newshape`"),
        ("return true", "unknown-name", (1, 8, 4), "`True`"),
        ("y = z\nz = 1\nreturn y", "unassigned-name", (1, 5, 1), "`z`"),
        ("if training:\n    y = 1\nreturn y", "unassigned-name", (3, 8, 1), "`y`"),
        ("while training:\n    y = 1\nreturn y", "unassigned-name", (3, 8, 1), "`y`"),
        ("x = 1", "missing-return", (1, 1, 5), "returns nothing"),
        ("", "missing-return", (1, 1, 1), "empty"),
        ("if training:\n    return tokens", "missing-return", (1, 1, 12), "one branch"),
        ("for b in blocks:\n    return tokens", "missing-return", (1, 1, 16), "can end without"),
        ("return", "missing-return", (1, 1, 6), "`return x`"),
        ("return 1\nx = 2", "unreachable", (2, 1, 5), "never reached"),
        ("head = 1\nreturn head", "reserved-name", (1, 1, 4), "declared layer"),
        ("len = 3\nreturn len", "reserved-name", (1, 1, 3), "can't be assigned"),
        ("blocks.append(1)\nreturn tokens", "reserved-name", (1, 1, 6), "can't change it"),
        ("blocks['a'] = 1\nreturn tokens", "reserved-name", (1, 1, 6), "can't change it"),
        ("return range", "not-a-value", (1, 8, 5), "call it"),
        ("return tokens(1)", "not-callable", (1, 8, 6), "not a layer"),
        ("return head()", "no-input", (1, 8, 6), "`head(x)`"),
        ("return len(1, 2)", "wrong-count", (1, 8, 9), "1 argument"),
        ("return int(tokens, base=3)", "unknown-argument", (1, 8, 19), "by name"),
        ("tokens + 1\nreturn tokens", "no-effect", (1, 1, 10), "drops it"),
        ("return add_loss(1)", "forbidden-syntax", (1, 8, 11), "line of its own"),
        ("return zip(blocks)", "forbidden-syntax", (1, 8, 11), "`for a in zip"),
        ("return tokens is 3", "forbidden-syntax", (1, 8, 11), "None only"),
        ("tokens[0, 1] = 2\nreturn tokens", "forbidden-syntax", (1, 1, 12), "`ops.slice_update`"),
        ("x = (1\nreturn x", "syntax-error", (1, 5, 1), "never closed"),
        ("return 'é' + tökens", "unknown-name", (1, 14, 6), "`tokens`"),
    ],
)
def test_each_mistake_is_one_error_at_its_place(
    text: str, code: str, place: tuple[int, int, int], words: str
) -> None:
    error = only(text)
    assert (error.code, (error.line, error.column, error.length)) == (code, place)
    assert words in f"{error.message} {error.hint}"


def test_all_mistakes_come_in_one_pass_in_the_order_of_their_places() -> None:
    text = "x = heed(tokens)\ny = [b for b in blocks]\nz = ops.rleu(x)\nlen = 1\nif training:\n    return y\n"
    codes = [(error.line, error.code) for error in errors_of(text)]
    assert codes == [
        (1, "unknown-name"),
        (2, "forbidden-syntax"),
        (3, "unknown-function"),
        (4, "reserved-name"),
    ]


def test_an_unknown_name_is_reported_where_it_stands_first() -> None:
    assert only("y = heed(tokens) + heed(tokens)\nreturn heed(y)").column == 5


@pytest.mark.parametrize(
    ("layers", "inputs", "words"),
    [
        (["ops"], ["x"], "a layer is called `ops`"),
        (["head"], ["training"], "an input is called `training`"),
        (["x"], ["x"], "both a layer and an input"),
        (["a b"], ["x"], "can't write"),
    ],
)
def test_declared_names_that_mean_something_else_are_reported(
    layers: list[str], inputs: list[str], words: str
) -> None:
    errors = errors_of("return ops.relu(1)", layers, inputs)
    assert any(error.code == "reserved-name" and words in error.message for error in errors)


FORBIDDEN = [
    "return tokens.__class__",
    "return tokens.__class__.__mro__[1].__subclasses__()",
    "return (1).real",
    "return ''.join(['a'])",
    "return '{0.__class__}'.format(tokens)",
    "return f'{tokens.__class__}'",
    "return [x for x in blocks]",
    "return {x for x in blocks}",
    "return {x: x for x in blocks}",
    "return (x for x in blocks)",
    "return [x for x in ().__class__.__base__.__subclasses__()]",
    "return (lambda: tokens)()",
    "f = lambda x: x\nreturn f(tokens)",
    "if (y := tokens):\n    return y\nreturn y",
    "import os\nreturn os",
    "from os import system\nreturn system('id')",
    "return __import__('os')",
    "return __builtins__",
    "__x = 1\nreturn __x",
    "return getattr(tokens, 'shape')",
    "return eval('1')",
    "return exec('1')",
    "return open('/etc/passwd')",
    "return globals()",
    "return locals()",
    "return vars(tokens)",
    "return type(tokens)",
    "return print(tokens)",
    "global x\nx = 1\nreturn x",
    "nonlocal x\nx = 1\nreturn x",
    "def call(x):\n    return x\nreturn tokens",
    "class A:\n    x = 1\nreturn tokens",
    "async def f():\n    return 1\nreturn tokens",
    "try:\n    x = 1\nexcept Exception:\n    x = 2\nreturn x",
    "with open('x') as f:\n    y = 1\nreturn y",
    "raise tokens",
    "assert tokens\nreturn tokens",
    "del tokens\nreturn 1",
    "yield tokens",
    "return (yield tokens)",
    "return await_",
    "match tokens:\n    case 1:\n        return 1",
    "x: int = 1\nreturn x",
    "return [*tokens]",
    "return head(*tokens)",
    "return head(**tokens)",
    "return {**tokens}",
    "return {1, 2}",
    "a, *b = tokens\nreturn a",
    "return 1 << 100000",
    "return b'bytes'",
    "return 3j",
    "return ...  # an index only\nimport os",
    "return 10 ** 400, 1" + "0" * 400,
    "return 1e999",
    "return " + "'" + "a" * 1001 + "'",
    "for x in blocks:\n    break\nreturn tokens",
    "for x in blocks:\n    continue\nreturn tokens",
    "for x in blocks:\n    pass\nreturn tokens",
    "for x in blocks:\n    y = x\nelse:\n    y = 1\nreturn y",
    "tokens.shape = 1\nreturn tokens",
    "tokens.shape[0] = 1\nreturn tokens",
    "for tokens.x in blocks:\n    y = 1\nreturn y",
    "return ops",
    "return ops.relu",
    "return ops.__dict__",
    "return ops.numpy.__dict__",
    "return ops.relu.__globals__",
    "return ops.convert_to_numpy(tokens)",
    "return ops.map(head, tokens)",
    "return ops.vectorized_map(head, tokens)",
    "return ops.cond(True, head, head)",
    "return ops.custom_gradient(head)",
    "return random.SeedGenerator(1)",
    "return losses.get('os')",
    "return losses.deserialize({})",
    "return losses.MeanSquaredError(tokens, tokens)",
    "return keras.saving.load_model('x')",
    "return tokens.numpy()",
    "return head.get_weights()",
    "return head.kernel",
    "return (head)(tokens).kernel",
    "return blocks.__iter__()",
    "return blocks.pop()",
    "return tokens.append(1)",
    "x = head(tokens)(tokens)\nreturn x",
    "return int('9' * 10, base=8)",
    "return training and open",
    "exec('import os')\nreturn 1",
    "ｅｖａｌ('1')\nreturn 1",  # noqa: RUF001 - Python reads these letters as `eval`
]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_a_program_that_reaches_for_more_is_refused(text: str) -> None:
    errors_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "return " + "-" * 60_000 + "1",
        "return " + "(" * 60_000,
        "return " + "not " * 15_000 + "1",
        "return x" + "[0]" * 20_000,
        "return x" + ".a" * 30_000,
        "return " + "[" * 150 + "]" * 150,
        "return " + "+".join("1" * 30_000),
        "return " + "1 if 1 else " * 5_000 + "1",
        "if 1:\n" + "".join(" " * depth + "if 1:\n" for depth in range(1, 99)) + " " * 99 + "x = 1",
        "x" * 70_000,
        "\n".join(f"y{number}.z()" for number in range(6_000)),
        "\n".join(f"y{number}z" for number in range(7_000)),
        "x = '\x00'\nreturn x",
        "\x0c\x0b\r\n\u2028return x",
        "return \ud800",
        "'" * 60_000,
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_texts_made_to_hurt_end_in_errors_at_once(text: str) -> None:
    begin = time.perf_counter()
    errors = errors_of(text)
    assert time.perf_counter() - begin < 5
    assert 0 < len(errors) <= 100


@given(st.text(max_size=200))
def test_any_text_ends_in_a_program_or_in_errors_within_it(text: str) -> None:
    program, errors = parse_program(text, layers=LAYERS, inputs=["tokens"])
    assert (program is None) == bool(errors)
    for error in errors:
        assert error.line >= 1
        assert error.column >= 1
        assert error.length >= 1


_WORDS = [
    "x",
    "tokens",
    "head",
    "blocks",
    "ops",
    ".relu",
    ".shape",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "=",
]
_WORDS += [
    "for ",
    " in ",
    "if ",
    "else",
    "return ",
    "\n",
    "    ",
    "1",
    "'a'",
    "+",
    "**",
    "lambda",
    ".__class__",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=30).map("".join))
def test_whatever_is_read_holds_admitted_nodes_only(text: str) -> None:
    program, _ = parse_program(text, layers=LAYERS, inputs=["tokens"])
    if program is not None:
        assert {type(node) for node in ast.walk(program.tree)} <= ADMITTED | {ast.Module}
        attributes = {node.attr for node in ast.walk(program.tree) if isinstance(node, ast.Attribute)}
        assert attributes <= {"shape", "append", "items", "keys", "values", *functions("ops")}


def test_no_syntax_is_both_admitted_and_refused() -> None:
    assert not ADMITTED & set(REFUSED)


def test_the_table_of_syntax_is_markdown_with_a_row_for_each_form() -> None:
    lines = syntax_table().splitlines()
    assert lines[:2] == ["| written | does |", "| --- | --- |"]
    assert len(lines) == len(SYNTAX) + 2
    assert all(line.replace("\\|", "").count("|") == 3 for line in lines)


def test_reading_a_program_imports_neither_keras_nor_numpy() -> None:
    code = (
        "import sys; from kbuild.reading.program import parse_program; "
        "parse_program('return ops.relu(x)', layers=[], inputs=['x']); "
        "print([name for name in ('keras', 'tensorflow', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
