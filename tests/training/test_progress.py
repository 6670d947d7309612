"""What is shown while a model trains."""

from __future__ import annotations

from kbuild.training.progress import Reporter


class Lines:
    """A display that keeps what it is given."""

    def __init__(self, width: int | None = None) -> None:
        self.lines: list[str] = []
        self.width = width

    def note(self, text: str) -> None:
        self.lines.append(text)

    def draw(self, done: float, text: str) -> None: ...

    def close(self) -> None: ...


def test_the_best_epoch_may_be_one_from_before_an_interruption() -> None:
    screen = Lines()
    reporter = Reporter(screen, epochs=3)
    reporter.set_params({"steps": 4})
    reporter.remember([{"epoch": 1, "val_loss": 0.5}, {"epoch": 2, "val_loss": 0.7}])
    reporter.on_train_begin()
    reporter.on_epoch_begin(2)
    reporter.on_epoch_end(2, {"loss": 0.4, "val_loss": 0.6})
    assert screen.lines[-1].startswith("epoch 3/3")
    assert screen.lines[-1].endswith("(best: epoch 1)")


def test_on_a_narrow_screen_speed_and_time_give_way_to_losses_and_metrics() -> None:
    said = {}
    for width in (None, 60, 30):
        screen = Lines(width)
        reporter = Reporter(screen, epochs=1_000_000)
        reporter.set_params({"steps": 4})
        reporter.on_train_begin()
        reporter.on_epoch_begin(0)
        reporter.on_epoch_end(0, {"loss": 0.4, "val_loss": 0.6})
        (said[width],) = screen.lines
    assert said[None].startswith("epoch       1/1000000  loss 0.4  val_loss 0.6")
    assert "steps/s" in said[None]
    assert "steps/s" not in said[60] or len(said[60]) <= 60
    assert said[30] == "epoch       1/1000000  loss 0.4  val_loss 0.6  best"
