"""A coverage-guided fuzzer over documents, expressions and `call` programs.

Whatever the bytes, reading and checking end in a document or in kbuild's own errors, and soon. This program
looks for bytes for which they do not, guided by which lines of kbuild's each input reaches:

```
pip install atheris
python tests/fuzzing/fuzz.py document FOUND -max_total_time=1800
```
The target is `document`, `json`, `expression` or `program`; what it finds goes into the folder FOUND, each
kind of failure once; the rest of the line goes to libFuzzer.
"""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
SLOW = 2.0
WORDS = (
    "model style sequential functional subclass layers inputs outputs call compile fit data callbacks params "
    "blocks repeat for_each when include from reuse seed Dense Conv2D Input Flatten StringLookup Lambda "
    "units shape null true .nan 1e308 ${ } $${ &a *a <<: --- ops.add random. losses.mse training return for "
    "while if range( __class__ {epoch} !!python/object - [ ] { : | > \\u202e \\0"
).split()

with atheris.instrument_imports(include=["kbuild"]):
    import kbuild
    from kbuild.checking.load import check
    from kbuild.reading.expressions import Budget, ExpressionError, evaluate
    from kbuild.reading.parse_json import parse_json
    from kbuild.reading.program import parse_program
    from kbuild.reading.spans import Source

_HEAD = (
    "model:\n  style: subclass\n  inputs: {x: {shape: [4]}}\n  layers: {d: {Dense: {units: 4}}}\n  call: |\n"
)


def document(data: bytes) -> None:
    """A document as a file's bytes: everything that `kbuild validate` does."""
    from kbuild.checking.load import load
    from kbuild.reading.read import read_parts

    if read_parts(data)[0] is not None:
        text = data.decode("utf-8").removeprefix("\ufeff")
        check(text + "\n")
        try:
            made = load(text + "\n")
        except kbuild.KbuildError as error:
            str(error)
        else:
            assert load(made.to_yaml() + "\n").tree() == made.tree(), "what was written reads otherwise"


def json(data: bytes) -> None:
    """JSON means what the same text means in YAML, where both read it."""
    from kbuild.reading.parse_yaml import parse_yaml
    from kbuild.reading.tree import plain

    text = data.decode("utf-8", "replace")
    node, problems = parse_json(Source(text))
    if node is not None and not problems and "\\u" not in text and "\\/" not in text:
        other, _ = parse_yaml(Source(text))
        assert other is None or repr(plain(other)) == repr(plain(node)), "JSON and YAML differ"


def expression(data: bytes) -> None:
    """What stands within `${...}`."""
    text = data.decode("utf-8", "replace")
    try:
        evaluate(text, {"a": 3, "b": [1, 2.5, "x"], "c": {"d": "text", "e": None}}, Budget(100_000))
    except ExpressionError:
        return


def program(data: bytes) -> None:
    """A `call` program, alone and as a part of a document whose shapes are gone through."""
    text = data.decode("utf-8", "replace")
    made, problems = parse_program(text, layers=["d"], inputs=["x"])
    if made is not None and not problems:
        check(_HEAD + "".join(f"    {line}\n" for line in text.split("\n")))


TARGETS = {each.__name__: each for each in (document, json, expression, program)}


class Recorder:
    """Runs a target and keeps one input for each kind of failure."""

    def __init__(self, name: str, folder: Path) -> None:
        self.target, self.name, self.folder = TARGETS[name], name, folder
        self.kinds: set[str] = set()
        self.executions = 0
        self.begun = time.monotonic()
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, data: bytes) -> None:
        """Run the target on one input."""
        self.executions += 1
        begun = time.process_time()
        try:
            self.target(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            self.keep(f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}", data)
        if time.process_time() - begun > SLOW:
            self.keep("slow", data)
        if self.executions % 5_000 == 0:
            passed = time.monotonic() - self.begun
            (self.folder / f"{self.name}.count").write_text(f"{self.executions} in {passed:.0f} s\n")

    def keep(self, kind: str, data: bytes) -> None:
        """Write an input, if it is the first of its kind."""
        if kind not in self.kinds:
            self.kinds.add(kind)
            (self.folder / f"{self.name}-{kind}").write_bytes(data)


def seeds(name: str, folder: Path) -> Path:
    """Write what the fuzzer begins with: the documents, expressions and programs of the tests."""
    begin = folder / f"{name}-corpus"
    begin.mkdir(parents=True, exist_ok=True)
    if name in ("document", "json"):
        files = [*ROOT.glob("kbuild/gallery/*.yaml"), *ROOT.glob("tests/security/corpus/*")]
        files += [*ROOT.glob("tests/checking/**/*.yaml")]
        texts = [each.read_bytes() for each in files if each.is_file() and each.stat().st_size < 20_000]
        if name == "json":
            texts = [_as_json(each) for each in texts]
    elif name == "expression":
        texts = [b"a + 1", b"b[0] ** 2 if a > 2 else c.d", b"max(b[:2], a)", b"'x' * 3", b"range(a)[1:]"]
    else:
        texts = [b"x = d(x)\nfor i in range(3):\n    x = x + d(x)\nreturn x"]
        texts.append(b"if training:\n    x = ops.add(x, 1)\nwhile x.shape[0] > 3:\n    x = x[1:]\nreturn x")
        texts.append(b"add_loss(ops.mean(x))\nh, c = x, x\nreturn losses.mse(h, random.normal((2, 4)))")
    for index, text in enumerate(texts):
        (begin / f"seed{index}").write_bytes(text)
    words = folder / "words.dict"
    words.write_text("".join(f'"{_quoted(each)}"\n' for each in WORDS))
    return begin


def _as_json(text: bytes) -> bytes:
    from kbuild.reading.read import read_parts
    from kbuild.reading.tree import plain
    from kbuild.reading.write import write_json

    node, _ = read_parts(text)
    try:
        return b"{}" if node is None else write_json(plain(node)).encode()
    except kbuild.KbuildError:
        return b"{}"


def _quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"')


def main() -> None:
    """Fuzz the target that the command line names."""
    name, folder, *rest = sys.argv[1:]
    begin = seeds(name, Path(folder))
    options = [f"-dict={folder}/words.dict", "-max_len=4096", "-timeout=60", "-rss_limit_mb=2000", *rest]
    atheris.Setup([sys.argv[0], *options, str(begin)], Recorder(name, Path(folder)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
