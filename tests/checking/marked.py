"""Documents with one mistake each, and a mark in the line where it is to be found.

A file holds documents under headings `=== number title`. A comment `#! code | token | words` marks the line
of the mistake: the code of the problem, the text under its caret, and words of its message or hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "mistakes"
_MARK = re.compile(r"\s*#! (?P<code>[\w-]+) \| (?P<token>.+?) \| (?P<words>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One document with its mistake.

    Attributes:
        title: Its number and what is wrong.
        text: The document, with the mark taken out.
        line: Where kbuild must point; 0 without a mark.
        code: Which problem it must be.
        token: What must stand under the caret.
        words: What message and hint must hold.
    """

    title: str
    text: str
    line: int = 0
    code: str = ""
    token: str = ""
    words: str = ""

    @property
    def number(self) -> int:
        return int(self.title.split()[0])


def mistakes(name: str) -> list[Mistake]:
    """All documents of a file in the folder `mistakes`."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    parts = re.split(r"^=== ", text, flags=re.MULTILINE)[1:]
    return [_mistake(part) for part in parts]


def _mistake(part: str) -> Mistake:
    title, _, body = part.partition("\n")
    marks = list(_MARK.finditer(body))
    if not marks:
        return Mistake(title, body)
    (mark,) = marks
    line = body.count("\n", 0, mark.start()) + 1
    text = body[: mark.start()] + body[mark.end() :]
    token = mark["token"].strip().replace("\\t", "\t")
    return Mistake(title, text, line, mark["code"], token, mark["words"].strip())
