"""A run as one HTML page that needs nothing else: document, curves, layers, picture, what was reached."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from kbuild.converting.picture import compose, of_document, to_svg
from kbuild.schemas.errors import KbuildError
from kbuild.training.looking.curves import grouped
from kbuild.training.looking.plots import plot
from kbuild.training.run import Run
from kbuild.training.summary import number, seconds

#: The title of the picture of the model, which is shown where the page cannot draw it itself.
MODEL = "Model"
# A table of more epochs than that is folded.
_OPEN = 60
_HIDDEN = ("epoch", "step", "phase", "learning_rate")
_STYLE = """
body { font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #202124; margin: 0 auto; padding: 24px;
  max-width: 1120px }
h1 { font-size: 26px; margin: 0 } h2 { font-size: 19px; margin: 36px 0 8px; border-bottom: 1px solid #dadce0 }
table { border-collapse: collapse; margin: 8px 0 } td, th { padding: 3px 14px 3px 0; text-align: left }
th { font-weight: 600; border-bottom: 1px solid #dadce0 } td.n, th.n { text-align: right }
td { font-variant-numeric: tabular-nums } .grey { color: #5f6368 }
pre { background: #f6f8fa; padding: 14px; overflow-x: auto; font-size: 13px; line-height: 1.4 }
.curves { display: flex; flex-wrap: wrap; gap: 8px } .picture { overflow-x: auto } svg { max-width: 100% }
.picture svg { max-width: none } img { max-width: 100% } .best td { background: #e6f4ea }
.tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0 }
.tile { border: 1px solid #dadce0; border-radius: 8px; padding: 10px 18px }
.tile b { font-size: 22px; display: block }
.pictures { display: flex; flex-wrap: wrap; gap: 0 24px; align-items: flex-start } summary { cursor: pointer }
@media print { body { max-width: none } }
"""


def report(run: Run, pictures: Mapping[str, bytes] | None = None) -> str:
    """Write the page.

    Args:
        run: Any run.
        pictures: Further PNGs with their titles, such as the confusion matrix.

    Returns:
        HTML. It holds no script, and nothing in it is fetched from anywhere.
    """
    title = f"{escape(run.name)} {run.number}"
    body = "\n".join(_sections(run, pictures or {}))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    whole = f"<html lang=en><head>{head}<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>"
    return f"<!doctype html>\n{whole}\n"


def _sections(run: Run, pictures: Mapping[str, bytes]) -> Iterator[str]:
    yield f"<h1>{escape(run.name)} {run.number}</h1>"
    document = _document(run)
    if document is not None and document.description:
        yield f'<p class="grey">{escape(document.description)}</p>'
    yield f"<p>{escape(_what_happened(run))}</p>"
    yield _tiles(run)
    yield from _curves(run.metrics)
    shown = "".join(_figure(name, content) for name, content in pictures.items() if name != MODEL)
    yield f'<div class="pictures">{shown}</div>' if shown else ""
    diagram = _diagram(document)
    if diagram is not None:
        yield f"<h2>Layers</h2>{_layers(diagram)}"
        yield f'<h2>{MODEL}</h2><div class="picture">{to_svg(compose(diagram))}</div>'
    elif MODEL in pictures:
        yield _figure(MODEL, pictures[MODEL])
    epochs = _epochs(run)
    yield f"<h2>Epochs</h2>{_folded(epochs, f'all {run.epochs:,}') if run.epochs > _OPEN else epochs}"
    if (path := run.folder / "document.yaml").exists():
        yield f"<h2>Document</h2>{_text(path)}"
    if (path := run.folder / "resolved.yaml").exists():
        yield f"<h2>Document, as it was understood</h2>{_folded(_text(path), 'with everything filled in')}"
    if (run.folder / "environment.json").exists():
        yield f"<h2>Versions and machine</h2>{_environment(run.environment)}"


def _figure(name: str, content: bytes) -> str:
    code = base64.b64encode(content).decode("ascii")
    return f'<div><h2>{escape(name)}</h2><img alt="{escape(name)}" src="data:image/png;base64,{code}"></div>'


def _folded(content: str, words: str) -> str:
    return f'<details><summary class="grey">{escape(words)}</summary>{content}</details>'


def _text(path: Path) -> str:
    return f"<pre>{escape(path.read_text('utf-8', errors='replace'))}</pre>"


def _environment(values: Mapping[str, Any]) -> str:
    """What can be said in a line is said in a line, and no brackets are shown."""
    rows = "".join(
        f'<tr><td class="grey">{escape(name.replace("_", " "))}</td><td>{escape(_said(value))}</td></tr>'
        for name, value in values.items()
        if value not in (None, "", [], {})
    )
    return f"<table>{rows}</table>"


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        kept = {name: each for name, each in value.items() if each not in (None, "", [], {})}
        return ", ".join(f"{name.replace('_', ' ')} {_said(each)}" for name, each in kept.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_said, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _what_happened(run: Run) -> str:
    epochs = f"{run.epochs} epoch{'' if run.epochs == 1 else 's'}"
    why = f": {run.reason}" if run.reason else ""
    return f"{run.state} after {epochs} in {seconds(run.seconds)}{why}"


def _tiles(run: Run) -> str:
    best = {
        f"{name}, best epoch {run.best['epoch']}": run.best[name]
        for name in run.best
        if name not in _HIDDEN and not name.startswith("learning_rate")
    }
    values = {**{f"test {name}": value for name, value in run.test.items()}, **best}
    tiles = "".join(
        f'<div class="tile"><b>{escape(number(name, value))}</b>'
        f'<span class="grey">{escape(name)}</span></div>'
        for name, value in values.items()
    )
    return f'<div class="tiles">{tiles}</div>'


def _curves(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if rows:
        drawn = "".join(to_svg(plot(series, title=name)) for name, series in grouped(rows).items())
        yield f'<h2>Curves</h2><div class="curves">{drawn}</div>'


def _layers(diagram: Any) -> str:
    rows = "".join(
        f"<tr><td>{escape(box.name)}</td><td>{escape(box.type_name)}</td><td>{escape(box.shape)}</td>"
        f'<td class="n">{"" if not box.parameters else f"{box.parameters:,}"}</td></tr>'
        for box in diagram.boxes
    )
    head = '<tr><th>layer</th><th>type</th><th>output</th><th class="n">parameters</th></tr>'
    total = (
        ""
        if diagram.parameters is None
        else f"<p>{diagram.parameters:,} parameters, {diagram.trainable:,} trained</p>"
    )
    return f"<table>{head}{rows}</table>{total}"


def _epochs(run: Run) -> str:
    rows = run.metrics
    names = list(dict.fromkeys(name for row in rows for name in row if name not in ("step",)))
    head = "".join(f'<th class="n">{escape(name)}</th>' for name in names)
    best = run.best.get("epoch")
    lines = []
    for row in rows:
        cells = "".join(f'<td class="n">{_cell(row.get(name))}</td>' for name in names)
        lines.append(f"<tr{' class=best' if row['epoch'] == best else ''}>{cells}</tr>")
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"


def _cell(value: Any) -> str:
    return "" if value is None else escape(f"{value:.5g}" if isinstance(value, float) else str(value))


def _document(run: Run) -> Any:
    try:
        return run.document
    except (KbuildError, OSError):
        return None


def _diagram(document: Any) -> Any:
    try:
        return of_document(document, parts=True) if document is not None else None
    except KbuildError:
        return None
