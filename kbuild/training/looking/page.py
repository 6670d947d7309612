"""What the report is written with: its style, and pieces of HTML that several of its sections use."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

STYLE = """
:root { color-scheme: light dark; --ink: #202124; --paper: #ffffff; --grey: #5f6368; --line: #dadce0;
  --box: #f6f8fa; --best: #e6f4ea; --good: #188038; --bad: #c5221f }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #17181b; --grey: #9aa0a6;
  --line: #3c4043; --box: #202226; --best: #16341f; --good: #81c995; --bad: #f28b82 } }
body { font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; color: var(--ink); background: var(--paper);
  margin: 0 auto; padding: 24px; max-width: 1120px; overflow-wrap: anywhere }
h1 { font-size: 26px; margin: 0 } h1 span { font-weight: 400; color: var(--grey) }
h2 { font-size: 19px; margin: 36px 0 8px; border-bottom: 1px solid var(--line) }
.wide { overflow-x: auto } table { border-collapse: collapse; margin: 8px 0; overflow-wrap: normal }
td, th { padding: 3px 14px 3px 0; text-align: left; vertical-align: top }
tr:has(th) ~ tr td, th { white-space: nowrap }
th { font-weight: 600; border-bottom: 1px solid var(--line) } td.n, th.n { text-align: right }
td { font-variant-numeric: tabular-nums } .grey { color: var(--grey) } .best td { background: var(--best) }
.finished { color: var(--good); font-weight: 600 } .failed, .killed { color: var(--bad); font-weight: 600 }
pre { background: var(--box); padding: 14px; overflow-x: auto; font-size: 13px; line-height: 1.4 }
.curves { display: flex; flex-wrap: wrap; gap: 8px } svg, img { max-width: 100%; height: auto }
svg, img { background: #ffffff; border-radius: 6px } .picture svg { max-width: none }
.tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0 }
.tile { border: 1px solid var(--line); border-radius: 8px; padding: 10px 18px }
.tile b { font-size: 22px; display: block }
.pictures { display: flex; flex-wrap: wrap; gap: 0 24px; align-items: flex-start } summary { cursor: pointer }
@media (max-width: 600px) { body { padding: 12px } .tile { padding: 6px 12px } }
@media print { body { max-width: none } }
"""


def whole(title: str, body: str) -> str:
    """A page.

    Args:
        title: Plain text.
        body: HTML.
    """
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f"{head}<title>{escape(title)}</title><style>{STYLE}</style>"
    return f"<!doctype html>\n<html lang=en><head>{head}</head>\n<body>\n{body}\n</body></html>\n"


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = (), best: int = -1
) -> str:
    """A table that is scrolled where the window is narrow.

    Args:
        heads: Headings, plain text; none for a table without.
        rows: Cells, HTML.
        numbers: Which columns are of numbers.
        best: Which row is marked.
    """

    def line(cells: Sequence[str], kind: str, mark: str = "") -> str:
        inner = (
            f"<{kind}{' class=n' if column in numbers else ''}>{cell}</{kind}>"
            for column, cell in enumerate(cells)
        )
        return f"<tr{mark}>{''.join(inner)}</tr>"

    head = line([escape(each) for each in heads], "th") if heads else ""
    body = "".join(line(row, "td", " class=best" if at == best else "") for at, row in enumerate(rows))
    return f'<div class="wide"><table>{head}{body}</table></div>'


def figure(name: str, content: bytes, epoch: int | None = None) -> str:
    """A PNG under its name, and after which epoch it was made."""
    code = base64.b64encode(content).decode("ascii")
    when = "" if epoch is None else f'<p class="grey">after epoch {epoch}</p>'
    image = f'<img alt="{escape(name)}" src="data:image/png;base64,{code}">'
    return f"<div><h2>{escape(name)}</h2>{when}{image}</div>"


def folded(content: str, words: str) -> str:
    """What is shown when it is asked for."""
    return f'<details><summary class="grey">{escape(words)}</summary>{content}</details>'


def facts(values: Mapping[str, Any]) -> str:
    """What can be said in a line is said in a line, and no brackets are shown."""
    rows = (
        (f'<span class="grey">{escape(name.replace("_", " "))}</span>', escape(_said(name, value)))
        for name, value in values.items()
        if value not in (None, "", [], {})
    )
    return table((), rows)


def _said(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        # Why each of the others is as it is stands behind it.
        given = value.get("reasons")
        reasons = given if isinstance(given, Mapping) else {}
        kept = {key: each for key, each in value.items() if each not in (None, "", [], {})}
        kept.pop("reasons", None)
        return ", ".join(
            f"{_name(key)} {_said(key, each)}{f' ({reasons[key]})' if key in reasons else ''}"
            for key, each in kept.items()
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(name, each) for each in value)
    if name.endswith("_bytes") and isinstance(value, int):
        return f"{value / 2**30:.1f} GiB"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _name(key: str) -> str:
    return key.removesuffix("_bytes").replace("_", " ")
