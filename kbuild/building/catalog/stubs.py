"""The stubs of `kbuild.schemas.layers` and its like, for editors and type checkers."""

from __future__ import annotations
from typing import Any


def stub_text(kind: str, types: dict[str, Any]) -> str:
    return ""
