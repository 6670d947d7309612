"""What the tests of the data room share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kbuild.data.loading import Splits, load_splits
from kbuild.schemas.data import Data
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]

HOUSES = """rooms,city,price,id
3,Paris,100.5,1
4,London,200,2
2,Paris,90,3
5,Rome,300,4
1,Rome,80,5
"""


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a document's `data`, relative to a folder of the test's own."""

    def loaded(train: Any = None, *, seed: int = 0, **data: Any) -> Splits:
        return load_splits(Data(train=train, **data), seed=seed, folder=tmp_path)

    return loaded


@pytest.fixture
def refused() -> Refused:
    """Call a function that must raise one of kbuild's errors, and return the error."""

    def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> KbuildError:
        with pytest.raises(KbuildError) as caught:
            function(*args, **kwargs)
        return caught.value

    return call


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    """A small table with numbers, a category, a target and a number that only names the row."""
    path = tmp_path / "houses.csv"
    path.write_text(HOUSES)
    return path
