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
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_rate_changes_and_nothing_else(
    tmp_path: Path, text: str, before: str, after: str, end: str
) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes((REST + text % before + "\n").replace("\n", end).encode())
    assert "became" in write_rate(path, 0.0043)
    assert path.read_bytes() == (REST + text % after + "\n").replace("\n", end).encode()


@pytest.mark.parametrize(
    "text",
    [
        "compile: {optimizer: {Adam: {beta_1: 0.8}}, loss: mse}",
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


def test_json_stays_json(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    start = '{"model": {"style": "sequential", "layers": [{"Input": {"shape": [4]}}, "Flatten"]},\n'
    path.write_text(start + ' "compile": {"optimizer": "adam", "loss": "mse"}}')
    write_rate(path, 2e-5)
    assert path.read_text() == (
        start + ' "compile": {"optimizer": {"Adam": {"learning_rate": 2.0e-5}}, "loss": "mse"}}'
    )
    kbuild.load(path)
