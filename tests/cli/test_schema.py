from __future__ import annotations

import json
from pathlib import Path
from typing import Any

BLOCK = """\
blocks:
  Wide:
    params: {units: 64}
    layers:
      - Dense: {units: "${units}"}
model: {style: sequential, layers: [Wide]}
"""


def test_the_schema_is_shown_or_written(invoke: Any, folder: Path) -> None:
    shown = invoke("schema")
    written = invoke("schema", "--output", "s.json")
    assert shown.exit_code == written.exit_code == 0
    assert (folder / "s.json").read_text(encoding="utf-8") == shown.stdout
    assert "# yaml-language-server: $schema=s.json" in written.stderr


def test_the_blocks_of_a_document_are_types_of_its_schema(invoke: Any, folder: Path) -> None:
    (folder / "wide.yaml").write_text(BLOCK, encoding="utf-8")
    definitions = json.loads(invoke("schema", "--for", "wide.yaml").stdout)["definitions"]
    assert definitions["block.Wide"]["properties"]["units"] == {"default": 64}
    assert "block.Wide" not in json.loads(invoke("schema").stdout)["definitions"]


def test_a_file_that_cannot_be_written_is_the_command_s_fault(invoke: Any, folder: Path) -> None:
    done = invoke("schema", "--output", "nowhere/s.json")
    assert done.exit_code == 2
    assert "nowhere/s.json" in done.stderr
