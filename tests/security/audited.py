"""Reads hostile documents while Python reports everything that is opened, started and connected to.

As a program: the folder of the documents, and `check` or `build`. It prints what happened that must not.
"""

from __future__ import annotations

import contextlib
import json
import sys
import sysconfig
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PLAIN = (
    "model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 1}}]}\ncompile: {loss: mse}\n"
)
FORBIDDEN = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "socket.",
    "urllib.",
    "ctypes.",
)
CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.symlink", "os.link", "shutil.")


def own(path: str, folder: Path) -> bool:
    """Whether a file is the document's, kbuild's or Python's own."""
    places = [
        folder,
        ROOT / "kbuild",
        ROOT / "schemas",
        ROOT / "callbacks",
        Path(sys.prefix),
        Path(sys.base_prefix),
    ]
    places += [Path(each) for each in sysconfig.get_paths().values()]
    real = Path(path).absolute()
    return any(real.is_relative_to(each) for each in (*places, *(each.resolve() for each in places)))


class Watch:
    """Collects what must not happen."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.on, self.seen = folder, False, set[str]()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python's hook: every event of the interpreter comes here."""
        if not self.on:
            return
        if event.startswith(FORBIDDEN) or event.startswith(CHANGES):
            self.seen.add(f"{event} {arguments!r:.80}")
        elif event == "open" and isinstance(arguments[0], (str, bytes)):
            name = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode()
            writes = isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
            if writes or not own(name, self.folder):
                self.seen.add(f"open {name}")
        elif event == "import" and arguments[0].split(".")[0] == "evil_module":
            self.seen.add(f"import {arguments[0]}")


def state() -> list[str]:
    """What of Keras and Python is the same for the whole process."""
    import keras
    from keras.src.saving import serialization_lib

    return [
        keras.config.floatx(),
        keras.config.image_data_format(),
        keras.config.backend(),
        str(keras.config.epsilon()),
        keras.config.dtype_policy().name,
        str(keras.config.is_interactive_logging_enabled()),
        str(keras.config.is_traceback_filtering_enabled()),
        str(serialization_lib.in_safe_mode()),
        str(sorted(keras.saving.get_custom_objects())),
        str(sys.getrecursionlimit()),
    ]


def main() -> None:
    """Go through the documents."""
    folder, act = Path(sys.argv[1]), sys.argv[2]
    import kbuild

    before: list[str] = []
    if act == "build":
        kbuild.build(PLAIN)
        before = state()
    kbuild.check(PLAIN)
    watch = Watch(folder)
    sys.addaudithook(watch)
    accepted = 0
    for path in sorted(folder.iterdir()):
        watch.on = True
        with contextlib.suppress(kbuild.KbuildError):
            document = kbuild.load(path)
            if act == "build":
                kbuild.build(document)
            accepted += 1
        watch.on = False
    after = state() if act == "build" else []
    changed = [f"{old} is now {new}" for old, new in zip(before, after, strict=True) if old != new]
    print(json.dumps({"accepted": accepted, "seen": sorted(watch.seen), "changed": changed}))


if __name__ == "__main__":
    main()
