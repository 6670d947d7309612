"""What each document of the gallery must reach on held-out data, and how that is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kbuild import gallery
from kbuild.checking.load import load
from kbuild.data import Samples, load_splits

Measure = Callable[[Any, Samples], float]


@dataclass(frozen=True)
class Bar:
    """What a document must reach.

    Attributes:
        teaches: What it is there for.
        says: What is measured, and the bar, in words.
        measure: Measures a run on the test samples.
        least: The least value that is enough; None for a bar from above.
        most: The greatest value that is.
        once: The bar is for the mean of the seeds.
    """

    teaches: str
    says: str
    measure: Measure
    least: float | None = None
    most: float | None = None
    once: bool = False

    def reached(self, value: float) -> bool:
        """Whether a value is enough."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@cache
def held_out(name: str, seed: int) -> Samples:
    """The samples that a run of a document is tested on."""
    document = load(gallery.path(name), [f"seed={seed}"])
    assert document.data is not None
    samples = load_splits(document.data, seed=seed, folder=Path()).test
    assert samples is not None
    return samples


def style(name: str) -> str:
    """A document's style; phases and objectives beside it."""
    document = load(gallery.path(name))
    words = [str(getattr(document.model, "style", "application"))]
    words += [word for word in ("phases", "objectives") if getattr(document, word, ())]
    return ", ".join(words)


def logged(word: str) -> Measure:
    """A value that the run's test has in its logs."""
    return lambda run, _samples: float(run.test[word])


def predicted(run: Any, samples: Samples) -> np.ndarray:
    """What a run's model says of the test samples."""
    return np.asarray(run.predict(samples.x))


def targets(samples: Samples) -> np.ndarray:
    """The targets of samples that have one output."""
    assert isinstance(samples.y, np.ndarray)
    return samples.y


def error(run: Any, samples: Samples) -> float:
    """The mean squared error."""
    y = targets(samples)
    return float(np.mean((predicted(run, samples).reshape(y.shape) - y) ** 2))


def against_the_last(run: Any, samples: Samples) -> float:
    """The error at the last step, for that of saying that the next value is the last one again."""
    assert isinstance(samples.x, np.ndarray)
    y = targets(samples)
    said = predicted(run, samples)
    if y.ndim == samples.x.ndim:
        y, said = y[:, -1], said[:, -1]
    last = samples.x[:, -1].reshape(y.shape)
    return float(np.mean((said.reshape(y.shape) - y) ** 2) / np.mean((last - y) ** 2))


def explained(run: Any, samples: Samples) -> float:
    """R2: the share of the variance that is explained."""
    y = targets(samples)
    return 1 - error(run, samples) / float(np.mean((y - y.mean()) ** 2))


def against_components(run: Any, samples: Samples) -> float:
    """The error for that of as many principal components, which are learnt from all other digits."""
    from sklearn.datasets import load_digits
    from sklearn.decomposition import PCA

    x = targets(samples).reshape(len(samples), 64)
    seen = {each.tobytes() for each in x}
    pictures = load_digits().data.astype(np.float32)
    others = np.stack([each for each in pictures if each.tobytes() not in seen])
    width = run.model.get_layer("encoder").output_shape[-1]
    components = PCA(width, random_state=0).fit(others)
    drawn = components.inverse_transform(components.transform(x))
    return error(run, samples) / float(np.mean((drawn - x) ** 2))


def noise_left(run: Any, samples: Samples) -> float:
    """What is left of noise as strong as in training, as a share of its squared error."""
    x = targets(samples)
    noisy = x + np.random.default_rng(0).normal(0, 4, x.shape).astype(np.float32)
    drawn = np.asarray(run.model.predict(noisy, verbose=0))
    return float(np.mean((drawn - x) ** 2) / np.mean((noisy - x) ** 2))


def activity(run: Any, samples: Samples) -> float:
    """The mean activity of the layer `code`."""
    import keras

    coder = keras.Model(run.model.inputs, run.model.get_layer("code").output)
    return float(np.mean(coder.predict(samples.x, verbose=0)))


def against_untrained(run: Any, _samples: Samples) -> float:
    """The negative ELBO for that of ln 2 a pixel, which is an untrained decoder's."""
    return float(run.test["loss"]) / float(np.log(2))


def modes(run: Any, _samples: Samples) -> float:
    """How many of the ring's eight centres have at least 1 in 100 of 2,000 made points within 0.2."""
    points = np.asarray(run.model.predict(np.zeros((2000, 2), np.float32), verbose=0))
    angle = 2 * np.pi * np.arange(8) / 8
    distance = np.linalg.norm(points[:, None] - np.stack([np.cos(angle), np.sin(angle)], axis=1), axis=2)
    near = np.bincount(distance.argmin(axis=1)[distance.min(axis=1) < 0.2], minlength=8)
    return float((near >= 20).sum())


_RIGHT = logged("accuracy")
_WHOLE = logged("whole_sequence_accuracy")
_WAVE = "error for that of saying the last value again: at most 0.10"

