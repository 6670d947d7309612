"""A run as one HTML page that needs nothing else: document, curves, layers, picture, what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from kbuild.converting.picture import to_svg
from kbuild.schemas.errors import KbuildError
from kbuild.training.folder import RunFolder
from kbuild.training.looking.curves import grouped
from kbuild.training.looking.documents import written_differences
from kbuild.training.looking.models import MODEL, models
from kbuild.training.looking.page import facts, figure, folded, table, whole
from kbuild.training.looking.plots import plot
from kbuild.training.looking.spans import Span, marks, of_epoch, spans
from kbuild.training.run import Run
from kbuild.training.summary import number, seconds

# A table of more epochs than that is folded.
_OPEN = 60
_HIDDEN = ("epoch", "step", "phase", "learning_rate")


def report(
    run: Run, pictures: Mapping[str, bytes] | None = None, made_after: Mapping[str, int] | None = None
) -> str:
    """Write the page.

    Where only Keras knows a model's layers, as of a program, the model is built for it.

    Args:
        run: Any run.
        pictures: Further PNGs with their titles, such as the confusion matrix.
        made_after: By their titles, the epochs after which they were made, where that is known.

    Returns:
        HTML. It holds no script, and nothing in it is fetched from anywhere.
    """
    return whole(f"{run.name} {run.number}", "\n".join(_sections(run, pictures or {}, made_after or {})))


def _sections(run: Run, pictures: Mapping[str, bytes], made_after: Mapping[str, int]) -> Iterator[str]:
    rows = run.metrics
    phases = spans(run, len(rows))
    document = _document(run)
    yield f"<h1>{escape(run.name)} <span>run {run.number}</span></h1>"
    if document is not None and document.description:
        yield f'<p class="grey">{escape(document.description)}</p>'
    yield _what_happened(run, phases)
    yield _tiles(run)
    yield from _phases(phases, rows)
    yield from _curves(rows, phases)
    last = rows[-1]["epoch"] if rows else None
    shown = "".join(
        figure(name, content, None if made_after.get(name) == last else made_after.get(name))
        for name, content in pictures.items()
        if name != MODEL
    )
    yield f'<div class="pictures">{shown}</div>' if shown else ""
    yield from models(document, pictures)
    if rows:
        epochs = _epochs(run, rows, phases)
        yield f"<h2>Epochs</h2>{folded(epochs, f'all {len(rows):,}') if len(rows) > _OPEN else epochs}"
    if (path := run.folder / "document.yaml").exists():
        yield f"<h2>Document</h2>{_text(path)}{_changed(run)}"
    if (path := run.folder / "resolved.yaml").exists():
        yield f"<h2>Document, as it was understood</h2>{folded(_text(path), 'with everything filled in')}"
    if (run.folder / "environment.json").exists():
        yield f"<h2>Versions and machine</h2>{facts(run.environment)}"


def _text(path: Path) -> str:
    return f"<pre>{escape(path.read_text('utf-8', errors='replace'))}</pre>"


def _what_happened(run: Run, phases: Sequence[Span]) -> str:
    state = RunFolder(run.folder).read_state()
    epochs = f"{run.epochs} epoch{'' if run.epochs == 1 else 's'}"
    why = f": {escape(run.reason)}" if run.reason else ""
    within = f", in the phase {escape(phases[-1].name)}" if phases and not phases[-1].done else ""
    times = [
        f"begun {_time(state['started'])}" if state.get("started") else "",
        *(f"resumed {_time(each)}" for each in state.get("resumed") or ()),
        f"ended {_time(state['ended'])}" if state.get("ended") else "",
    ]
    first = f'<span class="{escape(run.state)}">{escape(run.state)}</span> after {epochs}{within}'
    return (
        f"<p>{first} in {seconds(run.seconds)}{why}<br>"
        f'<span class="grey">{escape(", ".join(filter(None, times)))}</span></p>'
    )


def _time(text: str) -> str:
    return text.replace("T", " ").replace("Z", " UTC")


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
    return f'<div class="tiles">{tiles}</div>' if tiles else ""


def _phases(phases: Sequence[Span], rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each phase with what it came to in its last epoch."""
    if not phases:
        return
    ends = [next((row for row in rows if row["epoch"] == each.last), {}) for each in phases]
    names = list(dict.fromkeys(name for row in ends for name in row if name not in _HIDDEN))
    lines = [
        (escape(each.name), escape(each.epochs), *(_number(name, row.get(name)) for name in names))
        for each, row in zip(phases, ends, strict=True)
    ]
    numbers = range(2, 2 + len(names))
    yield f"<h2>Phases</h2>{table(('phase', '', *names), lines, numbers=numbers)}"


def _number(name: str, value: Any) -> str:
    return "" if value is None else escape(number(name, value))


def _curves(rows: Sequence[Mapping[str, Any]], phases: Sequence[Span]) -> Iterator[str]:
    if rows:
        places = marks(phases, rows)
        drawn = (
            plot(series, title=name, marks=places, broken=True) for name, series in grouped(rows).items()
        )
        yield f'<h2>Curves</h2><div class="curves">{"".join(map(to_svg, drawn))}</div>'


def _epochs(run: Run, rows: Sequence[Mapping[str, Any]], phases: Sequence[Span]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row if name not in ("step",)))
    heads = [*(["phase"] if phases else []), *names]
    lines = []
    for row in rows:
        span = of_epoch(phases, row["epoch"])
        of = [escape(span.name) if span is not None else ""] if phases else []
        lines.append([*of, *(_cell(row.get(name)) for name in names)])
    best = next((at for at, row in enumerate(rows) if row["epoch"] == run.best.get("epoch")), -1)
    first = 1 if phases else 0
    return table(heads, lines, numbers=range(first, len(heads)), best=best)


def _cell(value: Any) -> str:
    return "" if value is None else escape(f"{value:.5g}" if isinstance(value, float) else str(value))


def _changed(run: Run) -> str:
    """What the run was given beside the document, and what was changed when it was resumed."""
    lines = [
        (escape(path), escape(str(then)), escape(str(now)))
        for path, (then, now) in written_differences(run.folder).items()
    ]
    if not lines:
        return ""
    return f"<p>Changed for this run:</p>{table(('', 'written', 'in this run'), lines)}"


def _document(run: Run) -> Any:
    try:
        return run.document
    except (KbuildError, OSError):
        return None
