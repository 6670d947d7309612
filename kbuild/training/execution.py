"""How a training is executed: steps in one compiled call, XLA, and the way of the data.

Nobody has to ask for speed: a rule chooses, gives its reasons, and never changes a result, the order of the
batches, or what a callback that acts on steps sees. What the document says is obeyed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kbuild.schemas.training import Compile
from kbuild.training.estimate import seconds_per_step
from kbuild.training.stepping import step_interval

# Long enough for the cost of a call to vanish, short enough for Ctrl-C and the display to feel immediate.
_SECONDS_PER_CALL = 0.2


@dataclass(frozen=True, slots=True)
class Execution:
    """What was chosen, and why.

    Attributes:
        steps_per_execution: Steps in one compiled call.
        jit_compile: Whether XLA compiles the step.
        pipeline: `memory` when the compiled call takes its batches from memory by itself, `stream` when
            each comes through a pipeline.
        reasons: One for each of the three, in words.
    """

    steps_per_execution: int
    jit_compile: bool
    pipeline: str
    reasons: dict[str, str]

    def describe(self) -> str:
        """Say it in a line."""
        steps = self.steps_per_execution
        calls = "step by step" if steps == 1 else f"{steps} steps in each compiled call"
        return f"{calls}: {self.reasons['steps_per_execution']}"

    def plain(self) -> dict[str, Any]:
        """What the run's folder records."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Feed:
    """What the rule has to know of the training data.

    Attributes:
        steps: Steps in an epoch; None when nobody knows.
        batch_size: Samples in a batch; None when nobody knows.
        pipeline: The way of the data, `memory` or `stream`; see `way_of`.
        endless: Whether the data goes on after an epoch's steps, so that a call must not take too many.
        together: After so many steps something has to be done between two calls; None for nothing.
    """

    steps: int | None
    batch_size: int | None
    pipeline: str
    endless: bool = False
    together: int | None = None


def choose(model: Any, spec: Compile, feed: Feed, callbacks: Iterable[Any] = ()) -> Execution:
    """Choose how a training is executed.

    Args:
        model: The built and compiled model.
        spec: The document's `compile`; what it sets is obeyed.
        feed: The training data.
        callbacks: All callbacks that will be there.
    """
    steps, why_steps = _steps(model, spec, feed, list(callbacks))
    reasons = {
        "steps_per_execution": why_steps,
        "jit_compile": _why_jit(spec),
        "pipeline": way_of(spec, in_memory=feed.pipeline == "memory")[1],
    }
    return Execution(steps, bool(model.jit_compile), feed.pipeline, reasons)


def way_of(spec: Compile, *, in_memory: bool) -> tuple[str, str]:
    """Choose the way of the data.

    Args:
        spec: The document's `compile`.
        in_memory: Whether kbuild holds the samples themselves.

    Returns:
        `memory` or `stream`, and the reason.
    """
    if spec.run_eagerly:
        return "stream", "run_eagerly asks for step by step"
    if not in_memory:
        return "stream", "the batches come from a dataset"
    if _is_distributed():
        return "stream", "a distribution strategy is in effect"
    return "memory", "the data is in memory"


def _is_distributed() -> bool:
    import tensorflow as tf

    return bool(tf.distribute.has_strategy())


def _why_jit(spec: Compile) -> str:
    if spec.jit_compile not in (None, "auto"):
        return "the document says so"
    if spec.run_eagerly:
        return "run_eagerly asks for no compilation"
    import tensorflow as tf

    if tf.config.list_logical_devices("GPU") or tf.config.list_logical_devices("TPU"):
        return "there is an accelerator: what XLA can compile is compiled"
    return "on a CPU XLA takes seconds to compile and changes the last digits"


def _steps(model: Any, spec: Compile, feed: Feed, callbacks: Sequence[Any]) -> tuple[int, str]:
    if spec.steps_per_execution is not None:
        return spec.steps_per_execution, "the document says so"
    if spec.run_eagerly:
        return 1, "run_eagerly asks for step by step"
    if not model.built:
        return 1, "the model is not known before its first batch"
    estimate = seconds_per_step(model, feed.batch_size or 1)
    wanted = max(1, round(_SECONDS_PER_CALL / estimate))
    reason = f"a step takes about {_shown(estimate)}, a call is to take {_SECONDS_PER_CALL} s"
    if feed.steps is not None and wanted >= feed.steps:
        whole = f"a step takes about {_shown(estimate)}: a whole epoch in one call"
        wanted, reason = feed.steps, whole if feed.steps > 1 else "an epoch is one step"
    intervals = _intervals(callbacks, stops_at_nan=feed.pipeline == "memory")
    if feed.together is not None:
        intervals.append(("the chunks of sequences", feed.together))
    if intervals:
        common = math.gcd(feed.steps or 0, *(interval for _, interval in intervals))
        names = " and ".join(sorted({name for name, _ in intervals}))
        return _divisor(common, wanted), f"{names}: something to do between the ends of epochs"
    if feed.steps is None:
        return wanted, reason
    if feed.endless:
        return _divisor(feed.steps, wanted), reason
    return _even(feed.steps, wanted), reason


def _intervals(callbacks: Sequence[Any], stops_at_nan: bool) -> list[tuple[str, int]]:
    found = [(type(each).__name__, step_interval(each, stops_at_nan=stops_at_nan)) for each in callbacks]
    return [(name, interval) for name, interval in found if interval is not None]


def _divisor(number: int, most: int) -> int:
    """The largest divisor of a number that is not more than `most`."""
    return next(each for each in range(min(number, most), 0, -1) if number % each == 0)


def _even(steps: int, most: int) -> int:
    """Calls of even length in place of full ones and a short rest."""
    return math.ceil(steps / math.ceil(steps / most))


def _shown(seconds: float) -> str:
    value, unit = (seconds * 1000, "ms") if seconds < 1 else (seconds, "s")
    return f"{float(f'{value:.1g}'):g} {unit}"
