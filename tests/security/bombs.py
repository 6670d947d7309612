"""Texts of up to 16 MiB that are made to take long, take memory, or end the process; see `test_bombs.py`.

As a program it reads the files that it is given and tells what came of each: seconds, the peak of memory in
MiB, and the codes of the problems.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SIZE = 16 * 1024 * 1024 - 1_000
HEAD = "model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 1}}]}\n"
PROGRAM = (
    "model:\n  style: subclass\n  inputs: {x: {shape: [4]}}\n  layers: {d: {Dense: {units: 4}}}\n  call: |\n"
)
GRAPH = "model:\n  style: functional\n  inputs: {a: {shape: [4]}}\n  layers:\n"
MODEL = '"model": {"style": "sequential", "layers": [{"Input": {"shape": [4]}}, {"Dense": {"units": 1}}]}'

#: The hardest of each sort, for every run of the tests.
QUICK = (
    "anchors",
    "doubling",
    "errors-keys",
    "errors-names",
    "expressions",
    "full-errors-of-wires",
    "full-reuse",
    "full-metrics-and-monitors",
    "long-list.json",
    "nodes",
    "phases",
    "program",
    "tags",
    "utf-16",
)


def fill(piece: str) -> str:
    """Repeat a piece up to the largest text that is read."""
    return piece * (SIZE // len(piece.encode()))


def yaml_bombs() -> Iterator[tuple[str, str]]:
    """Texts for YAML's reader, resolving and the checks."""
    pieces = {
        "anchors": "&a ", "tags": "! ", "dashes": "- ", "questions": "? ", "colons": ": ",
        "documents": "---\n",
        "directives": "%TAG ! tag:x,2000:\n", "quotes": "'", "double-quotes": '"', "tabs": "\t",
        "pipes": "|\n",
        "brackets": "[]", "flow-keys": "? a, ", "depth": "[", "depth-of-mappings": "{a: ",
        "aliases": "- *a\n",
        "duplicates": "a: 1\n", "nuls": "\x00", "right-to-left": "\u202e", "ats": "@", "percents": "%",
    }  # fmt: skip
    for name, piece in pieces.items():
        yield name, fill(piece)
    for name, begin, piece, end in (
        ("long-text", "description: ", "x", ""),
        ("long-quoted", 'description: "', "\\n", '"'),
        ("long-wide", "description: ", "\U0001f600", ""),
        ("long-block", "description: |\n", "  a\n", ""),
        ("long-folded", "description: >\n", "  a\n", ""),
        ("long-integer", "seed: ", "9", ""),
        ("long-float", "seed: 0.", "9", ""),
        ("long-exponent", "seed: 1e", "9", ""),
        ("comments", "", "# x\n", ""),
        ("empty-lines", "", "\n", ""),
        ("carriage-returns", "", "\r", ""),
        ("long-expression", 'params: {a: "${', "1+", '1}"}'),
        ("expressions-in-a-text", 'params: {a: "', "${1}", '"}'),
        ("open-expressions", 'params: {a: "', "${", '"}'),
        ("braces", 'params: {a: "${', "{", '"}'),
    ):
        yield name, HEAD + begin + fill(piece) + end
    yield "long-name", "model: {style: sequential, layers: [" + fill("X") + "]}\n"
    yield "long-program", PROGRAM + fill("    x = d(x)\n")
    yield "program", PROGRAM + "    x = d(x)\n" * 4_500 + "    return x\n"
    yield "nested-program", PROGRAM + "    return " + "(" * 9_000 + "x" + ")" * 9_000 + "\n"
    yield "nodes", HEAD + "params:\n" + "".join(f"  k{index}: {index}\n" for index in range(99_000))
    yield "expressions", HEAD + "params:\n" + "".join(f'  k{i}: "${{{i}+1}}"\n' for i in range(90_000))
    yield (
        "doubling",
        HEAD
        + "params:\n  k0: aaaaaaaaaaaa\n"
        + "".join(f'  k{i}: "${{k{i - 1}}}${{k{i - 1}}}"\n' for i in range(1, 60)),
    )
    yield "errors-keys", HEAD + "".join(f"k{index}: {index}\n" for index in range(90_000))
    yield "errors-names", HEAD + "callbacks: [" + ",".join(f"L{index}" for index in range(90_000)) + "]\n"
    yield (
        "errors-arguments",
        "model: {layers: [{Input: {shape: [4]}}" + ", {Dense: {unit: 1}}" * 4_900 + "]}\n",
    )
    yield "layers", "model: {layers: [{Input: {shape: [4]}}" + ", {Dense: {units: 1}}" * 33_000 + "]}\n"
    yield "many-anchors", "".join(f"&a{i} k{i}: *a{i - 1}\n" if i else "&a0 k0: 1\n" for i in range(49_000))
    yield from within_the_limits()


