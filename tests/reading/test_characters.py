from __future__ import annotations

import pytest

from kbuild.reading import DocumentError, Source, read
from kbuild.reading.characters import forbidden_characters
from kbuild.schemas.writing.characters import escaped, is_forbidden


@pytest.mark.parametrize("character", "\x00\x07\x1b\x7f\x85\u2028\u202e\u2066\u200f\ufeff\ufffe\ud800")
def test_characters_that_hide_or_break_a_text_are_refused(character: str) -> None:
    text = f"name: ab{character}c\n"
    (problem,) = forbidden_characters(Source(text))
    assert (problem.code, problem.line, problem.column) == ("forbidden-character", 1, 9)
    with pytest.raises(DocumentError):
        read(text)


@pytest.mark.parametrize("text", ["tab\there", "é 名 😀 ж", "a\r\nb"])
def test_other_characters_are_not(text: str) -> None:
    assert forbidden_characters(Source(text)) == []
    assert not is_forbidden(text)


def test_at_most_twenty_are_named() -> None:
    assert len(forbidden_characters(Source("\x01" * 100))) == 20


def test_an_escape_can_still_say_them() -> None:
    assert escaped("a\u202eb") == "a\\u202eb"
    assert "\u202e" in repr(read('a: "\\u202e"')) or "\\u202e" in repr(read('a: "\\u202e"'))
