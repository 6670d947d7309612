"""What came of a run, in a few lines for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbuild.training.run import Run

_UNFINISHED = ("failed", "interrupted", "killed")
_SHARES = ("accuracy", "auc", "precision", "recall")


def summary(run: Run) -> str:
    """Say what was reached, where it is kept, and how to look at it.

    Args:
        run: Any run.
    """
    lines = [_what_happened(run)]
    if run.best:
        lines.append(f"best epoch {run.best['epoch']}: {_values(run.best)}")
    if run.test:
        lines.append(f"test: {_values(run.test)}")
    lines.append(f"kept in {run.folder}")
    lines.append(f"look at it: kbuild tensorboard {run.folder.parent.parent}")
    if run.state in _UNFINISHED:
        lines.append(f"go on with it: kbuild resume {run.folder}")
    return "\n".join(lines)


def _what_happened(run: Run) -> str:
    epochs = f"{run.epochs} epoch{'' if run.epochs == 1 else 's'}"
    why = f": {run.reason}" if run.reason else ""
    return f"{run.name} {run.number} {run.state} after {epochs} in {seconds(run.seconds)}{why}"


def _values(logs: Mapping[str, float | None]) -> str:
    hidden = ("epoch", "step", "learning_rate")
    return ", ".join(f"{name} {number(name, value)}" for name, value in logs.items() if name not in hidden)


def number(name: str, value: float | None) -> str:
    """A value as people write it: shares in percent.

    Example:
        >>> number("val_accuracy", 0.9777), number("loss", 0.123456)
        ('97.8 %', '0.1235')
    """
    if value is None:
        return "not a number"
    return f"{value:.1%}".replace("%", " %") if any(each in name for each in _SHARES) else f"{value:.4g}"


def seconds(value: float) -> str:
    """A time as people say it.

    Example:
        >>> seconds(1.234), seconds(75), seconds(7300)
        ('1.2 s', '1 min 15 s', '2 h 1 min')
    """
    if value < 60:
        return f"{value:.1f} s" if value < 10 else f"{value:.0f} s"
    if value < 3600:
        return f"{int(value // 60)} min {int(value % 60)} s"
    return f"{int(value // 3600)} h {int(value % 3600 // 60)} min"
