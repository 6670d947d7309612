"""Codes of mistakes in how a model is trained: losses, metrics, callbacks and the data against the model."""

from __future__ import annotations

from kbuild.checking.codes import Code, graph, situation, stack

_DATA = "data: {train: {Toy: {name: iris}}, validation: 0.2}\n"
_LOSS = "compile: {loss: sparse_categorical_crossentropy}\n"
_SOFTMAX = "Dense: {units: 3, activation: softmax}"
_INPUT = "Input: {shape: [4]}"


def _iris(*, last: str = _SOFTMAX, loss: str = "sparse_categorical_crossentropy", rest: str = "") -> str:
    """A document that tells irises apart."""
    return stack(_INPUT, last, rest=f"compile: {{loss: {loss}}}\n{_DATA}{rest}")


def _two_inputs(given: str) -> str:
    """A document whose model has the inputs a and b."""
    return graph(
        "both: {Concatenate, from: [a, b]}",
        f"out: {{{_SOFTMAX}}}",
        inputs="{a: {shape: [2]}, b: {shape: [2]}}",
        rest=f"{_LOSS}data: {{train: {{Toy: {{name: iris, inputs: {given}}}}}}}\n",
    )


def _long_waves(data: str) -> str:
    """A document with a layer that remembers what came before."""
    return stack(
        "Input: {shape: [25, 1], batch_size: 10}" if data else "Input: {shape: [100, 1], batch_size: 10}",
        "GRU: {units: 8, return_sequences: true, stateful: true}",
        "Dense: {units: 1}",
        rest="compile: {loss: mse}\ndata: {train: {Toy: {name: sine_waves, steps: 100, every_step: true}}, "
        f"validation: 0.1, batch_size: 10{data}}}\n",
    )


_RIGHT = _iris()