def within_the_limits() -> Iterator[tuple[str, str]]:
    """As much as the limits allow, sound or wrong in each place: what the checks take longest for."""
    stack, most = "model: {layers: [{Input: {shape: [4]}}", 2_400
    phases = "compile: {loss: mse}\ndata: {train: {Toy: {name: moons}}}\nphases: "
    for name, layer in (
        ("dense", "{Dense: {units: 1}}"),
        ("wrapped", "{Bidirectional: {layer: {LSTM: {units: 2, return_sequences: true}}}}"),
        ("initialized", "{Dense: {units: 1, kernel_initializer: {GlorotUniform: {seed: 1}}}}"),
        ("nested", "{Sequential: {layers: [{Dense: {units: 4}}]}}"),
    ):
        yield f"full-{name}", f"{stack}{f', {layer}' * (most if name != 'nested' else 1_200)}]}}\n"
    yield "full-types", stack + "".join(f", {{Densee{i}: {{units: 1}}}}" for i in range(most)) + "]}\n"
    for name, entry in (
        ("wires", "{Dense: {units: 4}}"),
        ("errors-of-wires", "{Dense: {units: 4}, from: qI}"),
        ("unused", "{Dense: {units: 4}, from: a}"),
        ("reuse", "{reuse: a_layer_of_name_I}"),
    ):
        entries = "".join(f"    layer_of_name_{i}: {entry.replace('I', str(i))}\n" for i in range(most))
        yield f"full-{name}", GRAPH + entries + "  outputs: layer_of_name_1\n"
    wide = GRAPH + "    l: {Dense: {units: 4}}\n    c: {Concatenate: {}, from: ["
    yield "full-from", wide + "a," * 40_000 + "a]}\n  outputs: c\n"
    yield "full-errors-of-from", wide + ",".join(f"q{i}" for i in range(45_000)) + "]}\n  outputs: c\n"
    yield "full-outputs", GRAPH + "    d: {Dense: {units: 1}}\n  outputs: [" + "d," * 45_000 + "d]\n"
    metrics = HEAD + "compile: {loss: mse, metrics: ["
    yield "full-metrics", metrics + "{MeanSquaredError: {}}," * 14_000 + "mae]}\n"
    monitors = ",".join(f"{{EarlyStopping: {{monitor: val_los{i}}}}}" for i in range(9_500))
    yield "full-monitors", HEAD + f"compile: {{loss: mse}}\ncallbacks: [{monitors}]\n"
    both = ",".join(f"{{Mean: {{name: m{i}}}}}" for i in range(4_000)) + "]}\ncallbacks: ["
    watched = ",".join(f"{{EarlyStopping: {{monitor: val_m_{i}}}}}" for i in range(4_000))
    yield "full-metrics-and-monitors", metrics + both + watched + "]\n"
    dense = ", {Dense: {units: 1}}"
    yield "phases", stack + dense * 3 + "]}\n" + phases + "[" + "{fit: {epochs: 1}}," * 14_000 + "]\n"
    yield "full-phases", stack + dense * 3 + "]}\n" + phases + "[" + "{fit: {epochs: 1}}," * 550 + "]\n"
    yield (
        "layers-and-phases",
        stack + dense * most + "]}\n" + phases + "[" + "{fit: {epochs: 1}}," * 4 + "]\n",
    )
    frozen = ",".join(f"'dense_*{i}x'" for i in range(20))
    yield "full-patterns", f"{stack}{dense * most}]}}\n{phases}[{{frozen: [{frozen}]}}]\n"
    many = ",".join(f"'dense_*{i}x'" for i in range(40_000))
    yield "patterns", f"{stack}{dense * 40}]}}\n{phases}[{{frozen: [{many}]}}]\n"
    unknown = "".join(f'  kkk{i}: "${{kk{i}}}"\n' for i in range(24_000))
    yield "full-parameters", HEAD + "params:\n" + unknown
    anchors = "".join(f"k{i}: &anchor{i} 1\n" for i in range(20_000))
    yield "unknown-anchors", anchors + "".join(f"q{i}: *anchr{i}\n" for i in range(20_000))


