"""Laws 13 and 16 to 19: each past advisory of Keras, each bypass and each bomb is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kbuild

CORPUS = sorted(path for path in (Path(__file__).parent / "corpus").iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_hostile_document_is_refused_for_what_it_is(path: Path) -> None:
    errors = [each for each in kbuild.check(path) if each.severity == "error"]
    assert errors
    with pytest.raises(kbuild.DocumentError) as caught:
        kbuild.load(path)
    assert len(str(caught.value)) < 200_000
    expected = re.match(r"# refused: (\S+)", path.read_text())
    assert expected is None or expected[1] in [each.code for each in errors], errors