BARS: dict[str, Bar] = {
    "perceptron": Bar("a threshold unit and its rule, without a gradient", "accuracy 1", _RIGHT, 1),
    "xor": Bar("one hidden layer solves what no linear model can", "accuracy 1", _RIGHT, 1),
    "mlp-regression": Bar("a number; Huber's loss and outliers", "R2 ≥ 0.95", logged("r2_score"), 0.95),
    "mlp-binary": Bar("one sigmoid, normalisation inside the model", "accuracy ≥ 0.95", _RIGHT, 0.95),
    "mlp-multilabel": Bar("a sigmoid a label", "micro F1 ≥ 0.80", logged("f1_score"), 0.80),
    "mlp-multiclass": Bar("softmax, sparse cross-entropy", "accuracy ≥ 0.97", _RIGHT, 0.97),
    "digits": Bar("the first document", "accuracy ≥ 0.97", _RIGHT, 0.97),
    "deep-feed-forward": Bar("12 layers: He, batch normalisation, ReLU", "accuracy ≥ 0.96", _RIGHT, 0.96),
    "deep-feed-forward-sigmoid": Bar(
        "12 layers of sigmoids: gradients vanish", "accuracy ≤ 0.30: it does not learn", _RIGHT, most=0.30
    ),
    "regularised": Bar("dropout, L2, max-norm", "accuracy ≥ 0.92 with 300 pictures", _RIGHT, 0.92),
    "warm-up": Bar("warm-up, decay, clipping, checkpoints", "accuracy ≥ 0.96", _RIGHT, 0.96),
    "dead-relus": Bar("leaky ReLUs at a rate that kills plain ones", "accuracy ≥ 0.80", _RIGHT, 0.80),
    "wide-and-deep": Bar(
        "two inputs, two outputs, an auxiliary loss", "R2 ≥ 0.95", logged("output_r2_score"), 0.95
    ),
    "siamese": Bar("one tower for two inputs: shared weights", "accuracy ≥ 0.93", _RIGHT, 0.93),
    "dynamic-depth": Bar("a loop and conditions", "accuracy ≥ 0.96", _RIGHT, 0.96),
    "cnn": Bar("convolution, pooling, stride, padding", "accuracy ≥ 0.98", _RIGHT, 0.98),
    "residual-cnn": Bar("blocks, `for_each`, skip connections", "accuracy ≥ 0.98", _RIGHT, 0.98),
    "rnn-many-to-one": Bar("a vector after the last step", _WAVE, against_the_last, most=0.10),
    "rnn-many-to-many": Bar("an output at every step", _WAVE, against_the_last, most=0.10),
    "rnn-one-to-many": Bar("a vector in, a sequence out", "R2 ≥ 0.95", explained, 0.95),
    "jordan-rnn": Bar("the output is fed back", _WAVE, against_the_last, most=0.10),
    "deep-rnn": Bar("recurrent layers in a stack", "accuracy ≥ 0.97", _RIGHT, 0.97),
    "bidirectional": Bar("both directions", "accuracy ≥ 0.97", _RIGHT, 0.97),
    "lstm": Bar("memory over 100 steps", "mean squared error < 0.01", logged("loss"), most=0.01),
    "gru": Bar("memory over 100 steps", "mean squared error < 0.01", logged("loss"), most=0.01),
    "truncated-bptt": Bar(
        "1,000 steps in chunks: the state goes on, the gradient stops", _WAVE, against_the_last, most=0.10
    ),
    "seq2seq": Bar("teacher forcing; its own letters in use", "whole dates ≥ 0.95", _WHOLE, 0.95),
    "translation": Bar("the same with attention", "whole dates ≥ 0.98", _WHOLE, 0.98),
    "image-captioning": Bar("from a picture to words", "whole names ≥ 0.93", _WHOLE, 0.93),
    "conv-lstm": Bar(
        "pictures through time", "error for that of the last frame: at most 0.50", against_the_last, most=0.50
    ),
    "transformer": Bar("attention in blocks, positions", "accuracy ≥ 0.97", _RIGHT, 0.97),
    "autoencoder": Bar(
        "a bottleneck; nested models",
        "error for that of as many principal components: at most 1",
        against_components,
        most=1,
    ),
    "denoising-autoencoder": Bar("noise on the input", "noise left: at most 0.50", noise_left, most=0.50),
    "sparse-autoencoder": Bar("a penalty on activity", "mean activity < 0.10", activity, most=0.10),
    "variational-autoencoder": Bar(
        "sampling, the KL term", "ELBO for an untrained one's: at most 0.50", against_untrained, most=0.50
    ),
    "pretrained-classifier": Bar(
        "pretraining without labels",
        "accuracy on the mean ≥ 0.88 with 100 labels, and above that of the labels alone",
        _RIGHT,
        0.88,
        once=True,
    ),
    "transfer-learning": Bar(
        "freeze, train the head, thaw",
        "accuracy ≥ 0.90 after 10 epochs with 100 labels, and on the mean above that from scratch",
        _RIGHT,
        0.90,
    ),
    "deep-belief-network": Bar("layer by layer, by contrastive divergence", "accuracy ≥ 0.95", _RIGHT, 0.95),
    "gan": Bar("two losses, two optimizers", "modes ≥ 7 of 8", modes, 7),
}

#: Documents that describe a network at full size, and bring no data.
DESCRIBED = ("resnet50", "unet", "inception", "transformer-encoder", "gru-attention")

_LABELS = ("data.train_size=100",)
_LEARN = (
    "compile={optimizer: {Adam: {learning_rate: 0.001}}, loss: sparse_categorical_crossentropy, "
    "metrics: [accuracy]}"
)
#: Networks that documents are compared with: the document of each, and what is changed in it.
TWINS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pretrained-classifier, labels alone": (
        "pretrained-classifier",
        ("-phases", *_LABELS, "fit.epochs=300"),
    ),
    "transfer-learning, from scratch": ("transfer-learning", ("-phases", "fit.epochs=10")),
    "deep-belief-network, 100 labels": (
        "deep-belief-network",
        ("phases.2.data={train_size: 100}", "phases.2.fit.epochs=300"),
    ),
    "deep-belief-network, 100 labels alone": (
        "deep-belief-network",
        ("-phases", *_LABELS, _LEARN, "fit.epochs=300"),
    ),
}
