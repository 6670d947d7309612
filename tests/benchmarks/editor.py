"""How long an editor waits: the YAML language server's answers with kbuild's schema.

    KBUILD_YAML_LANGUAGE_SERVER=FOLDER python -m tests.benchmarks.editor

FOLDER is where `npm install yaml-language-server` was run. Target: completion within 50 ms.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from kbuild import gallery
from kbuild.schemas.json_schema_document import document_schema
from tests.schemas.language_server import LanguageServer, command

FIRST = "# yaml-language-server: $schema=.kbuild-schema.json\n"
_SEQUENTIAL = "model:\n  style: sequential\n  layers:\n"
_LONG = _SEQUENTIAL + "    - Dense: {units: 64, activation: relu}\n" * 50
_FUNCTIONAL = "model:\n  style: functional\n  inputs: {a: {shape: [4]}}\n  layers:\n"
PLACES = {
    "a type in a list": _SEQUENTIAL + "    - De|\n",
    "a type after 50 layers": _LONG + "    - De|\n",
    "a type or operation in a graph": _FUNCTIONAL + "    b:\n      |\n",
    "an argument": _SEQUENTIAL + "    - Dense:\n        |\n",
    "a value": _SEQUENTIAL + "    - Dense:\n        units: 3\n        activation: |\n",
    "a nested initializer": _SEQUENTIAL
    + "    - Dense:\n        units: 3\n        kernel_initializer:\n          |\n",
    "a metric": "compile:\n  metrics:\n    - |\n",
}
_TIMES = 15


def milliseconds(function: Callable[[], object]) -> tuple[float, float]:
    """The least and the median of several calls, after one that does not count.

    On a machine that others use too the least is what the server itself takes.
    """
    function()
    spent = []
    for _ in range(_TIMES):
        before = time.perf_counter()
        function()
        spent.append(time.perf_counter() - before)
    return 1000 * min(spent), 1000 * median(spent)


def main() -> None:
    """Print one line for each place."""
    if command() is None:
        print("yaml-language-server is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = json.dumps(document_schema())
        (folder / ".kbuild-schema.json").write_text(text, encoding="utf-8")
        print(f"{'the schema':32} {len(text) / 1e6:6.1f} MB")
        with LanguageServer(folder) as server:
            before = time.perf_counter()
            server.problems(FIRST + gallery.read("digits"))
            print(f"{'the first document':32} {1000 * (time.perf_counter() - before):6.0f} ms")
            for place, document in PLACES.items():
                uri, at = server.opened(FIRST + document)
                least, middle = milliseconds(partial(server.completions_at, uri, at))
                print(f"{place:32} {least:6.1f} ms, median {middle:.1f} ms")


if __name__ == "__main__":
    main()
