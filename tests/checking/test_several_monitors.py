"""What is said of a callback that watches several values, without Keras."""

import pytest

import kbuild
from kbuild.reading.problems import DocumentError

DOCUMENT = """
kbuild: 1
name: a
model: {{style: sequential, layers: [{{Input: {{shape: [4]}}}}, {{Dense: {{units: 1}}}}]}}
compile: {{optimizer: Adam, loss: mse, metrics: [mae]}}
data: {{train: {{Toy: {{name: iris}}}}, validation: 0.1}}
callbacks:
  - {callback}: {{monitor: {monitor}, mode: {mode}}}
"""


@pytest.mark.parametrize("mode", ["auto", "min", "[min, auto]", "{val_mae: min}"])
@pytest.mark.parametrize("callback", ["Checkpoint", "EarlyStopping"])
def test_several_monitors_with_their_modes_are_right(callback: str, mode: str) -> None:
    text = DOCUMENT.format(callback=callback, monitor="[val_loss, val_mae]", mode=mode)
    assert kbuild.load(text).callbacks[0].arguments()["monitor"] == ("val_loss", "val_mae")


def test_the_usual_monitor_can_be_written_down() -> None:
    assert kbuild.load(DOCUMENT.format(callback="Checkpoint", monitor="auto", mode="auto"))


@pytest.mark.parametrize(
    ("monitor", "mode", "code", "path"),
    [
        ("[val_loss, val_mse]", "auto", "unknown-monitor", "monitor.1"),
        ("[loss, mae, loss]", "auto", "duplicate", "monitor.2"),
        ("[loss, mae]", "[min]", "not-allowed", "mode"),
        ("[loss, mae]", "[min, up]", "not-allowed", "mode.1"),
    ],
)
@pytest.mark.parametrize("callback", ["Checkpoint", "EarlyStopping"])
def test_what_is_wrong_with_several_monitors_is_said_at_its_place(
    callback: str, monitor: str, mode: str, code: str, path: str
) -> None:
    with pytest.raises(DocumentError) as raised:
        kbuild.load(DOCUMENT.format(callback=callback, monitor=monitor, mode=mode))
    (problem,) = raised.value.problems
    assert (problem.code, problem.path) == (code, f"callbacks.0.{callback}.{path}")
