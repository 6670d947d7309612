from __future__ import annotations

import struct
from pathlib import Path

from kbuild.converting.picture import Box, Diagram, compose, write_png


def size_of(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_the_picture_is_a_png_of_twice_the_scene_s_size(tmp_path: Path) -> None:
    scene = compose(Diagram("m", (Box("1", "a$b$_c", "Dense", ((None, 2),), 10),), ()))
    write_png(scene, tmp_path / "m.png")
    width, height = size_of(tmp_path / "m.png")
    assert abs(width - 2 * scene.width) <= 2
    assert abs(height - 2 * scene.height) <= 2
