"""The program that extracts the catalog of Keras's types (`schemas/catalog/`) and its stubs.

`python -m kbuild.building.catalog` writes the files, `--check` compares them. `extract_type` describes any
one class, also a user's own.
"""

from __future__ import annotations

from kbuild.building.catalog.combination import extract_type

__all__ = ["extract_type"]
