"""Codes of advice: what `kbuild advise` says of documents that are not wrong."""

from __future__ import annotations

from kbuild.checking.codes import Code, graph, stack

_INPUT = "Input: {shape: [4]}"
_PICTURE = "Input: {shape: [128, 128, 1]}"
_HEAD = "Dense: {units: 3, activation: softmax}"
_LOSS = "compile: {loss: sparse_categorical_crossentropy}\n"
_DIGITS = "data: {train: {Toy: {name: digits}}, validation: 0.1}\n"
_PIXELS = "Input: {shape: [8, 8]}"
_TEN = "Dense: {units: 10, activation: softmax}"


def _deep(layer: str, times: int, rest: str = "") -> str:
    return stack(_INPUT, *[layer] * times, _HEAD, rest=rest)


def _digits(*layers: str, data: str = _DIGITS) -> str:
    return stack(_PIXELS, "Flatten", *layers, _TEN, rest=_LOSS + data)


def _copying(units: int) -> str:
    source = "{Toy: {name: iris, standardize: true, reconstruct: true}}"
    rest = f"compile: {{loss: mse}}\ndata: {{train: {source}, validation: 0.1}}\n"
    return stack(_INPUT, f"Dense: {{units: {units}, activation: relu}}", "Dense: {units: 4}", rest=rest)


def _waves(last: str) -> str:
    rest = "compile: {loss: mse}\ndata: {train: {Toy: {name: sine_waves}}, validation: 0.1}\n"
    return stack("Input: {shape: [50, 1]}", "LSTM: {units: 8}", last, rest=rest)


