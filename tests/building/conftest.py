"""Models are made from mappings here: reading text has tests of its own."""

from collections.abc import Callable
from typing import Any

import pytest

from kbuild.schemas import Document


@pytest.fixture(scope="session")
def build() -> Callable[..., Any]:
    """Build a model from the value of `model` and further keys of a document."""
    from kbuild.building.build import build as build_document

    def make(model: Any, **keys: Any) -> Any:
        return build_document(Document.model_validate({"model": model, **keys}))

    return make