CODES = (
    Code(
        "backward-state",
        "A stateful layer goes backwards through the chunks of sequences.",
        "The chunks come in the order of time, so that what it has come to at a chunk's beginning goes on at "
        "the end of the next one.",
        _long_waves(", chunk_length: 25").replace("stateful: true", "stateful: true, go_backwards: true"),
        _long_waves(", chunk_length: 25"),
    ),
    Code(
        "conflicting-arguments",
        "Two arguments, or a schedule and a callback, cannot both be had.",
        "Keras refuses them when it builds or calls the layer, or fails in mid-training.",
        stack("Conv2D: {filters: 4, kernel_size: 3, strides: 2, dilation_rate: 2}"),
        stack("Conv2D: {filters: 4, kernel_size: 3, strides: 2}"),
    ),
    Code(
        "doubtful-value",
        "A value is allowed and hardly ever meant.",
        "Nothing fails; the training is worse for it.",
        stack("LeakyReLU: {negative_slope: 3.0}"),
        stack("LeakyReLU: {negative_slope: 0.3}"),
    ),
    Code(
        "duplicate",
        "A callback stands in the list twice.",
        "It would do the same twice.",
        _iris(rest="callbacks: [TerminateOnNaN, TerminateOnNaN]\n"),
        _iris(rest="callbacks: [TerminateOnNaN]\n"),
    ),
    Code(
        "label-out-of-range",
        "A label is greater than the number of classes that the output can tell apart.",
        "On a CPU TensorFlow stops at the batch that holds it; on a GPU the loss becomes NaN.",
        _iris(last="Dense: {units: 2, activation: softmax}"),
        _RIGHT,
    ),
    Code(
        "missing-compile",
        "There is data to train on, and nothing says how to train.",
        "`compile` names the optimizer and the loss.",
        stack(_INPUT, _SOFTMAX, rest=_DATA),
        _RIGHT,
    ),
    Code(
        "missing-loss",
        "There is data to train on and no loss.",
        "Keras says so at the first batch.",
        stack(_INPUT, _SOFTMAX, rest="compile: {optimizer: adam}\n" + _DATA),
        _RIGHT,
    ),
    Code(
        "no-effect",
        "Something that the document says has no effect.",
        "Who wrote it believes that it has one.",
        _iris(rest="fit: {epochs: 5, initial_epoch: 5}\n"),
        _iris(rest="fit: {epochs: 10, initial_epoch: 5}\n"),
    ),
    Code(
        "no-input",
        "A stack does not say what it takes, though the data is known.",
        "Keras builds it at the first batch, and until then its shapes cannot be checked.",
        stack("Dense: {units: 3, activation: softmax}", rest=f"{_LOSS}{_DATA}"),
        _RIGHT,
    ),
    Code(
        "softmax-of-one",
        "The last layer is a softmax over a single unit.",
        "Its result is always 1: nothing can be learned, and nothing fails.",
        stack(
            _INPUT, "Dense: {units: 1, activation: softmax}", rest="compile: {loss: binary_crossentropy}\n"
        ),
        stack(
            _INPUT, "Dense: {units: 1, activation: sigmoid}", rest="compile: {loss: binary_crossentropy}\n"
        ),
    ),
    Code(
        "endless-state",
        "Nothing resets the state of a stateful layer.",
        "Keras lets it go on from each batch to the next, so that a sequence begins with what is left of "
        "another one: in shuffled samples, in the next epoch, in the validation.",
        _long_waves(""),
        _long_waves(", chunk_length: 25"),
    ),
    situation(
        "two-batch-sizes",
        "`fit`, `data` or a model with stateful layers name different batch sizes.",
        "Only one of them can count; a stateful layer has room for the states of just so many samples.",
        "`fit: {batch_size: 64}` beside `data: {batch_size: 32}`, with data given from Python.",
        "`data: {batch_size: 64}` alone.",
    ),
    Code(
        "unknown-input",
        "The data names an input that the model does not have.",
        "Data goes to inputs by their names.",
        _two_inputs("{a: [0, 1], left: [2, 3]}"),
        _two_inputs("{a: [0, 1], b: [2, 3]}"),
    ),
    Code(
        "unknown-monitor",
        "A callback watches a value that nothing computes.",
        "Keras only warns, at the end of the first epoch, and the callback never acts.",
        _iris(rest="fit: {epochs: 20}\ncallbacks: [{EarlyStopping: {monitor: val_acc, patience: 3}}]\n"),
        _iris(rest="fit: {epochs: 20}\ncallbacks: [{EarlyStopping: {monitor: val_loss, patience: 3}}]\n"),
    ),
    Code(
        "unknown-output",
        "`compile` names an output that the model does not have.",
        "Losses, metrics and weights by output go by the outputs' names.",
        stack(_INPUT, "Dense: {units: 1, name: price}", rest="compile: {loss: {prize: mse}}\n"),
        stack(_INPUT, "Dense: {units: 1, name: price}", rest="compile: {loss: {price: mse}}\n"),
    ),
    Code(
        "wrong-chunk",
        "Sequences cannot be cut into chunks of the length that is asked for.",
        "A last chunk that is shorter would have to be dropped, and the end of each sequence with it.",
        _long_waves(", chunk_length: 30").replace("[25, 1]", "[30, 1]"),
        _long_waves(", chunk_length: 25"),
    ),
    Code(
        "wrong-activation",
        "The last layer's activation and the loss do not belong together.",
        "The loss expects probabilities of another kind, and the training is worse without a word.",
        stack(
            _INPUT,
            "Dense: {units: 3, activation: sigmoid}",
            rest="compile: {loss: categorical_crossentropy}\n",
        ),
        stack(_INPUT, _SOFTMAX, rest="compile: {loss: categorical_crossentropy}\n"),
    ),
    Code(
        "wrong-labels",
        "The labels have another form than the loss compares with.",
        "Class numbers and one-hot vectors have losses of their own; some forms Keras stretches to fit.",
        _iris(loss="categorical_crossentropy"),
        _RIGHT,
    ),
    Code(
        "wrong-logits",
        "`from_logits` says one thing and the last layer's activation another.",
        "Probabilities would be taken for raw scores, or raw scores for probabilities.",
        _iris(loss="{SparseCategoricalCrossentropy: {from_logits: true}}"),
        _RIGHT,
    ),
    Code(
        "wrong-pattern",
        "The pattern of a file name asks for a value that nothing computes.",
        "Keras fails when it saves for the first time, after an epoch.",
        _iris(rest="callbacks: [{ModelCheckpoint: {filepath: 'm-{epok}.keras'}}]\n"),
        _iris(rest="callbacks: [{ModelCheckpoint: {filepath: 'm-{epoch}.keras'}}]\n"),
    ),
    Code(
        "wrong-wrapper",
        "A wrapper goes around a layer that it cannot wrap.",
        "Keras refuses it when it constructs the wrapper.",
        stack("Bidirectional: {layer: {Dense: {units: 3}}}"),
        stack("Bidirectional: {layer: {LSTM: {units: 3}}}"),
    ),
)
