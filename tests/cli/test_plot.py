from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

REFUSED = """\
model:
  style: sequential
  layers:
    - Input: {shape: [4]}
    - ZeroPadding2D
"""


@pytest.mark.parametrize(
    ("name", "start"), [("m.svg", b"<svg"), ("m.png", b"\x89PNG"), ("M.PNG", b"\x89PNG")]
)
def test_a_picture_is_written_in_the_format_of_its_name(
    name: str, start: bytes, invoke: Any, folder: Path
) -> None:
    done = invoke("plot", "digits.yaml", "--output", name)
    assert (done.exit_code, done.stdout) == (0, "")
    assert (folder / name).read_bytes().startswith(start)


def test_svg_goes_to_standard_output_where_no_file_is_named(invoke: Any, folder: Path) -> None:
    done = invoke("plot", "digits")
    assert ET.fromstring(done.stdout).tag.endswith("svg")
    assert ">digits: " in done.stdout


def test_another_format_is_the_command_s_fault(invoke: Any, folder: Path) -> None:
    done = invoke("plot", "digits.yaml", "--output", "m.gif")
    assert done.exit_code == 2
    assert not (folder / "m.gif").exists()


def test_nothing_is_written_when_the_document_is_wrong(invoke: Any, folder: Path) -> None:
    (folder / "refused.yaml").write_text(REFUSED, encoding="utf-8")
    done = invoke("plot", "refused.yaml", "--output", "m.svg")
    assert done.exit_code == 1
    assert "refused.yaml:5" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "m.svg").exists()


def test_text_is_a_line_a_layer(invoke: Any, folder: Path) -> None:
    done = invoke("plot", "autoencoder", "--text")
    assert done.exit_code == 0
    assert "  ┌ encoder: Sequential\n" in done.stdout
    assert invoke("plot", "digits", "--text", "--output", "m.svg").exit_code == 2


def test_blocks_are_folded_by_type_and_by_depth(invoke: Any, folder: Path) -> None:
    assert invoke("plot", "resnet50", "--text", "--fold", "Stage").stdout.count("Stage of") == 4
    assert invoke("plot", "resnet50", "--text", "--depth", "1").stdout.count("Bottleneck of") == 16


def test_a_part_that_is_not_there_is_named_with_the_nearest(invoke: Any, folder: Path) -> None:
    done = invoke("plot", "resnet50", "--fold", "Stag")
    assert done.exit_code == 2
    assert "did you mean `Stage`" in done.stderr