CODES = (
    Code(
        "dropout-before-norm",
        "Dropout stands just before a batch normalisation.",
        "Dropout changes the variance of what it passes on in training only, so the statistics that the "
        "normalisation keeps do not fit what it meets in use (Li et al. 2019, arXiv:1801.05134).",
        stack(
            _INPUT, "Dense: {units: 8, activation: relu}", "Dropout: {rate: 0.3}", "BatchNormalization", _HEAD
        ),
        stack(
            _INPUT, "Dense: {units: 8, activation: relu}", "BatchNormalization", "Dropout: {rate: 0.3}", _HEAD
        ),
    ),
    Code(
        "dying-relu",
        "The learning rate is high for ReLU units without normalisation.",
        "One step can put a unit where its input is negative for every sample; its gradient is 0 ever after.",
        _deep(
            "Dense: {units: 8, activation: relu}",
            2,
            "compile: {optimizer: {SGD: {learning_rate: 0.5}}, loss: mse}\n",
        ),
        _deep(
            "Dense: {units: 8, activation: relu}",
            2,
            "compile: {optimizer: {SGD: {learning_rate: 0.01}}, loss: mse}\n",
        ),
    ),
    Code(
        "flat-picture",
        "A large picture is flattened before a wide layer.",
        "Each unit has a weight for every pixel, and learns a thing anew for every place that it may be.",
        stack(_PICTURE, "Flatten", "Dense: {units: 300, activation: relu}", _HEAD),
        stack(_PICTURE, "Conv2D: {filters: 8, kernel_size: 3, strides: 4}", "GlobalAveragePooling2D", _HEAD),
    ),
    Code(
        "linear-stack",
        "Two Dense layers follow each other with no activation between them.",
        "The product of two matrices is a matrix: together they can do no more than one of them.",
        stack(_INPUT, "Dense: {units: 8}", _HEAD),
        stack(_INPUT, "Dense: {units: 8, activation: relu}", _HEAD),
    ),
    Code(
        "long-sequence",
        "A SimpleRNN goes over a long sequence.",
        "Its gradient is multiplied by the same matrix at each step, and vanishes or explodes (Bengio et al. "
        "1994, doi:10.1109/72.279181); the gates of LSTM and GRU were made against that.",
        stack("Input: {shape: [100, 2]}", "SimpleRNN: {units: 8}", _HEAD),
        stack("Input: {shape: [100, 2]}", "LSTM: {units: 8}", _HEAD),
    ),
    Code(
        "no-validation",
        "There is data to train on, and none to validate with.",
        "The loss on the training data goes on falling while the network learns it by heart.",
        stack(_INPUT, _HEAD, rest=_LOSS + "data: {train: {Toy: {name: iris}}}\n"),
        stack(_INPUT, _HEAD, rest=_LOSS + "data: {train: {Toy: {name: iris}}, validation: 0.1}\n"),
    ),
    Code(
        "overfitting",
        "There are far more parameters than samples, and nothing keeps them from learning these by heart.",
        "The network will be right on the training data, and wrong elsewhere.",
        _digits("BatchNormalization", "Dense: {units: 3000, activation: relu}").replace(
            "BatchNormalization", "Rescaling: {scale: 0.0625}"
        ),
        _digits(
            "Rescaling: {scale: 0.0625}", "Dense: {units: 3000, activation: relu}", "Dropout: {rate: 0.5}"
        ),
    ),
    Code(
        "raw-inputs",
        "The inputs are large numbers, or of very different size, and no layer brings them near 0.",
        "Large numbers make large gradients, and one learning rate cannot suit features of different size.",
        _digits("Dense: {units: 16, activation: relu}"),
        _digits("Rescaling: {scale: 0.0625}", "Dense: {units: 16, activation: relu}"),
    ),
    Code(
        "relu-output",
        "The output ends in ReLU where numbers below zero are to be predicted.",
        "ReLU gives none, and where it gives 0 its gradient is 0, so that nothing is learnt.",
        _waves("Dense: {units: 1, activation: relu}"),
        _waves("Dense: {units: 1}"),
    ),
    Code(
        "sequence-kept",
        "A recurrent layer gives all its steps to a Flatten.",
        "The last step alone has seen the whole sequence; all of them in a row cost a weight for each step.",
        stack("Input: {shape: [10, 2]}", "LSTM: {units: 8, return_sequences: true}", "Flatten", _HEAD),
        stack("Input: {shape: [10, 2]}", "LSTM: {units: 8}", _HEAD),
    ),
    Code(
        "small-batch",
        "A batch normalisation takes its statistics from batches of one or two samples.",
        "Their mean and variance say next to nothing of the data, and change from batch to batch.",
        stack(
            _INPUT,
            "BatchNormalization",
            _HEAD,
            rest=_LOSS + "data: {train: {Toy: {name: iris}}, validation: 0.1, batch_size: 2}\n",
        ),
        stack(
            _INPUT,
            "BatchNormalization",
            _HEAD,
            rest=_LOSS + "data: {train: {Toy: {name: iris}}, validation: 0.1, batch_size: 32}\n",
        ),
    ),
    Code(
        "useless-bias",
        "A layer adds a bias that the batch normalisation after it takes away.",
        "The normalisation takes the mean away, bias and all, and adds one of its own.",
        graph(
            "h: {Dense: {units: 8}, from: a}",
            "n: BatchNormalization",
            "r: {Activation: {activation: relu}}",
            "out: {Dense: {units: 3}}",
        ),
        graph(
            "h: {Dense: {units: 8, use_bias: false}, from: a}",
            "n: BatchNormalization",
            "r: {Activation: {activation: relu}}",
            "out: {Dense: {units: 3}}",
        ),
    ),
    Code(
        "vanishing-gradients",
        "Many hidden layers in a row end in an activation that saturates.",
        "The slope of a sigmoid is at most 1/4, and a gradient is multiplied by it at each layer on its way "
        "back (Glorot and Bengio 2010, proceedings.mlr.press/v9/glorot10a.html).",
        _deep("Dense: {units: 8, activation: sigmoid}", 4),
        _deep("Dense: {units: 8, activation: relu}", 4),
    ),
    Code(
        "wide-code",
        "An autoencoder's code is as wide as its input, with neither noise nor a penalty.",
        "Then the network can copy its input, and learns nothing about it.",
        _copying(8),
        _copying(2),
    ),
    Code(
        "wrong-initializer",
        "The first weights are made for another activation.",
        "Signals then fade or grow from layer to layer: He's weights are for ReLU (arXiv:1502.01852), "
        "LeCun's for SELU (arXiv:1706.02515), Glorot's for tanh.",
        _deep("Dense: {units: 8, activation: selu}", 2),
        _deep("Dense: {units: 8, activation: selu, kernel_initializer: lecun_normal}", 2),
    ),
)
