"""The table made without Keras says what Keras's own summary says of the model that is built."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from kbuild.building.build import build_model
from kbuild.checking.shapes import leaves
from kbuild.checking.summary import Row, Summary, summarize
from kbuild.reading.load import load_parts
from kbuild.schemas.document import Document

MODELS = {
    "a stack": """
        model:
          style: sequential
          layers:
            - Input: {shape: [28, 28, 1]}
            - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
            - BatchNormalization
            - MaxPooling2D
            - Flatten
            - Dropout: {rate: 0.5}
            - Dense: {units: 10, name: digit}
            - Dense: {units: 3}
    """,
    "two inputs and outputs": """
        model:
          style: functional
          inputs: {wide: {shape: [5]}, deep: {shape: [6]}}
          layers:
            output:  {Dense: {units: 1}, from: joined}
            hidden1: {Dense: {units: 30, activation: relu}, from: deep}
            hidden2: {Dense: {units: 30, activation: relu}}
            joined:  {Concatenate, from: [wide, hidden2]}
            aux:     {Dense: {units: 1}, from: hidden2}
          outputs: {main: output, aux: aux}
    """,
    "shared layers": """
        model:
          style: functional
          inputs: {left: {shape: [8, 8, 3]}, right: {shape: [8, 8, 3]}}
          layers:
            tower: {Conv2D: {filters: 4, kernel_size: 3}, from: left}
            other: {reuse: tower, from: right}
            a: {GlobalAveragePooling2D, from: tower}
            b: {GlobalAveragePooling2D, from: other}
            far: {Subtract, from: [a, b]}
            score: {Dense: {units: 1}}
          outputs: score
    """,
    "models within models": """
        model:
          style: functional
          inputs: {x: {shape: [16]}}
          layers:
            encoder:
              Sequential:
                layers:
                  - Dense: {units: 8, activation: relu}
                  - Dense: {units: 4, trainable: false}
            decoder:
              Functional:
                inputs: {z: {shape: [4]}}
                layers:
                  grow: {Dense: {units: 8}}
                  back: {Dense: {units: 16}}
                outputs: back
            again: {reuse: decoder, from: encoder}
            sum: {Add, from: [decoder, again]}
          outputs: sum
    """,
    "operations": """
        model:
          style: functional
          inputs: {a: {shape: [6, 4]}}
          layers:
            twice: {ops.multiply: {x2: 2.0}, from: a}
            mean: {ops.mean: {axis: 1}}
            other: {ops.max: {axis: 1}, from: twice}
            both: {ops.concatenate: {axis: -1}, from: [mean, other]}
            out: {Dense: {units: 2}}
          outputs: out
    """,
    "states handed on": """
        model:
          style: functional
          inputs: {source: {shape: [null], dtype: int32}, target: {shape: [null], dtype: int32}}
          layers:
            words: {Embedding: {input_dim: 50, output_dim: 8}, from: source}
            encoder: {LSTM: {units: 6, return_state: true}}
            others: {Embedding: {input_dim: 60, output_dim: 8}, from: target}
            decoder:
              LSTM: {units: 6, return_sequences: true}
              from: others
              call: {initial_state: ["encoder[1]", "encoder[2]"]}
            heed: {MultiHeadAttention: {num_heads: 2, key_dim: 3}, from: {query: decoder, value: words}}
            next: {TimeDistributed: {layer: {Dense: {units: 60}}}}
          outputs: next
    """,
    "a held training flag": """
        model:
          style: functional
          inputs: {x: {shape: [8]}}
          layers:
            base: {Sequential: {layers: [{Dense: {units: 4}}, BatchNormalization]}, call: {training: false}}
            head: {Dense: {units: 1}}
          outputs: head
    """,
    "half precision": """
        model:
          style: sequential
          layers:
            - Input: {shape: [6], dtype: float16}
            - Dense: {units: 4, dtype: mixed_float16}
            - Dense: {units: 2, dtype: float64}
    """,
    "a program": """
        model:
          style: subclass
          inputs: {tokens: {shape: [12], dtype: int32}}
          layers:
            embed: {Embedding: {input_dim: 50, output_dim: 8}}
            blocks: [{Dense: {units: 8}}, {Dense: {units: 8}}]
            towers: {a: {Dense: {units: 3}}, b: {Dense: {units: 3}}}
            noise: {GaussianNoise: {stddev: 0.1}}
            head: {Dense: {units: 9}}
          call: |
            x = embed(tokens)
            for block in blocks:
                x = x + block(x)
            if training:
                x = noise(x)
            parts = []
            for name, tower in towers.items():
                parts.append(tower(x[:, 0]))
            y = ops.concatenate(parts, axis=-1)
            return head(y * 2.0)
    """,
}


def document(text: str) -> Document:
    found = load_parts(text)
    assert found.document is not None, found.problems
    return found.document


def rows_of(model: Any) -> dict[str, tuple[Any, int]]:
    """What Keras's summary prints of each layer: its name, shapes and parameters."""
    operations = (
        model.layers if isinstance(model, keras.Sequential) else getattr(model, "_operations", model.layers)
    )
    return {each.name: (_shapes(each), _count(each)) for each in operations}


def _shapes(operation: Any) -> Any:
    outputs = operation._inbound_nodes[-1].output_tensors if operation._inbound_nodes else ()
    return [tuple(each.shape) for each in outputs]


def _count(operation: Any) -> int:
    return operation.count_params() if isinstance(operation, keras.Layer) else 0


def rows_in(summary: Summary) -> dict[str, tuple[Any, int | None]]:
    return {row.name: (_known(row), row.parameters) for row in summary.rows if not row.depth}


def _known(row: Row) -> Any:
    return [each.shape for each in leaves(row.outputs)]


@pytest.mark.parametrize("name", MODELS)
def test_rows_and_totals_are_those_of_keras(name: str) -> None:
    read = document(MODELS[name])
    summary, model = summarize(read), build_model(read)
    mine, said = rows_in(summary), rows_of(model)
    if name == "a program":
        # A subclass model has no graph, so Keras knows no shapes; nor has it rows for inputs.
        mine = {key: ([], count) for key, (_, count) in mine.items() if key != "tokens"}
        said = {key: ([], count) for key, (_, count) in said.items()}
    assert mine == said
    assert summary.problems == ()
    assert summary.total == model.count_params()
    trainable = sum(keras.ops.size(each) for each in model.trainable_weights)
    assert (summary.trainable, summary.non_trainable) == (trainable, model.count_params() - trainable)