def json_bombs() -> Iterator[tuple[str, str]]:
    """Texts for JSON's reader."""
    for name, piece in {"depth": "[", "depth-of-objects": '{"a":', "quotes": '"', "marks": '"\u202e'}.items():
        yield f"{name}.json", fill(piece)
    for name, begin, piece, end in (
        ("text", '"description": "', "x", '", '),
        ("escapes", '"description": "', "\\u00e9", '", '),
        ("pairs", '"description": "', "\\ud83d\\ude00", '", '),
        ("backslashes", '"description": "', "\\", '", '),
        ("duplicates", "", '"a":1,', ""),
        ("digits", '"seed": ', "9", ", "),
        ("blanks", "", " ", ""),
        ("lines", "", "\n", ""),
        ("junk", '"seed": 1', "x", ", "),
    ):
        yield f"long-{name}.json", "{" + begin + fill(piece) + end + MODEL + "}"
    words = ('"' + "x" * 155 + '",') * 99_000
    yield "long-list.json", '{"params": {"a": [' + words + "1]}, " + MODEL + "}"


def encodings() -> Iterator[tuple[str, bytes]]:
    """Bytes that are no UTF-8."""
    text = HEAD * (SIZE // 4 // len(HEAD))
    yield "utf-16", text.encode("utf-16")
    yield "utf-16-without-mark", text.encode("utf-16-le")
    yield "utf-32", text.encode("utf-32")
    yield "latin-1", b"a" * SIZE + "é".encode("latin-1")
    yield "ones", b"\xff" * SIZE
    yield "too-large", b"a" * (SIZE + 2_000)


def bombs() -> Iterator[tuple[str, bytes]]:
    """All of them, each by its name."""
    for name, text in (*yaml_bombs(), *json_bombs()):
        yield name, text.encode()
    yield from encodings()


def peak() -> int:
    """The most memory that this process has held, in MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def loop() -> float:
    """The seconds that a fixed piece of work takes here, 0.2 on the machine that the law was measured on."""
    begun, total = time.process_time(), 0
    for index in range(3_000_000):
        total += index
    return time.process_time() - begun


def main() -> None:
    """Check each file of the command line and print what came of it."""
    import kbuild

    kbuild.check(HEAD + "modle: {}\n")
    for name in sys.argv[1:]:
        slowness, begun = loop(), time.process_time()
        try:
            codes = sorted({each.code for each in kbuild.check(Path(name))})
        except Exception as error:
            codes = [f"raised {error!r:.200}"]
        passed = time.process_time() - begun
        slowness = max(1.0, min(slowness, loop()) / 0.2)
        print(json.dumps([name, passed / slowness, peak(), codes]), flush=True)


if __name__ == "__main__":
    main()
