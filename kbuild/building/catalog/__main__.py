"""The command line of the extractor: `python -m kbuild.building.catalog [--check]`."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.resources import files
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Write the catalog and the stubs, or compare them with what is there.

    Args:
        arguments: The command line's; by default the process's own.

    Returns:
        The exit code: 0, or 1 when `--check` finds a difference.
    """
    parser = argparse.ArgumentParser(prog="python -m kbuild.building.catalog", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from kbuild.building.catalog.writing import catalog_files, differing

    folder = Path(str(files("kbuild.schemas")))
    if chosen.check:
        found = differing(folder)
        sys.stdout.write("".join(f"{name} differs\n" for name in found))
        return 1 if found else 0
    for name, text in catalog_files():
        (folder / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
