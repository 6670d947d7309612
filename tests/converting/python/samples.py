"""Documents of all styles and of what the styles can say, by what they show."""

from __future__ import annotations

SAMPLES: dict[str, str] = {
    "plain stack": """
seed: 3
model:
  style: sequential
  layers:
    - Input: {shape: [8, 8, 1]}
    - Conv2D: {filters: 4, kernel_size: [3, 3], strides: 2, padding: same, bias_regularizer: {L2: {l2: 1e-4}}}
    - {repeat: 3, Dense: {units: 4, activation: relu, kernel_initializer: {VarianceScaling: {scale: 2}}}}
    - Flatten
    - Dense: {units: 3, activation: softmax, name: out}
compile:
  optimizer: {SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 9}}}}
  loss: {CategoricalCrossentropy: {label_smoothing: 0.1}}
  metrics: [accuracy, {TopKCategoricalAccuracy: {k: 2}}]
""",
    "wrappers and cells": """
seed: 1
model:
  style: sequential
  name: readers
  layers:
    - Input: {shape: [5, 4]}
    - Bidirectional: {layer: {LSTM: {units: 3, return_sequences: true}}}
    - TimeDistributed: {layer: {Sequential: {layers: [{Dense: {units: 4}}, Activation: {activation: tanh}]}}}
    - RNN: {cell: [{GRUCell: {units: 3}}, {LSTMCell: {units: 2}}], return_sequences: true}
    - MultiHeadAttention: {num_heads: 2, key_dim: 3}
    - Dense: {units: 1}
""".replace("    - MultiHeadAttention: {num_heads: 2, key_dim: 3}\n", ""),
    "several inputs and outputs, shared layers": """
seed: 2
params: {units: 6}
model:
  style: functional
  inputs: {left: {shape: [4]}, right: {shape: [4]}, x: {shape: [2, 3]}}
  layers:
    tower: {Dense: {units: "${units}", activation: relu}, from: left}
    again: {reuse: tower, from: right}
    both: {Concatenate, from: [tower, again]}
    "1x1": {Dense: {units: "${units // 2}"}, from: both}
    look: {MultiHeadAttention: {num_heads: 2, key_dim: 3}, from: {query: x, value: x}}
    lstm: {LSTM: {units: 3, return_state: true}, from: look}
    scaled: {ops.multiply: {x2: 2.0}, from: "lstm[0]"}
    more: {ops.add, from: [scaled, 1x1]}
    off: {Dropout: {rate: 0.5}, from: more, call: {training: false}}
    class: {Dense: {units: 1}, from: off}
    aux: {Dense: {units: 2, activation: softmax}, from: 1x1}
  outputs: {class: class, aux: aux}
compile:
  optimizer: {Adam: {learning_rate: 1e-4, clipnorm: 1}}
  loss: {class: mse, aux: sparse_categorical_crossentropy}
  loss_weights: {class: 1, aux: 0.5}
  metrics: {aux: [accuracy]}
""",
    "models within models": """
seed: 5
model:
  style: functional
  inputs: {a: {shape: [6]}}
  layers:
    encoder:
      Functional:
        inputs: {b: {shape: [6]}}
        layers: {one: {Dense: {units: 4}}, two: {Dense: {units: 3}}}
        outputs: [one, two]
    inner: {Sequential: {layers: [{Dense: {units: 3}}, ReLU]}, from: "encoder[0]"}
    sum: {Add, from: [inner, "encoder[1]"]}
  outputs: sum
""",
    "blocks": """
seed: 7
blocks:
  Unit:
    params: {filters: 4, wide: false}
    style: functional
    inputs: {x: {}, y: {}}
    layers:
      a: {Dense: {units: "${2 * filters}"}, from: x}
      b: {Dense: {units: "${filters}"}}
      c: {Dense: {units: "${filters}"}, from: y, when: "${wide}"}
      sum: {Add, from: [b, c or y]}
      out: ReLU
    outputs: out
model:
  style: functional
  inputs: {in: {shape: [4]}}
  layers:
    first: {Unit: {filters: 4}, from: [in, in]}
    second: {Unit: {filters: 8, wide: true}, from: [first, in]}
    third: {Unit: {filters: 8}, from: [second, second]}
    stages: {Dense: {activation: relu}, for_each: {units: [8, 16, 32]}}
    last: {Dense: {units: 1}}
  outputs: last
""",
    "class with lists and loops": """
seed: 4
model:
  style: subclass
  name: ResidualTagger
  inputs: {tokens: {shape: [7], dtype: int32}}
  layers:
    embed: {Embedding: {input_dim: 20, output_dim: 6}}
    blocks: [{repeat: 3, Dense: {units: 6, activation: relu}}]
    by_name: {one: {Dense: {units: 6}}, two: {Dense: {units: 6}}}
    layers: {LayerNormalization: {epsilon: 1e-5}}
    noise: {GaussianNoise: {stddev: 0.1}}
    head: {Dense: {units: 9, activation: softmax}}
  call: |
    x = embed(tokens)
    for index, block in enumerate(blocks):
        x = x + block(x) * (index + 1)
    for name, layer in by_name.items():
        x += layer(x)
    steps = []
    for t in range(x.shape[1]):
        steps.append(x[:, t] / 2)
    x = layers(ops.stack(steps, axis=1))
    add_loss(ops.mean(x ** 2) * 0.01)
    if training:
        x = noise(x)
    return head(x)
""",
    "class that decides on tensors": """
seed: 4
model:
  style: subclass
  inputs: {a: {shape: [3]}, b: {shape: [3]}}
  layers: {one: {Dense: {units: 3}}, two: {Dense: {units: 3}}}
  call: |
    x = one(a)
    y = two(b)
    if ops.mean(x) > ops.mean(y) and not ops.any(x > 3):
        x = x + y
    else:
        x = x - y
    low, high = min(x, y), max(x, y)
    return high - low if ops.sum(x) > 0 else losses.mse(x, y)[:, None] + low
""",
    "class that Python cannot trace": """
model:
  style: subclass
  inputs: {x: {shape: [3]}}
  layers: {one: {Dense: {units: 3}}}
  call: |
    x = one(x)
    while ops.max(ops.abs(x)) > 1:
        x = x / 2
    return x
""",
}
