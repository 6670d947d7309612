from typing import Any

from kbuild.training.looking.spans import Span, marks, of_epoch, spans
from kbuild.training.run import Run


def names(found: Any) -> list[tuple[str, str, bool]]:
    return [(each.name, each.epochs, each.done) for each in found]


def test_a_run_without_phases_has_none(make: Any) -> None:
    assert spans(Run(make("digits/1", [0.5])), 1) == []


def test_the_phase_that_is_under_way_follows_those_that_are_over(make: Any) -> None:
    over = [{"name": "low", "epoch": 2, "step": 20}]
    run = Run(make("digits/1", [0.5, 0.2, 0.1], phases=over, state="running"))
    found = spans(run, 3)
    assert names(found) == [("low", "epochs 1 to 2", True), ("top", "epoch 3", False)]
    of = [of_epoch(found, epoch) for epoch in (1, 2, 3, 4)]
    assert [each.name for each in of if each is not None] == ["low", "low", "top", "top"]
    assert marks(found, run.metrics) == {"low": 1.0, "top": 2.5}
    assert run.total_epochs == 4
    assert Span("top", 3, 2, False).epochs == "no epoch yet"


def test_the_first_phase_alone_is_no_reason_for_a_mark(make: Any) -> None:
    run = Run(make("digits/1", [0.5], phases=[], state="killed"))
    found = spans(run, 1)
    assert names(found) == [("low", "epoch 1", False)]
    assert marks(found, run.metrics) == {}
    assert run.total_epochs == 4


def test_a_phase_that_ended_early_shortens_the_training(make: Any) -> None:
    run = Run(make("digits/1", [0.5], phases=[{"name": "low", "epoch": 1, "step": 10}], state="failed"))
    assert run.total_epochs == 3
    assert names(spans(run, 1)) == [("low", "epoch 1", True)]
