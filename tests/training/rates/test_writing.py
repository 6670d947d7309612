from pathlib import Path

import pytest

import kbuild
from kbuild.schemas.errors import UsageError
from kbuild.training.rates.writing import write_rate

REST = """\
# A comment that stays.
model:
  style: sequential
  layers: [{Input: {shape: [4]}}, {Dense: {units: 1}}]   # and this one
"""


COSINE = "compile: {optimizer: {SGD: {learning_rate: {CosineDecay: {initial_learning_rate: %s}}}}, loss: mse}"
WARM = (
    "compile: {optimizer: {SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0, "
    "warmup_target: %s, warmup_steps: 9}}}}, loss: mse}"
)
ADDED = "compile: {optimizer: {Adam: {%s}}, loss: mse}"
EMPTY = "compile: {optimizer: {Adam: %s}, loss: mse}"
LINES = "compile:\n  optimizer:\n    Adam:\n      %s  # slow\n      beta_2: 0.9\n  loss: mse"
BLOCK = "compile:\n  optimizer:\n    Adam:\n      learning_rate:  %s   # to be found\n      beta_1: 0.8"
PARAM = "params: {rate: %s, n: 1}\ncompile: {optimizer: {Adam: {learning_rate: '${rate}'}}, loss: mse}"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("compile: {optimizer: %s, loss: mse}  # why", "adam", "{Adam: {learning_rate: 0.0043}}"),
        ("compile:\n  optimizer:   %s # plain\n  loss: mse", "SGD", "{SGD: {learning_rate: 0.0043}}"),
        (BLOCK, "1e-3", "0.0043"),
        (PARAM, "0.1", "0.0043"),
        (COSINE, "1", "0.0043"),
        (WARM, "3e-3", "0.0043"),
        (ADDED, "beta_1: 0.8", "learning_rate: 0.0043, beta_1: 0.8"),
        (ADDED, "  beta_1: 0.8", "  learning_rate: 0.0043, beta_1: 0.8"),
        (EMPTY, "{}", "{learning_rate: 0.0043}"),
        (ADDED, "\n    beta_1: 0.8", "\n    learning_rate: 0.0043, beta_1: 0.8"),
        (LINES, "beta_1: 0.8", "learning_rate: 0.0043\n      beta_1: 0.8"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_rate_changes_and_nothing_else(
    tmp_path: Path, text: str, before: str, after: str, end: str
) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes((REST + text % before + "\n").replace("\n", end).encode())
    assert f"{path}:" in write_rate(path, 0.0043)
    assert path.read_bytes() == (REST + text % after + "\n").replace("\n", end).encode()


@pytest.mark.parametrize(
    "text",
    [
        "params: {rate: 0.1}\ncompile: {optimizer: {Adam: {learning_rate: '${rate * 2}'}}, loss: mse}",
        "compile: {loss: mse}",
    ],
)
def test_where_the_place_is_not_sure_the_document_stays(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(REST + text)
    with pytest.raises(UsageError, match="keeps its learning rate"):
        write_rate(path, 0.1)
    assert path.read_text() == REST + text


def test_a_warm_up_that_is_not_there_has_no_target(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(REST + COSINE.replace("%s", "1, warmup_target: null"))
    write_rate(path, 0.0043)
    assert path.read_text() == REST + COSINE.replace("%s", "0.0043, warmup_target: null")


def test_json_stays_json(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    start = '{"model": {"style": "sequential", "layers": [{"Input": {"shape": [4]}}, "Flatten"]},\n'
    path.write_text(start + ' "compile": {"optimizer": "adam", "loss": "mse"}}')
    write_rate(path, 2e-5)
    assert path.read_text() == (
        start + ' "compile": {"optimizer": {"Adam": {"learning_rate": 2.0e-5}}, "loss": "mse"}}'
    )
    kbuild.load(path)
    path.write_text(start + ' "compile": {"loss": "mse", "optimizer": {"Adam": {\n  "beta_1": 0.8}}}}')
    write_rate(path, 2e-5)
    assert '{\n  "learning_rate": 2.0e-5, "beta_1": 0.8}' in path.read_text()
    kbuild.load(path)
